import type { Estimate } from './intervals.ts';
import { quantileOfT, Z95 } from './student.ts';
import { mean, standardDeviation, standardError } from './summary.ts';

/** Half the width of the 95 % interval of a mean, by Student's t. @throws Error if there are fewer than two values. */
export function meanError(values: ArrayLike<number>): number {
  const error = standardError(values);
  return quantileOfT(values.length - 1) * error;
}

/**
 * The mean with its 95 % interval by Student's t: for a handful of seeds, for which a bootstrap is too narrow. One
 * value has no interval; a value that is not finite makes the mean not finite, also without an interval.
 * @throws Error if there are no values.
 */
export function meanInterval(values: readonly number[]): { value: number } | Estimate {
  const value = mean(values);
  if (values.length < 2 || !Number.isFinite(value)) return { value };
  const half = meanError(values);
  return { value, low: value - half, high: value + half };
}

/**
 * The same for positive, skewed values such as losses: on the logarithm of the mean, so that the interval extends
 * further up than down, and never below 0.
 * @throws Error if there are no values.
 */
export function positiveMeanInterval(values: readonly number[]): { value: number } | Estimate {
  const value = mean(values);
  if (values.length < 2 || !Number.isFinite(value)) return { value };
  const factor = Math.exp(meanError(values) / value);
  return { value, low: value / factor, high: value * factor };
}

/**
 * The ratio of two means of positive values, with its 95 % interval: Student's t on the logarithm, with Welch's degrees
 * of freedom for samples of unequal scatter. No interval if a sample has one value or a mean is not finite.
 * @throws Error if a sample has no values.
 */
export function ratioInterval(above: readonly number[], below: readonly number[]): { value: number } | Estimate {
  const value = mean(above) / mean(below);
  if (above.length < 2 || below.length < 2 || !Number.isFinite(value)) return { value };
  const parts = [above, below].map((values) => (standardError(values) / mean(values)) ** 2);
  const [total, n] = [parts[0]! + parts[1]!, [above.length, below.length]];
  if (total === 0) return { value, low: value, high: value };
  const degrees = total ** 2 / (parts[0]! ** 2 / (n[0]! - 1) + parts[1]! ** 2 / (n[1]! - 1));
  const factor = Math.exp(quantileOfT(degrees) * Math.sqrt(total));
  return { value, low: value / factor, high: value * factor };
}

/**
 * The standard deviation of normal values with its 95 % interval, by Wilson and Hilferty's cube approximation of the
 * quantiles of chi-square. Fewer than six values, for which the approximation is too rough, have no interval.
 * @throws Error if there are fewer than two values.
 */
export function deviationInterval(values: readonly number[]): { value: number } | Estimate {
  const value = standardDeviation(values);
  const degrees = values.length - 1;
  if (degrees < 5 || !Number.isFinite(value)) return { value };
  const shrink = 2 / (9 * degrees);
  const end = (z: number): number => value / (1 - shrink + z * Math.sqrt(shrink)) ** 1.5;
  return { value, low: end(Z95), high: end(-Z95) };
}
