/** Reads a figure's points from a file beside its page: `<Experiment id="linear-regression" data="points.csv" />`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pointsText } from '../../engine/points.ts';
import type { Schema } from '../../engine/schema.ts';
import type { Experiment, Presentation } from '../../figure/experiment.ts';
import { readPasted } from '../../figure/points/pasted.ts';
import { PageError } from './page-error.ts';

/** The name and the limits of the parameter for an experiment's points. */
function pointsOf({ parameters }: { parameters: Schema }) {
  for (const [name, parameter] of Object.entries(parameters))
    if (parameter.kind === 'points') return { name, parameter };
  return undefined;
}

/**
 * The values set by `data`: the points of a CSV file, whose path is relative to the page's folder. Empty without it.
 * @throws PageError for an experiment without points, a missing file, and every invalid line
 */
export function dataValues(
  id: string,
  experiment: Pick<Experiment, 'parameters'>,
  data: unknown,
  loc?: string,
): Record<string, string> {
  if (data === undefined) return {};
  const takes = pointsOf(experiment);
  if (!takes) throw new PageError(loc, `data: ${id} does not take points from a file`);
  if (typeof data !== 'string' || data.trim() === '') throw new PageError(loc, 'data must be the name of a CSV file');
  const file = join(loc === undefined ? '.' : dirname(loc), data);
  if (!existsSync(file)) throw new PageError(loc, `data="${data}": there is no file ${file}`);
  const { points, refused, wrong } = readPasted(readFileSync(file, 'utf8'), takes.parameter);
  const [first] = refused;
  if (first) {
    const more =
      refused.length > 1 ? `, and ${refused.length - 1} more ${refused.length === 2 ? 'line' : 'lines'}` : '';
    throw new PageError(loc, `data: ${file}:${first.line} ${first.why}: "${first.text}"${more}`);
  }
  if (wrong !== undefined) throw new PageError(loc, `data: the points of ${file} ${wrong}`);
  return { [takes.name]: pointsText(points) };
}

/**
 * Rejects a figure whose own data is not visible: a series without a point within its axes.
 * @throws PageError that names the panel and its axes
 */
export function checkInSight({ panels }: Pick<Presentation, 'panels'>, data: string, loc?: string): void {
  for (const panel of panels) {
    if (panel.kind !== 'chart') continue;
    const [across, up] = [panel.x.domain, panel.y.domain];
    for (const { name, kind, x, y } of panel.series) {
      const isSeen = Array.from(x, (at, i) => within(at, across) && within(y[i] ?? Number.NaN, up)).some(Boolean);
      if (kind === 'points' && x.length > 0 && !isSeen) {
        const axes = `x from ${across.join(' to ')} and y from ${up.join(' to ')}`;
        throw new PageError(loc, `data="${data}": all of "${name}" in "${panel.name}" lies outside its axes, ${axes}`);
      }
    }
  }
}

const within = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;
