import { expect, it } from 'vitest';
import { bentLine } from '../../../src/engine/statistics/bent-line.ts';
import type { Point } from '../../../src/engine/statistics/lines.ts';

const x = Array.from({ length: 9 }, (_, k) => k + 1);

it('bentLine finds the bend and both slopes of points that lie on such a line', () => {
  const points = x.map((one): Point => [one, 2 + 0.9 * Math.min(one - 5.25, 0) + 0.1 * Math.max(one - 5.25, 0)]);
  const { at, height, before, after, squares } = bentLine(points)!;
  for (const [found, wanted] of [
    [at, 5.25],
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
  expect(bentLine(points)).toEqual({
    at: 2,
    height: expect.closeTo(2, 12),
    before: expect.closeTo(1, 12),
    after: expect.closeTo(0, 12),
    squares: expect.closeTo(0, 12),
  });
});

it('bentLine bends only where three points lie before it and two beyond', () => {
  for (const shift of x) {
    const { at } = bentLine(x.map((one): Point => [one, Math.sin(one + shift)]))!;
    expect(at).toBeGreaterThanOrEqual(3);
    expect(at).toBeLessThan(8);
  }
  expect(bentLine(x.slice(0, 4).map((one): Point => [one, Math.sin(one)]))).toBeUndefined();
});

it('bentLine fits no worse than a bend at any place of a fine grid', () => {
  for (const shift of x) {
    const points = x.map((one): Point => [one, Math.sin(one + shift)]);
    const { squares } = bentLine(points)!;
    for (let place = 3; place < 8; place += 0.05) {
      // By the normal equations of the columns 1, min(x - place, 0), max(x - place, 0), with Cramer's rule.
      const columns = [
        x.map(() => 1),
        x.map((one) => Math.min(one - place, 0)),
        x.map((one) => Math.max(one - place, 0)),
      ];
      const dot = (a: number[], b: number[]): number => a.reduce((sum, one, k) => sum + one * b[k]!, 0);
      const y = points.map(([, one]) => one);
      const rows = columns.map((a) => [...columns.map((b) => dot(a, b)), dot(a, y)]);
      const determinant = (at: readonly number[]): number => {
        const [[a, b, c], [d, e, f], [g, h, i]] = rows.map((row) => at.map((k) => row[k]!)) as [
          [number, number, number],
          [number, number, number],
          [number, number, number],
        ];
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
      };
      const fit = [
        [3, 1, 2],
        [0, 3, 2],
        [0, 1, 3],
      ].map((at) => determinant(at) / determinant([0, 1, 2]));
      const rest = y.map((one, k) => one - columns.reduce((sum, column, c) => sum + fit[c]! * column[k]!, 0));
      expect(squares).toBeLessThan(dot(rest, rest) + 1e-9);
    }
  }
});

it('bentLine has no more squares than the straight line', () => {
  const points = x.map((one): Point => [one, Math.cos(3 * one)]);
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point) / points.length, 0);
  const [x0, y0] = [mean(([a]) => a), mean(([, b]) => b)];
  const slope = mean(([a, b]) => (a - x0) * (b - y0)) / mean(([a]) => (a - x0) ** 2);
  const straight = points.reduce((sum, [a, b]) => sum + (b - y0 - slope * (a - x0)) ** 2, 0);
  expect(bentLine(points)!.squares).toBeLessThan(straight);
});
