/** Finds experiments for the build and the command line, and explains errors in them. */
import { nearest } from '../../engine/spelling.ts';
import { experiments } from '../../experiments/index.ts';
import type { Experiment } from '../../figure/experiment.ts';
import { experimentFile } from './experiment-file.ts';

/**
 * The experiment with that id.
 * @throws Error that suggests the nearest id, or how to add an experiment to the catalogue; ExperimentError if its file
 * does not load
 */
export async function findExperiment(id: string): Promise<Experiment> {
  const load = Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (load) return (await load().catch((error: unknown) => Promise.reject(new ExperimentError(id, error)))).default;
  const ids = Object.keys(experiments);
  const meant = nearest(id, ids);
  const file = id === 'index' ? undefined : experimentFile(id);
  if (file !== undefined)
    throw new Error(
      `experiment "${id}": ${file} exists; add its line to src/experiments/index.ts: ${lineOf(id, file)}`,
    );
  throw new Error(
    `unknown experiment "${id}"; ${meant === undefined ? `there are ${ids.join(', ')}` : `did you mean "${meant}"?`}`,
  );
}

function lineOf(id: string, file: string): string {
  return `${/^\w+$/.test(id) ? id : `'${id}'`}: () => import('${file.replace('src/experiments', '.')}'),`;
}

/** An error in an experiment, with its name, its file and, if the stack contains it, the line. */
export class ExperimentError extends Error {
  constructor(id: string, error: unknown) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const file = experimentFile(id);
    const line = file === undefined ? undefined : (new RegExp(`${file}:\\d+`).exec(stack)?.[0] ?? file);
    super(`${id}${line === undefined ? '' : ` (${line})`}: ${message}`, { cause: error });
    this.name = 'ExperimentError';
  }
}
