import { describe, expect, it } from 'vitest';
import { adagrad } from '../../../src/engine/optimizers/adagrad.ts';
import { mutations } from './mutations.ts';
import { apart, bowl, plane, scaled, tilted, walk } from './steps.ts';

const plain = { alpha: 0.5, rateDecay: 0, initialSquares: 0, epsilon: 1e-20, weightDecay: 0 };

describe('adagrad', () => {
  it('makes the two steps worked by hand', () => {
    // alpha 1, eta 1, s0 7, epsilon 1, lambda 0, on phi^2/2 from 3:
    // s = 7 + 9 = 16          rate 1/(1 + 0)  phi = 3 - 3/(4 + 1) = 2.4
    // s = 16 + 5.76 = 21.76   rate 1/(1 + 1)  phi = 2.4 - 1.2/(sqrt 21.76 + 1)
    const hyper = { alpha: 1, rateDecay: 1, initialSquares: 7, epsilon: 1, weightDecay: 0 };
    const { phi } = walk(adagrad, hyper, bowl, [3], 2);
    expect(phi[1]![0]).toBeCloseTo(2.4, 15);
    expect(phi[2]![0]).toBeCloseTo(2.4 - 1.2 / (Math.sqrt(21.76) + 1), 15);
  });

  it('takes steps of alpha / sqrt t down a plane', () => {
    const { phi } = walk(adagrad, plain, plane(3, -0.01), [0, 0], 50);
    for (let t = 1; t <= 50; t++) {
      expect(phi[t - 1]![0]! - phi[t]![0]!).toBeCloseTo(0.5 / Math.sqrt(t), 13);
      expect(phi[t]![1]! - phi[t - 1]![1]!).toBeCloseTo(0.5 / Math.sqrt(t), 13);
    }
  });

  it('does not see the scale of the loss, as long as nothing is added to the squares', () => {
    const there = walk(adagrad, plain, scaled(1000, tilted), [1, -2], 60).phi;
    expect(apart(walk(adagrad, plain, tilted, [1, -2], 60).phi, there)).toBeLessThan(1e-12);
  });
});

mutations('adagrad', {
  sign: ['g[i]! += weightDecay', 'g[i]! -= weightDecay'],
  exponent: ['s[i]! += g[i]! ** 2;', 's[i]! += g[i]! ** 4;'],
  order: ['(Math.sqrt(s[i]!) + epsilon)', 'Math.sqrt(s[i]! + epsilon)'],
});
