import { FIRST_LOSS } from '../../experiments/kit/losses.ts';
import type { RuleRun } from './compute.ts';
import { ruleNames } from './rules.ts';
import { bodyOf, FIRST_MODEL, FIRST_RULE, namedNumbers, type Settings } from './settings.ts';

/** The reader's rule and the three beside it, as the engine runs them. */
export function rulesOf({ own, rivals }: Settings): RuleRun[] {
  const numbers = Object.fromEntries(namedNumbers(own.text).map(({ name, value }) => [name, value]));
  return [
    { id: 'nesterov', hyper: { alpha: numbers['alpha'] ?? 0.1, beta: numbers['beta'] ?? 0.9 } },
    ...rivals.map(({ id, rate }) => ({ id, hyper: ruleNames[id].rate === undefined ? {} : { alpha: rate } })),
  ];
}

const FIRST_NAMES = namedNumbers(FIRST_RULE).map(({ name }) => name);

/** Whether a text does what the rule of the page does at first, which the engine can run without Python. */
export const isFirstRule = (text: string): boolean => {
  const named = new Set(namedNumbers(text).map(({ name }) => name));
  return bodyOf(text) === bodyOf(FIRST_RULE) && FIRST_NAMES.every((name) => named.has(name));
};

/** Whether settings bring Python that is not this page's own; also where it is not shown yet, since a click would run it. */
export const bringsCode = ({ own, lossText, modelText }: Settings): boolean =>
  !isFirstRule(own.text) || lossText !== FIRST_LOSS || modelText !== FIRST_MODEL;

/** Whether two settings have the same code. */
export const sameTexts = (one: Settings, other: Settings | undefined): boolean =>
  one.own.text === other?.own.text && one.lossText === other.lossText && one.modelText === other.modelText;
