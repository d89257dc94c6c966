import { describe, expect, test } from 'vitest';
import { bands, cellCentres, chooseLevels, tiltBands } from '../../../src/figure/panels/contours.ts';

const sample = (f: (x: number, y: number) => number, cells: number) => {
  const at = cellCentres([-1, 1], cells);
  const grid = new Float64Array((cells + 2) ** 2);
  at.forEach((y, r) => {
    at.forEach((x, c) => {
      grid[r * (cells + 2) + c] = f(x, y);
    });
  });
  return { grid, columns: cells + 2, rows: cells + 2, xDomain: [-1, 1], yDomain: [-1, 1], label: 'loss L' } as const;
};

/** Follows a path of M, l, q, t and z commands; returns points on it in the box's units. */
function walk(path: string): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  let [x, y, cx, cy] = [0, 0, 0, 0];
  for (const [, command = '', text = ''] of path.matchAll(/([Mlqtz])([^Mlqtz]*)/g)) {
    const numbers = (text.match(/-?\d+/g) ?? []).map(Number);
    const size = command === 'q' ? 4 : 2;
    for (let i = 0; i < numbers.length; i += size) {
      const n = numbers.slice(i, i + size) as [number, number, number, number]; // size numbers; the first two always exist
      if (command === 'M') [x, y] = [n[0], n[1]];
      else {
        const [ex, ey] = command === 'q' ? [x + n[2], y + n[3]] : [x + n[0], y + n[1]];
        [cx, cy] = command === 'q' ? [x + n[0], y + n[1]] : command === 't' ? [2 * x - cx, 2 * y - cy] : [x, y];
        // Half-way along an arc, and a quarter of the way along a straight line, which may cross the whole frame.
        points.push({ x: (x + 2 * cx + ex) / 4, y: (y + 2 * cy + ey) / 4 });
        [x, y] = [ex, ey];
      }
      points.push({ x, y });
    }
  }
  return points;
}

describe('bands', () => {
  test('of a bowl encloses values at or above the level, with lines within three thousandths of the box', () => {
    const { paths } = bands({ ...sample((x, y) => Math.hypot(x, y), 64), levels: [0.5] });
    const inner = walk(paths[0] ?? '').filter(({ x, y }) => Math.hypot(x - 500, y - 500) < 400);
    expect(inner.length).toBeGreaterThan(20);
    for (const { x, y } of inner) expect(Math.abs(Math.hypot(x - 500, y - 500) - 250)).toBeLessThan(2.5);
  });

  test('puts the top of the data at the top of the box, and straight lines where they are', () => {
    const { paths } = bands({ ...sample((_, y) => y, 20), levels: [0.5] });
    const points = walk(paths[0] ?? '');
    const border = points.filter(({ x, y }) => x > 50 && x < 950 && y > 0);
    expect(border.length).toBeGreaterThan(0);
    for (const { y } of border) expect(Math.abs(y - 250)).toBeLessThanOrEqual(1.5);
    expect(Math.min(...points.map(({ y }) => y))).toBeLessThan(0);
  });

  test('reaches beyond the frame on every side, so that the clipped corners are filled', () => {
    const { paths } = bands({ ...sample(() => 2, 16), levels: [1] });
    const points = walk(paths[0] ?? '');
    for (const sign of [-1, 1]) {
      expect(points.some(({ x, y }) => sign * (x - 500) > 500 && sign * (y - 500) > 500)).toBe(true);
    }
  });

  test('takes NaN and Infinity for high', () => {
    const { paths } = bands({
      ...sample((x) => (x > 0.5 ? Number.NaN : x > 0 ? Number.POSITIVE_INFINITY : 0), 20),
      levels: [1],
    });
    expect(paths[0]).not.toMatch(/NaN|Infinity/);
    expect(Math.max(...walk(paths[0] ?? '').map(({ x }) => x))).toBeGreaterThan(1000);
  });

  test('numbers every fourth line, on the line and along it', () => {
    const { numbers, levels } = bands(sample((x, y) => x * x + 4 * y * y, 48));
    expect(numbers?.length).toBeGreaterThan(0);
    for (const { x, y, slope, level } of numbers ?? []) {
      expect((level + 1) % 4).toBe(0);
      expect(x * x + 4 * y * y).toBeCloseTo(levels[level]!, 1);
      // Along a level line the value does not change: the slope is perpendicular to the gradient.
      const [dx, dy] = slope;
      const cosine = (2 * x * dx + 8 * y * dy) / (Math.hypot(dx, dy) * Math.hypot(2 * x, 8 * y));
      expect(Math.abs(cosine)).toBeLessThan(0.15);
    }
  });

  test('of a grid of the wrong size throws', () => {
    expect(() => bands({ ...sample(() => 0, 8), columns: 11 })).toThrow('100 values, not 11 x 10');
  });
});

