import { describe, expect, it } from 'vitest';
import { lowestRate, rateGrid } from '../../../src/engine/index.ts';
import { splineMinimum } from '../../../src/engine/statistics/spline-minimum.ts';

describe('splineMinimum', () => {
  it('is the middle of what is symmetric, and lies towards the lower side of what is not', () => {
    const x = Float64Array.of(-2, -1, 0, 1, 2);
    expect(splineMinimum(x, Float64Array.of(4, 1, 0, 1, 4))).toEqual({ x: 0, y: 0 });
    expect(splineMinimum(x, Float64Array.of(2, 1, 0, 4, 9)).x).toBeLessThan(0);
  });

  it('by hand, through three points: -1, 0, 1 with 1, 0, 3', () => {
    // The only second derivative is M = 6 (3 - 0 - (0 - 1)) / 4 = 6; on the left y = s^3 - 2 s + 1 with s = x + 1,
    // lowest where 3 s^2 = 2.
    const s = Math.sqrt(2 / 3);
    const found = splineMinimum(Float64Array.of(-1, 0, 1), Float64Array.of(1, 0, 3));
    expect(found.x).toBeCloseTo(s - 1, 12);
    expect(found.y).toBeCloseTo(s ** 3 - 2 * s + 1, 12);
  });

  it('is off by less than a parabola, where a curve has a cliff on one side', () => {
    // SGD on least squares by its exact recursion: 60 steps, batches of 32 and 16 inputs; rates 2^.75 apart.
    const loss = (a: number): number => {
      let error = 1;
      for (let step = 0; step < 60; step++) error = (1 - 2 * a + (a * a * 49) / 32) * error + (a * a) / 2;
      return error;
    };
    const truth = lowestRate(rateGrid(2 ** -8, 1, 2), loss).rate;
    const x = Float64Array.from({ length: 7 }, (_, k) => Math.log(0.06 * 2 ** (0.75 * (k - 3))));
    const y = x.map((one) => Math.log(loss(Math.exp(one))));
    const [a, b, c] = [2, 3, 4].map((k) => y[k]!) as [number, number, number];
    const parabola = x[3]! + (0.75 * Math.LN2 * (a - c)) / (2 * (a - 2 * b + c));
    const off = (log: number): number => Math.abs(log - Math.log(truth));
    expect(off(splineMinimum(x, y).x)).toBeLessThan(0.6 * off(parabola));
  });

  it('has no answer where the lowest point is at an end', () =>
    expect(() => splineMinimum(Float64Array.of(0, 1, 2), Float64Array.of(0, 1, 2))).toThrow('between two others'));
});
