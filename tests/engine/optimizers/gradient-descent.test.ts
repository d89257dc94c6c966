import { expect, test } from 'vitest';
import { optimizers } from '../../../src/engine/optimizers/index.ts';
import { problems } from '../../../src/engine/problems/index.ts';
import { createQuadratic } from '../../../src/engine/problems/quadratic.ts';
import { train } from '../../../src/engine/training/train.ts';
import notebook from '../../../src/references/given/notebook-6-4.json' with { type: 'json' };
import { mutations } from './mutations.ts';

test('gradientDescent makes two steps worked by hand', () => {
  // L = (phi0^2 + 4 phi1^2)/2, g = (phi0, 4 phi1), alpha = 1/8:
  // (8, 2) - (8, 8)/8 = (7, 1); (7, 1) - (7, 4)/8 = (6.125, 0.5).
  const { phi, loss } = train({
    problem: createQuadratic({ eigenvalues: [1, 4] }),
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: 1 / 8 },
    start: [8, 2],
    steps: 2,
  });
  expect([...phi]).toEqual([8, 2, 7, 1, 6.125, 0.5]);
  expect([...loss]).toEqual([40, 26.5, 19.2578125]);
});

test('gradientDescent on batches repeats the SGD of notebook 6.4: phi, loss, batches', () => {
  const trace = train({
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: notebook.alpha },
    start: notebook.start,
    steps: notebook.n_steps,
    batches: { size: notebook.batch_size, sampling: 'notebook', seed: notebook.seed },
  });
  const expected = notebook.sgd_py;
  expect([...trace.batches]).toEqual(expected.batch.flat());
  for (let t = 0; t <= notebook.n_steps; t++) {
    expect(Math.abs(trace.loss[t]! - expected.loss[t]!)).toBeLessThan(1e-10);
    for (let i = 0; i < 2; i++) expect(Math.abs(trace.phi[2 * t + i]! - expected.phi[t]![i]!)).toBeLessThan(1e-10);
  }
});

test('gradientDescent on the Gabor loss at .2 looks fine for 21 steps and first rises at step 45', () => {
  const { loss } = train({
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: 0.2 },
    start: [-1.5, 8.5],
    steps: 60,
  });
  expect(loss[21]).toBeCloseTo(1.38838, 5);
  expect(loss.findIndex((value, t) => t > 0 && value > loss[t - 1]!)).toBe(45);
});

mutations('gradient-descent', {
  sign: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! += alpha * g[i]!;'],
  exponent: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! -= alpha ** 2 * g[i]!;'],
  order: ['phi[i]! -= alpha * g[i]!;', 'phi[i] = (phi[i]! - alpha) * g[i]!;'],
});
