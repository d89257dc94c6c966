import { expect, it } from 'vitest';
import { optimizers, train, vector } from '../../../src/engine/index.ts';
import { createLinearRegression } from '../../../src/engine/problems/linear-regression.ts';
import { batchLossAfter } from '../../../src/experiments/kit/batch-losses.ts';

it('batchLossAfter is the loss of the batch that made each step, at the state that it led to', () => {
  // Two examples of one parameter, y = 1 at x = 1 and y = 4 at x = 2, one after the other.
  const problem = createLinearRegression({ design: vector(1, 2), targets: vector(1, 4) });
  const trace = train({
    problem,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: 0.1 },
    start: [0],
    steps: 2,
    batches: { size: 1, sampling: 'ordered' },
  });
  // w = 0 + .1 * 2 * (1 - 0) = .2, with a loss of (.2 - 1)^2; then w = .2 + .1 * 2 * 2 * (4 - .4) = 1.64, with (3.28 -
  // 4)^2.
  const [first, second] = batchLossAfter(problem, trace);
  expect(first).toBeCloseTo(0.64, 12);
  expect(second).toBeCloseTo(0.5184, 12);
});
