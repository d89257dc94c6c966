/** All kinds of parameters: conversions between values, text and slider positions, dispatched by kind. */
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

// Safe: each kind only gets parameters and values of the kind by which it is looked up.
const kindOf = (parameter: Parameter): ParameterKind<Parameter> => kinds[parameter.kind];

/** Longer than any value one types; text pasted by mistake may have a million characters. */
const LONGEST = 100;

/** Parses text from a stranger: it may contain spaces (from +), a typeset minus or invisible characters. */
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

/** The text in a control for a value, without its unit. */
export const show = (parameter: Parameter, value: Value): string => kindOf(parameter).show(parameter, value);

/** The name of a value in a message. */
export const said = (parameter: Parameter, value: Value): string =>
  kindOf(parameter).said?.(parameter, value) ?? String(value);

/** The value at a position from 0, the first that a parameter allows, to 1, the last. */
export const valueAt = (parameter: Parameter, place: number): Value => kindOf(parameter).at(parameter, place);

/** All values of a parameter with few: every choice, on and off; empty for a number. */
export const everyValue = (parameter: Parameter): readonly Value[] => kindOf(parameter).all?.(parameter) ?? [];
