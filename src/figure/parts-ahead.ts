import type { Schema } from '../engine/schema.ts';
import { defaults } from '../engine/values.ts';
import type { Experiment, Part } from './experiment.ts';
import { canonicalKey } from './run.ts';

/** The parts of a long experiment that are computed ahead: those of its defaults, then of the settings in `ahead`. */
export function partsAhead<S extends Schema, P extends Part, R>(experiment: Experiment<S, P, R>): P[] {
  const usual = defaults(experiment.parameters);
  const settings = [usual, ...(experiment.ahead ?? []).map((setting) => ({ ...usual, ...setting }))];
  const parts = settings.flatMap((values) => experiment.parts(values));
  // A Map keeps the first place of a key.
  return [...new Map(parts.map((part) => [canonicalKey(part), part])).values()];
}
