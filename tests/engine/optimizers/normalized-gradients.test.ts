import { describe, expect, it } from 'vitest';
import { normalizedGradients } from '../../../src/engine/optimizers/normalized-gradients.ts';
import { rmsprop } from '../../../src/engine/optimizers/rmsprop.ts';
import { mutations } from './mutations.ts';
import { apart, bowl, plane, scaled, tilted, walk } from './steps.ts';

describe('normalizedGradients', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .25, epsilon 1, on phi^2/2 from 1:
    // phi = 1 - .25 1 / (1 + 1) = .875
    // phi = .875 - .25 .875 / (.875 + 1) = .875 - 7/60
    const { phi } = walk(normalizedGradients, { alpha: 0.25, epsilon: 1 }, bowl, [1], 2);
    expect(phi[1]).toEqual([0.875]);
    expect(phi[2]![0]).toBeCloseTo(0.875 - 7 / 60, 15);
  });

  it('moves every coordinate by alpha, against the sign of its slope', () => {
    const { phi } = walk(normalizedGradients, { alpha: 0.08, epsilon: 1e-20 }, plane(1e-6, -3000), [1, 1], 1);
    expect(phi[1]![0]).toBeCloseTo(0.92, 13);
    expect(phi[1]![1]).toBeCloseTo(1.08, 13);
  });

  it('stays where a slope is exactly 0', () => {
    const { phi } = walk(normalizedGradients, { alpha: 0.08, epsilon: 1e-20 }, plane(0, 5), [1, 1], 1);
    expect(phi[1]).toEqual([1, 1 - 0.08]);
  });

  it('does not see the scale of the loss', () => {
    const hyper = { alpha: 0.05, epsilon: 1e-20 };
    // Fewer steps than needed to reach the bottom, where a slope is only rounding and its sign random.
    const there = walk(normalizedGradients, hyper, scaled(1000, tilted), [1, -2], 20).phi;
    expect(apart(walk(normalizedGradients, hyper, tilted, [1, -2], 20).phi, there)).toBeLessThan(1e-14);
  });

  it('is RMSProp without memory', () => {
    const hyper = { alpha: 0.05, gamma: 0, beta: 0, epsilon: 0.1, centred: false, weightDecay: 0 };
    const forgetful = walk(rmsprop, hyper, tilted, [1, -2], 60).phi;
    expect(
      apart(walk(normalizedGradients, { alpha: 0.05, epsilon: 0.1 }, tilted, [1, -2], 60).phi, forgetful),
    ).toBeLessThan(1e-14);
  });
});

mutations('normalized-gradients', {
  sign: ['phi[i]! -= (alpha * m)', 'phi[i]! += (alpha * m)'],
  exponent: ['const v = g[i]! ** 2;', 'const v = Math.abs(g[i]!) ** 3;'],
  order: ['(Math.sqrt(v) + epsilon)', 'Math.sqrt(v + epsilon)'],
});
