import { describe, expect, it } from 'vitest';
import { RandomState, rateSlope, seededBestRate } from '../../../src/engine/index.ts';

const rates = [0.25, 0.5, 1, 2, 4];
/** Parabolas in log2 of the rate, each seed's own lowest at `centre`. */
const scoresOf = (centres: readonly number[]) => rates.map((rate) => centres.map((c) => (Math.log2(rate) - c) ** 2));

describe('seededBestRate', () => {
  it('finds the lowest of the mean parabola, and an interval that holds it', () => {
    const random = new RandomState(1);
    const centres = Array.from({ length: 50 }, () => 0.3 + 0.5 * random.normal());
    const middle = centres.reduce((sum, c) => sum + c, 0) / 50;
    const best = seededBestRate(rates, scoresOf(centres), { random: new RandomState(2) });
    expect(best.rate).toBeCloseTo(2 ** middle, 10);
    // The mean of 50 has a standard error of .5/sqrt 50.
    const width = Math.log2(best.high / best.low) / (2 * 1.96 * (0.5 / Math.sqrt(50)));
    expect(width).toBeGreaterThan(0.75);
    expect(width).toBeLessThan(1.3);
    expect(best.low).toBeLessThan(best.rate);
    expect(best.high).toBeGreaterThan(best.rate);
  });

  it('counts a diverged run as the worst: its rate is never the best of a draw that holds it', () => {
    const scores = scoresOf([0, 0, 0]);
    scores[2] = [Number.POSITIVE_INFINITY, 0, 0];
    const { index, resampled } = seededBestRate(rates, scores, { random: new RandomState(3) });
    expect(rates[index]).not.toBe(1);
    // A draw without that run has the rate 1 as its best.
    expect([...resampled].some((rate) => rate === 1)).toBe(true);
    expect([...resampled].every(Number.isFinite)).toBe(true);
  });
});

describe('rateSlope', () => {
  const best = (batchSize: number, rate: number, draws: number[]) => ({
    batchSize,
    rate,
    seeds: 48,
    resampled: draws,
  });

  it('is 1 where the rate is proportional to the batch size, draw by draw', () => {
    const slope = rateSlope([best(1, 0.1, [0.08, 0.12]), best(4, 0.4, [0.32, 0.48]), best(16, 1.6, [1.28, 1.92])]);
    expect(slope.value).toBeCloseTo(1, 12);
    expect(slope.low).toBeCloseTo(1, 12);
    expect(slope.high).toBeCloseTo(1, 12);
  });

  it('has the interval of its draws', () => {
    // Slopes 0, 1 and 2 have the standard deviation 1; the .975 quantile of t with 47 degrees of freedom is 2.0117.
    const slope = rateSlope([best(1, 1, [1, 1, 1]), best(10, 10, [1, 10, 100])]);
    expect(slope.value).toBeCloseTo(1, 12);
    expect(slope.high - 1).toBeCloseTo(2.0117 * Math.sqrt(48 / 47), 3);
    expect(1 - slope.low).toBeCloseTo(2.0117 * Math.sqrt(48 / 47), 3);
  });
});
