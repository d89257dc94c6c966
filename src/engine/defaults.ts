import type { Schema, Values } from './schema.ts';

/** Every parameter at its default. Separate from the checks of values, which pages do not need. */
export function defaults<S extends Schema>(schema: S): Values<S> {
  const entries = Object.entries(schema).map(([name, parameter]) => [name, parameter.default]);
  // Safe: fromEntries loses the names, which are those of the schema.
  return Object.fromEntries(entries) as Values<S>;
}
