import { describe, expect, it } from 'vitest';
import { adam } from '../../../src/engine/optimizers/adam.ts';
import { nadam } from '../../../src/engine/optimizers/nadam.ts';
import { mutations } from './mutations.ts';
import { apart, bowl, tilted, walk } from './steps.ts';

const plain = { alpha: 0.05, beta: 0.9, gamma: 0.99, psi: 0.004, epsilon: 1e-20, weightDecay: 0 };

describe('nadam', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, gamma .75, psi 0, epsilon 1, on phi^2/2 from 2: mu = .5 (1 - .5) = .25 at every step.
    // m = 1, v/(1 - .75) = 4: .25 1/(1 - 1/16) + .75 2/(1 - 1/4) = 4/15 + 2 = 34/15
    //   phi = 2 - .5 (34/15)/(2 + 1) = 2 - 17/45 = 73/45
    // m = .5 + 73/90 = 118/90 = 59/45, v = .75 + .25 (73/45)^2, /.4375:
    //   .25 (59/45)/(1 - 1/64) + .75 (73/45)/(1 - 1/16) = 944/2835 + 292/225; phi = 73/45 - .5 (…)/(sqrt v + 1)
    const hyper = { alpha: 0.5, beta: 0.5, gamma: 0.75, psi: 0, epsilon: 1, weightDecay: 0 };
    const { phi } = walk(nadam, hyper, bowl, [2], 2);
    expect(phi[1]![0]).toBeCloseTo(73 / 45, 14);
    const v = (0.75 + (73 / 45) ** 2 / 4) / 0.4375;
    expect(phi[2]![0]).toBeCloseTo(73 / 45 - (944 / 2835 + 292 / 225) / 2 / (Math.sqrt(v) + 1), 14);
  });

  it('makes the first step worked by hand, with a momentum that grows', () => {
    // As above with psi 1: mu_1 = .5 (1 - .5 .96) = .26, mu_2 = .5 (1 - .5 .9216) = .2696;
    // .2696 1/(1 - .26 .2696) + .74 2/(1 - .26) = .2696/.929904 + 2
    const hyper = { alpha: 0.5, beta: 0.5, gamma: 0.75, psi: 1, epsilon: 1, weightDecay: 0 };
    const { phi } = walk(nadam, hyper, bowl, [2], 1);
    expect(phi[1]![0]).toBeCloseTo(2 - (0.2696 / 0.929904 + 2) / 6, 14);
  });

  it('is Adam without momentum', () => {
    const there = walk(adam, { ...plain, beta: 0, correctBias: true }, tilted, [1, -2], 60).phi;
    expect(apart(walk(nadam, { ...plain, beta: 0 }, tilted, [1, -2], 60).phi, there)).toBeLessThan(1e-14);
  });
});

mutations('nadam', {
  sign: ['((1 - mu) * g[i]!)', '((1 + mu) * g[i]!)'],
  exponent: ['0.96 ** ((state.t + 1) * psi)', '0.96 ** (state.t * psi + 1)'],
  order: ['state.product *= mu;', 'state.product *= muNext;'],
});
