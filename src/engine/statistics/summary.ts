/** Arithmetic mean. @throws Error if there are no values. */
export function mean(values: ArrayLike<number>): number {
  needsValues('mean', values, 1);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Standard deviation of a sample (divided by n - 1). @throws Error if there are fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  needsValues('standardDeviation', values, 2);
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** Standard error of the mean. @throws Error if there are fewer than two values. */
export function standardError(values: ArrayLike<number>): number {
  return standardDeviation(values) / Math.sqrt(values.length);
}

/**
 * Quantiles by linear interpolation between order statistics (NumPy's default), each share from 0 to 1. Infinity counts
 * as the largest value, so that a run that diverged counts as the worst instead of being dropped.
 * @throws Error if there are no values, a value is NaN, or a share is outside.
 */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  needsValues('quantiles', values, 1);
  const sorted = Float64Array.from(values).sort();
  // sort() puts NaN last.
  if (Number.isNaN(sorted.at(-1))) throw new Error('quantiles: a value is not a number; a diverged run is Infinity');
  return shares.map((share) => {
    if (!(share >= 0 && share <= 1)) throw new Error(`quantiles: needs shares from 0 to 1; got ${share}`);
    const at = share * (sorted.length - 1);
    const below = sorted[Math.floor(at)]!;
    const above = sorted[Math.ceil(at)]!;
    const between = at - Math.floor(at);
    // Infinity - Infinity would be NaN.
    return between === 0 || below === above ? below : below + between * (above - below);
  });
}

/** The median of some values; the mean of the middle two if their number is even. */
export function median(values: ArrayLike<number>): number {
  return quantiles(values, [0.5])[0]!;
}

function needsValues(name: string, values: ArrayLike<number>, least: number): void {
  if (values.length < least) throw new Error(`${name}: needs at least ${least} values; got ${values.length}`);
}
