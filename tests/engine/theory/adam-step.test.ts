import { describe, expect, it } from 'vitest';
import { createAdamStep, settledStep } from '../../../src/engine/theory/adam-step.ts';

describe('createAdamStep', () => {
  it('is what NumPy’s quadrature gives, on other nodes', () => {
    // scripts/second-hand/adam_step_size.py: exact(mu, .9, .99).
    const exact = createAdamStep({ beta: 0.9, gamma: 0.99 });
    for (const [mu, length] of [
      [0, 0.228387],
      [1, 0.721748],
      [10, 0.995217],
    ] as const)
      expect(exact(mu)).toBeCloseTo(length, 6);
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

  it('without memory of squares is 1 where there is none of gradients either, and else has no mean', () => {
    expect(createAdamStep({ beta: 0, gamma: 0 })(0.5)).toBe(1);
    expect(createAdamStep({ beta: 0.5, gamma: 0 })(0.5)).toBe(Number.POSITIVE_INFINITY);
  });
});
