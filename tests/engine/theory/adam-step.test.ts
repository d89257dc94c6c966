import { describe, expect, it } from 'vitest';
import { createAdamStep } from '../../../src/engine/theory/adam-step.ts';

describe('createAdamStep', () => {
  it('is what NumPy’s quadrature gives, on other nodes', () => {
    // verification/independent/adam_step_size.py: exact(mu, .9, .99).
    const exact = createAdamStep({ beta: 0.9, gamma: 0.99 });
    for (const [mu, length] of [
      [0, 0.228387],
      [1, 0.721748],
      [10, 0.995217],
    ] as const)
      expect(exact(mu)).toBeCloseTo(length, 6);
  });

  it('without memory of squares is 1 where there is none of gradients either, and else has no mean', () => {
    expect(createAdamStep({ beta: 0, gamma: 0 })(0.5)).toBe(1);
    expect(createAdamStep({ beta: 0.5, gamma: 0 })(0.5)).toBe(Number.POSITIVE_INFINITY);
  });
});
