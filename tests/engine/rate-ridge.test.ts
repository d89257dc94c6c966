import { expect, it } from 'vitest';
import { RandomState } from '../../src/engine/random-state.ts';
import { cellMeans, type RunGrid, rateRidge } from '../../src/engine/rate-ridge.ts';

const batches = [2, 4, 8, 16, 32, 64];
const rates = Array.from({ length: 15 }, (_, k) => 2 ** (k - 10));

/** Log losses that are parabolas around a best rate of batch^slope / 64, moved up and down and sideways by the seed. */
function grid(slope: number, noise: number, seeds = 6): RunGrid {
  const random = new RandomState(3);
  const sideways = batches.map(() => Array.from({ length: seeds }, () => noise * random.normal()));
  return {
    batches,
    rates,
    losses: batches.map((batch, b) =>
      rates.map((rate) =>
        sideways[b]!.map((move) => Math.exp(0.1 * (Math.log2(rate / (batch ** slope / 64)) - move) ** 2)),
      ),
    ),
  };
}

it.each([0, 0.5, 1])('rateRidge finds best rates that grow with a slope of %d', (slope) => {
  const { points, slopes } = rateRidge(grid(slope, 0), [[2, 64]], new RandomState(0));
  for (const { batch, rate } of points) expect(rate).toBeCloseTo(batch ** slope / 64, 10);
  expect(slopes[0]).toEqual({
    value: expect.closeTo(slope, 10),
    low: expect.closeTo(slope, 10),
    high: expect.closeTo(slope, 10),
  });
});

it('rateRidge has an interval that holds the truth, and is as wide as the seeds scatter', () => {
  const { slopes } = rateRidge(grid(0.5, 0.3), [[2, 64]], new RandomState(0));
  const { low = Number.NaN, high = Number.NaN } = slopes[0]!;
  expect(low).toBeLessThan(0.5);
  expect(high).toBeGreaterThan(0.5);
  // Standard error of the slope: .3 / sqrt(6 seeds x 17.5), four of them wide.
  expect(high - low).toBeGreaterThan(0.05);
  expect(high - low).toBeLessThan(0.2);
});

it('rateRidge passes over what is not measured, and says where the best rate is the last tried', () => {
  const early = grid(1, 0);
  const losses = early.losses.map((column, b) =>
    column.map((seeds) => seeds.map((loss, s) => (b === 2 || s > 0 ? undefined : loss))),
  );
  const { points, slopes } = rateRidge({ ...early, losses }, [[2, 64]], new RandomState(0));
  expect(points.map(({ batch }) => batch)).toEqual([2, 4, 16, 32, 64]);
  expect(slopes[0]).toEqual({ value: expect.closeTo(1, 10) });
  expect(points.some(({ atEdge }) => atEdge)).toBe(false);
  const beyond = rateRidge({ ...grid(3, 0) }, [], new RandomState(0));
  expect(beyond.points.at(-1)?.atEdge).toBe(true);
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
