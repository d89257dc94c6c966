import * as f from '../../../figure/index.ts';
import { showNumber } from '../../../figure/sentence.ts';
import type { Point } from '../../kit/loss-frames.ts';
import { lossOf } from '../../kit/losses.ts';
import { parameters, titles, type V } from './parameters.ts';
import { isLost, lossAt, shownLoss } from './race-sentence.ts';
import { type Fits, type Run, stretchOf } from './runs.ts';
import type { Entrant, Setup } from './setup.ts';
import { heightAt, isHigher, type Scene, SMALLEST_LOSS, uprightOf } from './world.ts';

/** A rule with its run, and the fit of a model. */
export type Seen = Entrant & { run: Run; fit: Fits | undefined };

const nameOf = (values: V, { over }: Pick<Setup, 'over'>, k: 0 | 1): string =>
  values.loss === 'model' ? `ϕ_${over[k]}` : lossOf(values.loss).names[k];

/** A map before there is any code. */
export const blank = (values: V): f.SurfacePanel =>
  f.map({
    name: 'sheet',
    title: `Loss surface: ${titles[values.loss]}`,
    x: f.axis(lossOf(values.loss).names[0], lossOf(values.loss).x),
    y: f.axis(lossOf(values.loss).names[1], lossOf(values.loss).y),
  });

/** The map with the runs on it, the reader's own on top, and the handle for their start. */
export function mapOf(
  values: V,
  setup: Setup,
  scene: Scene,
  all: readonly Seen[],
  at: number | undefined,
): f.SurfacePanel {
  const { x, y, start } = setup;
  const { curve } = scene;
  const isMoved = values.across !== parameters.across.default || values.up !== parameters.up.default;
  const end = ({ x, y }: Run, t = x.length - 1): [number, number] => [
    x[Math.min(t, x.length - 1)]!,
    y[Math.min(t, y.length - 1)]!,
  ];
  return f.map({
    name: 'sheet',
    title: curve
      ? 'Loss curve: Your own'
      : `Loss surface: ${titles[values.loss]}${values.tilt > 0 ? ', seen from a side' : ''}`,
    x: f.axis(nameOf(values, setup, 0), x),
    y: uprightOf(scene, nameOf(values, setup, 1), y),
    bands: scene.bands,
    tilt: values.tilt > 0 && scene.tilt ? { ...scene.tilt, degrees: values.tilt } : undefined,
    lines: curve && [{ name: 'loss', role: 'measured', ...curve }],
    // On a curve a run retraces itself: a dot for each step distinguishes the steps.
    paths: all
      .toReversed()
      .map(({ look, name, run }) => f.path(name, look, run, { steps: true, label: true, solid: curve !== undefined })),
    points: f.some<f.PanelPoint>(
      sounded(scene),
      all.toReversed().map(({ look, name, run }) => f.point('end', `end of ${name}`, ...end(run), { role: look })),
      at !== undefined && all.map(({ name, run }) => f.point('now', `now, ${name}`, ...end(run, at))),
    ),
    handle: {
      ...f.ring(
        { x: 'across', ...(!curve && { y: 'up' }) },
        curve ? [start[0], heightAt(curve, start[0])] : start,
        isMoved ? 'start' : 'click anywhere to start',
      ),
      spans: [x, y],
    },
  });
}

/** Number of minima with written losses, if there is room. */
const SOUNDINGS = 8;

/**
 * The marks of a map with the losses of its minima, which are in the order of `minima`; a unique lowest one is labelled
 * as such.
 */
function sounded({ marks, minima }: Scene): f.PanelPoint[] {
  let found = 0;
  const [lowest, second] = minima;
  const hasLowest = lowest !== undefined && second !== undefined && isHigher(second, lowest);
  return marks.map((mark) => {
    if (mark.mark !== 'minimum') return mark;
    const k = found++;
    const loss = minima[k]?.loss;
    if (loss === undefined || k >= SOUNDINGS) return mark;
    const text = Math.abs(loss) < SMALLEST_LOSS ? '0' : showNumber({ value: loss, digits: 2 });
    const isLowest = k === 0 && hasLowest;
    return f.defined<f.PanelPoint>({
      ...mark,
      mark: isLowest ? 'lowest' : 'minimum',
      label: isLowest ? `lowest place, ${text}` : text,
    });
  });
}

