import { leastSquares, type Point } from './lines.ts';

export interface BentLine {
  /** Position of the bend. */
  at: number;
  /** Height there. */
  height: number;
  before: number;
  after: number;
  squares: number;
}

/** Minimum number of points before the bend, and beyond it: a slope through fewer would follow one of them. */
const FEWEST = { before: 3, beyond: 2 } as const;

/**
 * The least squares line with one bend, at the best position, through points of ascending x. At least three points are
 * before it or at it, and at least two beyond; undefined if there are fewer than five. Between two points the best bend
 * is the intersection of the lines through those before and those beyond, if it is there; otherwise it is at a point.
 * Source: D. J. Hudson, Journal of the American Statistical Association 61, 1966.
 */
export function bentLine(points: readonly Point[]): BentLine | undefined {
  let best: BentLine | undefined;
  for (let n = FEWEST.before; n <= points.length - FEWEST.beyond; n++) {
    for (const fit of [fitAt(points, points[n - 1]![0]), crossing(points.slice(0, n), points.slice(n))])
      if (fit && (!best || fit.squares < best.squares)) best = fit;
  }
  return best;
}

/** The lines through both groups, if they intersect between them. */
function crossing(early: readonly Point[], late: readonly Point[]): BentLine | undefined {
  const [before, after] = [leastSquares(early), leastSquares(late)];
  const at = (after.intercept - before.intercept) / (before.slope - after.slope);
  if (!(at > early.at(-1)![0] && at < late[0]![0])) return undefined;
  const squaresOf = (points: readonly Point[], { slope, intercept }: typeof before): number =>
    points.reduce((sum, [x, y]) => sum + (y - intercept - slope * x) ** 2, 0);
  return {
    at,
    height: before.intercept + before.slope * at,
    before: before.slope,
    after: after.slope,
    squares: squaresOf(early, before) + squaresOf(late, after),
  };
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
