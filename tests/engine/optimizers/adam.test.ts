import { describe, expect, it } from 'vitest';
import { adam } from '../../../src/engine/optimizers/adam.ts';
import { mutations } from './mutations.ts';
import { apart, bowl, plane, scaled, tilted, walk } from './steps.ts';

const plain = { alpha: 0.05, beta: 0.9, gamma: 0.99, epsilon: 1e-20, correctBias: true, weightDecay: 0 };

describe('adam', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, gamma .75, epsilon 1, on phi^2/2 from 2:
    // m = .5 2 = 1              m/(1 - .5) = 2        v = .25 4 = 1                  v/(1 - .75) = 4
    //   phi = 2 - .5 2/(2 + 1) = 5/3
    // m = .5 + .5 5/3 = 4/3     m/(1 - .25) = 16/9    v = .75 + .25 25/9 = 13/9      v/(1 - .5625) = 208/63
    //   phi = 5/3 - .5 (16/9)/(sqrt(208/63) + 1)
    const hyper = { alpha: 0.5, beta: 0.5, gamma: 0.75, epsilon: 1, correctBias: true, weightDecay: 0 };
    const { phi } = walk(adam, hyper, bowl, [2], 2);
    expect(phi[1]![0]).toBeCloseTo(5 / 3, 15);
    expect(phi[2]![0]).toBeCloseTo(5 / 3 - 8 / 9 / (Math.sqrt(208 / 63) + 1), 15);
  });

  it('makes the uncorrected steps worked by hand', () => {
    // The same without the divisions: phi = 2 - .5 1/(1 + 1) = 1.75, then m = .5 + .875 = 1.375,
    // v = .75 + .25 3.0625 = 1.515625, phi = 1.75 - .6875/(sqrt 1.515625 + 1)
    const hyper = { alpha: 0.5, beta: 0.5, gamma: 0.75, epsilon: 1, correctBias: false, weightDecay: 0 };
    const { phi } = walk(adam, hyper, bowl, [2], 2);
    expect(phi[1]).toEqual([1.75]);
    expect(phi[2]![0]).toBeCloseTo(1.75 - 0.6875 / (Math.sqrt(1.515625) + 1), 15);
  });

  it('steps by alpha against the sign of the slope at first, and always down a plane', () => {
    const { phi } = walk(adam, plain, plane(1e-5, -2000), [0, 0], 30);
    for (let t = 1; t <= 30; t++) {
      expect(phi[t]![0]).toBeCloseTo(-0.05 * t, 12);
      expect(phi[t]![1]).toBeCloseTo(0.05 * t, 12);
    }
  });

  it('without bias correction takes (1 - beta^t)/sqrt(1 - gamma^t) of a step down a plane: too long, not too short', () => {
    const { phi } = walk(adam, { ...plain, correctBias: false }, plane(3), [0], 60);
    const steps = Array.from({ length: 60 }, (_, t) => (phi[t]![0]! - phi[t + 1]![0]!) / 0.05);
    for (const [t, step] of steps.entries()) {
      expect(step).toBeCloseTo((1 - 0.9 ** (t + 1)) / Math.sqrt(1 - 0.99 ** (t + 1)), 11);
    }
    expect(steps.indexOf(Math.max(...steps)) + 1).toBe(13);
    expect(Math.max(...steps)).toBeCloseTo(2.13, 2);
  });

  it('does not see the scale of the loss, until epsilon is not small', () => {
    const there = walk(adam, plain, scaled(1000, tilted), [1, -2], 60).phi;
    expect(apart(walk(adam, plain, tilted, [1, -2], 60).phi, there)).toBeLessThan(1e-12);
    const guarded = { ...plain, epsilon: 1 };
    const moved = walk(adam, guarded, scaled(1000, tilted), [1, -2], 60).phi;
    expect(apart(walk(adam, guarded, tilted, [1, -2], 60).phi, moved)).toBeGreaterThan(0.1);
  });
});

mutations('adam', {
  sign: ['? 1 - gamma ** state.t : 1', '? 1 + gamma ** state.t : 1'],
  exponent: ['? 1 - beta ** state.t : 1', '? 1 - beta ** (state.t - 1 || 1) : 1'],
  order: ['/ (Math.sqrt(vTilde) + epsilon); // (6.17)', '/ Math.sqrt(vTilde + epsilon); // (6.17)'],
});
