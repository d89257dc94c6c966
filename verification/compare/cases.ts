import { createHash } from 'node:crypto';
import { RandomState } from '../../src/engine/random-state.ts';
import type { Parameter, Value, Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import type { Experiment, Presentation } from '../../src/figure/experiment.ts';
import { everyValue, valueAt } from '../../src/figure/parameters/index.ts';
import { listParts } from '../../src/figure/parts.ts';
import { measurePart, presentWith, runExperiment } from '../../src/figure/run.ts';

/** One picture to compare: at these values, and after this part of the work. */
export interface Case {
  name: string;
  values: Values;
  at?: number;
  pinned?: Values;
  /** `kept`: for a long experiment at its defaults the precomputed results, otherwise nothing. */
  done: 'all' | 'none' | 'half' | 'kept';
}

/** A possible value of a control, with its ends and its default more often than by chance. */
function anyValue(parameter: Parameter, random: RandomState): Value {
  const place = random.uniform(0, 1);
  const where = random.uniform(0, 1);
  if (parameter.kind === 'code') return parameter.default;
  if (everyValue(parameter).length > 0) return valueAt(parameter, place);
  if (where < 0.1) return valueAt(parameter, 0);
  if (where < 0.2) return valueAt(parameter, 1);
  return where < 0.3 ? parameter.default : valueAt(parameter, place);
}

/** The cases of an experiment, derived from its id and so always the same. A larger number only adds cases. */
export function casesOf(id: string, experiment: Experiment, settings: number): Case[] {
  const usual: Values = defaults(experiment.parameters);
  const long = experiment.pace === 'long';
  // A partial setting has no undefined values, which TypeScript cannot infer from the spread.
  const small = long ? ({ ...usual, ...experiment.quick } as Values) : usual;
  const random = new RandomState(createHash('sha256').update(id).digest().readUInt32LE(0));
  const cases: Case[] = [
    { name: 'defaults', values: usual, done: long ? 'kept' : 'all' },
    { name: 'none', values: usual, done: 'none' },
    ...(long ? [{ name: 'quick', values: small, done: 'all' } as const] : []),
    { name: 'half', values: small, done: 'half' },
    { name: 'pinned', values: small, pinned: small, done: 'all' },
  ];
  let before = small;
  for (let k = 0; k < settings; k++) {
    const values = Object.fromEntries(
      Object.entries(experiment.parameters).map(([name, parameter]) => [name, anyValue(parameter, random)]),
    );
    const [stands, step] = [random.uniform(0, 1), random.uniform(0, 1)];
    cases.push({
      name: `random ${k}`,
      values,
      done: long ? 'kept' : 'all',
      ...(stands < 0.4 && { at: Math.floor(step * 90) }),
      ...(stands > 0.75 && !long && { pinned: before }),
    });
    before = values;
  }
  return cases;
}

/** @param kept precomputed results, by key */
export function pictureOf(experiment: Experiment, one: Case, kept: ReadonlyMap<string, unknown>): Presentation {
  const { values, at, pinned, done } = one;
  const options = { ...(at !== undefined && { at }), ...(pinned && { pinned }) };
  if (done === 'all') return runExperiment(experiment, values, options).presentation;
  const listed = listParts(experiment.parts(values));
  const half = listed.filter((_, k) => k < listed.length / 2);
  const results = new Map(done === 'half' ? half.map((part) => [part.key, measurePart(experiment, part)]) : []);
  const known = done === 'kept' && one.name === 'defaults' ? kept : results;
  return presentWith(experiment, values, (key) => known.get(key), options);
}
