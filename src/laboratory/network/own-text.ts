/** The text by which the network learns where it learns by the reader's own rule. */

import { numbersAt } from '../../python/numbers.ts';
import { isFirstRule } from '../playground/engine-rules.ts';
import { kept } from '../playground/keeping.ts';
import { type OwnText, ownText } from '../playground/own-text.ts';
import { FIRST_RULE } from '../playground/settings.ts';
import { firstRate } from './setup.ts';

/** As the playground has it; before it is there, as it was when the page was left, but never what a link brings. */
export const ownNow = (): OwnText =>
  ownText.value ?? { text: kept()?.own.text ?? FIRST_RULE, waits: location.hash.startsWith('#lab=') };

const alphaOf = (text: string): number | undefined => {
  const found = numbersAt(text).find(({ name }) => name === 'alpha')?.value;
  return typeof found === 'number' ? found : undefined;
};

export const ownHasRate = (): boolean => alphaOf(ownNow().text) !== undefined;

/** The rate that a text begins with: its own, but of the rule that stood there first the one that suits a network. */
export function ownRate(): number {
  const { text } = ownNow();
  return (isFirstRule(text) ? undefined : alphaOf(text)) ?? firstRate('own');
}
