/** The best rate of each batch size on a grid of runs, and its growth with the batch. */
import type { RandomState } from '../../../engine/random-state.ts';
import { type BentLine, bentLine } from '../../../engine/statistics/bent-line.ts';
import { drawnInterval } from '../../../engine/statistics/intervals.ts';
import { leastSquares, type Point, parabolaMinimum } from '../../../engine/statistics/lines.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import { type Measured, through } from '../../kit/measured.ts';

export interface RunGrid {
  /** Ascending. */
  batches: readonly number[];
  /** Ascending. */
  rates: readonly number[];
  /** Final loss by batch, rate and seed; Infinity if a run diverged, undefined if it is missing. */
  losses: readonly (readonly (readonly (number | undefined)[])[])[];
}

export interface RidgePoint {
  batch: number;
  /** The best rate, between the rates of the grid; with its interval if there are enough seeds. */
  rate: number;
  low?: number;
  high?: number;
  /** Geometric mean of the loss over the seeds, at the best rate. */
  loss: number;
  /**
   * Known only to within a step of the grid: the first or the last rate tried, or the one below a rate at which a run
   * diverged. No slope includes it.
   */
  pinned: boolean;
}

export interface Ridge {
  points: readonly RidgePoint[];
  /** Least squares slope of log rate against log batch size over each range of batch sizes. */
  slopes: readonly Measured[];
  /** The line with one bend through all best rates, if there are enough. */
  bend: Bend | undefined;
}

export interface Bend {
  /** Batch size at the bend, and the rate there. */
  batch: Measured;
  rate: number;
  before: Measured;
  after: Measured;
  /** Slope after minus slope before: there is a bend if the interval excludes 0. */
  change: Measured;
}

/** Number of resamples of the seeds: a standard error is then accurate to a twentieth. */
const RESAMPLES = 200;
/** Fewer seeds do not show their scatter. */
const FEWEST_SEEDS = 5;

/** Geometric means of each cell over the seeds; undefined if none was measured. */
export function cellMeans({ losses }: RunGrid): (number | undefined)[][] {
  return losses.map((column) =>
    column.map((seeds) => {
      const logs = seeds.flatMap((loss) => (loss === undefined ? [] : [Math.log(loss)]));
      return logs.length > 0 ? Math.exp(mean(logs)) : undefined;
    }),
  );
}

/**
 * The minimum of the loss in each column of the grid, by a parabola in log loss through the best rate and its
 * neighbours, and the growth of that rate. An interval is Student's t of 95 % with the standard error of a bootstrap
 * over the seeds, for logarithms of rates and batches and for slopes themselves. All columns of a resample have the
 * same seeds, as the runs do.
 * @param spans first and last batch size of each slope.
 */
export function rateRidge(grid: RunGrid, spans: readonly (readonly [number, number])[], random: RandomState): Ridge {
  const { batches, rates } = grid;
  const means = cellMeans(grid);
  const found = batches.flatMap((batch, b): Found[] => {
    const measured = rates.flatMap((rate, r) => {
      const loss = means[b]![r];
      return loss === undefined ? [] : [{ at: Math.log(rate), score: Math.log(loss) }];
    });
    const best = lowest(
      measured.map(({ at }) => at),
      measured.map(({ score }) => score),
    );
    return best ? [{ batch, ...best }] : [];
  });
  const bend = bentLine(pointsOf(found));
  const drawn = resampled(grid, random);
  const seeds = drawn.seeds;
  const interval = (value: number, of: readonly number[]): Measured => intervalOf(value, of, seeds);

  const bends = bend ? drawn.ridges.map((ridge) => bentLine(pointsOf(ridge))) : [];
  const bendOf = (of: (line: BentLine) => number): number[] => bends.map((line) => (line ? of(line) : Number.NaN));
  const measuredBend = (of: (line: BentLine) => number): Measured => interval(bend ? of(bend) : Number.NaN, bendOf(of));
  return {
    points: found.map(({ batch, x, y, pinned }): RidgePoint => {
      const draws = drawn.ridges.map((ridge) => ridge.find((point) => point.batch === batch)?.x ?? Number.NaN);
      const { value: rate, ...ends } = raised(interval(x, pinned ? [] : draws));
      return { batch, rate, ...ends, loss: Math.exp(y), pinned };
    }),
    slopes: spans.map((span) =>
      interval(
        slopeOver(span, found),
        drawn.ridges.map((ridge) => slopeOver(span, ridge)),
      ),
    ),
    bend: bend && {
      batch: raised(measuredBend(({ at }) => at)),
      rate: Math.exp(bend.height),
      before: measuredBend(({ before }) => before),
      after: measuredBend(({ after }) => after),
      change: measuredBend(({ before, after }) => after - before),
    },
  };
}

