import { describe, expect, test } from 'vitest';
import { RandomState } from '../../../src/engine/random-state.ts';
import {
  bestRate,
  bootstrap,
  finerAround,
  leastSquares,
  lowestRate,
  mean,
  median,
  type Point,
  parabolaMinimum,
  quantiles,
  rateGrid,
  standardDeviation,
  standardError,
  wilson,
} from '../../../src/engine/statistics/index.ts';

describe('summaries', () => {
  test('mean, standardDeviation, standardError, median, by hand', () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 14);
    expect(standardError([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7 / 8), 14);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  test('quantiles are those of numpy.quantile', () => {
    // numpy.quantile([15, 20, 35, 40, 50], [0, .05, .3, .4, .5, 1])
    const expected = [15, 16, 23, 29, 35, 50];
    for (const [k, q] of quantiles([50, 15, 40, 20, 35], [0, 0.05, 0.3, 0.4, 0.5, 1]).entries()) {
      expect(q).toBeCloseTo(expected[k]!, 12);
    }
  });

  test('a diverged run counts as the worst: Infinity is ordered last', () => {
    expect(quantiles([1, Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY], [0, 0.5, 1])).toEqual([
      1,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  test('say what is wrong', () => {
    expect(() => mean([])).toThrow('needs at least 1 values; got 0');
    expect(() => standardDeviation([1])).toThrow('needs at least 2 values; got 1');
    expect(() => quantiles([1, Number.NaN], [0.5])).toThrow('not a number');
    expect(() => quantiles([1], [2])).toThrow('shares from 0 to 1; got 2');
  });
});

describe('wilson', () => {
  test.each([
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i: %d to %d', (successes, trials, low, high) => {
    const interval = wilson(successes, trials);
    expect(interval.value).toBe(successes / trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test('is symmetric, and stays within 0 and 1', () => {
    const [few, many] = [wilson(1, 7), wilson(6, 7)];
    expect(few.low).toBeCloseTo(1 - many.high, 14);
    expect(wilson(7, 7).high).toBe(1);
    expect(() => wilson(8, 7)).toThrow('got 8 of 7');
    expect(() => wilson(0, 0)).toThrow('trials > 0');
  });
});

describe('bootstrap', () => {
  const normal = (seed: number, n: number): number[] => {
    const random = new RandomState(seed);
    return Array.from({ length: n }, () => random.normal(3, 2));
  };

  test('of a mean agrees with the standard error', () => {
    const values = normal(1, 400);
    const { value, ...ends } = bootstrap(values, mean, { random: new RandomState(2), resamples: 2000 });
    expect(value).toBe(mean(values));
    const width = 'low' in ends ? ends.high - ends.low : 0;
    expect(width / (2 * 1.96 * standardError(values))).toBeGreaterThan(0.9);
    expect(width / (2 * 1.96 * standardError(values))).toBeLessThan(1.1);
  });

  test('is the same for the same seed', () => {
    const run = () => bootstrap(normal(1, 20), median, { random: new RandomState(5) });
    expect(run()).toEqual(run());
  });

  test('leaves out draws without a statistic, and one item has no interval', () => {
    const points: Point[] = [
      [0, 0],
      [1, 2],
    ];
    const slope = (drawn: readonly Point[]): number => leastSquares(drawn).slope;
    expect(bootstrap(points, slope, { random: new RandomState(1) })).toEqual({ value: 2, low: 2, high: 2 });
    expect(bootstrap([3], mean, { random: new RandomState(1) })).toEqual({ value: 3 });
    expect(() => bootstrap([], mean, { random: new RandomState(1) })).toThrow('at least one item');
  });
});

describe('lines and parabolas', () => {
  test('leastSquares, by hand', () => {
    // x 0, 1, 2, y 1, 2, 4: slope 3/2, intercept 7/3 - 3/2.
    const { slope, intercept } = leastSquares([
      [0, 1],
      [1, 2],
      [2, 4],
    ]);
    expect(slope).toBeCloseTo(1.5, 14);
    expect(intercept).toBeCloseTo(7 / 3 - 1.5, 14);
    expect(
      leastSquares([
        [0.1, 1],
        [0.1, 2],
        [0.1, 5],
      ]).slope,
    ).toBeNaN();
  });

  test('parabolaMinimum finds the vertex of uneven points, or says there is none', () => {
    const y = (x: number): number => 3 + 2 * (x - 1.25) ** 2;
    const vertex = parabolaMinimum([0, y(0)], [1, y(1)], [4, y(4)]);
    expect(vertex!.x).toBeCloseTo(1.25, 13);
    expect(vertex!.y).toBeCloseTo(3, 13);
    expect(parabolaMinimum([0, 0], [1, 1], [2, 2])).toBeUndefined();
    expect(parabolaMinimum([0, 0], [1, 1], [2, 0])).toBeUndefined();
  });
});

describe('bestRate', () => {
  const rates = rateGrid(2 ** -6, 2, 2);

  test('rateGrid cuts octaves evenly, both ends included', () => {
    expect(rates).toHaveLength(15);
    expect(rates.at(-1)).toBeCloseTo(2, 12);
    expect(rates[1]! / rates[0]!).toBeCloseTo(Math.SQRT2, 14);
  });

  test('finds between the grid what is a parabola of log score in log rate', () => {
    const best = bestRate(
      rates,
      rates.map((rate) => 5 + Math.log(rate / 0.3) ** 2),
    );
    expect(best.rate).toBeCloseTo(0.3, 10);
    expect(best.score).toBeCloseTo(5, 10);
    expect(best.atEdge).toBe(false);
  });

  test('finds what is a cubic, whose two sides differ', () => {
    // d (2 u^2 + 3 u^3) / du = 4 u + 9 u^2 is 0 at u = 0.
    const score = (rate: number): number => {
      const u = Math.log(rate / 0.3);
      return 2 * u ** 2 + 3 * u ** 3;
    };
    const fine = rateGrid(2 ** -3, 2, 8);
    const near = fine.filter((rate) => score(rate) < Math.log(1.5) && rate > 0.2);
    expect(near.length).toBeGreaterThan(5);
    const best = bestRate(near, near.map(score));
    expect(best.rate).toBeCloseTo(0.3, 4);
    expect(best.score).toBeCloseTo(0, 6);
  });

  test('passes over what is far above the lowest: a cliff beside it moves it by less than a hundredth', () => {
    const fine = rateGrid(2 ** -4, 2, 8);
    const calm = fine.map((rate) => Math.log(rate / 0.3) ** 2);
    const steep = calm.map((score, k) => (fine[k]! > 0.6 ? score + 3 : score));
    expect(bestRate(fine, steep).rate / bestRate(fine, calm).rate).toBeCloseTo(1, 2);
  });

  test('keeps the grid at an edge and beside rates that diverged', () => {
    expect(bestRate([1, 2, 4], [1, 2, 3])).toEqual({ rate: 1, score: 1, index: 0, atEdge: true });
    const beside = bestRate([1, 2, 4], [3, 2, Number.POSITIVE_INFINITY]);
    expect(beside).toEqual({ rate: 2, score: 2, index: 1, atEdge: false });
    expect(bestRate([1, 2, 4], [Number.NaN, 2, 3]).rate).toBe(2);
    expect(() => bestRate([1, 2], [Number.NaN, Number.POSITIVE_INFINITY])).toThrow('every rate diverged');
  });

  test('finerAround puts rates between the best and its neighbours; an edge has only one', () => {
    expect(finerAround([1, 4, 16, 64], 1, 1)).toEqual([1, 2, 4, 8, 16, 64]);
    expect(finerAround([1, 4, 16], 0, 1)).toEqual([1, 2, 4, 16]);
    expect(finerAround([1, 8], 1, 2).map((rate) => Number(rate.toFixed(12)))).toEqual([1, 2, 4, 8]);
  });

  test('lowestRate finds the lowest of a function to a thousandth, also next to a cliff', () => {
    const at = (rate: number): number => (rate > 0.41 ? 10 : Math.abs(rate - 0.4));
    expect(lowestRate(rates, at).rate).toBeCloseTo(0.4, 3);
  });
});
