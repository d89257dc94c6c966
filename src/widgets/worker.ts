/** Runs experiments away from the page: looks one up by id, measures, presents, and answers with plain data. */
import type { Experiment } from '../engine/experiment.ts';
import { runExperiment } from '../engine/run.ts';
import { experiments } from '../experiments/index.ts';
import { LruCache } from './lru-cache.ts';
import type { Answers, FromWorker, Task, ToWorker } from './messages.ts';

// A module worker's global is typed as a window here; only these two members are used.
const port = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;
const say = (message: FromWorker): void => port.postMessage(message);

/** Enough for the recent past of a drag and for a pinned run on each figure of a page. */
const measured = new LruCache<unknown>(64);

async function find(id: string): Promise<Experiment> {
  const load = Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (!load) throw new Error(`unknown experiment "${id}"`);
  return (await load()).default;
}

function perform(experiment: Experiment, task: Task): Answers[keyof Answers] {
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
      return experiment.parts(task.values);
    case 'measure':
      return experiment.measure(task.part);
    case 'present':
      return experiment.present(task.values, task.results, {
        ...(task.pinned && { pinned: task.pinned }),
        ...(task.at !== undefined && { at: task.at }),
      });
    case 'python':
      return experiment.python?.(task.values) ?? '';
  }
}

port.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  const { ticket, task } = data;
  let experiment: Experiment;
  try {
    experiment = await find(task.id);
  } catch {
    say({ type: 'unloaded', ticket });
    return;
  }
  try {
    say({ type: 'started', ticket });
    say({ type: 'done', ticket, answer: perform(experiment, task) });
  } catch (error) {
    say({ type: 'failed', ticket, message: error instanceof Error ? error.message : String(error) });
  }
};
