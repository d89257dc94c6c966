/** A small set of settings in which any two values of any two parameters occur together. */
import { isNumeric, type Parameter, type Schema, type Value, type Values } from '../../src/engine/schema.ts';
import { everyValue, valueAt } from '../../src/figure/parameters/index.ts';

/** The tested values of a parameter: its ends and its default, or every choice. */
function extremes(parameter: Parameter): readonly Value[] {
  if (isNumeric(parameter)) return [...new Set([parameter.default, parameter.min, parameter.max])];
  // A reader's code runs in Python, which is not available here.
  if (parameter.kind === 'code') return [parameter.default];
  const all = everyValue(parameter);
  return all.length > 0 ? all : [...new Set([parameter.default, valueAt(parameter, 0), valueAt(parameter, 1)])];
}

/**
 * Settings in which each pair of extremes of two parameters occurs at least once. Greedy: each setting begins with a
 * missing pair, and uses for every other parameter the value that adds the most new pairs.
 * @param cut values to test for some parameters instead of their extremes
 */
export function pairwise(schema: Schema, cut: Readonly<Record<string, readonly Value[]>> = {}): Values[] {
  const levels = Object.entries(schema).map(([name, parameter]) => [name, cut[name] ?? extremes(parameter)] as const);
  const pair = (i: number, a: Value, j: number, b: Value): string =>
    i < j ? JSON.stringify([i, a, j, b]) : JSON.stringify([j, b, i, a]);
  const open = new Map<string, readonly [number, Value, number, Value]>();
  for (const [i, [, as]] of levels.entries())
    for (const [j, [, bs]] of levels.entries())
      if (i < j) for (const a of as) for (const b of bs) open.set(pair(i, a, j, b), [i, a, j, b]);
  const settings: Values[] = [];
  for (let [next] = open.values(); next; [next] = open.values()) {
    const [i, a, j, b] = next;
    const chosen = new Map<number, Value>([
      [i, a],
      [j, b],
    ]);
    for (const [k, [, all]] of levels.entries()) {
      if (chosen.has(k)) continue;
      const gain = (value: Value): number =>
        [...chosen].filter(([other, its]) => open.has(pair(k, value, other, its))).length;
      chosen.set(
        k,
        all.reduce((best, value) => (gain(value) > gain(best) ? value : best)),
      );
    }
    for (const [k, value] of chosen) for (const [l, its] of chosen) open.delete(pair(k, value, l, its));
    settings.push(Object.fromEntries(levels.map(([name], k) => [name, chosen.get(k)!])));
  }
  // A single parameter has no pairs.
  const [only] = levels;
  return only && levels.length === 1 ? only[1].map((value) => ({ [only[0]]: value })) : settings;
}
