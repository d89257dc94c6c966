/** Experiments for the build: finds them, checks the values set on a page, and runs each instance once. */

import { statSync } from 'node:fs';
import type { Schema, Value, Values } from '../../engine/schema.ts';
import { nearest } from '../../engine/spelling.ts';
import { check, defaults } from '../../engine/values.ts';
import { experiments } from '../../experiments/index.ts';
import type { Experiment, Presentation } from '../../figure/experiment.ts';
import { schemaAt } from '../../figure/parameters/late.ts';
import { canonicalKey } from '../../figure/parts.ts';
import { type PresentOptions, presentWith } from '../../figure/run.ts';
import { checkVerdict } from '../../figure/sentence.ts';
import { isDev } from './dev-thread.ts';
import { ExperimentError, findExperiment } from './find-experiment.ts';
import { lastShown } from './last-shown.ts';
import { runnerOf } from './measured-run.ts';
import { PageError } from './page-error.ts';
import { fileOf, precomputedOf } from './precomputed.ts';

let loaded: Promise<unknown> | undefined;

/**
 * Loads everything asynchronous before the first figure of a build: islands are numbered as they are rendered, and
 * their order must not depend on which file loads first.
 */
const loadAll = (): Promise<unknown> =>
  Promise.allSettled(Object.keys(experiments).map(async (id) => runnerOf(id, await findExperiment(id))));

/** The experiment with that id, or an error that suggests the nearest. */
export async function experimentOf(id: string | undefined, loc?: string): Promise<Experiment> {
  if (!id) throw new PageError(loc, `<Experiment> needs an id, one of: ${Object.keys(experiments).join(', ')}`);
  if (import.meta.env.PROD) {
    loaded ??= loadAll();
    await loaded;
  }
  return findExperiment(id).catch((error: unknown) => {
    throw new PageError(loc, error instanceof Error ? error.message : String(error));
  });
}

/**
 * The instance's values: the schema's defaults and the page's, checked.
 * @param own other props of the widget, for suggestions
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
    // The ranges of some depend on the page's points.
    const now = schemaAt(experiment.parameters, { ...defaults(experiment.parameters), ...parametersIn(set, []) });
    // Safe: check() verifies that every value fits its parameter.
    return { ...defaults(now), ...check(now, set) } as Values;
  } catch (error) {
    throw new PageError(loc, `${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * The presentation of an instance at these values, at a given step if any; computed once for each loaded experiment.
 * @throws ExperimentError if it fails, or if its verdict names a number that it does not have
 */
export function presentationOf(
  id: string,
  experiment: Experiment,
  values: Values,
  options: Step = {},
): Promise<Presentation> {
  const ahead = experiment.pace === 'long' ? statSync(fileOf(id), { throwIfNoEntry: false })?.mtimeMs : undefined;
  const key = `${id} ${canonicalKey({ values, ...options, ahead })}`;
  return lastShown(key, experiment, () => present(id, experiment, values, options));
}

type Step = Pick<PresentOptions<Schema>, 'at'>;

/** A long experiment shows its precomputed results; other parts are missing until a reader runs it. */
async function present(id: string, experiment: Experiment, values: Values, options: Step): Promise<Presentation> {
  // Outside the try: outdated results are not an error in the experiment, and have their own message.
  const ahead = experiment.pace === 'long' ? await precomputedOf(id) : undefined;
  try {
    if (!ahead) {
      const runner = await runnerOf(id, experiment);
      if (isDev) await runner.measure(values);
      return runner.run(values, options);
    }
    const results = new Map(ahead.parts.map(({ key, result }) => [key, result]));
    const presentation = presentWith(experiment, values, (key) => results.get(key), options);
    checkVerdict(presentation);
    return presentation;
  } catch (error) {
    throw new ExperimentError(id, error);
  }
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
