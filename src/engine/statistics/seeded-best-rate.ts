import type { RandomState } from '../random-state.ts';
import type { Vector } from '../vector.ts';
import { type BestRate, bestRate } from './best-rate.ts';
import type { Estimate } from './intervals.ts';
import { leastSquares } from './lines.ts';
import { quantiles } from './summary.ts';

export interface SeededBestRate extends BestRate {
  /** Bootstrap interval over the seeds. */
  low: number;
  high: number;
  /** Best rates of the draws, in their order. */
  resampled: Vector;
}

export interface SeedResampling {
  random: RandomState;
  /** Default 200. */
  resamples?: number;
  /** Default .95. */
  confidence?: number;
}

/**
 * The rate with the lowest mean score over seeds, refined between its neighbours, with a bootstrap interval: the seeds
 * are drawn again with replacement, and each draw has a best rate of its own. The same `random` gives the same draws of
 * seeds, so draws of two ensembles over the same seeds belong together.
 * @param scores by rate, then seed: losses, or their logarithms for a geometric mean; Infinity for a diverged run.
 * @throws Error where rates and scores differ in number, or every rate has a diverged run.
 */
export function seededBestRate(
  rates: readonly number[],
  scores: readonly ArrayLike<number>[],
  { random, resamples = 200, confidence = 0.95 }: SeedResampling,
): SeededBestRate {
  const seeds = scores[0]?.length ?? 0;
  const counts = new Int32Array(seeds);
  const drawnMean = (one: ArrayLike<number>): number => {
    let sum = 0;
    // A seed that was not drawn must not turn Infinity into NaN.
    for (let s = 0; s < seeds; s++) if (counts[s]! > 0) sum += counts[s]! * one[s]!;
    return sum / seeds;
  };
  const bestOfDraw = (): BestRate => bestRate(rates, scores.map(drawnMean));

  counts.fill(1);
  const best = bestOfDraw();
  const resampled = new Float64Array(resamples);
  for (let q = 0; q < resamples; q++) {
    counts.fill(0);
    for (let s = 0; s < seeds; s++) counts[random.randint(0, seeds)]!++;
    resampled[q] = bestOfDraw().rate;
  }
  const tail = (1 - confidence) / 2;
  const [low, high] = quantiles(resampled, [tail, 1 - tail]);
  return { ...best, low: low!, high: high!, resampled };
}

/**
 * Slope of the logarithm of the best rate against that of the batch size (1: the linear rule), with the percentile
 * interval of the slopes of the draws. All must come from the same draws of seeds.
 */
export function rateSlope(
  best: readonly { batchSize: number; rate: number; resampled: ArrayLike<number> }[],
  confidence = 0.95,
): Estimate {
  const slopeOf = (rateOf: (one: (typeof best)[number]) => number): number =>
    leastSquares(best.map((one) => [Math.log(one.batchSize), Math.log(rateOf(one))] as const)).slope;
  const draws = best[0]?.resampled.length ?? 0;
  const value = slopeOf(({ rate }) => rate);
  if (best.length < 2 || draws === 0) return { value, low: Number.NaN, high: Number.NaN };
  const slopes = Array.from({ length: draws }, (_, q) => slopeOf(({ resampled }) => resampled[q]!));
  const tail = (1 - confidence) / 2;
  const [low, high] = quantiles(slopes, [tail, 1 - tail]);
  return { value, low: low!, high: high! };
}
