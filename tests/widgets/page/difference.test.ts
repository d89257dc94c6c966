import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { applied, difference } from '../../../src/widgets/page/difference.ts';
import { fc } from '../../fast-check.ts';

const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, -0, 0),
  fc.array(fc.double(), { maxLength: 4 }).map((values) => Float64Array.from(values)),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'panels', 'x'), tie('tree')),
  ),
}));

/** A text that distinguishes the same values as Object.is, and the order of fields. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => {
    if (ArrayBuffer.isView(one)) return { column: Array.from(one as Float64Array, String) };
    if (typeof one === 'number') return Object.is(one, -0) ? '-0' : String(one);
    return one === undefined ? 'undefined' : one;
  }) ?? 'undefined';

describe('difference', () => {
  it('applied to what was before, also after it has crossed between threads, gives what is after', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const kept = written(before);
        expect(written(applied(before, structuredClone(difference(before, after))))).toBe(written(after));
        expect(written(before)).toBe(kept);
      }),
      { numRuns: 2000 },
    );
  });

  it('of two that are alike is nothing, and leaves the same object', () => {
    fc.assert(
      fc.property(tree, (before) => {
        const changes = difference(before, structuredClone(before));
        expect(changes).toEqual([]);
        expect(applied(before, changes)).toBe(before);
      }),
    );
  });

  it('is never much longer than the whole', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const bytes = serialize(difference(before, after)).length;
        expect(bytes).toBeLessThan(60 + 2 * serialize(after).length);
      }),
    );
  });

  const column = Float64Array.from({ length: 50 }, (_, t) => t);
  const before = {
    panels: [
      {
        name: 'sheet',
        bands: { paths: ['M0 0'.repeat(100)] },
        points: ['start', 'end'].map((name, x) => ({ name, x, y: 0, mark: name })),
      },
      { name: 'loss', series: [{ x: column, y: column.map(Math.sqrt) }] },
    ],
    numbers: { a: 1, b: 2 },
  };

  it('of a mark that moves is the mark alone: sheet, series and the other panel stay the same objects', () => {
    const after = structuredClone(before);
    after.panels[0]!.points![1]!.x = 3;
    const changes = difference(before, after);
    expect(changes).toEqual([[['panels', 0, 'points', 1, 'x'], 3]]);
    const made = applied(before, changes) as typeof before; // a picture of the same form
    expect(made).toEqual(after);
    expect(made.panels[0]?.bands).toBe(before.panels[0]?.bands);
    expect(made.panels[1]).toBe(before.panels[1]);
    expect(made.panels[0]).not.toBe(before.panels[0]);
  });

  it('of a series that changes keeps the column that does not', () => {
    const after = structuredClone(before);
    after.panels[1]!.series![0]!.y[7] = 0;
    const changes = difference(before, after);
    expect(changes.map(([path]) => path)).toEqual([['panels', 1, 'series', 0, 'y']]);
    const made = applied(before, changes) as typeof before; // a picture of the same form
    expect(made.panels[1]?.series?.[0]?.x).toBe(column);
  });

  it('takes marks away and brings them back, and fields likewise', () => {
    const fewer = structuredClone(before) as { panels: { points?: unknown[] }[] };
    fewer.panels[0]!.points!.pop();
    expect(difference(before, fewer)).toEqual([[['panels', 0, 'points', 'length'], 1]]);
    delete fewer.panels[0]!.points;
    expect(difference(before, fewer)).toEqual([[['panels', 0, 'points']]]);
    expect(applied(before, difference(before, fewer))).toEqual(fewer);
    expect(applied(fewer, difference(fewer, before))).toEqual(before);
  });

  it('sends a table whole whose every number has changed', () => {
    const table = (by: number) => Array.from({ length: 40 }, (_, row) => [row, row + by, row * by, row - by]);
    expect(difference({ rows: table(2) }, { rows: table(3) }).length).toBe(1);
  });
});
