import { expect, it } from 'vitest';
import { bestRateChart, bySize, logSlope, powerLaw } from '../../../src/experiments/kit/best-rate-chart.ts';

const sizes = [1, 2, 4, 8];

it('logSlope of a power law is its exponent', () => {
  const { x, y } = powerLaw('square root rule', 'theory', sizes, { batchSize: 2, rate: 0.3 }, 0.5);
  expect(y[1]).toBeCloseTo(0.3, 12);
  expect(logSlope(sizes.map((batchSize, k) => ({ batchSize, rate: y[k]! })))).toBeCloseTo(0.5, 12);
  expect([...x]).toEqual(sizes);
  expect(logSlope([{ batchSize: 4, rate: 1 }])).toBeNaN();
});

it('bySize puts what has arrived in order, each with its batch size', () => {
  expect(
    bySize(new Map(Object.entries({ '8': { rate: 2 }, '1': { rate: 1 } }).map(([k, v]) => [Number(k), v]))),
  ).toEqual([
    { batchSize: 1, rate: 1 },
    { batchSize: 8, rate: 2 },
  ]);
  expect(bySize()).toEqual([]);
});

it('bestRateChart draws the chosen batch size apart, and no series of nothing', () => {
  const rates = sizes.map((batchSize) => ({ batchSize, rate: batchSize, low: 0.5 * batchSize, high: 2 * batchSize }));
  const { series } = bestRateChart({
    title: 'Best rates',
    rateLabel: 'rate',
    batchSizes: sizes,
    rateDomain: [0.1, 10],
    rates,
    chosen: 4,
    pinned: [],
  });
  expect(series.map(({ name, role }) => [name, role])).toEqual([
    ['best rate', 'measured'],
    ['best rate of the chosen batch size', 'run'],
  ]);
  expect([...series[0]!.x]).toEqual([1, 2, 8]);
  expect([...series[1]!.low!]).toEqual([2]);
});
