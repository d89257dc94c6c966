/**
 * The last loss of notebook 6.4, computed by the engine in Node:
 *
 *     node examples/momentum.ts
 */
import { optimizers, problems, train } from '../src/engine/index.ts';

const trace = train({
  problem: problems.gabor,
  optimizer: optimizers.momentum,
  hyper: { alpha: 0.6, beta: 0.6 },
  start: [-1.5, 6.5],
  steps: 81,
  batches: { size: 5, sampling: 'notebook', seed: 1 },
});
console.log(trace.loss.at(-1));
