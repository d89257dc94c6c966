import type { Schema, Values } from '../engine/schema.ts';
import { recorded } from '../engine/training/recorded.ts';
import type { Context, Experiment, Presentation } from './experiment.ts';
import {
  gatherResults,
  type ListedPart,
  listParts,
  type Made,
  type Measures,
  type Parts,
  type Results,
} from './parts.ts';
import { goByText, textIn } from './rule.ts';
import { checkVerdict } from './sentence.ts';
import { resolved } from './sentences.ts';
import { withoutGuesses } from './unanswered.ts';

/** Storage of computed parts: a Map, or a cache with a limit. */
export interface PartCache {
  get(key: string): unknown;
  set(key: string, result: unknown): unknown;
}

export interface PresentOptions<S extends Schema> {
  /** The current step. */
  at?: number;
  /** Values of the run pinned for comparison. */
  pinned?: Values<S>;
  /** For enlarged charts: every seed, at every step. */
  large?: boolean;
}

type Measured = Pick<ListedPart, 'name' | 'part'>;

/**
 * Computes one part of an experiment.
 * @param made Python's result for a part with a reader's code
 * @param resultOf the result of a part on which it depends; by default that is computed, too
 * @throws Error if Python's result is missing, since the engine does not run readers' code
 */
export function measurePart(
  experiment: Experiment,
  listed: Measured,
  made?: Made,
  resultOf?: (listed: ListedPart) => unknown,
): unknown {
  const { name, part } = listed;
  const measure = experiment.measure[name];
  if (!measure)
    throw new Error(`no measure is called "${name}"; there are ${Object.keys(experiment.measure).join(', ')}`);
  if (!made && goByText(experiment, name) && textIn(part) !== '')
    throw new Error(`${name}: it uses code in Python, which runs only in a page`);
  const given = made && 'dimension' in made && !('losses' in made) ? recorded(made) : made;
  const before = resultsBefore(experiment, listed, resultOf);
  if (before) return measure(part, before, given);
  return given ? measure(part, given) : measure(part);
}

/** The results on which a part depends, in the shape of their parts; undefined if there are none. */
export function resultsBefore(
  experiment: Experiment,
  { name, part }: Measured,
  resultOf = (listed: ListedPart): unknown => measurePart(experiment, listed),
): Readonly<Record<string, unknown>> | undefined {
  const before = experiment.follows?.[name]?.(part);
  if (!before) return undefined;
  const results = new Map(listParts(before).map((listed) => [listed.key, resultOf(listed)]));
  return gatherResults(before, (key) => results.get(key));
}

/**
 * The picture of the results so far.
 * @param resultOf the result of a part, by its key; undefined if it is missing
 */
export function presentWith<S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
  values: Values<S>,
  resultOf: (key: string) => unknown,
  { at = experiment.stepper?.start, pinned, large }: PresentOptions<S> = {},
): Presentation {
  const resultsAt = (setting: Values<S>, get = resultOf) => gatherResults<G, M>(experiment.parts(setting), get);
  const context: Context<S, G, M> = {
    ...(at !== undefined && { at }),
    ...(large && { large }),
    ...(pinned !== undefined && { pinned: { values: pinned, results: resultsAt(pinned) } }),
  };
  const parts = { there: 0, missing: 0 };
  const results = resultsAt(values, (key) => {
    const result = resultOf(key);
    parts[result === undefined ? 'missing' : 'there']++;
    return result;
  });
  return withoutGuesses(resolved(experiment.present(values, results, context)), parts);
}

/**
 * Computes every part (or takes it from the cache) and presents: an experiment from values to picture, in one call.
 * @throws Error if the verdict names a missing number
 */
export function runExperiment<S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
  values: Values<S>,
  { cache = new Map<string, unknown>(), ...options }: PresentOptions<S> & { cache?: PartCache } = {},
): { presentation: Presentation; results: Results<G, M> } {
  // An LRU cache may drop a result before it is shown, so the results for this picture are kept here as well.
  const held = new Map<string, unknown>();
  const resultOf = (listed: ListedPart): unknown => {
    if (held.has(listed.key)) return held.get(listed.key);
    const known = cache.get(listed.key);
    const result = known === undefined ? measurePart(experiment as Experiment, listed, undefined, resultOf) : known;
    if (known === undefined) cache.set(listed.key, result);
    held.set(listed.key, result);
    return result;
  };
  for (const setting of options.pinned ? [values, options.pinned] : [values])
    listParts(experiment.parts(setting)).forEach(resultOf);
  const presentation = presentWith(experiment, values, (key) => held.get(key), options);
  checkVerdict(presentation);
  return { presentation, results: gatherResults<G, M>(experiment.parts(values), (key) => held.get(key)) };
}
