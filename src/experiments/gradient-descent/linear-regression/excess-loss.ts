/** The loss above that of the least squares line: its decrease, measured and in theory. */
import type { Column } from '../../../figure/index.ts';
import type { LineFit } from './line-fit.ts';

/** An excess below this fraction of the first also counts as rounding. */
const FALLEN = 1e-12;

/** For drawing: a log axis has no position for 0. */
export const excesses = ({ problem, rounding }: LineFit, loss: Column): Column =>
  loss.map((value) => Math.max(value - problem.minimum, rounding));

export interface Shrinkage {
  /** The mean factor of each step on the excess loss, over the steps that left it above rounding, if there are any. */
  factor: number | undefined;
  /** The first step whose excess is rounding, if there is one. */
  roundingFrom: number | undefined;
}

export function shrinkage({ problem: { minimum }, rounding }: LineFit, loss: Column): Shrinkage {
  const first = loss[0]! - minimum;
  const gone = loss.findIndex((value) => value - minimum <= Math.max(rounding, FALLEN * first));
  const last = gone < 0 ? loss.length - 1 : gone - 1;
  return {
    factor: last > 0 ? ((loss[last]! - minimum) / first) ** (1 / last) : undefined,
    roundingFrom: gone < 0 ? undefined : gone,
  };
}

/** The excess at a fixed rate, from the start alone: 1/2 the sum over both directions of lambda (c (1 - alpha lambda)^t)^2. */
export function exactExcesses(
  { problem, rounding }: LineFit,
  alpha: number,
  [phi0, phi1]: readonly [number, number],
  steps: number,
): Column {
  const e = [phi0 - problem.solution[0]!, phi1 - problem.solution[1]!] as const;
  const squares = problem.eigenvalues.map((lambda, k) => {
    const direction = directionOf(problem.hessian, lambda, k);
    return (e[0] * direction[0] + e[1] * direction[1]) ** 2 / (direction[0] ** 2 + direction[1] ** 2);
  });
  const at = (t: number): number =>
    problem.eigenvalues.reduce(
      (sum, lambda, k) => sum + (lambda / 2) * squares[k]! * (1 - alpha * lambda) ** (2 * t),
      0,
    );
  return Float64Array.from({ length: steps + 1 }, (_, t) => Math.max(rounding, at(t)));
}

/** A vector along which the curvature is lambda, the k-th. If one formula for it cancels, the other does not. */
function directionOf(
  [h00 = 0, h01 = 0, , h11 = 0]: ArrayLike<number> & Iterable<number>,
  lambda: number,
  k: number,
): readonly [number, number] {
  const ways = [
    [h01, lambda - h00],
    [lambda - h11, h01],
  ] as const;
  const [first, second] = [Math.hypot(...ways[0]), Math.hypot(...ways[1])];
  if (first === 0 && second === 0) return k === 0 ? [1, 0] : [0, 1];
  return second > first ? ways[1] : ways[0];
}
