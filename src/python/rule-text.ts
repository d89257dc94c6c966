import type { Optimizer } from '../engine/optimizers/optimizer.ts';
import type { Value } from '../engine/schema.ts';
import { defaults } from '../engine/values.ts';
import { pythonLiteral, type ScriptRun } from '../figure/python.ts';

/** The loop of a rule, as in the exported scripts. */
const LOOP = 'for t in range(1, steps + 1):';

/**
 * A rule as editable code: its numbers, its state, and its loop, in the lines of the engine's own Python, as in the
 * exported script and the notebook. `phi`, `steps`, `gradient`, `loss` and `np` are predefined.
 */
export function ruleText(
  { hyperparameters, pythonState, python }: Pick<Optimizer, 'hyperparameters' | 'pythonState' | 'python'>,
  hyper: Readonly<Record<string, Value>> = {},
): string {
  const all: Readonly<Record<string, Value>> = { ...defaults(hyperparameters), ...hyper };
  const numbers = Object.entries(all).map(([name, value]) => `${name} = ${pythonLiteral(value)}`);
  return ruleLines(numbers, pythonState === '' ? [] : pythonState.split('\n'), python.split('\n'));
}

/** The three parts of a rule, one below the other. */
function ruleLines(numbers: readonly string[], state: readonly string[], step: readonly string[]): string {
  const body = step.map((line) => (line === '' ? '' : `    ${line}`));
  return [...numbers, '', ...(state.length > 0 ? [...state, ''] : []), LOOP, ...body].join('\n');
}

/** The code of a rule, from the script of its figure. */
export const textOf = ({ numbers, state, step }: Pick<ScriptRun, 'numbers' | 'state' | 'step'>): string =>
  ruleLines(numbers.map(shortened), state, step);

/** A number as a reader would write it: without the digits of rounding errors. */
const shortened = (line: string): string =>
  line.replace(/\d*\.\d{12,}(?:e[-+]?\d+)?/g, (number) => String(Number(Number(number).toPrecision(12))));
