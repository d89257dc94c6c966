import type { Estimate } from '../../../engine/index.ts';
import { gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import * as f from '../../../figure/index.ts';
import { gaborMap } from '../../kit/gabor-map.ts';
import { inPercent } from '../../kit/measured.ts';
import { BEYOND, type Ends, endsShare, LOWEST, type Point, type StartEnds } from './gabor-ends.ts';

/** Offset of rings beside dots, as a fraction of the distance between starts. */
const ASIDE = 0.08;

const named = ([phi0, phi1]: Point): string => `(${phi0}, ${phi1})`;

/** A fraction in percent: whole, or with one decimal if it is small. */
const rounded = (share: number): string => (100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0);

/**
 * One run of SGD and of descent from a start, which a handle drags; each minimum shows the fraction of the runs that
 * end there.
 */
export function startMap(
  name: string,
  start: Point,
  blocks: readonly StartEnds[],
  drags: { x: string; y: string },
): f.SurfacePanel {
  const shown = blocks[0]?.shown;
  const beyond = endsShare(blocks, BEYOND)?.value;
  const empty = gaborMap();
  return {
    ...empty,
    y: { ...empty.y, label: `${empty.y.label}${beyond === undefined ? '' : `; beyond the edge ${rounded(beyond)} %`}` },
    name,
    title: `Loss surface with one run of SGD and of descent from ${named(start)}; minima say which share of runs they end`,
    paths: f.some(
      shown && f.path('descent', 'baseline', shown.descent, { label: true }),
      shown && f.path('one run of SGD', 'run', shown.sgd),
    ),
    points: gaborLandmarks().minima.map(({ phi }, index) => {
      const share = endsShare(blocks, index)?.value ?? 0;
      const lowest = index === LOWEST;
      return f.point(lowest ? 'lowest' : 'minimum', `minimum ${index + 1}`, ...phi, {
        role: 'measured',
        label: lowest ? `lowest, ${rounded(share)} %` : share > 0 ? `${rounded(share)} %` : undefined,
      });
    }),
    handle: f.ring(drags, start, named(start)),
  };
}

/** Fractions of the runs that end at the lowest minimum: from both starts, and from uniform ones. */
export function sharesChart(
  starts: readonly Point[],
  sgd: readonly (Estimate | undefined)[],
  descent: readonly (Estimate | undefined)[],
): f.ChartPanel {
  const x = Float64Array.of(1, 2, 3);
  const column = (list: readonly (Estimate | undefined)[], name: keyof Estimate): f.Column =>
    Float64Array.from(list, (one) => one?.[name] ?? Number.NaN);
  const names = [...starts.map(named), 'uniform starts'];
  return f.chart({
    name: 'shares',
    title: 'Share of runs that end at the lowest minimum, by start, for SGD and for descent',
    x: f.axis('', [0.5, 3.7], { ticks: [] }),
    y: f.axis('runs that end at the lowest minimum', [-0.03, 1.05], { ticks: [0, 0.5, 1], format: 'percent' }),
    series: [
      // Offset from the dots, which would otherwise hide it if both are equal.
      f.dots(
        'descent',
        'baseline',
        x.map((at) => at - ASIDE),
        column(descent, 'value'),
      ),
      f.dots('SGD', 'measured', x, column(sgd, 'value'), { low: column(sgd, 'low'), high: column(sgd, 'high') }),
    ],
    points: f.some(
      ...sgd.map(
        (share, k) =>
          share && f.point('dot', `SGD, ${names[k]}`, k + 1, share.value, { role: 'measured', label: names[k] }),
      ),
    ),
  });
}

/** The ends of all runs, for which a map has no room. */
export function endsTable(starts: readonly Point[], groups: readonly (readonly Ends[])[]): f.TablePanel {
  const percents = (minimum: number): (number | null)[] =>
    groups.map((blocks) => inPercent(endsShare(blocks, minimum)?.value));
  return f.table({
    name: 'ends',
    title: 'In which basins the runs of SGD end',
    columns: [
      f.words('minimum at'),
      ...starts.map((start) => f.figures(`from ${named(start)}, %`, 1)),
      f.figures('from uniform starts, %', 1),
    ],
    rows: [
      ...gaborLandmarks().minima.map(({ phi }, index) => [
        `(${phi[0].toFixed(1)}, ${phi[1].toFixed(1)})${index === LOWEST ? ', lowest' : ''}`,
        ...percents(index),
      ]),
      ['beyond the edge', ...percents(BEYOND)],
    ],
  });
}
