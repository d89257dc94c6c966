/** Runs experiments away from the page: looks one up by id, measures, presents, and answers with plain data. */

import { experiments } from '../../experiments/index.ts';
import type { Experiment } from '../../figure/experiment.ts';
import { listParts } from '../../figure/parts.ts';
import { measurePart, presentWith, runExperiment } from '../../figure/run.ts';
import { LruCache } from './lru-cache.ts';
import type { Answers, FromWorker, Task, ToWorker } from './messages.ts';

// A module worker's global is typed as a window here; only these two members are used.
const port = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;
const say = (message: FromWorker): void => port.postMessage(message);

/**
 * Holds the lock of this worker's name until the worker ends, however it ends: the page waits for the same lock, and so
 * hears of an end that nobody announces. False where the browser has no locks, or not here.
 */
const watched = new Promise<boolean>((resolve) => {
  if (self.name === '' || !('locks' in navigator)) resolve(false);
  else navigator.locks.request(self.name, () => new Promise<never>(() => resolve(true))).catch(() => resolve(false));
});

/** Enough for the recent past of a drag and for a pinned run on each figure of a page. */
const measured = new LruCache<unknown>(64);

async function find(id: string): Promise<Experiment> {
  const load = Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (!load) throw new Error(`unknown experiment "${id}"`);
  return (await load()).default;
}

/** One example, to ask how networks train here: nothing is trained. */
const ONE = { x: new Float64Array(1), y: new Int32Array(1) };

/** Loads what a task needs; what is returned does the work. */
async function prepared(task: Task): Promise<() => Answers[keyof Answers]> {
  if (task.kind === 'path') {
    const { createNetworkTraining } = await import('../../engine/networks/index.ts');
    return () => createNetworkTraining({ widths: [1, 1], data: ONE, rate: 1, replay: true }).path;
  }
  const experiment = await find(task.id);
  return () => perform(experiment, task);
}

function perform(experiment: Experiment, task: Exclude<Task, { kind: 'path' }>): Answers[keyof Answers] {
  switch (task.kind) {
    case 'run': {
      const scoped = {
        get: (key: string) => measured.get(`${task.id} ${key}`),
        set: (key: string, result: unknown) => measured.set(`${task.id} ${key}`, result),
      };
      return runExperiment(experiment, task.values, {
        cache: scoped,
        ...(task.pinned && { pinned: task.pinned }),
        ...(task.at !== undefined && { at: task.at }),
      }).presentation;
    }
    case 'parts':
      return listParts(experiment.parts(task.values));
    case 'measure':
      return measurePart(experiment, task.part);
    case 'present':
      return presentWith(experiment, task.values, (key) => task.results.get(key), {
        ...(task.pinned && { pinned: task.pinned }),
        ...(task.at !== undefined && { at: task.at }),
      });
    case 'python':
      return experiment.python?.(task.values) ?? '';
  }
}

port.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  const { ticket, task } = data;
  let work: () => Answers[keyof Answers];
  try {
    work = await prepared(task);
  } catch {
    say({ type: 'unloaded', ticket });
    return;
  }
  try {
    say({ type: 'started', ticket, watched: await watched });
    say({ type: 'done', ticket, answer: work() });
  } catch (error) {
    say({ type: 'failed', ticket, message: error instanceof Error ? error.message : String(error) });
  }
};
