export type Point = readonly [x: number, y: number];

/** The least squares line through points; slope and intercept are NaN if all x coincide. */
export function leastSquares(points: readonly Point[]): { slope: number; intercept: number } {
  const n = points.length;
  let meanX = 0;
  let meanY = 0;
  for (const [x, y] of points) {
    meanX += x / n;
    meanY += y / n;
  }
  let xx = 0;
  let xy = 0;
  for (const [x, y] of points) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  // Equal x may differ from their mean by rounding.
  const slope = xx > n * (1e-14 * meanX) ** 2 ? xy / xx : Number.NaN;
  return { slope, intercept: meanY - slope * meanX };
}

/** The minimum of the parabola through three points; undefined if it opens downwards or is a line. */
export function parabolaMinimum(a: Point, b: Point, c: Point): { x: number; y: number } | undefined {
  const left = (b[1] - a[1]) / (b[0] - a[0]);
  const right = (c[1] - b[1]) / (c[0] - b[0]);
  const curvature = (right - left) / (c[0] - a[0]);
  if (!(curvature > 0)) return undefined;
  // Newton's form: y = a_y + left (x - a_x) + curvature (x - a_x)(x - b_x).
  const x = (a[0] + b[0]) / 2 - left / (2 * curvature);
  return { x, y: a[1] + left * (x - a[0]) + curvature * (x - a[0]) * (x - b[0]) };
}
