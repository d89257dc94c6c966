import type { RuleRun } from './compute.ts';
import { ruleNames } from './rules.ts';
import { bodyOf, FIRST_LOSS, FIRST_MODEL, FIRST_RULE, namedNumbers, type Settings } from './settings.ts';

/** The reader's rule and the three beside it, as the engine runs them. */
export function rulesOf({ own, rivals }: Settings): RuleRun[] {
  const numbers = Object.fromEntries(namedNumbers(own.text).map(({ name, value }) => [name, value]));
  return [
    { id: 'nesterov', hyper: { alpha: numbers['alpha'] ?? 0.1, beta: numbers['beta'] ?? 0.9 } },
    ...rivals.map(({ id, rate }) => ({ id, hyper: ruleNames[id].rate === undefined ? {} : { alpha: rate } })),
  ];
}

/** Whether a text does what the rule of the page does at first, which the engine can run without Python. */
export const isFirstRule = (text: string): boolean => bodyOf(text) === bodyOf(FIRST_RULE);

/** Whether settings bring Python that is not this page's own. */
export const bringsCode = ({ own, loss, lossText, modelText }: Settings): boolean =>
  !isFirstRule(own.text) ||
  (loss === 'own' && lossText !== FIRST_LOSS) ||
  (loss === 'model' && modelText !== FIRST_MODEL);
