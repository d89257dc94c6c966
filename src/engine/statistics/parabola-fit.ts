import type { Point } from './lines.ts';

/**
 * The share of the variance of y that the least squares parabola in x explains (R squared), from 0 to 1.
 * NaN where the points do not have three different x, or all y are equal.
 */
export function parabolaShare(points: readonly Point[]): number {
  const n = points.length;
  const mean = (of: (point: Point) => number): number => points.reduce((sum, point) => sum + of(point) / n, 0);
  const [x, y] = [mean(([at]) => at), mean(([, value]) => value)];
  const square = mean(([at]) => (at - x) ** 2);
  // The square term is taken about the mean of x and less its own mean, so that only two unknowns are left.
  const linear = (point: Point): number => point[0] - x;
  const bent = (point: Point): number => (point[0] - x) ** 2 - square;
  const rest = (point: Point): number => point[1] - y;
  const [ll, lb, bb] = [square, mean((p) => linear(p) * bent(p)), mean((p) => bent(p) ** 2)];
  const [lr, br, rr] = [mean((p) => linear(p) * rest(p)), mean((p) => bent(p) * rest(p)), mean((p) => rest(p) ** 2)];
  const determinant = ll * bb - lb ** 2;
  if (!(determinant > 1e-12 * ll * bb) || !(rr > 0)) return Number.NaN;
  return (bb * lr ** 2 - 2 * lb * lr * br + ll * br ** 2) / (determinant * rr);
}
