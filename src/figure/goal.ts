/** A reader's goal with a figure: comparisons of its numbers and parameters that must all hold. */
import type { Schema, Value, Values } from '../engine/schema.ts';
import { suggestion } from '../engine/spelling.ts';
import type { Experiment, Outcome, Presentation } from './experiment.ts';

const signs = ['<=', '>=', '!=', '<', '>', '='] as const;
type Sign = (typeof signs)[number];

/** Plain data, for a page. The right side is a value or a name. */
interface Comparison {
  left: string;
  sign: Sign;
  right: { value: Value } | { of: string };
}
export type Goal = readonly Comparison[];

/** The picture of a setting, reduced to the data for goals. */
export interface Seen {
  values: Values;
  numbers: Presentation['numbers'];
  outcome?: Outcome | undefined;
}

/** The right side for a number that does not exist at a setting: `firstRise = none`. */
const NONE = 'none';
/** The name used for the verdict's outcome. */
const OUTCOME = 'outcome';
const outcomes: readonly string[] = ['holds', 'fails', 'depends'] satisfies Outcome[];

/**
 * Parses a goal: `loss < 0.3 and steps <= 60`, `atRest < atRestCritical`, `method = fixed`, `outcome = fails`.
 * @param numbers the names of the figure's numbers
 * @throws Error with the wrong name or value, and the possible ones
 */
export function parseGoal(
  text: string,
  experiment: Pick<Experiment, 'parameters' | 'claim'>,
  numbers: readonly string[],
): Goal {
  return text.split(/\s+and\s+/).map((piece) => {
    const comparison = /^\s*(\w+)\s*(<=|>=|!=|<|>|=)\s*(\S+)\s*$/.exec(piece);
    if (!comparison)
      throw new Error(`"${piece.trim()}" is not a comparison; write one as in "loss < 0.3 and steps <= 60"`);
    const [, left = '', sign = '', right = ''] = comparison;
    const names = [
      ...Object.keys(experiment.parameters),
      ...numbers,
      ...(experiment.claim === undefined ? [] : [OUTCOME]),
    ];
    if (!names.includes(left)) throw new Error(`there is no number or parameter "${left}"${suggestion(left, names)}`);
    return {
      left,
      // Safe: matched by the pattern above.
      sign: sign as Sign,
      right: names.includes(right) ? { of: right } : { value: rightSide(right, left, experiment.parameters, names) },
    };
  });
}

/** A right side that is not a name: a possible value of the left side. */
function rightSide(text: string, left: string, schema: Schema, names: readonly string[]): Value {
  const parameter = schema[left];
  const allowed =
    left === OUTCOME
      ? outcomes
      : parameter?.kind === 'choice'
        ? Object.keys(parameter.options)
        : parameter?.kind === 'flag'
          ? ['true', 'false']
          : undefined;
  if (allowed && !allowed.includes(text)) throw new Error(`${left} is never "${text}"${suggestion(text, allowed)}`);
  if (allowed) return parameter?.kind === 'flag' ? text === 'true' : text;
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  if (text === NONE && !parameter) return NONE;
  throw new Error(`"${text}" is neither a number nor a name${suggestion(text, names)}`);
}

/** A goal as written, with each name translated by `called`. */
export const goalText = (goal: Goal, called: (name: string) => string): string =>
  goal
    .map(({ left, sign, right }) => `${called(left)} ${sign} ${'of' in right ? called(right.of) : right.value}`)
    .join(' and ');

/** The distinct names in a goal, in order. */
export const namesIn = (goal: Goal): string[] => [
  ...new Set(goal.flatMap(({ left, right }) => ('of' in right ? [left, right.of] : [left]))),
];

/** Whether all comparisons hold. A number that does not exist is neither more than, less than nor equal to another. */
export const isReached = (goal: Goal, seen: Seen): boolean =>
  goal.every(({ left, sign, right }) =>
    holds(lookUp(left, seen), sign, 'of' in right ? lookUp(right.of, seen) : right.value),
  );

/** The value of a name: a parameter takes precedence over a number, since the reader sets it. */
export function lookUp(name: string, { values, numbers, outcome }: Seen): Value | undefined {
  if (Object.hasOwn(values, name)) return values[name];
  if (Object.hasOwn(numbers, name)) return numbers[name]?.value;
  return name === OUTCOME ? outcome : undefined;
}

function holds(left: Value | undefined, sign: Sign, right: Value | undefined): boolean {
  if (right === NONE)
    return (left === undefined || Number.isNaN(left)) === (sign === '=') && (sign === '=' || sign === '!=');
  if (typeof left !== 'number' || typeof right !== 'number') {
    if (left === undefined || right === undefined) return false;
    return sign === '=' ? left === right : sign === '!=' && left !== right;
  }
  // Two browsers may differ in the last digits of the same number.
  const same = Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
  if (Number.isNaN(left) || Number.isNaN(right)) return false;
  if (sign === '=') return same;
  if (sign === '!=') return !same;
  if (sign === '<=' || sign === '>=') return same || (sign === '<=' ? left < right : left > right);
  return sign === '<' ? left < right : left > right;
}