describe('chooseLevels', () => {
  test('gives ascending levels inside the range, with few digits', () => {
    const values = Array.from({ length: 4000 }, (_, i) => 1.234 + 17.3 * (i / 4000) ** 1.5);
    const levels = chooseLevels(values, 14, 'low');
    expect(levels).toHaveLength(13);
    levels.forEach((level, k) => {
      expect(level).toBeGreaterThan(k === 0 ? 1.234 : (levels[k - 1] ?? 0));
      expect(String(level).replace(/[.0]/g, '').length).toBeLessThanOrEqual(3);
    });
  });
  test('of equal values is empty', () => {
    expect(chooseLevels([3, 3, 3], 14, 'low')).toEqual([]);
  });
  test('follows values that pile up at one end, and leans towards the deep end', () => {
    const bowl = Array.from({ length: 1000 }, (_, i) => (i / 1000) ** 8 * 1e4);
    const low = chooseLevels(bowl, 14, 'low');
    expect(low.filter((level) => level < 100).length).toBeGreaterThanOrEqual(6);
    const flat = Array.from({ length: 1000 }, (_, i) => i);
    expect((chooseLevels(flat, 14, 'low')[0] ?? 0) / 1000).toBeLessThan(1 / 14);
    expect((chooseLevels(flat, 14, 'high').at(-1) ?? 0) / 1000).toBeGreaterThan(13 / 14);
  });
});

test('cellCentres gives the centres of the cells and one more on either side, linear or log', () => {
  expect([...cellCentres([0, 4], 4)]).toEqual([-0.5, 0.5, 1.5, 2.5, 3.5, 4.5]);
  const log = cellCentres([1, 100], 2, 'log');
  expect(log[1]).toBeCloseTo(10 ** 0.5, 12);
  expect(log[2]).toBeCloseTo(10 ** 1.5, 12);
});

test('the surface of a map has its bands, and is no higher than half a terrace above them', () => {
  const bowl = sample((x, y) => (y > 0.9 ? Number.NaN : x > 0.9 ? 1e9 : x * x + y * y), 20);
  const { bands: made, tilt } = tiltBands({ ...bowl, levels: [0.2, 0.4, 0.6] });
  expect(made).toEqual(bands({ ...bowl, levels: [0.2, 0.4, 0.6] }));
  const { heights, grid } = tilt;
  expect(heights[0]).toBe(Math.min(...bowl.grid.filter(Number.isFinite)));
  expect(heights[1]).toBeCloseTo(0.7, 12);
  bowl.grid.forEach((value, i) => {
    // Where the loss has no value the height is the maximum.
    expect(grid[i]).toBe(Number.isNaN(value) ? heights[1] : Math.min(value, heights[1]));
  });
  // A plain without contours can be tilted, too.
  const plain = tiltBands(sample(() => 3, 8));
  expect(plain.tilt.heights[1]).toBeGreaterThan(plain.tilt.heights[0]);
});
