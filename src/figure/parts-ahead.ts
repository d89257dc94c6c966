import type { Values } from '../engine/schema.ts';
import { defaults } from '../engine/values.ts';
import type { Experiment } from './experiment.ts';
import { type ListedPart, listParts } from './parts.ts';

/** The precomputed parts of a long experiment: those of its defaults, then of the settings in `ahead`. */
export function partsAhead(experiment: Experiment): ListedPart[] {
  const usual: Values = defaults(experiment.parameters);
  // A partial setting has no undefined values, which TypeScript cannot infer from the spread.
  const settings = [usual, ...(experiment.ahead ?? []).map((setting) => ({ ...usual, ...setting }) as Values)];
  const listed = settings.flatMap((values) => listParts(experiment.parts(values)));
  // A Map keeps the first position of a key.
  return [...new Map(listed.map((part) => [part.key, part])).values()];
}
