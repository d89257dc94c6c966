import type { Point } from './lines.ts';

/**
 * The fraction of the variance of y explained by the least squares parabola in x (R squared), from 0 to 1. NaN if the
 * points do not have three different x, or all y are equal.
 */
export function parabolaShare(points: readonly Point[]): number {
  // Loops rather than reductions: a bootstrap computes this hundreds of times for hundreds of points.
  const n = points.length;
  let [x, y] = [0, 0];
  for (const [at, value] of points) {
    x += at / n;
    y += value / n;
  }
  let square = 0;
  for (const [at] of points) square += (at - x) ** 2 / n;
  // The square term is centred, so that only two unknowns are left.
  const ll = square;
  let [lb, bb, lr, br, rr] = [0, 0, 0, 0, 0];
  for (const [at, value] of points) {
    const linear = at - x;
    const bent = linear ** 2 - square;
    const rest = value - y;
    lb += (linear * bent) / n;
    bb += bent ** 2 / n;
    lr += (linear * rest) / n;
    br += (bent * rest) / n;
    rr += rest ** 2 / n;
  }
  const determinant = ll * bb - lb ** 2;
  if (!(determinant > 1e-12 * ll * bb) || !(rr > 0)) return Number.NaN;
  return (bb * lr ** 2 - 2 * lb * lr * br + ll * br ** 2) / (determinant * rr);
}
