import { describe, expect, it } from 'vitest';
import { ridgeChecks } from '../../src/references/ridge-checks.ts';

// If the stored losses have changed: python3 verification/reference/make_rate_ridge.py
describe('the fits of batch-rate-network, beside NumPy’s from the same losses', () => {
  const rows = ridgeChecks();

  it.each(rows)('$optimizer, $hold fixed, $epochs epochs, $network network', (row) => {
    expect(row.missing).toEqual([]);
    // Nine best rates, a bend with two slopes, and at least four slopes over ranges.
    expect(row.values).toBeGreaterThanOrEqual(16);
    expect(row.intervals).toBeGreaterThanOrEqual(12);
    expect(row.difference).toBeLessThan(1e-9);
    // The quantile of Student's t is an expansion, within .2 %.
    expect(row.width).toBeLessThan(2e-3);
  });

  it('covers both optimizers at every setting that is computed ahead', () => expect(rows).toHaveLength(8));
});
