import type { Batch, Problem } from '../problems/problem.ts';
import { type AnyVector, vector } from '../vector.ts';

/** The change of the loss over all examples by one step of SGD, averaged over batches, to second order in the rate. */
export interface ExpectedChange {
  /** Mean change for a step along the gradient of a batch: -alpha (B/N) g·g + alpha^2 (B/N)^2 g·Hg / 2. */
  mean: number;
  /** The contribution of the spread of the batches: alpha^2 tr(H C) / 2, C the covariance of a batch's gradient. */
  spread: number;
}

/** A problem with known second derivatives. */
type CurvedProblem = Problem & Required<Pick<Problem, 'hessianAt'>>;

/**
 * Returns a function of phi. The loss and the gradient of a batch are sums over its B examples; C = B (N - B)/(N - 1) S
 * for batches without repetitions, B S with them, S the covariance of one example's gradient.
 */
export function createExpectedChange(
  problem: CurvedProblem,
  { alpha, batchSize, replacement }: { alpha: number; batchSize: number; replacement: boolean },
): (phi: AnyVector) => ExpectedChange {
  const { dimension: n, examples } = problem;
  const one: Batch = new Int32Array(1);
  const g = new Float64Array(n);
  const own = new Float64Array(n);
  const second = new Float64Array(n * n);
  const hessian = vector(...new Array<number>(n * n).fill(0));
  const share = batchSize / examples;
  const copies = replacement ? batchSize : (batchSize * (examples - batchSize)) / (examples - 1);
  return (phi) => {
    g.fill(0);
    second.fill(0);
    for (let i = 0; i < examples; i++) {
      one[0] = i;
      problem.gradient(phi, own, one);
      for (let j = 0; j < n; j++) {
        g[j]! += own[j]!;
        for (let k = 0; k < n; k++) second[j * n + k]! += (own[j]! * own[k]!) / examples;
      }
    }
    problem.hessianAt(phi, hessian);
    let slope = 0;
    let bend = 0;
    let trace = 0;
    for (let j = 0; j < n; j++) {
      slope += g[j]! * g[j]!;
      for (let k = 0; k < n; k++) {
        const h = hessian[j * n + k]!;
        bend += h * g[j]! * g[k]!;
        trace += h * (second[j * n + k]! - (g[j]! * g[k]!) / examples ** 2);
      }
    }
    return {
      mean: -alpha * share * slope + (alpha ** 2 * share ** 2 * bend) / 2,
      spread: (alpha ** 2 * copies * trace) / 2,
    };
  };
}
