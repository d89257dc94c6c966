/** Runs of notebook 6.4: momentum on the Gabor loss, with the batches of the notebook. */
import { optimizers } from '../../engine/optimizers/index.ts';
import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import { problems } from '../../engine/problems/index.ts';
import type { Run } from '../../figure/index.ts';

/** The settings of the notebook. */
export const NOTEBOOK = { start: [-1.5, 6.5], steps: 81, batchSize: 5 } as const;

interface NotebookRun {
  alpha: number;
  beta: number;
  seed: number;
  start?: readonly [number, number];
  steps?: number;
  batchSize?: number;
}

/** A run of this rule, for training or for a script. */
export function notebookRun(rule: 'momentum' | 'nesterov', options: NotebookRun): Run {
  const { alpha, beta, seed, start, steps, batchSize } = { ...NOTEBOOK, ...options };
  return {
    problem: problems.gabor,
    optimizer: optimizers[rule],
    hyper: { alpha, beta },
    start,
    steps,
    batches: { size: batchSize, sampling: 'notebook', seed },
  };
}

/** Largest curvature of a batch's summed loss at the lowest minimum, on average: proportional to the batch size. */
export function batchCurvature(batchSize: number): number {
  return (gaborLandmarks().minima[0]!.eigenvalues[1] * batchSize) / problems.gabor.examples;
}
