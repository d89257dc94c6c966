import { serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { cloneSize } from '../audit/clone-size.ts';

const column = Float64Array.from({ length: 200 }, Math.sqrt);

it.each([
  ['text', { title: 'A sheet', path: 'M0 0h1000v1000h-1000z'.repeat(40) }],
  ['text beyond Latin', { title: 'ϕ after the step, ∂L ∕ ∂ϕ'.repeat(20) }],
  ['numbers', { whole: [1, 200, -70_000], rest: [0.5, Number.NaN, 1e300, -0], none: [null, true, undefined] }],
  ['columns', [{ x: column, y: column.slice(3) }]],
  ['a column that comes twice', [column, column, column]],
  ['maps and sets', [new Map([['part {"seed":1}', { loss: column }]]), new Set(['a', 'b'])]],
])('cloneSize(message) is what the engine writes, within a fiftieth and a few bytes: %s', (_, message) => {
  const written = serialize(message).length;
  expect(Math.abs(cloneSize(message) - written)).toBeLessThan(written / 50 + 24);
});
