import { describe, expect, it } from 'vitest';
import { pairedStrata } from '../../../src/engine/statistics/paired-strata.ts';

describe('pairedStrata', () => {
  it('by hand, two strata with the same difference: two degrees of freedom', () => {
    // Means 2 and 6; each has the variance (2/2)^2, the mean of both half the root of their sum.
    const half = (4.302653 * Math.sqrt(2)) / 2;
    const { value, low, high } = pairedStrata([
      [1, 3],
      [7, 5],
    ]);
    expect(value).toBe(4);
    expect(low).toBeCloseTo(4 - half, 3);
    expect(high).toBeCloseTo(4 + half, 3);
  });

  it('counts one degree of freedom where one stratum has all the scatter', () => {
    const { low, high } = pairedStrata([
      [1, 3],
      [5, 5],
      [9, 9],
    ]);
    // The .975 quantile of t with one degree of freedom is 12.706.
    expect((high - low) / 2).toBeCloseTo(12.7062 / 3, 3);
  });

  it('has no width where the two of each stratum agree, and no answer without strata', () => {
    expect(pairedStrata([[0.4, 0.4]])).toEqual({ value: 0.4, low: 0.4, high: 0.4 });
    expect(() => pairedStrata([])).toThrow('at least one pair');
  });
});
