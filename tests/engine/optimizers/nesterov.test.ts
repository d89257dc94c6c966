import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../../../src/engine/optimizers/gradient-descent.ts';
import { momentum } from '../../../src/engine/optimizers/momentum.ts';
import { nesterov } from '../../../src/engine/optimizers/nesterov.ts';
import { torchSgd } from '../../../src/engine/optimizers/torch-sgd.ts';
import { mutations } from './mutations.ts';
import { apart, bowl, plane, tilted, walk } from './steps.ts';

describe('nesterov', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, on phi^2/2 from 1:
    // looks at 1 - .5 .5 0 = 1          g = 1     m = .5                        phi = 1 - .5 .5 = .75
    // looks at .75 - .5 .5 .5 = .625    g = .625  m = .5 .5 + .5 .625 = .5625   phi = .75 - .5 .5625 = .46875
    const { phi, asked, losses } = walk(nesterov, { alpha: 0.5, beta: 0.5 }, bowl, [1], 2);
    expect(phi).toEqual([[1], [0.75], [0.46875]]);
    expect(asked).toEqual([[1], [0.625]]);
    expect(losses).toEqual([0.5, 0.625 ** 2 / 2]);
  });

  it('is gradient descent at beta 0', () => {
    const with0 = walk(nesterov, { alpha: 0.2, beta: 0 }, tilted, [1, -2], 30);
    expect(with0.phi).toEqual(walk(gradientDescent, { alpha: 0.2 }, tilted, [1, -2], 30).phi);
  });

  it('is momentum where the slope is the same everywhere, since looking ahead shows nothing new', () => {
    const hyper = { alpha: 0.3, beta: 0.8 };
    expect(walk(nesterov, hyper, plane(1, -3), [0, 0], 25).phi).toEqual(
      walk(momentum, hyper, plane(1, -3), [0, 0], 25).phi,
    );
  });

  it("looks where PyTorch's Nesterov stands at lr = alpha (1 - beta)", () => {
    const torch = { alpha: 0.3 * (1 - 0.9), beta: 0.9, dampening: 0, nesterov: true, weightDecay: 0 };
    const seen = walk(torchSgd, torch, tilted, [1, -2], 200).phi;
    const book = walk(nesterov, { alpha: 0.3, beta: 0.9 }, tilted, [1, -2], 200);
    expect(apart(book.asked, seen)).toBeLessThan(1e-13);
    expect(apart(book.phi, seen)).toBeGreaterThan(0.01);
  });
});

mutations('nesterov', {
  sign: ['phi[i]! - alpha * beta * m[i]!; // (6.12)', 'phi[i]! + alpha * beta * m[i]!; // (6.12)'],
  exponent: ['phi[i]! - alpha * beta * m[i]!; // (6.12)', 'phi[i]! - alpha * beta ** 2 * m[i]!; // (6.12)'],
  order: [
    'm[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.12)\n      phi[i]! -= alpha * m[i]!;',
    'phi[i]! -= alpha * m[i]!;\n      m[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.12)',
  ],
});
