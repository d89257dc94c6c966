import { expect, test } from 'vitest';
import { cells } from '../../../src/figure/panels/cells.ts';

const two = [
  { label: 'a', tint: 3 },
  { label: 'b', tint: 'page' },
] as const;

/** Signed area of a path of M, h, v and z, in square units. */
function area(path: string): number {
  let [total, x, y, startX, startY] = [0, 0, 0, 0, 0];
  const to = (nx: number, ny: number) => {
    total += (x * ny - nx * y) / 2;
    [x, y] = [nx, ny];
  };
  for (const [, command, text = ''] of path.matchAll(/([Mhvz])([^Mhvz]*)/g)) {
    const [a = 0, b = 0] = text.trim().split(/\s+/).map(Number);
    if (command === 'M') [x, y, startX, startY] = [a, b, a, b];
    else if (command === 'h') to(x + a, y);
    else if (command === 'v') to(x, y + a);
    else to(startX, startY);
  }
  return Math.abs(total);
}

test('cells draws row 0 at the bottom and merges neighbours into one outline', () => {
  const [a, b] = cells({ cells: [0, 0, 1, 1], columns: 2, rows: 2, categories: two }).categories;
  expect(a?.path).toBe('M0 1000h1000v-500h-1000z');
  expect(b?.path).toBe('M0 500h1000v-500h-1000z');
  expect([a?.share, b?.share]).toEqual([0.5, 0.5]);
});

test('cells keeps holes, islands and cells that touch at a corner: areas are the shares', () => {
  const columns = 20;
  const pattern = Array.from({ length: 400 }, (_, i) => ((i * 7 + Math.floor(i / columns) * 3) % 5 < 2 ? 1 : 0));
  for (const { path, share } of cells({ cells: pattern, columns, rows: 20, categories: two }).categories) {
    expect(area(path)).toBeCloseTo(1e6 * share, 3);
  }
});

test('cells of a category that is not there has an empty path', () => {
  expect(cells({ cells: [0], columns: 1, rows: 1, categories: two }).categories[1]).toMatchObject({
    path: '',
    share: 0,
  });
});

test('cells of an unknown category, or too few, throws', () => {
  expect(() => cells({ cells: [2], columns: 1, rows: 1, categories: two })).toThrow('category 2, of 2');
  expect(() => cells({ cells: [0, 0], columns: 1, rows: 1, categories: two })).toThrow('2 cells, not 1 x 1');
});
