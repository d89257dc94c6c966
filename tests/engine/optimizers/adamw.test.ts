import { describe, expect, it } from 'vitest';
import { adam } from '../../../src/engine/optimizers/adam.ts';
import { adamw } from '../../../src/engine/optimizers/adamw.ts';
import { mutations } from './mutations.ts';
import { bowl, plane, tilted, walk } from './steps.ts';

const plain = { alpha: 0.05, beta: 0.9, gamma: 0.99, epsilon: 1e-20, correctBias: true, weightDecay: 0 };

describe('adamw', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, gamma .75, epsilon 1, lambda .2, on phi^2/2 from 2: Adam's step from .9 of phi.
    // m/(1 - .5) = 2, v/(1 - .75) = 4: phi = .9 2 - .5 2/(2 + 1) = 1.8 - 1/3 = 22/15
    // m = .5 + 11/15 = 37/30, /.75 = 74/45; v = .75 + .25 484/225 = .75 + 121/225, /.4375: phi = .9 22/15 - .5 (74/45)/(…)
    const hyper = { alpha: 0.5, beta: 0.5, gamma: 0.75, epsilon: 1, correctBias: true, weightDecay: 0.2 };
    const { phi } = walk(adamw, hyper, bowl, [2], 2);
    expect(phi[1]![0]).toBeCloseTo(22 / 15, 14);
    const v = (0.75 + 121 / 225) / 0.4375;
    expect(phi[2]![0]).toBeCloseTo(1.32 - 37 / 45 / (Math.sqrt(v) + 1), 14);
  });

  it('is Adam without decay', () => {
    expect(walk(adamw, plain, tilted, [1, -2], 60).phi).toEqual(walk(adam, plain, tilted, [1, -2], 60).phi);
  });

  it('shrinks phi by 1 - alpha lambda where the loss is flat, whatever its size', () => {
    const { phi } = walk(adamw, { ...plain, weightDecay: 0.4 }, plane(0, 0), [1, -2000], 20);
    for (let t = 1; t <= 20; t++) {
      expect(phi[t]![0]).toBeCloseTo(0.98 ** t, 14);
      expect(phi[t]![1]! / -2000).toBeCloseTo(0.98 ** t, 14);
    }
  });

  it('settles on a plane where decay and step are equal: phi = -1 / lambda', () => {
    const { phi } = walk(adamw, { ...plain, weightDecay: 0.5 }, plane(7), [0], 2000);
    expect(phi.at(-1)![0]).toBeCloseTo(-2, 10);
  });
});

mutations('adamw', {
  sign: ['(1 - alpha * lambda) * phi[i]!', '(1 + alpha * lambda) * phi[i]!'],
  exponent: ['(1 - alpha * lambda) * phi[i]!', '(1 - alpha ** 2 * lambda) * phi[i]!'],
  order: [
    'phi[i] = (1 - alpha * lambda) * phi[i]! - (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon);',
    'phi[i] = (1 - alpha * lambda) * (phi[i]! - (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon));',
  ],
});
