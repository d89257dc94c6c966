/** Runs experiments in a worker: finds one by id, performs the task, and answers with plain data. */

import { experiments } from '../../experiments/index.ts';
import type { Experiment } from '../../figure/experiment.ts';
import type { FromWorker, Task, ToWorker } from './messages.ts';
import { type Done, Workbench } from './workbench.ts';
import { workerPort } from './worker-port.ts';

const port = workerPort<ToWorker, FromWorker>();

/**
 * Holds the lock of this worker's name until the worker ends, however it ends. The page waits for the same lock, and so
 * detects an end that nothing else announces. False if locks are unavailable.
 */
function holdLock(): Promise<boolean> {
  return new Promise((resolve) => {
    if (self.name === '' || !('locks' in navigator)) resolve(false);
    else navigator.locks.request(self.name, () => new Promise<never>(() => resolve(true))).catch(() => resolve(false));
  });
}

const bench = new Workbench();

async function find(id: string): Promise<Experiment> {
  const load = Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (!load)
    throw new Error(`a task names an unknown experiment "${id}": the page and its worker may be of different versions`);
  return (await load()).default;
}

/** One example, only to find out how networks train here: nothing is trained. */
const ONE = { x: new Float64Array(1), y: new Int32Array(1) };

/** Loads the code for a task, and returns a function that performs it. */
async function prepared(task: Task): Promise<() => Done> {
  if (task.kind === 'path') {
    const { createNetworkTraining } = await import('../../engine/networks/index.ts');
    const training = () => createNetworkTraining({ widths: [1, 1], data: ONE, rate: 1, replay: true });
    return () => ({ answer: training().path, transfer: [] });
  }
  const experiment = await find(task.id);
  if (task.kind === 'seen') {
    // Loaded on demand: only a list of sheets uses it, and it parses URLs.
    const { seenAt } = await import('../../figure/seen-at.ts');
    return () => ({ answer: seenAt(experiment, task.query, task.step), transfer: [] });
  }
  return () => bench.perform(experiment, task);
}

async function answer({ ticket, task }: ToWorker, watched: Promise<boolean>): Promise<void> {
  let work: () => Done;
  try {
    work = await prepared(task);
  } catch {
    port.postMessage({ type: 'unloaded', ticket });
    return;
  }
  try {
    port.postMessage({ type: 'started', ticket, watched: await watched });
    const done = work();
    port.postMessage({ type: 'done', ticket, answer: done.answer }, done.transfer);
  } catch (error) {
    port.postMessage({ type: 'failed', ticket, message: error instanceof Error ? error.message : String(error) });
  }
}

// Only once: the bundler may leave modules shared with experiments in this file, and WebKit then evaluates it again for
// them. A second copy would wait forever for the lock held by the first, and no task would start.
if (port.onmessage === null) {
  const watched = holdLock();
  port.onmessage = ({ data }) => answer(data, watched);
  // The service worker of a first visit starts after this one, and asks for the requests it missed:
  // site/keep-visited.ts.
  const loaded = new BroadcastChannel('loaded');
  const tell = new PerformanceObserver((list) => loaded.postMessage(list.getEntries().map(({ name }) => name)));
  loaded.onmessage = ({ data }) => {
    // All workers and pages receive each other's messages: an answer to an answer would continue without end.
    if (data === 'which?') tell.observe({ type: 'resource', buffered: true });
  };
}
