export type Point = readonly [x: number, y: number];

/** The least squares line through points; slope and intercept are NaN where all x coincide. */
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
