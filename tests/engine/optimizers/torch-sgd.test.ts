import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../../../src/engine/optimizers/gradient-descent.ts';
import { torchSgd } from '../../../src/engine/optimizers/torch-sgd.ts';
import { mutations } from './mutations.ts';
import { bowl, tilted, walk } from './steps.ts';

const plain = { alpha: 0.2, beta: 0, dampening: 0, nesterov: false, weightDecay: 0 };

describe('torchSgd', () => {
  it('makes the two steps worked by hand', () => {
    // a .5, beta .5, tau .25, lambda .5, on phi^2/2 from 1: the gradient is 1.5 phi.
    // b = 1.5 (undamped)                  phi = 1 - .75 = .25
    // b = .75 + .75 .375 = 1.03125        phi = .25 - .515625 = -.265625
    const hyper = { alpha: 0.5, beta: 0.5, dampening: 0.25, nesterov: false, weightDecay: 0.5 };
    expect(walk(torchSgd, hyper, bowl, [1], 2).phi).toEqual([[1], [0.25], [-0.265625]]);
  });

  it('makes the two Nesterov steps worked by hand', () => {
    // a .5, beta .5, on phi^2/2 from 1:
    // b = 1                    g + .5 b = 1.5       phi = .25
    // b = .5 + .25 = .75       g + .5 b = .625      phi = -.0625
    const hyper = { alpha: 0.5, beta: 0.5, dampening: 0, nesterov: true, weightDecay: 0 };
    const { phi, asked } = walk(torchSgd, hyper, bowl, [1], 2);
    expect(phi).toEqual([[1], [0.25], [-0.0625]]);
    expect(asked).toEqual([[1], [0.25]]);
  });

  it('is gradient descent without momentum, damped or not', () => {
    const there = walk(gradientDescent, { alpha: 0.2 }, tilted, [1, -2], 30).phi;
    expect(walk(torchSgd, plain, tilted, [1, -2], 30).phi).toEqual(there);
    expect(walk(torchSgd, { ...plain, dampening: 0.5 }, tilted, [1, -2], 30).phi).toEqual(there);
  });
});

mutations('torch-sgd', {
  sign: ['g[i]! + beta * b[i]! : b[i]!', 'g[i]! - beta * b[i]! : b[i]!'],
  exponent: ['nesterov ? g[i]! + beta * b[i]!', 'nesterov ? g[i]! + beta ** 2 * b[i]!'],
  order: [
    'undamped ? g[i]! : beta * b[i]! + (1 - dampening) * g[i]!;',
    'beta * b[i]! + (1 - (beta === 0 ? 0 : dampening)) * g[i]!;',
  ],
});
