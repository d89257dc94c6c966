/** Looks experiments up for the build and the command line, and says in words what is wrong with one. */
import { existsSync } from 'node:fs';
import type { Experiment } from '../engine/experiment.ts';
import { nearest } from '../engine/spelling.ts';
import { experiments } from '../experiments/index.ts';

const fileOf = (id: string): string => `src/experiments/${id}.ts`;

/**
 * The experiment of that id.
 * @throws Error that says which was meant, or how an experiment gets into the catalogue; ExperimentError where its file
 * does not load
 */
export async function findExperiment(id: string): Promise<Experiment> {
  const load = Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (load) return (await load().catch((error: unknown) => Promise.reject(new ExperimentError(id, error)))).default;
  const ids = Object.keys(experiments);
  const meant = nearest(id, ids);
  if (/^[\w-]+$/.test(id) && id !== 'index' && existsSync(fileOf(id)))
    throw new Error(
      `experiment "${id}": ${fileOf(id)} exists; add its line to src/experiments/index.ts: ${lineOf(id)}`,
    );
  throw new Error(
    `unknown experiment "${id}"; ${meant === undefined ? `there are ${ids.join(', ')}` : `did you mean "${meant}"?`}`,
  );
}

function lineOf(id: string): string {
  return `${/^\w+$/.test(id) ? id : `'${id}'`}: () => import('./${id}.ts'),`;
}

/** What went wrong in an experiment, with its name, its file, and the line of it where the trace has one. */
export class ExperimentError extends Error {
  constructor(id: string, error: unknown) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const line = new RegExp(`${fileOf(id)}:\\d+`).exec(stack)?.[0] ?? fileOf(id);
    super(`${id} (${line}): ${message}`, { cause: error });
    this.name = 'ExperimentError';
  }
}
