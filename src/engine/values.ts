import { complaint } from './complaint.ts';
import { isNumeric, type Schema, type Values } from './schema.ts';
import { suggestion } from './spelling.ts';

export { defaults } from './defaults.ts';

/**
 * Returns given values unchanged, after checking them as developer input (MDX props, flags of a script).
 * @throws Error with the first unknown parameter, wrong type or value out of range, and the expected values.
 */
export function check<S extends Schema>(schema: S, given: Readonly<Record<string, unknown>>): Partial<Values<S>> {
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (!parameter) {
      throw new Error(`unknown parameter "${name}"${suggestion(name, Object.keys(schema))}`);
    }
    const wrong = complaint(parameter, value);
    if (wrong) throw new Error(`parameter "${name}" ${wrong}`);
  }
  // Safe: every entry has been checked against its parameter.
  return given as Partial<Values<S>>;
}

/**
 * Checks that a schema is consistent: default in range, positive range on a log scale.
 * @throws Error that names the parameter.
 */
export function checkSchema(schema: Schema): void {
  for (const [name, parameter] of Object.entries(schema)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) throw new Error(`parameter "${name}" needs a camelCase name`);
    if (isNumeric(parameter)) {
      if (!(parameter.min < parameter.max)) throw new Error(`parameter "${name}" needs min < max`);
      if (parameter.scale === 'log' && !(parameter.min > 0)) throw new Error(`parameter "${name}" needs min > 0 (log)`);
      if (parameter.scale === 'log-to-one' && !(parameter.max < 1))
        throw new Error(`parameter "${name}" needs max < 1 (log-to-one)`);
      const marks = parameter.kind === 'number' ? (parameter.marks ?? []) : [];
      const outside = marks.find((mark) => mark < parameter.min || mark > parameter.max);
      if (outside !== undefined) throw new Error(`parameter "${name}" has a mark out of its range: ${outside}`);
      if (parameter.step !== undefined && !(parameter.step > 0)) throw new Error(`parameter "${name}" needs step > 0`);
    }
    const wrong = complaint(parameter, parameter.default);
    if (wrong) throw new Error(`default of parameter "${name}" ${wrong}`);
  }
}
