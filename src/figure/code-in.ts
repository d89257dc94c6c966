/** The texts of Python among the values of a figure; without the engine, since every page has it. */
import type { Schema, Values } from '../engine/schema.ts';

/** The parameters of a schema that are code. */
export const codeNames = (schema: Schema): string[] =>
  Object.entries(schema).flatMap(([name, { kind }]) => (kind === 'code' ? [name] : []));

/** All code of a setting, as one text; empty if there is none. */
export const codeIn = (schema: Schema, values: Values): string =>
  codeNames(schema)
    .map((name) => String(values[name] ?? ''))
    .join('');

const bare = new WeakMap<Values, Values>();

/** The setting without its code, the same object each time. */
export function withoutCode(schema: Schema, values: Values): Values {
  if (codeIn(schema, values) === '') return values;
  const known = bare.get(values);
  if (known) return known;
  const made = { ...values, ...Object.fromEntries(codeNames(schema).map((name) => [name, ''])) };
  bare.set(values, made);
  return made;
}
