/** Times steps away from the page, and tells what it knows after each round. It begins at once, and ends itself. */
import { batchSteps } from './batch-steps.ts';
import { inTurns, type Timing } from './in-turns.ts';

export interface Timed {
  timings: Timing[];
  /** Whether a network trains in the kernels here. */
  vectorized: boolean;
  done: boolean;
}

// A module worker's global is typed as a window here; only these two members are used.
const port = self as unknown as Pick<Worker, 'postMessage'> & { close(): void };

const { jobs, path } = batchSteps();
let timings: Timing[] = [];
const tell = (done: boolean): void => port.postMessage({ timings, vectorized: path !== 'plain', done } satisfies Timed);
for (timings of inTurns(jobs, () => performance.now())) tell(false);
tell(true);
port.close();
