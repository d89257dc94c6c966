import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../../../src/engine/optimizers/gradient-descent.ts';
import { mutations } from '../../../tests/engine/optimizers/mutations.ts';
import { bowl, tilted, walk } from '../../../tests/engine/optimizers/steps.ts';
import { templateRule } from './optimizer.ts';

describe('template-rule', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .25, beta .5, on phi^2/2 from 1, where the gradient is phi itself:
    // m = .5 0 + 1 = 1         phi = 1 - .25 1 = .75
    // m = .5 1 + .75 = 1.25    phi = .75 - .25 1.25 = .4375
    expect(walk(templateRule, { alpha: 0.25, beta: 0.5 }, bowl, [1], 2).phi).toEqual([[1], [0.75], [0.4375]]);
  });

  it('is gradient descent at beta 0', () => {
    const { phi } = walk(templateRule, { alpha: 0.2, beta: 0 }, tilted, [1, -2], 30);
    expect(phi).toEqual(walk(gradientDescent, { alpha: 0.2 }, tilted, [1, -2], 30).phi);
  });
});

mutations('template-rule', {
  sign: ['m[i] = beta * m[i]! + g[i]!;', 'm[i] = beta * m[i]! - g[i]!;'],
  exponent: ['m[i] = beta * m[i]! + g[i]!;', 'm[i] = beta ** 2 * m[i]! + g[i]!;'],
  order: [
    'm[i] = beta * m[i]! + g[i]!;\n      phi[i]! -= alpha * m[i]!;',
    'phi[i]! -= alpha * m[i]!;\n      m[i] = beta * m[i]! + g[i]!;',
  ],
});
