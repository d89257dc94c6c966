import { describe, expect, test } from 'vitest';
import { layoutDiagram, lineWidth, unitName } from '../../../src/laboratory/network/diagram.ts';
import { GRID, gridPlaces } from '../../../src/laboratory/network/grid.ts';
import { networkVerdict } from '../../../src/laboratory/network/network-verdict.ts';
import { levelPath, paintUnit, rangeOf, TINTS } from '../../../src/laboratory/network/paint.ts';
import { firstSetup } from '../../../src/laboratory/network/setup.ts';
import { createTraining } from '../../../src/laboratory/network/training.ts';

const tints = Uint32Array.from({ length: TINTS }, (_, k) => k);
/** Both coordinates of every place, as two units would answer with. */
const places = gridPlaces();

describe('a picture of a unit', () => {
  test('is palest where the answer is low, deepest where it is high, and steps evenly between', () => {
    const pixels = new Uint32Array(140 * 20);
    paintUnit(pixels, 140, 20, { answers: places, units: 2, unit: 0, low: -1.8, high: 1.8 }, tints);
    const row = [...pixels.subarray(0, 140)];
    expect(row).toEqual(row.toSorted((a, b) => a - b));
    expect([row[0], row.at(-1)]).toEqual([0, TINTS - 1]);
    // Fourteen tints on 140 pixels: each is ten wide.
    expect(row.slice(15, 125)).toEqual(Array.from({ length: 110 }, (_, i) => Math.floor((i + 15) / 10)));
  });

  test('has its highest line of pixels where y is largest', () => {
    const pixels = new Uint32Array(10 * 40);
    paintUnit(pixels, 10, 40, { answers: places, units: 2, unit: 1, low: -1.4, high: 1.4 }, tints);
    expect(pixels[0]).toBe(TINTS - 1);
    expect(pixels.at(-1)).toBe(0);
  });

  test('of rectifiers goes from 0 to the largest answer, and one that is dead is pale', () => {
    expect(rangeOf([0, 3, 1], 'relu')).toEqual({ low: 0, high: 3 });
    expect(rangeOf([0, 0], 'relu')).toEqual({ low: 0, high: 1 });
  });
});

test('the boundary goes through the places where the answer is the level', () => {
  // x = 0.3 is at (0.3 + 1.8) / 3.6 of the width, wherever y is.
  const path = levelPath(places, 2, 0, 0.3);
  const points = [...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  expect(points.length).toBe(2 * (GRID.rows - 1));
  for (const [x] of points) expect(x).toBeCloseTo(2.1 / 3.6, 3);
  expect(levelPath(places, 2, 0, 5)).toBe('');
});

describe.each([[[4, 3]], [[8, 8]], [[1]]])('the diagram of %j units', (hidden) => {
  test.each([350, 728])('keeps its units apart and inside %d px, and has a line for each weight', (width) => {
    const { units, edges, side, height } = layoutDiagram(hidden, width);
    const widths = [2, ...hidden, 1];
    expect(units).toHaveLength(widths.reduce((a, b) => a + b));
    expect(edges).toHaveLength(widths.slice(1).reduce((sum, count, l) => sum + count * widths[l]!, 0));
    expect(new Set(edges.map(({ weight }) => weight)).size).toBe(edges.length);
    expect(side).toBeGreaterThanOrEqual(40);
    for (const { x, y } of units) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + side).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(14);
      expect(y + side).toBeLessThanOrEqual(height);
    }
    for (const a of units)
      for (const b of units) if (a !== b) expect(Math.abs(a.x - b.x) >= side || Math.abs(a.y - b.y) >= side).toBe(true);
  });
});

test('a larger weight has a wider line, and none hides the others', () => {
  const widths = [0, 0.5, 1, 2, 5, 100].map((weight) => lineWidth(weight));
  expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  expect(widths.at(-1)).toBeLessThanOrEqual(6);
  expect(lineWidth(-3)).toBe(lineWidth(3));
  expect(lineWidth(3, 88)).toBeLessThan(lineWidth(3, 20));
});

test('units have names that say where they stand', () => {
  expect(unitName(0, 1, 3)).toBe('second input');
  expect(unitName(2, 0, 3)).toBe('unit 1 of layer 2');
  expect(unitName(1, 0, 2)).toBe('unit 1');
  expect(unitName(3, 0, 3)).toBe('output');
});

test('what is said has the numbers of the training', () => {
  const training = createTraining(firstSetup());
  training.advance(300);
  const look = training.look();
  const said = networkVerdict(firstSetup(), look, 120, 120)
    .map(({ text }) => text)
    .join('');
  expect(said).toBe(
    `After 300 steps of Adam ${look.right} of 120 points are right, at a loss of ${look.train.toFixed(3)}; of 120 kept back ${look.testRight} are.`,
  );
  expect(networkVerdict(firstSetup(), look, 0, 0)[0]?.text).toMatch(/^Click on the sheet/);
  expect(networkVerdict(firstSetup(), { ...look, lost: 4 }, 120, 0)[0]?.text).toMatch(/^The training diverged/);
});
