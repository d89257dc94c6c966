import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../../../src/engine/optimizers/gradient-descent.ts';
import { momentum } from '../../../src/engine/optimizers/momentum.ts';
import { torchSgd } from '../../../src/engine/optimizers/torch-sgd.ts';
import { mutations } from './mutations.ts';
import { apart, bowl, plane, tilted, walk } from './steps.ts';

describe('momentum', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, on phi^2/2 from 1:
    // m = .5 0 + .5 1 = .5       phi = 1 - .5 .5 = .75
    // m = .5 .5 + .5 .75 = .625  phi = .75 - .5 .625 = .4375
    expect(walk(momentum, { alpha: 0.5, beta: 0.5 }, bowl, [1], 2).phi).toEqual([[1], [0.75], [0.4375]]);
  });

  it('is gradient descent at beta 0', () => {
    const with0 = walk(momentum, { alpha: 0.2, beta: 0 }, tilted, [1, -2], 30);
    const plain = walk(gradientDescent, { alpha: 0.2 }, tilted, [1, -2], 30);
    expect(with0.phi).toEqual(plain.phi);
  });

  it('walks alpha (1 - beta^t) per step down a plane', () => {
    const { phi } = walk(momentum, { alpha: 0.1, beta: 0.9 }, plane(2), [0], 40);
    for (let t = 1; t <= 40; t++) {
      expect(phi[t - 1]![0]! - phi[t]![0]!).toBeCloseTo(0.1 * 2 * (1 - 0.9 ** t), 13);
    }
  });

  it("is PyTorch's SGD at lr = alpha (1 - beta), undamped", () => {
    const torch = { alpha: 0.3 * (1 - 0.9), beta: 0.9, dampening: 0, nesterov: false, weightDecay: 0 };
    const book = walk(momentum, { alpha: 0.3, beta: 0.9 }, tilted, [1, -2], 200);
    expect(apart(book.phi, walk(torchSgd, torch, tilted, [1, -2], 200).phi)).toBeLessThan(1e-13);
  });

  it("is not PyTorch's SGD with dampening beta, whose first step is 1 / (1 - beta) times as long", () => {
    const torch = { alpha: 0.3, beta: 0.9, dampening: 0.9, nesterov: false, weightDecay: 0 };
    const [, book] = walk(momentum, { alpha: 0.3, beta: 0.9 }, bowl, [1], 1).phi;
    const [, damped] = walk(torchSgd, torch, bowl, [1], 1).phi;
    expect((1 - damped![0]!) / (1 - book![0]!)).toBeCloseTo(10, 12);
  });
});

mutations('momentum', {
  sign: ['beta * m[i]! + (1 - beta) * g[i]!; // (6.11)', 'beta * m[i]! + (1 + beta) * g[i]!; // (6.11)'],
  exponent: ['phi[i]! -= alpha * m[i]!;', 'phi[i]! -= alpha ** 2 * m[i]!;'],
  order: [
    'm[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.11)\n      phi[i]! -= alpha * m[i]!;',
    'phi[i]! -= alpha * m[i]!;\n      m[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.11)',
  ],
});
