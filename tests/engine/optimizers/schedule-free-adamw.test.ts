import { describe, expect, it } from 'vitest';
import { scheduleFreeAdamw } from '../../../src/engine/optimizers/schedule-free-adamw.ts';
import { mutations } from './mutations.ts';
import { bowl, plane, scaled, tilted, walk } from './steps.ts';

const plain = { alpha: 0.05, beta: 0.9, gamma: 0.99, epsilon: 1e-20, weightDecay: 0 };

describe('scheduleFreeAdamw', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, gamma .75, epsilon 1, lambda .2, on phi^2/2 from 2: v = 1, /.25 = 4: z = 2 - .5 (2/3 + .4) = 22/15
    // the gradient at 22/15: v = .75 + 121/225, /.4375: z = 22/15 - .5 (22/15)/(sqrt(v) + 1) - .1 22/15, and phi is half way
    const hyper = { alpha: 0.5, beta: 0.5, gamma: 0.75, epsilon: 1, weightDecay: 0.2 };
    const { phi } = walk(scheduleFreeAdamw, hyper, bowl, [2], 2);
    expect(phi[1]![0]).toBeCloseTo(22 / 15, 14);
    const v = (0.75 + 121 / 225) / 0.4375;
    const z = (22 / 15) * (0.9 - 0.5 / (Math.sqrt(v) + 1));
    expect(phi[2]![0]).toBeCloseTo((22 / 15 + z) / 2, 14);
  });

  it('does not notice the scale of the loss', () => {
    const there = walk(scheduleFreeAdamw, plain, scaled(1000, tilted), [1, -2], 40).phi;
    const here = walk(scheduleFreeAdamw, plain, tilted, [1, -2], 40).phi;
    for (const [t, [x]] of here.entries()) expect(there[t]![0]).toBeCloseTo(x!, 10);
  });

  it('is the mean of steps of alpha on a plane', () => {
    const { phi } = walk(scheduleFreeAdamw, plain, plane(7), [1], 50);
    for (let t = 1; t <= 50; t++) expect(phi[t]![0]).toBeCloseTo(1 - (0.05 * (t + 1)) / 2, 12);
  });
});

mutations('schedule-free-adamw', {
  sign: ['phi[i]! -= c * (phi[i]! - z[i]!);', 'phi[i]! += c * (phi[i]! - z[i]!);'],
  exponent: ['const vWeight = 1 - gamma ** state.t;', 'const vWeight = 1 - gamma;'],
  order: ['Math.sqrt(v[i]! / vWeight) + epsilon', 'Math.sqrt(v[i]! / vWeight + epsilon)'],
});