/** A best rate and its loss, both as logarithms. */
interface Found {
  batch: number;
  x: number;
  y: number;
  pinned: boolean;
}

/** Points for the fit of a slope: log batch size, log rate. */
function pointsOf(found: readonly Found[]): Point[] {
  return found.flatMap(({ batch, x, pinned }) => (pinned ? [] : [[Math.log(batch), x] as const]));
}

function slopeOver([least, most]: readonly [number, number], found: readonly Found[]): number {
  return leastSquares(pointsOf(found.filter(({ batch }) => batch >= least && batch <= most))).slope;
}

/** No interval if half of the draws lack the value: it would only describe the others. */
const intervalOf = (value: number, draws: readonly number[], seeds: number): Measured =>
  draws.filter((draw) => !Number.isNaN(draw)).length < RESAMPLES / 2 ? { value } : drawnInterval(value, draws, seeds);

/** From logarithms back to values. */
const raised = (measured: Measured): Measured => through(measured, Math.exp);

/** Best rates of grids with resampled seeds; empty if too few seeds have all their cells. */
function resampled({ batches, rates, losses }: RunGrid, random: RandomState): { seeds: number; ridges: Found[][] } {
  const count = losses[0]?.[0]?.length ?? 0;
  const complete = Array.from({ length: count }, (_, s) => s).filter((s) =>
    losses.every((column) => column.every((seeds) => seeds[s] !== undefined)),
  );
  const n = complete.length;
  if (n < FEWEST_SEEDS) return { seeds: n, ridges: [] };
  // One block of n logs for each rate: this runs hundreds of times while a reader waits for a picture.
  const logs = losses.map((column) =>
    Float64Array.from(column.flatMap((seeds) => complete.map((s) => Math.log(seeds[s]!)))),
  );
  const logRates = rates.map((rate) => Math.log(rate));
  const scores = new Float64Array(rates.length);
  const drawn = new Int32Array(n);
  const ridges = Array.from({ length: RESAMPLES }, () => {
    for (let k = 0; k < n; k++) drawn[k] = random.randint(0, n);
    return batches.flatMap((batch, b): Found[] => {
      const column = logs[b]!;
      for (let r = 0; r < rates.length; r++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += column[r * n + drawn[k]!]!;
        scores[r] = sum / n;
      }
      const best = lowest(logRates, scores);
      return best ? [{ batch, ...best }] : [];
    });
  });
  return { seeds: n, ridges };
}

/**
 * The minimum of the parabola through the lowest score and its neighbours, or the lowest score if it lacks one of them.
 */
function lowest(x: readonly number[], scores: ArrayLike<number>): Omit<Found, 'batch'> | undefined {
  let index = -1;
  for (let r = 0; r < x.length; r++)
    if (Number.isFinite(scores[r]) && (index < 0 || scores[r]! < scores[index]!)) index = r;
  if (index < 0) return undefined;
  const on = { x: x[index]!, y: scores[index]!, pinned: true };
  if (index === 0 || index === x.length - 1) return on;
  if (!Number.isFinite(scores[index - 1]) || !Number.isFinite(scores[index + 1])) return on;
  const between = parabolaMinimum(
    [x[index - 1]!, scores[index - 1]!],
    [on.x, on.y],
    [x[index + 1]!, scores[index + 1]!],
  );
  return between ? { ...between, pinned: false } : on;
}
