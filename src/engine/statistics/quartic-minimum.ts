import { solvePositiveDefinite } from '../theory/symmetric-matrix.ts';
import type { Point } from './lines.ts';

/**
 * Number of positions between the first and the last point at which the polynomial is evaluated before Newton's method.
 */
const LOOKS = 32;
const NEWTON = 5;

/**
 * The minimum of the least squares quartic through three or more points of ascending x; undefined if that is the first
 * or the last of them. For up to five points it is the interpolating polynomial.
 */
export function quarticMinimum(points: readonly Point[]): { x: number; y: number } | undefined {
  const [first, last] = [points[0]![0], points.at(-1)![0]];
  const [middle, half] = [(first + last) / 2, (last - first) / 2];
  const size = Math.min(5, points.length);
  // Powers of x on -1 to 1, and their sums.
  const sums = new Float64Array(2 * size - 1);
  const right = new Float64Array(size);
  for (const [x, y] of points) {
    const u = (x - middle) / half;
    for (let power = 0, value = 1; power < sums.length; power++, value *= u) {
      sums[power]! += value;
      if (power < size) right[power]! += value * y;
    }
  }
  const matrix = Float64Array.from({ length: size * size }, (_, k) => sums[Math.floor(k / size) + (k % size)]!);
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0] = solvePositiveDefinite(matrix, size, right);
  const at = (u: number): number => c0 + u * (c1 + u * (c2 + u * (c3 + u * c4)));
  let best = 0;
  for (let k = 1; k <= LOOKS; k++) if (at((2 * k) / LOOKS - 1) < at((2 * best) / LOOKS - 1)) best = k;
  if (best === 0 || best === LOOKS) return undefined;
  let u = (2 * best) / LOOKS - 1;
  for (let k = 0; k < NEWTON; k++) {
    const slope = c1 + u * (2 * c2 + u * (3 * c3 + u * 4 * c4));
    const bent = 2 * c2 + u * (6 * c3 + u * 12 * c4);
    if (bent > 0) u -= Math.max(-2 / LOOKS, Math.min(2 / LOOKS, slope / bent));
  }
  return { x: middle + half * u, y: at(u) };
}