/** The loss of each rule against the step. */
export const lossChart = (all: readonly Seen[], steps: number, at: number | undefined): f.ChartPanel =>
  f.chart({
    name: 'losses',
    title: 'The loss of each rule against the step',
    x: f.axis('step t', [0, steps]),
    y: lossAxis(all.map(({ run }) => run.loss)),
    steps: true,
    series: all.map(({ look, name, run }) => f.line(name, look, run.loss, { label: true })).reverse(),
    points: f.some(
      at !== undefined && all[0] && f.point('now', 'now', at, lossAt(all[0].run, at), { label: `step ${at}` }),
    ),
  });

/**
 * The losses to show: from the lowest to slightly above the start, since a run that diverges would flatten all others.
 */
export function lossAxis(columns: readonly f.Column[]) {
  const finite = columns.flatMap((column) => Array.from(column.filter(Number.isFinite)));
  const on = (low: number, high: number, scale = f.axis) => scale('loss *L*', [low, high]);
  const [low, top] = [Math.min(...finite), Math.max(...finite)];
  const first = columns[0]?.[0] ?? 1;
  if (!(low < top)) return Number.isFinite(low) ? on(low - 1, low + 1) : on(0, 1);
  if (low > 0 && first / low > 300) return on(Math.max(low, first * 1e-8), Math.min(top, 3 * first), f.logAxis);
  // If all runs rise immediately, the highest is not cut off.
  const high = first > low ? Math.min(top, first + 0.5 * (first - low)) : top;
  const room = 0.04 * (high - low);
  return on(low - room, high + room);
}

/** The points, all draggable, and the current fit of each rule. */
export function pointsChart(points: readonly Point[], all: readonly Seen[], now: number): f.ChartPanel {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [from, to] = stretchOf(xs);
  const fits = all.flatMap(({ look, name, run, fit, part }) => {
    const t = Math.min(now, run.x.length - 1);
    if (part.loss === 'line') {
      const [a, b] = [run.x[t] ?? Number.NaN, run.y[t] ?? Number.NaN];
      return [f.line(`fit of ${name}`, look, Float64Array.of(from, to), Float64Array.of(a + b * from, a + b * to))];
    }
    if (!fit) return [];
    const row = fit.at.findLastIndex((step) => step <= t);
    const n = fit.x.length;
    return [f.line(`fit of ${name}`, look, fit.x, fit.y.slice(row * n, (row + 1) * n))];
  });
  return f.chart({
    name: 'points',
    title: 'Your points, and the fit of each rule',
    x: f.axis('x', [from, to]),
    y: f.axis('y', stretchOf(ys)),
    series: [...fits, f.dots('points', 'run', Float64Array.from(xs), Float64Array.from(ys), { drags: 'points' })],
  });
}

/** A column of formatted numbers. */
const written = (label: string): f.TableColumn => ({ label, align: 'right' });

/** A rate, and its formula if its control is a multiple. */
const rateOf = (rate: number, times: number): string =>
  times === 1 ? rateText(rate) : `${rateText(times)} × ${rateText(rate / times)} = ${rateText(rate)}`;

const rateText = (value: number): string =>
  value >= 1e-3 && value < 1e4 ? String(Number(value.toPrecision(6))) : value.toExponential();

export const rulesTable = (all: readonly Seen[], now: number): f.TablePanel =>
  f.table({
    name: 'rules',
    title: 'The rules, their rates and their losses',
    columns: [f.words('rule'), written('rate'), written(`loss at step ${now}`)],
    rows: all.map(({ title, rate, times, run }) => [
      title,
      rate === undefined ? '' : rateOf(rate, times),
      isLost(run, now) ? 'diverged' : showNumber(shownLoss(lossAt(run, now))),
    ]),
    isOpen: true,
  });
