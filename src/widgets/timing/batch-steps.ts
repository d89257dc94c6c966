import { createMnist1d, createNetworkTraining } from '../../engine/networks/index.ts';
import type { Job } from './in-turns.ts';
import { SIZES, WIDTHS } from './setting.ts';

/** So small a rate that the network hardly changes, and all steps do the same work. */
const RATE = 1e-6;

/** Steps of SGD on batches of each size, in the kernels where they run: on one network, one example or many at a time. */
export function batchSteps(): { jobs: Job[]; path: string } {
  const data = createMnist1d({ train: Math.max(...SIZES), test: 0 }).train;
  const trainings = SIZES.map((size) =>
    createNetworkTraining({ widths: WIDTHS, data, rate: RATE, batches: { size, sampling: 'ordered' } }),
  );
  const jobs = SIZES.map((size, k): Job => ({ size, run: (times) => void trainings[k]!.advance(times) }));
  return { jobs, path: trainings[0]!.path };
}
