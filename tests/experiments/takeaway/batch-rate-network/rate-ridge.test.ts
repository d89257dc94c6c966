import { expect, it } from 'vitest';
import { RandomState } from '../../../../src/engine/random-state.ts';
import {
  cellMeans,
  type RunGrid,
  rateRidge,
} from '../../../../src/experiments/takeaway/batch-rate-network/rate-ridge.ts';

const batches = [2, 4, 8, 16, 32, 64, 128];
const rates = Array.from({ length: 17 }, (_, k) => 2 ** (k - 10));

/**
 * Log losses that are parabolas around a best rate of batch^slope / 64, up to `bend`; constant beyond, shifted
 * vertically and horizontally by the seed.
 */
function grid(slope: number, noise: number, { seeds = 6, bend = 128 } = {}): RunGrid {
  const random = new RandomState(3);
  const sideways = batches.map(() => Array.from({ length: seeds }, () => noise * random.normal()));
  return {
    batches,
    rates,
    losses: batches.map((batch, b) =>
      rates.map((rate) =>
        sideways[b]!.map((move) =>
          Math.exp(0.1 * (Math.log2(rate / (Math.min(batch, bend) ** slope / 64)) - move) ** 2),
        ),
      ),
    ),
  };
}

it.each([0, 0.5, 1])('rateRidge finds best rates that grow with a slope of %d', (slope) => {
  const { points, slopes } = rateRidge(grid(slope, 0), [[2, 64]], new RandomState(0));
  for (const { batch, rate, pinned } of points) {
    expect(rate).toBeCloseTo(batch ** slope / 64, 10);
    expect(pinned).toBe(false);
  }
  expect(slopes[0]).toEqual({
    value: expect.closeTo(slope, 10),
    low: expect.closeTo(slope, 10),
    high: expect.closeTo(slope, 10),
  });
});

it('rateRidge finds the bend of best rates that stop growing', () => {
  const { bend } = rateRidge(grid(1, 0, { bend: 16 }), [], new RandomState(0));
  expect(bend?.batch.value).toBeCloseTo(16, 10);
  expect(bend?.rate).toBeCloseTo(16 / 64, 10);
  expect(bend?.before.value).toBeCloseTo(1, 10);
  expect(bend?.after.value).toBeCloseTo(0, 10);
  expect(bend?.change.value).toBeCloseTo(-1, 10);
});

it('rateRidge sees no bend where there is none, though it draws one', () => {
  const { bend } = rateRidge(grid(0.5, 0.3), [], new RandomState(0));
  expect(bend!.change.low!).toBeLessThan(0);
  expect(bend!.change.high!).toBeGreaterThan(0);
});

it('rateRidge gives no interval below five seeds', () => {
  const { points, slopes, bend } = rateRidge(grid(0.5, 0.3, { seeds: 4 }), [[2, 64]], new RandomState(0));
  for (const one of [...points, slopes[0]!, bend!.batch, bend!.before]) expect(one).not.toHaveProperty('low');
});

it('rateRidge passes over what is not measured', () => {
  const early = grid(1, 0);
  const losses = early.losses.map((column, b) =>
    column.map((seeds) => seeds.map((loss, s) => (b === 2 || s > 0 ? undefined : loss))),
  );
  const { points, slopes } = rateRidge({ ...early, losses }, [[2, 64]], new RandomState(0));
  expect(points.map(({ batch }) => batch)).toEqual([2, 4, 16, 32, 64, 128]);
  expect(slopes[0]).toEqual({ value: expect.closeTo(1, 10) });
});

it('rateRidge counts no best rate in a slope that is the last tried, or next to one that diverged', () => {
  const beyond = rateRidge(grid(3, 0), [[2, 128]], new RandomState(0));
  expect(beyond.points.at(-1)?.pinned).toBe(true);
  expect(beyond.points.at(-1)).not.toHaveProperty('low');
  const { batches, rates, losses } = grid(1, 0);
  // At batches of 8 the best rate is 1/8; every higher rate diverges for one seed.
  const cliff = losses.map((column, b) =>
    column.map((seeds, r) => (b === 2 && rates[r]! > 0.125 ? [Number.POSITIVE_INFINITY, ...seeds.slice(1)] : seeds)),
  );
  const { points, slopes } = rateRidge({ batches, rates, losses: cliff }, [[2, 64]], new RandomState(0));
  expect(points.filter(({ pinned }) => pinned).map(({ batch, rate }) => [batch, rate])).toEqual([
    [8, expect.closeTo(0.125, 12)],
  ]);
  expect(slopes[0]!.value).toBeCloseTo(1, 10);
});

it('cellMeans counts a diverged run as the worst', () => {
  const one: RunGrid = {
    batches: [2],
    rates: [0.1, 1, 9],
    losses: [
      [
        [1, 4],
        [1, Number.POSITIVE_INFINITY],
        [undefined, undefined],
      ],
    ],
  };
  expect(cellMeans(one)).toEqual([[2, Number.POSITIVE_INFINITY, undefined]]);
});
