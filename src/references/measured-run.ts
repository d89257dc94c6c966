import type { Schema, Values } from '../engine/schema.ts';
import type { Experiment, Presentation } from '../figure/experiment.ts';
import { type PresentOptions, runExperiment } from '../figure/run.ts';
import { type Measured, measuredOf } from '../widgets/build/measured.ts';

const measured = new Map<string, Measured>();

/** What an experiment shows, measured once as long as its code stays: the build, the page of checks and the tests share it. */
export function measuredRun(
  id: string,
  experiment: Experiment,
  values: Values,
  options: Pick<PresentOptions<Schema>, 'at'> = {},
): Presentation {
  const cache = measured.get(id) ?? measuredOf(id);
  measured.set(id, cache);
  const { presentation } = runExperiment(experiment, values, { ...options, cache });
  cache.keep();
  return presentation;
}
