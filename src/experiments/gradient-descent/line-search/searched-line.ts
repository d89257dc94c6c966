/** The losses searched along a line, and the correct end of each search. */
import { type Problem, problems, type Vector, vector } from '../../../engine/index.ts';

export type Which = 'notebook' | 'gabor';

/** The start of the line of the second loss: from there two valleys are ahead, and the nearer is not the deeper. */
export const START = [6, 11] as const;
const GRID = 400;
const HALVINGS = 50;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

export const problemOf = (which: Which): Problem => (which === 'notebook' ? problems.oneDimensional : problems.gabor);

/** The loss on a line, and its derivative there. */
export interface Line {
  loss(at: number): number;
  slope(at: number): number;
}

export function lineOf(which: Which): Line {
  const problem = problemOf(which);
  const from = which === 'notebook' ? vector(0) : vector(...START);
  const phi = from.slice();
  const g = from.slice();
  problem.gradient(from, g);
  const along = which === 'notebook' ? vector(1) : g.map((slope) => -slope);
  const move = (at: number): Vector => {
    for (let i = 0; i < phi.length; i++) phi[i] = from[i]! + at * along[i]!;
    return phi;
  };
  return {
    loss: (at) => problem.loss(move(at)),
    slope(at) {
      problem.gradient(move(at), g);
      return g.reduce((sum, slope, i) => sum + slope * along[i]!, 0);
    },
  };
}

/** The lowest point on [0, max]: the best of a fine grid, then a bisection on the slope between its neighbours. */
export function lowestOn({ loss, slope }: Line, max: number): number {
  let best = 0;
  for (let i = 1; i <= GRID; i++) if (loss((i / GRID) * max) < loss((best / GRID) * max)) best = i;
  let left = (Math.max(0, best - 1) / GRID) * max;
  let right = (Math.min(GRID, best + 1) / GRID) * max;
  if (best === GRID && slope(max) < 0) return max;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (left + right) / 2;
    if (slope(middle) < 0) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

/**
 * Loss evaluations of a golden section search until its bracket is this fraction of the first: two, then one for each
 * cut.
 */
export function goldenEvaluations(share: number): number {
  return 1 + Math.max(1, Math.ceil(Math.log(share) / Math.log(GOLDEN) - 1e-9));
}
