import type { Estimate } from './intervals.ts';
import { quantileOfT } from './student.ts';

/** Two draws of one stratum. */
export type Pair = readonly [number, number];

/**
 * The mean over strata of which two draws were seen of each, with its 95 % interval for other draws from the same strata:
 * what the two of a stratum differ by is all that chance can do, however much the strata differ from each other. Student's
 * t with the degrees of freedom of Satterthwaite, since a few strata may have nearly all the scatter: (sum of variances)^2
 * over the sum of their squares. Of a normal difference d, d^4 is on average three times the square of the variance of d,
 * so the two are estimated by S^2 - 2 Q/3 and Q/3 with S the sum of d^2 and Q that of d^4. Source: Cochran, Sampling
 * Techniques, 1977, 5.4 and 5A.11.
 * @throws Error if there are no strata.
 */
export function pairedStrata(pairs: readonly Pair[]): Estimate {
  if (pairs.length === 0) throw new Error('pairedStrata: wants at least one pair; got none');
  const value = pairs.reduce((sum, [a, b]) => sum + a + b, 0) / (2 * pairs.length);
  const squares = pairs.map(([a, b]) => (a - b) ** 2);
  const sum = squares.reduce((all, one) => all + one, 0);
  if (sum === 0) return { value, low: value, high: value };
  const degrees = Math.min(pairs.length, (3 * sum ** 2) / squares.reduce((all, one) => all + one * one, 0) - 2);
  const half = (quantileOfT(degrees) * Math.sqrt(sum)) / (2 * pairs.length);
  return { value, low: value - half, high: value + half };
}
