import type { Point } from '../points.ts';
import { createLinearRegression, type LinearRegression } from './linear-regression.ts';
import { leastSquaresLine } from './linear-regression-frame.ts';

/** A line fit to any points, by the sum of squares: phi is (intercept, slope). Their x must not all be equal. */
export function createLine(points: readonly Point[]): LinearRegression {
  const problem = createLinearRegression({
    design: Float64Array.from(points.flatMap(([x]) => [1, x])),
    targets: Float64Array.from(points, ([, y]) => y),
  });
  // Far from the origin the normal equations lose digits that sums about the mean keep.
  const solution = Float64Array.from(leastSquaresLine(points));
  const [, largest = 0] = problem.eigenvalues;
  const n = points.length;
  const mean = points.reduce((sum, [x]) => sum + x, 0) / n;
  const smallest = (4 * n * points.reduce((sum, [x]) => sum + (x - mean) ** 2, 0)) / largest;
  return {
    ...problem,
    solution,
    minimum: problem.loss(solution),
    eigenvalues: [smallest, largest],
    bestRate: 2 / (smallest + largest),
  };
}
