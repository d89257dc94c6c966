import type { Parameter, Value, Values } from '../../src/engine/schema.ts';
import { isNumeric } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import type { Experiment } from '../../src/figure/experiment.ts';

/** Repetitions: many of them take long, and show the same as the default. */
export const REPEATED = ['runs', 'seeds', 'pairs'];
/** `more` repetitions above the minimum. */
export const fewOf = ({ min, max, step = 1 }: Extract<Parameter, { min: number }>, more: number): number =>
  Math.min(max, min + more * step);
/** Other parameters that make a run long. */
const LONG = ['budget', 'epochs'];

/** The usual values with as few repetitions as possible: every experiment then takes only a moment. */
export function fewest({ parameters, quick }: Experiment): Values {
  const least = [...REPEATED, ...LONG].flatMap((name): [string, Value][] => {
    const parameter = parameters[name];
    return isNumeric(parameter) ? [[name, parameter.min]] : [];
  });
  // Safe: a partial setting has no undefined values.
  return { ...defaults(parameters), ...Object.fromEntries(least), ...quick } as Values;
}
