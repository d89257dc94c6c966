/** Every kind of parameter as text and as places: what is asked of one is asked here, by its kind. */
import type { Parameter, Value } from '../../engine/schema.ts';
import { choice } from './choice.ts';
import { code } from './code.ts';
import { flag } from './flag.ts';
import type { ParameterKind, Reading } from './kind.ts';
import { points } from './late.ts';
import { integer, number } from './number.ts';
import { places } from './places.ts';

const kinds: { readonly [Kind in Parameter['kind']]: ParameterKind<Extract<Parameter, { kind: Kind }>> } = {
  number,
  integer,
  choice,
  flag,
  places,
  points,
  code,
};

// Each kind is given parameters and values of its own only: it is looked up by the kind of the parameter.
const kindOf = (parameter: Parameter): ParameterKind<Parameter> => kinds[parameter.kind];

/** Longer than any value one writes; what is pasted by mistake may have a million characters. */
const LONGEST = 100;

/** Reads a text that a stranger wrote: one with spaces (from +), a typeset minus or marks that nobody sees. */
export function readValue(parameter: Parameter, text: string): Reading<Value> {
  const { longest = LONGEST, verbatim } = kindOf(parameter);
  if (text.length > longest) return { wrong: `has ${text.length} characters` };
  if (verbatim) return kindOf(parameter).read(parameter, text);
  const trimmed = text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/[\u2012-\u2014\u2212]/g, '-')
    .trim();
  return kindOf(parameter).read(parameter, trimmed);
}

/** The text that a control shows for a value, without its unit. */
export const show = (parameter: Parameter, value: Value): string => kindOf(parameter).show(parameter, value);

/** The name of a value in a message. */
export const said = (parameter: Parameter, value: Value): string =>
  kindOf(parameter).said?.(parameter, value) ?? String(value);

/** The value at a place from 0, the first that a parameter allows, to 1, the last. */
export const valueAt = (parameter: Parameter, place: number): Value => kindOf(parameter).at(parameter, place);

/** All values of a parameter that has few: every choice, on and off; none of a number. */
export const everyValue = (parameter: Parameter): readonly Value[] => kindOf(parameter).all?.(parameter) ?? [];
