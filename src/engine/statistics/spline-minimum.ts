import type { Vector } from '../vector.ts';

/**
 * Where the natural cubic spline through points of ascending x is lowest, between the neighbours of the lowest point: for
 * values that are known well on a coarse grid, where a parabola through three of them would miss how unlike the two sides
 * are. Source: de Boor, A Practical Guide to Splines, chapter IV.
 * @throws Error where the lowest point is the first or the last, or there are fewer than three.
 */
export function splineMinimum(x: Vector, y: Vector): { x: number; y: number } {
  const n = x.length;
  let index = 0;
  for (let k = 1; k < n; k++) if (y[k]! < y[index]!) index = k;
  if (index === 0 || index === n - 1) throw new Error('splineMinimum: wants the lowest point between two others');
  const bent = secondDerivatives(x, y);
  let best = { x: x[index]!, y: y[index]! };
  for (const k of [index - 1, index]) {
    const h = x[k + 1]! - x[k]!;
    // y = c0 + c1 s + c2 s^2 + c3 s^3 with s = x - x_k.
    const c3 = (bent[k + 1]! - bent[k]!) / (6 * h);
    const c2 = bent[k]! / 2;
    const c1 = (y[k + 1]! - y[k]!) / h - (h * (2 * bent[k]! + bent[k + 1]!)) / 6;
    const s = -c1 / (c2 + Math.sqrt(c2 * c2 - 3 * c3 * c1));
    if (!(s > 0 && s < h)) continue;
    const value = y[k]! + s * (c1 + s * (c2 + s * c3));
    if (value < best.y) best = { x: x[k]! + s, y: value };
  }
  return best;
}

/** Of the natural spline at its points, 0 at both ends: a tridiagonal system, solved by elimination. */
function secondDerivatives(x: Vector, y: Vector): Vector {
  const n = x.length;
  const bent = new Float64Array(n);
  const kept = new Float64Array(n);
  for (let k = 1; k < n - 1; k++) {
    const [before, after] = [x[k]! - x[k - 1]!, x[k + 1]! - x[k]!];
    const right = 6 * ((y[k + 1]! - y[k]!) / after - (y[k]! - y[k - 1]!) / before);
    const pivot = 2 * (before + after) - before * kept[k - 1]!;
    kept[k] = after / pivot;
    bent[k] = (right - before * bent[k - 1]!) / pivot;
  }
  for (let k = n - 2; k > 0; k--) bent[k]! -= kept[k]! * bent[k + 1]!;
  return bent;
}
