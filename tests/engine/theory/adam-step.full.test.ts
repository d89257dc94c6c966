import { describe, expect, it } from 'vitest';
import { createAdamStep, settledStep } from '../../../src/engine/theory/adam-step.ts';

/** The same integral, with each of its sums computed term by term, and with other limits and another width. */
function termByTerm(mu: number, beta: number, gamma: number): number {
  const terms = Math.ceil(Math.log(1e-15) / Math.log(Math.max(beta, gamma)));
  let total = 0;
  for (let x = -32; x < 30; x += 0.13) {
    const s = Math.exp(x);
    let [log, first, second] = [0, 0, 0];
    for (let k = 0; k < terms; k++) {
      const [w, d] = [(1 - beta) * beta ** k, (1 - gamma) * gamma ** k];
      const r = 1 / (1 + 2 * s * d);
      log += Math.log(r) / 2 - s * mu * mu * d * r;
      first += w * r;
      second += w * w * r;
    }
    total += 0.13 * s * Math.exp(log) * ((mu * first) ** 2 + second);
  }
  return Math.sqrt(total);
}

describe('createAdamStep', () => {
  it.each([
    [0.9, 0.99],
    [0.9, 0.9],
    [0.5, 0.99],
    [0.98, 0.9],
    [0.9, 0.5],
    [0, 0.3],
  ])('is the integral, at beta %d and gamma %d', (beta, gamma) => {
    const exact = createAdamStep({ beta, gamma });
    for (const mu of [0, 0.5, 1, 3, 10]) expect(exact(mu)).toBeCloseTo(termByTerm(mu, beta, gamma), 8);
  });

  it('goes over into the formula where squares are never forgotten, and into a fixed length without noise', () => {
    for (const mu of [0, 1, 3]) {
      const gap = (gamma: number) =>
        Math.abs(createAdamStep({ beta: 0.9, gamma })(mu) - settledStep({ beta: 0.9 }, mu));
      expect(gap(0.9999)).toBeLessThan(1e-4);
      expect(gap(0.9999)).toBeLessThan(gap(0.999) / 5);
    }
    expect(createAdamStep({ beta: 0.9, gamma: 0.99 })(1000)).toBeCloseTo(1, 5);
  });
});
