import type { RandomState } from '../random-state.ts';
import { quantiles } from './summary.ts';

export interface Interval {
  low: number;
  high: number;
}

export interface Estimate extends Interval {
  value: number;
}

/** Half the width of the central 95 % of N(0, 1). */
const Z95 = 1.959963984540054;

/**
 * A share with its Wilson 95 % score interval: stays within 0 and 1, and is right near both.
 * @param z other confidence: the quantile of N(0, 1), 1.645 for 90 %.
 * @throws Error where the counts are no whole numbers with 0 <= successes <= trials, trials > 0.
 */
export function wilson(successes: number, trials: number, z = Z95): Estimate {
  const sound = Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials;
  if (!sound || trials === 0) {
    throw new Error(`wilson: wants whole numbers 0 <= successes <= trials, trials > 0; got ${successes} of ${trials}`);
  }
  const p = successes / trials;
  const z2n = (z * z) / trials;
  const middle = (p + z2n / 2) / (1 + z2n);
  const half = (z / (1 + z2n)) * Math.sqrt((p * (1 - p)) / trials + z2n / (4 * trials));
  // At the ends the formula is exact, its rounding is not.
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
  /** Default .95. */
  confidence?: number;
}

/**
 * A statistic with its bootstrap interval (percentile method): the items are drawn again, with replacement, and the
 * statistic taken of each draw. Items may be numbers, points of a line, or whole runs. Draws where the statistic is NaN,
 * as the slope of points that all coincide, are left out.
 * @throws Error where there are no items, or every draw gave NaN.
 */
export function bootstrap<Item>(
  items: readonly Item[],
  statistic: (items: readonly Item[]) => number,
  { random, resamples = 1000, confidence = 0.95 }: BootstrapOptions,
): Estimate {
  if (items.length === 0) throw new Error('bootstrap: wants at least one item; got none');
  const drawn: Item[] = items.slice();
  const values: number[] = [];
  for (let k = 0; k < resamples; k++) {
    for (let i = 0; i < items.length; i++) drawn[i] = items[random.randint(0, items.length)]!;
    const value = statistic(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  if (values.length === 0) throw new Error('bootstrap: the statistic is not a number on any draw');
  const tail = (1 - confidence) / 2;
  const [low, high] = quantiles(values, [tail, 1 - tail]);
  return { value: statistic(items), low: low!, high: high! };
}
