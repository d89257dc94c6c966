import type { RandomState } from '../random-state.ts';
import { quantileOfT, Z95 } from './student.ts';
import { standardDeviation } from './summary.ts';

/** The ends of an interval. */
export interface Interval {
  low: number;
  high: number;
}

/** A value with its interval. */
export interface Estimate extends Interval {
  value: number;
}

/**
 * A fraction with its Wilson 95 % score interval, which stays within 0 and 1, and is accurate near both.
 * @param z other confidence: the quantile of N(0, 1), 1.645 for 90 %.
 * @throws Error if the counts are not integers with 0 <= successes <= trials, trials > 0.
 */
export function wilson(successes: number, trials: number, z = Z95): Estimate {
  const sound = Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials;
  if (!sound || trials === 0) {
    throw new Error(`wilson: needs whole numbers 0 <= successes <= trials, trials > 0; got ${successes} of ${trials}`);
  }
  const p = successes / trials;
  const z2n = (z * z) / trials;
  const middle = (p + z2n / 2) / (1 + z2n);
  const half = (z / (1 + z2n)) * Math.sqrt((p * (1 - p)) / trials + z2n / (4 * trials));
  // At the ends the formula is exact, but its rounding is not.
  return {
    value: p,
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === trials ? 1 : Math.min(1, middle + half),
  };
}

interface BootstrapOptions {
  random: RandomState;
  /** Default 1000. */
  resamples?: number;
}

/**
 * An estimate from `items` independent items, with the 95 % interval of its bootstrap draws: Student's t with their
 * standard deviation. For few items the interval between the quantiles of the draws is too narrow: for five, it
 * contains the mean 83 times in a hundred. NaN draws, such as the slope of points that all coincide, are left out; no
 * interval if fewer than two remain, or there is one item.
 */
export function drawnInterval(value: number, draws: ArrayLike<number>, items: number): { value: number } | Estimate {
  const known = Array.from(draws).filter((one) => !Number.isNaN(one));
  if (Number.isNaN(value) || known.length < 2 || items < 2) return { value };
  // A bootstrap divides by n, and a sample's variance by n - 1.
  const scatter = standardDeviation(known) * Math.sqrt(items / (items - 1));
  const half = quantileOfT(items - 1) * scatter;
  return { value, low: value - half, high: value + half };
}

/**
 * A statistic with its bootstrap interval: the items are resampled with replacement, and the statistic is computed for
 * each draw. Items may be numbers, points of a line, or whole runs.
 * @throws Error if there are no items.
 */
export function bootstrap<Item>(
  items: readonly Item[],
  statistic: (items: readonly Item[]) => number,
  { random, resamples = 1000 }: BootstrapOptions,
): { value: number } | Estimate {
  if (items.length === 0) throw new Error('bootstrap: needs at least one item; got none');
  const drawn: Item[] = items.slice();
  const values = Array.from({ length: resamples }, () => {
    for (let i = 0; i < items.length; i++) drawn[i] = items[random.randint(0, items.length)]!;
    return statistic(drawn);
  });
  return drawnInterval(statistic(items), values, items.length);
}
