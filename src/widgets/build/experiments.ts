/** Experiments as the build uses them: finds them, checks the values that a page sets, and runs each instance once. */

import type { Value, Values } from '../../engine/schema.ts';
import { nearest } from '../../engine/spelling.ts';
import { check, defaults } from '../../engine/values.ts';
import { experiments } from '../../experiments/index.ts';
import type { Experiment, Presentation } from '../../figure/experiment.ts';
import { schemaAt } from '../../figure/parameters/late.ts';
import { canonicalKey } from '../../figure/parts.ts';
import { presentWith, runExperiment } from '../../figure/run.ts';
import { checkVerdict } from '../../figure/sentence.ts';
import { ExperimentError, findExperiment } from './find-experiment.ts';
import { type Measured, measuredOf } from './measured.ts';
import { PageError } from './page-error.ts';
import { precomputedOf } from './precomputed.ts';

/** The experiment of that id, or an error that suggests the one that was meant. */
export async function experimentOf(id: string | undefined, loc?: string): Promise<Experiment> {
  if (!id) throw new PageError(loc, `an experiment needs an id, one of: ${Object.keys(experiments).join(', ')}`);
  return findExperiment(id).catch((error: unknown) => {
    throw new PageError(loc, error instanceof Error ? error.message : String(error));
  });
}

/**
 * The instance's values: the schema's defaults and what the page sets, checked.
 * @param own other props of the widget, one of which may have been meant
 * @throws PageError at the first name or value that the experiment does not have
 */
export function valuesOf(
  id: string,
  experiment: Experiment,
  set: Readonly<Record<string, unknown>>,
  loc?: string,
  own: readonly string[] = [],
): Values {
  const stray = Object.keys(set).find((name) => !Object.hasOwn(experiment.parameters, name));
  const meant =
    stray && nearest(stray, [...Object.keys(experiment.parameters), ...own.filter((name) => name.length > 3)]);
  if (meant && own.includes(meant)) throw new PageError(loc, `unknown prop "${stray}"; did you mean "${meant}"?`);
  try {
    // The ranges of some follow the points that a page sets.
    const now = schemaAt(experiment.parameters, { ...defaults(experiment.parameters), ...parametersIn(set, []) });
    // check() has made sure that every value suits its parameter.
    return { ...defaults(now), ...check(now, set) } as Values;
  } catch (error) {
    throw new PageError(loc, `${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const runs = new Map<string, Presentation>();
const measured = new Map<string, Measured>();

/**
 * Runs an instance at build time. The same values of the same experiment are computed once.
 * @throws ExperimentError if it fails, or if its verdict names a number that it does not have
 */
export function presentationOf(id: string, experiment: Experiment, values: Values): Presentation {
  const key = `${id} ${canonicalKey(values)}`;
  const known = runs.get(key);
  // In development an experiment's file may have changed since.
  if (known && import.meta.env.PROD) return known;
  // Outside the try: results that are out of date are no mistake of the experiment, and have a message of their own.
  const results = experiment.pace === 'long' ? keptResults(id) : undefined;
  try {
    const presentation = results
      ? longPresentation(experiment, values, results)
      : shortPresentation(id, experiment, values);
    runs.set(key, presentation);
    return presentation;
  } catch (error) {
    throw new ExperimentError(id, error);
  }
}

function shortPresentation(id: string, experiment: Experiment, values: Values): Presentation {
  if (!import.meta.env.PROD) return runExperiment(experiment, values).presentation;
  const cache = measured.get(id) ?? measuredOf(id);
  measured.set(id, cache);
  const { presentation } = runExperiment(experiment, values, { cache });
  cache.keep();
  return presentation;
}

/** A long experiment shows its precomputed results; other parts are missing until a reader runs it. */
function longPresentation(experiment: Experiment, values: Values, results: ReadonlyMap<string, unknown>): Presentation {
  const presentation = presentWith(experiment, values, (key) => results.get(key));
  checkVerdict(presentation);
  return presentation;
}

const kept = new Map<string, ReadonlyMap<string, unknown>>();

/** What was computed ahead, by key; its file is read and held to its sources once in a build. */
function keptResults(id: string): ReadonlyMap<string, unknown> {
  const known = kept.get(id);
  if (known && import.meta.env.PROD) return known;
  const results = new Map(precomputedOf(id).parts.map(({ key, result }) => [key, result]));
  kept.set(id, results);
  return results;
}

/** Those props of a widget that set parameters of its experiment. */
export function parametersIn(props: Readonly<Record<string, unknown>>, own: readonly string[]): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(props).filter(
      (entry): entry is [string, Value] =>
        !own.includes(entry[0]) && entry[1] !== undefined && !entry[0].startsWith('data-'),
    ),
  );
}
