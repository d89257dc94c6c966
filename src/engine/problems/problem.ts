import type { AnyVector, Vector } from '../vector.ts';

/** Indices of the examples in a batch. */
export type Batch = Int32Array<ArrayBuffer>;

/**
 * A function to be minimized. Losses and gradients are sums over the batch (UDL eq 6.10) unless the problem's docstring
 * or `reduction` states otherwise; without a batch they include all examples.
 */
export interface Problem {
  readonly id: string;
  /** Length n of phi. */
  readonly dimension: number;
  /** Number of training examples; 0 for a plain function. */
  readonly examples: number;
  readonly reduction?: 'sum' | 'mean';
  readonly precision?: 'float64' | 'float32';
  /** The loss in TeX, and a Python definition of `loss(phi, batch)` and `gradient(phi, batch)` in NumPy. */
  readonly equation?: string;
  readonly python?: string;
  /** The loss of a batch, or of all examples. */
  loss(phi: AnyVector, batch?: Batch): number;
  /** Writes the gradient (length n) into `out` and returns the loss: one pass computes both. */
  gradient(phi: AnyVector, out: AnyVector, batch?: Batch): number;
  /**
   * The gradients of many runs in one call, each identical to `gradient` to the last bit: n numbers per run at `points`
   * and in `out`, one run after the other, and a loss for each; `batches` of equal size, one for each run. Defined only
   * if that is faster.
   */
  gradients?(points: Vector, out: Vector, losses: Vector, batches?: readonly Batch[]): void;
  /** Writes the second derivatives over all examples into `out`, n x n, row after row. */
  hessianAt?(phi: AnyVector, out: AnyVector): void;
}
