import type { Point } from './lines.ts';

export interface BentLine {
  /** Where it bends. */
  at: number;
  /** Height there. */
  height: number;
  before: number;
  after: number;
  squares: number;
}

/** Points before the bend, and beyond it: a slope through fewer would follow one of them. */
const FEWEST = { before: 3, after: 2 } as const;

/**
 * The least squares line with one bend through points of ascending x, the bend among the given places.
 * Three points or more lie before it or at it, two or more beyond; undefined where no place allows that.
 */
export function bentLine(points: readonly Point[], places: readonly number[]): BentLine | undefined {
  let best: BentLine | undefined;
  for (const at of places) {
    // A logarithm of a power of two may miss its place by rounding.
    const before = points.filter(([x]) => x <= at + 1e-9).length;
    if (before < FEWEST.before || points.length - before < FEWEST.after) continue;
    const fit = fitAt(points, at);
    if (!best || fit.squares < best.squares) best = fit;
  }
  return best;
}

/** y = height + before min(x - at, 0) + after max(x - at, 0), by the normal equations of the centred columns. */
function fitAt(points: readonly Point[], at: number): BentLine {
  const n = points.length;
  const [left, right] = [(x: number) => Math.min(x - at, 0), (x: number) => Math.max(x - at, 0)];
  const mean = (of: (point: Point) => number): number => points.reduce((sum, point) => sum + of(point), 0) / n;
  const [u0, v0, y0] = [mean(([x]) => left(x)), mean(([x]) => right(x)), mean(([, y]) => y)];
  let [uu, uv, vv, uy, vy] = [0, 0, 0, 0, 0];
  for (const [x, y] of points) {
    const [u, v, w] = [left(x) - u0, right(x) - v0, y - y0];
    uu += u * u;
    uv += u * v;
    vv += v * v;
    uy += u * w;
    vy += v * w;
  }
  const determinant = uu * vv - uv * uv;
  const before = (vv * uy - uv * vy) / determinant;
  const after = (uu * vy - uv * uy) / determinant;
  const height = y0 - before * u0 - after * v0;
  const squares = points.reduce((sum, [x, y]) => sum + (y - height - before * left(x) - after * right(x)) ** 2, 0);
  return { at, height, before, after, squares };
}
