import type { Estimate } from './intervals.ts';
import { mean, standardError } from './summary.ts';

/** The .975 quantile of Student's t, within .2 %: exact for 1 and 2 degrees of freedom, else Fisher's expansion. */
export function quantileOfT(degrees: number): number {
  if (degrees === 1) return Math.tan(0.475 * Math.PI);
  if (degrees === 2) return (0.95 * Math.SQRT2) / Math.sqrt(4 * 0.975 * 0.025);
  const z = 1.959963984540054;
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, k) => sum + term / degrees ** k, 0);
}

/**
 * The mean with its 95 % interval by Student's t: for a handful of seeds, where a bootstrap is too narrow. One value has
 * no interval; a value that is not finite makes the mean so, and leaves no interval either.
 * @throws Error where there are no values.
 */
export function meanInterval(values: readonly number[]): { value: number } | Estimate {
  const value = mean(values);
  if (values.length < 2 || !Number.isFinite(value)) return { value };
  const half = quantileOfT(values.length - 1) * standardError(values);
  return { value, low: value - half, high: value + half };
}
