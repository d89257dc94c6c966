import { describe, expect, it } from 'vitest';
import { RandomState, rateGrid, rateSlope, seededBestRate } from '../../../src/engine/index.ts';

const octaves = [0.25, 0.5, 1, 2, 4];
const rates = rateGrid(0.25, 4, 16);
/** Parabolas in log2 of the rate, each seed's minimum at `centre`. */
const scoresOf = (centres: readonly number[], some = rates) =>
  some.map((rate) => centres.map((c) => (Math.log2(rate) - c) ** 2));

describe('seededBestRate', () => {
  it('finds the lowest of the mean parabola, and an interval that holds it', () => {
    const random = new RandomState(1);
    const centres = Array.from({ length: 50 }, () => 0.3 + 0.5 * random.normal());
    const middle = centres.reduce((sum, c) => sum + c, 0) / 50;
    const best = seededBestRate(rates, scoresOf(centres), { random: new RandomState(2), logarithms: true });
    expect(best.rate).toBeCloseTo(2 ** middle, 10);
    // The mean of 50 has a standard error of .5/sqrt 50; a step of the grid is added at either end.
    const width = (Math.log2(best.high / best.low) - 2 / 16) / (2 * 1.96 * (0.5 / Math.sqrt(50)));
    expect(width).toBeGreaterThan(0.75);
    expect(width).toBeLessThan(1.3);
    expect(best.low).toBeLessThan(best.rate);
    expect(best.high).toBeGreaterThan(best.rate);
  });

  it('counts a diverged run as the worst: its rate is never the best of a draw that holds it', () => {
    const scores = scoresOf([0, 0, 0], octaves);
    scores[2] = [Number.POSITIVE_INFINITY, 0, 0];
    const { index, resampled } = seededBestRate(octaves, scores, { random: new RandomState(3), logarithms: true });
    expect(octaves[index]).not.toBe(1);
    // A draw without that run has its best rate at 1.
    expect([...resampled].some((rate) => Math.abs(rate - 1) < 1e-9)).toBe(true);
    expect([...resampled].every(Number.isFinite)).toBe(true);
  });
});

it('seededBestRate takes the logarithm of the mean of losses, and the mean of logarithms', () => {
  const losses = [
    [4, 1],
    [1, 3],
    [2, 8],
    [16, 16],
  ];
  const logs = losses.map((row) => row.map(Math.log));
  const [four, random] = [[1, 2, 4, 8], () => new RandomState(1)];
  const plain = seededBestRate(four, losses, { random: random() });
  const geometric = seededBestRate(four, logs, { random: random(), logarithms: true });
  // Means 2.5, 2, 5, 16 and geometric means 2, sqrt 3, 4, 16: the second rate is the best, by parabolas through three.
  expect(plain.index).toBe(1);
  expect(geometric.index).toBe(1);
  const vertex = (a: number, b: number, c: number): number => 2 ** (1 + (a - c) / (2 * (a - 2 * b + c)));
  expect(plain.rate).toBeCloseTo(vertex(Math.log(2.5), Math.log(2), Math.log(5)), 10);
  expect(geometric.rate).toBeCloseTo(vertex(Math.log(2), Math.log(3) / 2, Math.log(4)), 10);
});

it('seededBestRate knows a rate without scatter to a step of the grid only', () => {
  const { rate, low, high } = seededBestRate(rates, scoresOf([0.3, 0.3, 0.3]), {
    random: new RandomState(1),
    logarithms: true,
  });
  expect(rate).toBeCloseTo(2 ** 0.3, 8);
  expect(Math.log2(high / rate)).toBeCloseTo(1 / 16, 6);
  expect(Math.log2(rate / low)).toBeCloseTo(1 / 16, 6);
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
