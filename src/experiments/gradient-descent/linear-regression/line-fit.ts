/** Line fits to some points: the notebook's, or a reader's own. */
import { BOOK, type Point, pointsIn, problems } from '../../../engine/index.ts';
import { LINE_POINTS, type LinearRegression } from '../../../engine/problems/linear-regression.ts';
import { type LineFrame, lineFrame, NOTEBOOK_FRAME } from '../../../engine/problems/linear-regression-frame.ts';
import { createLine } from '../../../engine/problems/linear-regression-points.ts';
import type { SurfaceBands } from '../../../figure/index.ts';
import { tintsOf } from '../../kit/line-map.ts';
import { cacheLast, once } from '../../kit/made-once.ts';

export interface LineFit {
  readonly problem: LinearRegression;
  readonly points: readonly Point[];
  readonly frame: LineFrame;
  /** Whether the points are the notebook's. */
  readonly notebook: boolean;
  /** The loss of every line in the frame, as tints. */
  readonly tints: () => SurfaceBands;
  /** The smallest curvature of the loss, and the largest. */
  readonly flattest: number;
  readonly steepest: number;
  /**
   * Factor by which the excess loss decreases at least, per step: for exact line searches, and for the best fixed rate
   * once it has settled.
   */
  readonly worst: number;
  /** An excess below this is rounding error. */
  readonly rounding: number;
}

const NOTEBOOK: readonly Point[] = LINE_POINTS.x.map((x, i) => [x, LINE_POINTS.y[i]!]);
/** A few of the last are cached, since a reader drags one set and may have pinned another. */
const ROUNDING = 1e-15;

/** Rounding error of a sum of these squares, at its minimum and if the line goes through every point. */
export const lineFit = cacheLast((text: string): LineFit => {
  const own = text === BOOK ? undefined : pointsIn(text);
  const points = own ?? NOTEBOOK;
  const problem = own ? createLine(own) : problems.linearRegression;
  const frame = own ? lineFrame(own) : NOTEBOOK_FRAME;
  const [flattest = Number.NaN, steepest = Number.NaN] = problem.eigenvalues;
  return {
    problem,
    points,
    frame,
    notebook: !own,
    tints: once(() => tintsOf(problem, frame)),
    flattest,
    steepest,
    worst: ((steepest - flattest) / (steepest + flattest)) ** 2,
    rounding: own ? roundingOf(problem) : ROUNDING,
  };
});

/** Rounding error of a sum of these squares, at its minimum and if the line goes through every point. */
function roundingOf({ minimum, targets }: LinearRegression): number {
  const squares = targets.reduce((sum, y) => sum + y * y, 0);
  return Math.max(5e-15 * minimum, 1e-28 * squares, Number.MIN_VALUE / Number.EPSILON);
}
