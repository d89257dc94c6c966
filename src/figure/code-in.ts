/** Python code among the values of a figure; does not import the engine, since every page loads this. */
import type { Schema, Values } from '../engine/schema.ts';

/** The parameters of a schema that contain code. */
export const codeNames = (schema: Schema): string[] =>
  Object.entries(schema).flatMap(([name, { kind }]) => (kind === 'code' ? [name] : []));

/** All code in a setting, joined; empty if there is none. */
export const codeIn = (schema: Schema, values: Values): string =>
  codeNames(schema)
    .map((name) => String(values[name] ?? ''))
    .join('');

const bare = new WeakMap<Values, Values>();

/** The setting without its code, always the same object. */
export function withoutCode(schema: Schema, values: Values): Values {
  if (codeIn(schema, values) === '') return values;
  const known = bare.get(values);
  if (known) return known;
  const made = { ...values, ...Object.fromEntries(codeNames(schema).map((name) => [name, ''])) };
  bare.set(values, made);
  return made;
}
