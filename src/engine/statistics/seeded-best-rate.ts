import type { RandomState } from '../random-state.ts';
import type { Vector } from '../vector.ts';
import { type BestRate, bestRate } from './best-rate.ts';
import { drawnInterval, type Estimate } from './intervals.ts';
import { leastSquares } from './lines.ts';
import { quantiles } from './summary.ts';

/** The best learning rate over several seeds, with its interval. */
export interface SeededBestRate extends BestRate {
  /**
   * The 95 % interval: between the quantiles of bootstrap draws over the seeds, and a step of the grid wider at either
   * end. Next to a cliff the step is the larger part: the estimate there depends on the fit by that much, however many
   * seeds there are. Decision 0047 states how often it contains the best rate.
   */
  low: number;
  high: number;
  seeds: number;
  /** Best rates of the draws, in order. */
  resampled: Vector;
}

export interface SeedResampling {
  random: RandomState;
  /** Default 200. */
  resamples?: number;
  /** Whether the scores are logarithms of losses, so that their mean is that of a geometric mean. */
  logarithms?: boolean;
}

/**
 * The rate with the lowest mean loss over seeds, determined by `bestRate`, with a bootstrap interval: the seeds are
 * resampled with replacement, and each draw has its own best rate. The same `random` gives the same draws of seeds, so
 * draws of two ensembles over the same seeds are paired.
 * @param scores by rate, then seed: losses, or their logarithms; Infinity for a diverged run.
 * @throws Error if rates and scores differ in number, or every rate has a diverged run.
 */
export function seededBestRate(
  rates: readonly number[],
  scores: readonly ArrayLike<number>[],
  { random, resamples = 200, logarithms = false }: SeedResampling,
): SeededBestRate {
  const seeds = scores[0]?.length ?? 0;
  const counts = new Int32Array(seeds);
  const drawnMean = (one: ArrayLike<number>): number => {
    let sum = 0;
    // A seed that was not drawn must not turn Infinity into NaN.
    for (let s = 0; s < seeds; s++) if (counts[s]! > 0) sum += counts[s]! * one[s]!;
    return logarithms ? sum / seeds : Math.log(sum / seeds);
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
  const step = stepBeside(rates, best.index);
  const [low = best.rate, high = best.rate] = quantiles(resampled, [0.025, 0.975]);
  return {
    ...best,
    low: Math.min(low, best.rate) / step,
    high: Math.max(high, best.rate) * step,
    seeds,
    resampled,
  };
}

/** Ratio of neighbouring rates of a grid at one of them, the smaller of the two. */
function stepBeside(rates: readonly number[], index: number): number {
  const steps = [index - 1, index].flatMap((k) => (k >= 0 && k + 1 < rates.length ? [rates[k + 1]! / rates[k]!] : []));
  return Math.min(...steps);
}

/**
 * Slope of the logarithm of the best rate against that of the batch size (1: the linear rule), with the 95 % interval
 * of the slopes of the draws. For the same draws of the same seeds, variation common to all sizes cancels; for
 * different numbers of seeds the draws are independent, and the interval is conservative.
 */
export function rateSlope(
  best: readonly { batchSize: number; rate: number; seeds: number; resampled: ArrayLike<number> }[],
): Estimate {
  const slopeOf = (rateOf: (one: (typeof best)[number]) => number): number =>
    leastSquares(best.map((one) => [Math.log(one.batchSize), Math.log(rateOf(one))] as const)).slope;
  const draws = best[0]?.resampled ?? [];
  const seeds = best.length > 0 ? Math.min(...best.map((one) => one.seeds)) : 0;
  const value = slopeOf(({ rate }) => rate);
  const slopes = Array.from({ length: draws.length }, (_, q) => slopeOf(({ resampled }) => resampled[q]!));
  return { low: Number.NaN, high: Number.NaN, ...drawnInterval(value, slopes, seeds) };
}
