/** Times steps away from the page, and tells what it knows after each round. It begins at once, and ends itself. */
import { workerPort } from '../page/worker-port.ts';
import { batchSteps } from './batch-steps.ts';
import { inTurns, type Timing } from './in-turns.ts';

export interface Timed {
  timings: Timing[];
  /** Whether a network trains in the kernels here. */
  vectorized: boolean;
  done: boolean;
}

const port = workerPort<never, Timed>();

const { jobs, path } = batchSteps();
let timings: Timing[] = [];
const tell = (done: boolean): void => port.postMessage({ timings, vectorized: path !== 'plain', done });
for (timings of inTurns(jobs, () => performance.now())) tell(false);
tell(true);
self.close();
