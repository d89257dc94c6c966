import type { Parameter, Value, Values } from '../../src/engine/schema.ts';
import { isNumeric } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import type { Experiment } from '../../src/figure/experiment.ts';

/** Repetitions: the most of them take long, and show what the default shows. */
export const REPEATED = ['runs', 'seeds', 'pairs'];
/** So many repetitions more than the least. */
export const fewOf = ({ min, max, step = 1 }: Extract<Parameter, { min: number }>, more: number): number =>
  Math.min(max, min + more * step);
/** Other parameters that make a run long without being repetitions. */
const LONG = ['budget', 'epochs'];

/** The usual values with as few repetitions as there may be: each experiment has them within a moment. */
export function fewest({ parameters, quick }: Experiment): Values {
  const least = [...REPEATED, ...LONG].flatMap((name): [string, Value][] => {
    const parameter = parameters[name];
    return isNumeric(parameter) ? [[name, parameter.min]] : [];
  });
  // A partial setting has no undefined values.
  return { ...defaults(parameters), ...Object.fromEntries(least), ...quick } as Values;
}
