import { problems } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { bands } from '../../../figure/panels/contours.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { once } from '../../kit/made-once.ts';
import { type Exact, escapeTheory, LEFT, type Noisy, OFFSETS } from './saddle-runs.ts';

const WINDOW = { xDomain: [-1.4, 1.4], yDomain: [-1.3, 1.3] } as const;
const CELLS = 48;
/** Initial distances from the ridge; descent from 0 never leaves. */
const DISTANCES = [1e-13, 1] as const;

/** phi0^2/2 - phi1^2/2 + phi1^4/4 with its saddle and both minima. */
const saddleMap = once((): f.SurfacePanel => {
  const grid = lossGrid(WINDOW, { across: CELLS }, problems.saddle.loss);
  return f.map({
    name: 'surface',
    title: 'A saddle: descent starts just beside the ridge, descent with noise on it',
    x: f.axis('*x*', WINDOW.xDomain),
    y: f.axis('*y*', WINDOW.yDomain),
    bands: bands({ ...grid, tints: 8, slack: 3, label: 'loss *L*' }),
    points: [
      f.point('saddle', 'saddle', 0, 0, { label: true }),
      f.point('minimum', 'minimum above', 0, 1, { label: '\u22120.25' }),
      f.point('minimum', 'minimum below', 0, -1, { label: '\u22120.25' }),
    ],
  });
});

/** The names of the descent and of the pinned one. */
type Names = ReturnType<typeof f.namesOf>;

/**
 * The first run of each block with noise; the one drawn in full leaves on the other side from descent, where it is
 * visible.
 */
function drawnRuns(noisy: readonly Noisy[]) {
  const full = Math.max(
    0,
    noisy.findIndex(({ y }) => y.at(-1)! < 0),
  );
  return noisy.map((run, k) => ({
    ...run,
    name: `with noise, block ${k + 1}`,
    look: k === full ? { label: 'with noise' } : { faint: true },
  }));
}

export function saddleRuns(
  exact: Exact | undefined,
  noisy: readonly Noisy[],
  before: Exact | undefined,
  { own = 'descent', pinned }: Names,
): f.SurfacePanel {
  return {
    ...saddleMap(),
    paths: f.some(
      drawnRuns(noisy).map(({ name, look, ...run }) => f.path(name, 'batch', run, look)),
      before && f.path('pinned descent', 'baseline', before, { label: pinned }),
      exact && f.path('descent', 'run', exact, { label: own }),
    ),
  };
}

/** The distance of each run from the ridge, step by step. */
export function distances(
  offset: number,
  exact: Exact | undefined,
  noisy: readonly Noisy[],
  before: Exact | undefined,
  { own = 'descent', pinned }: Names,
): f.ChartPanel {
  const longest = Math.max(1, exact?.own ?? 0, before?.own ?? 0, ...noisy.map(({ y }) => y.length - 1));
  const least = Math.min(offset, ...noisy.map(({ y }) => Math.abs(y[1] ?? offset)));
  return f.chart({
    name: 'distance',
    title: 'Distance from the ridge at each step, for descent and for descent with noise',
    x: f.axis('step *t*', [0, 1.02 * longest]),
    y: f.logAxis('distance from the ridge, log scale', [10 ** Math.floor(Math.log10(Math.max(least, 1e-14))), 2], {
      format: 'power',
    }),
    references: [f.level(LEFT, 'has left', 'measured')],
    series: f.some(
      // On the ridge itself, at step 0, the distance is 0, for which a log axis has no position.
      drawnRuns(noisy).map(({ name, look, y }) =>
        f.line(name, 'batch', f.stepsOf(y).slice(1), y.slice(1).map(Math.abs), look),
      ),
      before && f.line('pinned descent', 'baseline', before.y.map(Math.abs), { label: pinned }),
      exact && f.line('descent', 'run', exact.y.map(Math.abs), { label: own }),
    ),
  });
}

/** @param noisy the middle 80 % and the median of the runs with noise */
export function escapeChart(
  { alpha, offset }: { alpha: number; offset: number },
  exact: Exact | undefined,
  noisy: { low: number; value: number; high: number },
): f.ChartPanel {
  const theory = OFFSETS.map((y0) => escapeTheory(alpha, y0));
  const top = 1.15 * Math.max(theory[0]!, Number.isFinite(noisy.high) ? noisy.high : 0);
  const both = Float64Array.from(DISTANCES);
  const flat = (value: number): f.Column => Float64Array.of(value, value);
  return f.chart({
    name: 'steps-to-leave',
    title: 'Steps until abs(y) is more than 0.5, against the distance from the ridge at the start',
    x: f.logAxis('first distance from the ridge', DISTANCES, { format: 'power', ticks: [1e-12, 1e-8, 1e-4, 1] }),
    y: f.axis('steps to leave', [0, top]),
    regions: [f.stretch('x', DISTANCES[0], 10 ** -12.4, 'danger', 'at 0: never')],
    series: f.some(
      Number.isFinite(noisy.value) && [
        f.band('with noise from exactly 0, middle 80 %', 'batch', both, {
          y: flat(noisy.value),
          low: flat(noisy.low),
          high: flat(Math.min(noisy.high, 2 * top)),
        }),
        f.line('with noise from exactly 0, median', 'batch', both, flat(noisy.value), { label: 'with noise, from 0' }),
      ],
      exact && f.dots('descent', 'measured', OFFSETS, exact.steps),
      f.line('theory of descent', 'theory', OFFSETS, theory, { label: 'ln(0.5/y_0)/ln(1 + α)' }),
    ),
    points: f.some(
      exact && f.point('end', 'this run', offset, exact.own, { role: 'run', label: `${exact.own} steps` }),
    ),
  });
}
