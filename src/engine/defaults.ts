import type { Schema, Values } from './schema.ts';

/** Every parameter at its default. A page needs no more of what checks values than this. */
export function defaults<S extends Schema>(schema: S): Values<S> {
  const entries = Object.entries(schema).map(([name, parameter]) => [name, parameter.default]);
  // fromEntries forgets the names; they are those of the schema.
  return Object.fromEntries(entries) as Values<S>;
}
