/** What the Python that experiments export printed, run by NumPy; the engine is held to it. */
import { createHash } from 'node:crypto';
import type { Experiment } from '../../src/engine/experiment.ts';
import { defaults, fromRail, toRail, type Value, type Values } from '../../src/engine/schema.ts';
import { experiments } from '../../src/experiments/index.ts';

export interface PythonRun {
  id: string;
  values: Values;
  /** Of the script that was run: a script that has changed since has not been checked. */
  hash: string;
  printed: Record<string, number | number[]>;
}

export const hashOf = (script: string): string => createHash('sha256').update(script).digest('hex').slice(0, 16);

/** Share of each rail by which the second setting differs from the defaults. */
const MOVE = 0.03;

/** The defaults, and a setting beside them in every number, so that a script cannot know its answer. */
export function settingsOf(experiment: Experiment): Values[] {
  const usual = defaults(experiment.parameters);
  const moved: Record<string, Value> = { ...usual };
  for (const [name, parameter] of Object.entries(experiment.parameters)) {
    if (parameter.kind !== 'number' && parameter.kind !== 'integer') continue;
    const at = toRail(parameter, Number(usual[name]));
    moved[name] = fromRail(parameter, at > 0.5 ? at - MOVE : at + MOVE);
  }
  return [usual, moved];
}

/** Every script there is, at every setting. */
export async function scripts(): Promise<{ id: string; values: Values; script: string }[]> {
  const all = await Promise.all(
    Object.entries(experiments).map(async ([id, load]) => {
      const { default: experiment } = await load();
      // Networks train in single precision, and for minutes: their own tests hold the scripts to them.
      if (!experiment.python || experiment.pace === 'long') return [];
      return settingsOf(experiment).map((values) => ({ id, values, script: experiment.python?.(values) ?? '' }));
    }),
  );
  return all.flat();
}
