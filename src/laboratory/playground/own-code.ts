/** Whether settings of the playground bring code. */

import { FIRST_MODEL, isFirstRule } from '../../experiments/kit/first-texts.ts';
import { FIRST_LOSS } from '../../experiments/kit/losses.ts';
import type { Settings } from './settings.ts';

/** Whether settings bring Python that is not this page's own; also where it is not shown yet, since a click would run it. */
export const bringsCode = ({ own, lossText, modelText }: Settings): boolean =>
  !isFirstRule(own.text) || lossText !== FIRST_LOSS || modelText !== FIRST_MODEL;

/** Whether two settings have the same code. */
export const sameTexts = (one: Settings, other: Settings | undefined): boolean =>
  one.own.text === other?.own.text && one.lossText === other.lossText && one.modelText === other.modelText;
