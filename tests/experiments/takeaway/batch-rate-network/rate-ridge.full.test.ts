import { expect, it } from 'vitest';
import { RandomState } from '../../../../src/engine/random-state.ts';
import { rateRidge } from '../../../../src/experiments/takeaway/batch-rate-network/rate-ridge.ts';

const batches = [2, 4, 8, 16, 32, 64, 128];
const rates = Array.from({ length: 17 }, (_, k) => 2 ** (k - 10));

it('rateRidge has intervals that hold the truth about 95 times in 100, with six seeds', () => {
  const random = new RandomState(8);
  const trials = 400;
  let held = 0;
  for (let k = 0; k < trials; k++) {
    const losses = batches.map((batch) => {
      const moves = Array.from({ length: 6 }, () => 0.3 * random.normal());
      return rates.map((rate) =>
        moves.map((move) => Math.exp(0.1 * (Math.log2(rate / (batch ** 0.5 / 64)) - move) ** 2)),
      );
    });
    const [slope] = rateRidge({ batches, rates, losses }, [[2, 64]], new RandomState(k)).slopes;
    if (slope!.low! < 0.5 && slope!.high! > 0.5) held++;
  }
  expect(held / trials).toBeGreaterThan(0.91);
  expect(held / trials).toBeLessThan(0.99);
});
