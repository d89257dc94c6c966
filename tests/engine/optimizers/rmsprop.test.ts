import { describe, expect, it } from 'vitest';
import { rmsprop } from '../../../src/engine/optimizers/rmsprop.ts';
import { mutations } from './mutations.ts';
import { bowl, plane, walk } from './steps.ts';

const plain = { alpha: 0.1, gamma: 0.9, beta: 0, epsilon: 1e-20, centred: false, weightDecay: 0 };

describe('rmsprop', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, gamma .75, beta .5, epsilon 1, on phi^2/2 from 2:
    // v = .25 4 = 1                       b = 2/(1 + 1) = 1                     phi = 2 - .5 = 1.5
    // v = .75 + .25 2.25 = 1.3125         b = .5 + 1.5/(sqrt 1.3125 + 1)        phi = 1.5 - .5 b
    const hyper = { alpha: 0.5, gamma: 0.75, beta: 0.5, epsilon: 1, centred: false, weightDecay: 0 };
    const { phi } = walk(rmsprop, hyper, bowl, [2], 2);
    expect(phi[1]).toEqual([1.5]);
    expect(phi[2]![0]).toBeCloseTo(1.5 - 0.5 * (0.5 + 1.5 / (Math.sqrt(1.3125) + 1)), 15);
  });

  it('makes the two centred steps worked by hand', () => {
    // alpha .5, gamma .75, beta 0, epsilon 1, on phi^2/2 from 4:
    // v = .25 16 = 4          average = .25 4 = 1     variance 4 - 1 = 3    phi = 4 - .5 4/(sqrt 3 + 1) = 5 - sqrt 3 - … = x
    // v = .75 4 + .25 x^2     average = .75 + .25 x                         phi = x - .5 x/(sqrt(v - average^2) + 1)
    const hyper = { alpha: 0.5, gamma: 0.75, beta: 0, epsilon: 1, centred: true, weightDecay: 0 };
    const { phi } = walk(rmsprop, hyper, bowl, [4], 2);
    const x = 4 - 2 / (Math.sqrt(3) + 1);
    expect(phi[1]![0]).toBeCloseTo(x, 15);
    const variance = 3 + x ** 2 / 4 - (0.75 + x / 4) ** 2;
    expect(phi[2]![0]).toBeCloseTo(x - x / 2 / (Math.sqrt(variance) + 1), 15);
  });

  it('starts with steps of alpha / sqrt(1 - gamma^t) down a plane, since nothing corrects the start from zero', () => {
    const { phi } = walk(rmsprop, plain, plane(7), [0], 30);
    for (let t = 1; t <= 30; t++) {
      expect(phi[t - 1]![0]! - phi[t]![0]!).toBeCloseTo(0.1 / Math.sqrt(1 - 0.9 ** t), 13);
    }
  });

  it('stays finite when centred on a slope that never changes', () => {
    const { phi } = walk(rmsprop, { ...plain, centred: true, epsilon: 1e-8 }, plane(0.1), [0], 2000);
    expect(phi.flat().every(Number.isFinite)).toBe(true);
  });
});

mutations('rmsprop', {
  sign: ['v[i]! - average[i]! ** 2', 'v[i]! + average[i]! ** 2'],
  exponent: ['(1 - gamma) * g[i]! ** 2;', '(1 - gamma) * Math.abs(g[i]!);'],
  order: [
    'b[i] = beta * b[i]! + g[i]! / (Math.sqrt(variance) + epsilon);',
    'b[i] = (beta * b[i]! + g[i]!) / (Math.sqrt(variance) + epsilon);',
  ],
});
