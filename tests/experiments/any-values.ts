import type { RandomState } from '../../src/engine/random-state.ts';
import { isNumeric, type Schema, type Value, type Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import { everyValue, valueAt } from '../../src/figure/parameters/index.ts';
import { schemaAt } from '../../src/figure/parameters/schema-at.ts';
import { fewOf, REPEATED } from './fewest.ts';

/**
 * Random values in the ranges of a schema, including the ends, and few repetitions; points first, since the ranges of
 * others depend on them.
 */
export function anyValues(schema: Schema, random: RandomState): Values {
  const values: Record<string, Value> = { ...defaults(schema) };
  const inOrder = Object.entries(schema).sort(
    ([, a], [, b]) => Number(b.kind === 'points') - Number(a.kind === 'points'),
  );
  for (const [name] of inOrder) {
    const parameter = schemaAt(schema, values)[name]!;
    // A reader's code runs in Python, which is not available here.
    if (parameter.kind === 'code') continue;
    if (REPEATED.includes(name) && isNumeric(parameter)) {
      values[name] = fewOf(parameter, random.randint(0, 4));
      continue;
    }
    const u = random.randomSample();
    const few = everyValue(parameter).length > 0;
    values[name] = valueAt(parameter, few ? u : u < 0.1 ? 0 : u > 0.9 ? 1 : u);
  }
  return values;
}
