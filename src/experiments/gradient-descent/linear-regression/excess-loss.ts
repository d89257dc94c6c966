/** The loss above that of the least squares line: how it shrinks, measured and in theory. */
import { problems } from '../../../engine/index.ts';
import type { Column } from '../../../figure/index.ts';

const line = problems.linearRegression;
export const [flattest = Number.NaN, steepest = Number.NaN] = line.eigenvalues;

/** Factor by which the excess loss falls at least, per step: of exact line searches, and of the best fixed rate once it has settled. */
export const WORST = ((steepest - flattest) / (steepest + flattest)) ** 2;

/** An excess below this is the rounding of a loss near 0.2. */
const ROUNDING = 1e-15;
/** So is an excess below this share of the first. */
const FALLEN = 1e-12;

/** As it is drawn: a log axis has no place for 0. */
export const excesses = (loss: Column): Column => loss.map((value) => Math.max(value - line.minimum, ROUNDING));

export interface Shrinkage {
  /** By which each step multiplied the excess loss, on average over those that left it above rounding, if any did. */
  factor: number | undefined;
  /** The first step whose excess is rounding, if one is. */
  roundingFrom: number | undefined;
}

export function shrinkage(loss: Column): Shrinkage {
  const first = loss[0]! - line.minimum;
  const gone = loss.findIndex((value) => value - line.minimum <= Math.max(ROUNDING, FALLEN * first));
  const last = gone < 0 ? loss.length - 1 : gone - 1;
  return {
    factor: last > 0 ? ((loss[last]! - line.minimum) / first) ** (1 / last) : undefined,
    roundingFrom: gone < 0 ? undefined : gone,
  };
}

/** The excess at a fixed rate, from the start alone: 1/2 the sum over both directions of lambda (c (1 - alpha lambda)^t)^2. */
export function exactExcesses(alpha: number, [phi0, phi1]: readonly [number, number], steps: number): Column {
  const [h00 = 0, h01 = 0] = line.hessian;
  const e = [phi0 - line.solution[0]!, phi1 - line.solution[1]!] as const;
  const squares = line.eigenvalues.map((lambda) => {
    const direction = [h01, lambda - h00] as const;
    return (e[0] * direction[0] + e[1] * direction[1]) ** 2 / (direction[0] ** 2 + direction[1] ** 2);
  });
  const at = (t: number): number =>
    line.eigenvalues.reduce((sum, lambda, k) => sum + (lambda / 2) * squares[k]! * (1 - alpha * lambda) ** (2 * t), 0);
  return Float64Array.from({ length: steps + 1 }, (_, t) => Math.max(ROUNDING, at(t)));
}
