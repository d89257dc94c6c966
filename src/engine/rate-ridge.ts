/** The best rate of each batch size on a grid of runs, and how it grows with the batch. */
import type { RandomState } from './random-state.ts';
import type { Estimate } from './statistics/intervals.ts';
import { leastSquares, type Point, parabolaMinimum } from './statistics/lines.ts';
import { mean, quantiles } from './statistics/summary.ts';

export interface RunGrid {
  /** Ascending. */
  batches: readonly number[];
  /** Ascending. */
  rates: readonly number[];
  /** Final loss by batch, rate and seed; Infinity where a run diverged, undefined where it was not made yet. */
  losses: readonly (readonly (readonly (number | undefined)[])[])[];
}

export interface RidgePoint {
  batch: number;
  /** The best rate, between the rates of the grid; with its bootstrap interval over seeds where there are two or more. */
  rate: number;
  low?: number;
  high?: number;
  /** Geometric mean of the loss over the seeds, at the best rate. */
  loss: number;
  /** The best rate is the first or the last of those tried: a better one may lie beyond. */
  atEdge: boolean;
}

export interface Ridge {
  points: readonly RidgePoint[];
  /** Least squares slope of log rate against log batch size over the batch sizes of each span; with an interval as above. */
  slopes: readonly (Pick<Estimate, 'value'> & Partial<Estimate>)[];
}

/** Resamples of the seeds: the ends of a 95 % interval then have five and more draws beyond them. */
const RESAMPLES = 200;

/** Geometric means of each cell over the seeds; undefined where none was measured. */
export function cellMeans({ losses }: RunGrid): (number | undefined)[][] {
  return losses.map((column) =>
    column.map((seeds) => {
      const logs = seeds.flatMap((loss) => (loss === undefined ? [] : [Math.log(loss)]));
      return logs.length > 0 ? Math.exp(mean(logs)) : undefined;
    }),
  );
}

/**
 * Where the loss is lowest in each column of the grid, by a parabola in log loss through the best rate and its neighbours.
 * All columns of one resample use the same seeds, as the runs do.
 */
export function rateRidge(grid: RunGrid, spans: readonly (readonly [number, number])[], random: RandomState): Ridge {
  const { batches, rates } = grid;
  const means = cellMeans(grid);
  const points = batches.flatMap((batch, b): RidgePoint[] => {
    const measured = rates.flatMap((rate, r) => {
      const loss = means[b]![r];
      return loss === undefined ? [] : [{ at: Math.log(rate), score: Math.log(loss) }];
    });
    const best = lowest(
      measured.map(({ at }) => at),
      measured.map(({ score }) => score),
    );
    return best ? [{ batch, rate: Math.exp(best.x), loss: Math.exp(best.y), atEdge: best.atEdge }] : [];
  });
  const slopeOver = (span: readonly [number, number], of: readonly { batch: number; rate: number }[]): number =>
    leastSquares(
      of
        .filter(({ batch }) => batch >= span[0] && batch <= span[1])
        .map(({ batch, rate }): Point => [Math.log(batch), Math.log(rate)]),
    ).slope;
  const slopes = spans.map((span) => ({ value: slopeOver(span, points) }));

  const draws = resampled(grid, random);
  if (draws.length === 0) return { points, slopes };
  const ends = (values: readonly number[]): { low: number; high: number } | undefined => {
    const finite = values.filter((value) => !Number.isNaN(value));
    if (finite.length < RESAMPLES / 2) return undefined;
    const [low, high] = quantiles(finite, [0.025, 0.975]);
    return { low: low!, high: high! };
  };
  return {
    points: points.map((point) => ({
      ...point,
      ...ends(draws.map((drawn) => drawn.find(({ batch }) => batch === point.batch)?.rate ?? Number.NaN)),
    })),
    slopes: slopes.map((slope, k) => ({ ...slope, ...ends(draws.map((drawn) => slopeOver(spans[k]!, drawn))) })),
  };
}

/** Best rates of grids whose seeds were drawn again; none where fewer than two seeds have all their cells. */
function resampled({ batches, rates, losses }: RunGrid, random: RandomState): { batch: number; rate: number }[][] {
  const count = losses[0]?.[0]?.length ?? 0;
  const complete = Array.from({ length: count }, (_, s) => s).filter((s) =>
    losses.every((column) => column.every((seeds) => seeds[s] !== undefined)),
  );
  const n = complete.length;
  if (n < 2) return [];
  // One block of n logs for each rate: this runs hundreds of times while a reader waits for a picture.
  const logs = losses.map((column) =>
    Float64Array.from(column.flatMap((seeds) => complete.map((s) => Math.log(seeds[s]!)))),
  );
  const logRates = rates.map((rate) => Math.log(rate));
  const scores = new Float64Array(rates.length);
  const drawn = new Int32Array(n);
  return Array.from({ length: RESAMPLES }, () => {
    for (let k = 0; k < n; k++) drawn[k] = random.randint(0, n);
    return batches.flatMap((batch, b) => {
      const column = logs[b]!;
      for (let r = 0; r < rates.length; r++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += column[r * n + drawn[k]!]!;
        scores[r] = sum / n;
      }
      const best = lowest(logRates, scores);
      return best ? [{ batch, rate: Math.exp(best.x) }] : [];
    });
  });
}

/** Where the parabola through the lowest score and its neighbours is lowest, or where the lowest is if it has not two. */
function lowest(x: readonly number[], scores: ArrayLike<number>) {
  let index = -1;
  for (let r = 0; r < x.length; r++)
    if (Number.isFinite(scores[r]) && (index < 0 || scores[r]! < scores[index]!)) index = r;
  if (index < 0) return undefined;
  const atEdge = index === 0 || index === x.length - 1;
  const on = { x: x[index]!, y: scores[index]!, atEdge };
  if (atEdge || !Number.isFinite(scores[index - 1]) || !Number.isFinite(scores[index + 1])) return on;
  const between = parabolaMinimum(
    [x[index - 1]!, scores[index - 1]!],
    [on.x, on.y],
    [x[index + 1]!, scores[index + 1]!],
  );
  return between ? { ...between, atEdge } : on;
}
