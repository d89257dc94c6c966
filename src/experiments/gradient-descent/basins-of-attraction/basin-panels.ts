import { type Estimate, wilson } from '../../../engine/index.ts';
import { gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import * as f from '../../../figure/index.ts';
import { gaborLossAxis, gaborLossChart } from '../../kit/gabor-loss.ts';
import { gaborMap, gaborMarks } from '../../kit/gabor-map.ts';
import { measuredColumns, percentCells, whiskers } from '../../kit/measured.ts';
import { basinCells, DIVERGED, type Ends, NO_MINIMUM } from './gabor-basins.ts';
import type { Border } from './gabor-borders.ts';

export type Run = f.RunInView<{
  /** Index among the landmarks' minima of the one in whose basin the run ended. */
  reached: number | undefined;
}>;

/** Ends of the starts of each finished part of the grid. */
export type Grid = readonly (Ends | undefined)[];

/** The rate of the pinned grid, and the fraction that reached the lowest minimum there. */
interface Before {
  alpha: number;
  share: Estimate | undefined;
}

/** Fraction of the starts so far that lead to one end, with its Wilson interval. */
export function share(grid: Grid, wanted: number): Estimate | undefined {
  let [hits, all] = [0, 0];
  for (const ends of grid) {
    all += ends?.length ?? 0;
    for (const end of ends ?? []) if (end === wanted) hits++;
  }
  return all > 0 ? wilson(hits, all) : undefined;
}

export function surface(handle: f.Handle, run: Run, grid: Grid, borders: readonly Border[] = []): f.SurfacePanel {
  const { bands: _, ...empty } = gaborMap();
  return f.map({
    ...empty,
    title: 'Starts on the map, tinted by the minimum where gradient descent from them ends',
    cells: basinCells(grid),
    lines: borders.map((border, k) => f.path(`border ${k + 1}`, 'theory', border)),
    points: gaborMarks('minimum', 'saddle'),
    runs: [run.path()],
    handle,
  });
}

interface Shares {
  ladder: ReadonlyMap<number, Ends>;
  own: Estimate | undefined;
  limit: number;
  before: Before | undefined;
}

export function rateChart(alpha: number, { ladder, own, limit, before }: Shares): f.ChartPanel {
  return f.chart({
    name: 'rates',
    title: 'Share of 100 random starts that end in the basin of the lowest minimum, at each rate',
    x: f.logAxis('learning rate α', [0.016, 10], { ticks: [0.1, 1, 10] }),
    y: f.axis('starts that reach the lowest', [0, 0.5], { format: 'percent', ticks: [0, 0.25, 0.5] }),
    references: [f.upright(limit, '2/λ_max', 'theory')],
    series: [
      whiskers(
        '100 random starts',
        'measured',
        ladder.keys(),
        Array.from(ladder.values(), (ends) => share([ends], 0)!),
      ),
    ],
    points: f.some(
      before?.share &&
        f.point('hollow', 'pinned grid', before.alpha, before.share.value, { role: 'baseline', label: 'pinned' }),
      own && f.point('end', 'this grid', alpha, own.value, { role: 'run', label: `${(100 * own.value).toFixed(1)} %` }),
    ),
  });
}

export const lossChart = (run: Run): f.ChartPanel =>
  gaborLossChart({
    title: 'Loss of the run drawn, at each step',
    y: gaborLossAxis('loss *L* of the run drawn', 30),
    last: run.last,
    runs: [run.line({ name: 'loss', says: (loss) => loss.toFixed(2), ends: 'said' })],
  });

export function endTable(grid: Grid): f.TablePanel {
  const row = (name: string, end: number, loss: number | null, rate: number | null) => {
    return [name, loss, rate, ...percentCells(share(grid, end))];
  };
  return f.table({
    name: 'ends',
    title: 'Where the starts end, in percent with the 95 % interval',
    columns: [f.words('end'), f.figures('loss *L*', 3), f.figures('2/λ_max', 4), ...measuredColumns('share', 1)],
    rows: [
      ...gaborLandmarks().minima.map(({ phi, loss, eigenvalues }, k) =>
        row(`minimum at (${phi.map((value) => value.toFixed(2)).join(', ')})`, k, loss, 2 / eigenvalues[1]),
      ),
      row('no minimum on the map', NO_MINIMUM, null, null),
      row('diverged', DIVERGED, null, null),
    ],
  });
}
