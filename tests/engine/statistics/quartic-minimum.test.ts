import { describe, expect, it } from 'vitest';
import { quarticMinimum } from '../../../src/engine/statistics/quartic-minimum.ts';

describe('quarticMinimum', () => {
  const points = (y: (x: number) => number, from: number, to: number, count: number) =>
    Array.from({ length: count }, (_, k) => {
      const x = from + ((to - from) * k) / (count - 1);
      return [x, y(x)] as const;
    });

  it('finds that of a quartic, a cubic and a parabola', () => {
    // 4 x^3 - 4 = 0 at 1; 3 x^2 - 3 = 0 at 1.
    expect(quarticMinimum(points((x) => x ** 4 - 4 * x, 0, 1.5, 9))!.x).toBeCloseTo(1, 9);
    expect(quarticMinimum(points((x) => x ** 3 - 3 * x, 0, 1.5, 9))!.x).toBeCloseTo(1, 9);
    const vertex = quarticMinimum(points((x) => 3 + 2 * (x - 1.25) ** 2, 0, 4, 3))!;
    expect(vertex.x).toBeCloseTo(1.25, 10);
    expect(vertex.y).toBeCloseTo(3, 10);
  });

  it('passes between points that scatter', () => {
    const scattered = points((x) => (x - 0.2) ** 2, -1, 1, 41).map(
      ([x, y], k) => [x, y + (k % 2 === 0 ? 0.1 : -0.1)] as const,
    );
    expect(Math.abs(quarticMinimum(scattered)!.x - 0.2)).toBeLessThan(0.02);
  });

  it('has none where the curve falls, or opens downwards', () => {
    expect(quarticMinimum(points((x) => -x, 0, 1, 6))).toBeUndefined();
    expect(quarticMinimum(points((x) => -x * x, -1, 1, 6))).toBeUndefined();
    expect(quarticMinimum(points((x) => (x - 3) ** 2, 0, 1, 6))).toBeUndefined();
  });
});
