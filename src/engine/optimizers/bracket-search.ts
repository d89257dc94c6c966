import { type Vector, vector } from '../vector.ts';

/**
 * The rule that shrank a bracket a < b < c < d (UDL Figure 6.10, notebook 6.1):
 * 1. a is lowest: b, c and d move half the way to a;
 * 2. b is lower than c: d moves to c;
 * 3. otherwise: a moves to b. After 2 and 3, b and c divide a … d into thirds.
 */
export type BracketRule = 1 | 2 | 3;

/** One iteration: the four points, their losses, and the rule that applies. */
export interface Bracket {
  /** a, b, c, d. */
  points: readonly [number, number, number, number];
  losses: readonly [number, number, number, number];
  rule: BracketRule;
}

export interface LineSearchOptions {
  /** Right end d of the first bracket, whose left end is 0. */
  max: number;
  /** Maximum number of iterations. */
  iterations: number;
  /** Stops once c - b is no more than this. */
  threshold: number;
}

/** The settings of the notebooks' searches: 6.1 on [0, 1], and 6.2 along the gradient. */
export const notebookSearch = {
  figure: { max: 1, iterations: 10, threshold: 1e-4 },
  descent: { max: 0.1, iterations: 15, threshold: 1e-5 },
} as const;

/** Writes the first bracket: b and c at .33 and .66 of the way, as in the notebooks. */
export function openBracket(points: Vector, max: number): void {
  points[0] = 0;
  points[1] = 0.33 * max;
  points[2] = 0.66 * max;
  points[3] = max;
}

/** Shrinks the bracket in place by the rule for its losses, and returns the rule. Both arrays have length 4. */
export function shrinkBracket(points: Vector, losses: Vector): BracketRule {
  const [a, b, c, d] = [points[0]!, points[1]!, points[2]!, points[3]!];
  const [lossA, lossB, lossC, lossD] = [losses[0]!, losses[1]!, losses[2]!, losses[3]!];
  if (lossA <= lossB && lossA <= lossC && lossA <= lossD) {
    points[1] = a + (b - a) / 2;
    points[2] = a + (c - a) / 2;
    points[3] = a + (d - a) / 2;
    return 1;
  }
  const rule = lossB < lossC ? 2 : 3;
  const left = rule === 2 ? a : b;
  const right = rule === 2 ? c : d;
  points[0] = left;
  points[1] = left + (right - left) / 3;
  points[2] = left + (2 * (right - left)) / 3;
  points[3] = right;
  return rule;
}

/**
 * Searches for a minimum of `loss` on [0, max] by shrinking a bracket, and returns every bracket. `at` is the middle of
 * the last b and c. It finds some minimum, not necessarily the lowest.
 * @throws Error if max is not a positive number, or the iterations are not an integer from 0.
 */
export function lineSearch(
  loss: (at: number) => number,
  { max, iterations, threshold }: LineSearchOptions = notebookSearch.figure,
): { at: number; loss: number; brackets: Bracket[]; last: readonly [number, number, number, number] } {
  if (!(max > 0 && Number.isFinite(max))) throw new Error(`lineSearch: max must be a positive number; got ${max}`);
  if (!Number.isInteger(iterations) || iterations < 0) {
    throw new Error(`lineSearch: iterations must be a whole number ≥ 0; got ${iterations}`);
  }
  const points = vector(0, 0, 0, 0);
  const losses = vector(0, 0, 0, 0);
  const brackets: Bracket[] = [];
  openBracket(points, max);
  while (brackets.length < iterations && Math.abs(points[1]! - points[2]!) > threshold) {
    for (let k = 0; k < 4; k++) losses[k] = loss(points[k]!);
    const before = four(points);
    brackets.push({ points: before, losses: four(losses), rule: shrinkBracket(points, losses) });
  }
  const at = (points[1]! + points[2]!) / 2;
  return { at, loss: loss(at), brackets, last: four(points) };
}

function four(values: Vector): readonly [number, number, number, number] {
  return [values[0]!, values[1]!, values[2]!, values[3]!];
}
