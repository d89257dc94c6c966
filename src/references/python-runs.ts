/** Output of the Python that experiments export, run by NumPy; compared with the engine. */
import { createHash } from 'node:crypto';
import { pointsText } from '../engine/points.ts';
import { isNumeric, type Value, type Values } from '../engine/schema.ts';
import { defaults } from '../engine/values.ts';
import type { Experiment } from '../figure/experiment.ts';
import { scriptAt } from '../figure/python.ts';
import { fromSlider, toSlider } from '../figure/slider.ts';
import type { PythonRun } from './references.ts';

export const hashOf = (script: string): string => createHash('sha256').update(script).digest('hex').slice(0, 16);

/** Largest allowed difference of a printed number from the engine's, relative to its size or 1. */
export const TOLERANCE = {
  double: 1e-10,
  // Networks train in single precision kernels; a fraction of a thousand test examples may differ by one or two.
  single: 2e-3,
} as const;
export const precisionOf = ({ pace }: Pick<Experiment, 'pace'>): keyof typeof TOLERANCE =>
  pace === 'long' ? 'single' : 'double';

/**
 * Number of stored digits of a script's output. The last ones depend on the processor: BLAS may add in another order,
 * and a repeated script should produce the same file.
 */
const KEPT_DIGITS = { double: 12, single: 8 } as const;

/** The output of a script, without meaningless digits. */
export function keptOf(printed: PythonRun['printed'], experiment: Pick<Experiment, 'pace'>): PythonRun['printed'] {
  const digits = KEPT_DIGITS[precisionOf(experiment)];
  const round = (value: number): number => Number(value.toPrecision(digits));
  return Object.fromEntries(
    Object.entries(printed).map(([name, value]) => [name, Array.isArray(value) ? value.map(round) : round(value)]),
  );
}

/** Largest allowed difference of a stored number of the engine from a run, relative to its size or 1. */
export const KEPT_TOLERANCE = {
  double: 10 ** (1 - KEPT_DIGITS.double),
  single: 10 ** (1 - KEPT_DIGITS.single),
} as const;

/** Fraction of each slider by which the second setting differs from the defaults. */
const MOVE = 0.03;

/** Own points, within the axes of every figure that accepts some. */
const OWN = [
  [0.2, 0.4],
  [0.5, 0.9],
  [0.6, 0.3],
  [1.1, 1.3],
  [1.9, 1.2],
] as const;

/**
 * The defaults, and a second setting that differs in every number, and with other points, so that a script cannot
 * contain its answer. For a long experiment a setting near the values that are small enough for a test.
 */
function settingsOf(experiment: Experiment): Values[] {
  // Safe: `quick` has values of the experiment's own schema.
  const usual = { ...defaults(experiment.parameters), ...experiment.quick } as Values;
  const moved: Record<string, Value> = { ...usual };
  for (const [name, parameter] of Object.entries(experiment.parameters)) {
    if (parameter.kind === 'points') moved[name] = pointsText(OWN);
    if (!isNumeric(parameter)) continue;
    const at = toSlider(parameter, Number(usual[name]));
    moved[name] = fromSlider(parameter, at > 0.5 ? at - MOVE : at + MOVE);
  }
  return experiment.pace === 'long' ? [moved] : [usual, moved];
}

/** The script of an experiment at each of its settings; empty if it exports none, or none there. */
export const scriptsOf = (experiment: Experiment): { values: Values; script: string }[] =>
  experiment.python
    ? settingsOf(experiment)
        .map((values) => ({ values, script: scriptAt(experiment, values)?.text ?? '' }))
        .filter(({ script }) => script !== '')
    : [];
