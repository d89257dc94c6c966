import type { Schema, Values } from '../../engine/schema.ts';
import { everyValue } from '../parameters/index.ts';
import { isSample } from './axes.ts';

/** More settings than a search could try. */
const MOST = 120;

/**
 * Settings of a long experiment that may have been precomputed: those it names, each with every choice that needs no
 * other parts.
 */
export function candidatesOf(schema: Schema, now: Values, ahead: readonly Partial<Values>[]): Values[] {
  const choices = Object.entries(schema).filter(
    ([name, parameter]) => !isSample(name) && everyValue(parameter).length > 0,
  );
  const combined = (setting: Partial<Values>): Values[] =>
    choices.reduce<Values[]>(
      (all, [name, parameter]) =>
        all.flatMap((values) => everyValue(parameter).map((value) => ({ ...values, [name]: value }))),
      // A partial setting has no undefined values, which TypeScript cannot infer from the spread.
      [{ ...now, ...setting } as Values],
    );
  return [{}, ...ahead].flatMap(combined).slice(0, MOST);
}
