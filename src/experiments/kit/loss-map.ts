/** The laboratory's losses as problems of the engine, and their maps. */
import { gabor } from '../../engine/problems/gabor.ts';
import { gaussianValley } from '../../engine/problems/gaussian-valley.ts';
import { createLinearRegression } from '../../engine/problems/linear-regression.ts';
import type { Problem } from '../../engine/problems/problem.ts';
import { createQuadratic } from '../../engine/problems/quadratic.ts';
import { rosenbrock } from '../../engine/problems/rosenbrock.ts';
import { saddle } from '../../engine/problems/saddle.ts';
import { threeBasins } from '../../engine/problems/three-basins.ts';
import { criticalPoints } from '../../engine/theory/critical-points.ts';
import type { PanelPoint } from '../../figure/index.ts';
import { tiltBands } from '../../figure/panels/contours.ts';
import { lossGrid } from './loss-grid.ts';
import type { LossId, Span } from './losses.ts';

/** The range of the two parameters on a map. */
export interface Window {
  readonly x: Span;
  readonly y: Span;
}

/**
 * @param points to which a line is fitted @throws Error for a loss in Python, and for points without a unique best line
 */
export function problemOf({ loss, points }: { loss: LossId; points: readonly (readonly [number, number])[] }): Problem {
  switch (loss) {
    case 'basins':
      return threeBasins;
    case 'ravine':
      return createQuadratic({ eigenvalues: [1, 50], rotation: Math.PI / 9 });
    case 'valley':
      return gaussianValley;
    case 'banana':
      return rosenbrock;
    case 'saddle':
      return saddle;
    case 'gabor':
      return gabor;
    case 'line':
      if (points.every(([x]) => x === points[0]?.[0]))
        throw new Error('All points have the same x, so no line is the best one. Move one of them aside.');
      return createLinearRegression({
        design: Float64Array.from(points.flatMap(([x]) => [1, x])),
        targets: Float64Array.from(points, ([, y]) => y),
      });
    case 'own':
    case 'model':
      throw new Error(`the engine has no problem "${loss}": it is the reader's own, and Python runs it`);
  }
}

/** Number of cells of a map, across and up. */
const CELLS = { across: 80, up: 64 } as const;

/** The tints of a problem's map, and the heights of its surface. */
export const surfaceOf = (problem: Problem, { x, y }: Window): ReturnType<typeof tiltBands> =>
  tiltBands({ ...lossGrid({ xDomain: x, yDomain: y }, CELLS, problem.loss), label: 'loss *L*' });

/** Its minima, lowest first, and its saddles; the losses are written over the runs, if there is room. */
export const stationary = (problem: Problem, { x, y }: Window): PanelPoint[] =>
  // The Gabor model has many adjacent minima, and so may a reader's loss.
  criticalPoints(problem, { xDomain: x, yDomain: y }, { grid: problem === gabor || problem.id === 'copied' ? 24 : 12 })
    .filter(({ kind }) => kind !== 'maximum')
    .map(({ kind, phi: [x0, x1] }, i) => ({ name: `${kind} ${i + 1}`, x: x0, y: x1, mark: kind }));
