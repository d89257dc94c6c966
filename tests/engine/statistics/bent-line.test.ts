import { expect, it } from 'vitest';
import { bentLine } from '../../../src/engine/statistics/bent-line.ts';
import type { Point } from '../../../src/engine/statistics/lines.ts';

const places = Array.from({ length: 33 }, (_, k) => 1 + k / 4);
const x = Array.from({ length: 9 }, (_, k) => k + 1);

it('bentLine finds the bend and both slopes of points that lie on such a line', () => {
  const points = x.map((one): Point => [one, 2 + 0.9 * Math.min(one - 5.25, 0) + 0.1 * Math.max(one - 5.25, 0)]);
  const { at, height, before, after, squares } = bentLine(points, places)!;
  expect(at).toBe(5.25);
  for (const [found, wanted] of [
    [height, 2],
    [before, 0.9],
    [after, 0.1],
    [squares, 0],
  ] as const)
    expect(found).toBeCloseTo(wanted, 10);
});

it('bentLine by hand: up by 1 to the third of five points, then level', () => {
  const points: Point[] = [
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
  ];
  expect(bentLine(points, [2])).toEqual({
    at: 2,
    height: expect.closeTo(2, 12),
    before: expect.closeTo(1, 12),
    after: expect.closeTo(0, 12),
    squares: expect.closeTo(0, 12),
  });
});

it('bentLine bends only where three points lie before it and two beyond', () => {
  const points = x.map((one): Point => [one, Math.sin(one)]);
  for (const place of places) {
    const before = points.filter(([one]) => one <= place).length;
    expect(bentLine(points, [place]) !== undefined, `${place}`).toBe(before >= 3 && before <= 7);
  }
  expect(bentLine(points.slice(0, 4), places)).toBeUndefined();
});

it('bentLine has no more squares than the straight line', () => {
  const points = x.map((one): Point => [one, Math.cos(3 * one)]);
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point) / points.length, 0);
  const [x0, y0] = [mean(([a]) => a), mean(([, b]) => b)];
  const slope = mean(([a, b]) => (a - x0) * (b - y0)) / mean(([a]) => (a - x0) ** 2);
  const straight = points.reduce((sum, [a, b]) => sum + (b - y0 - slope * (a - x0)) ** 2, 0);
  expect(bentLine(points, places)!.squares).toBeLessThan(straight);
});
