import type { KernelKind } from '../kernels/kernels.ts';
import type { NetworkShape } from '../problems/perceptron.ts';
import type { Batch } from '../problems/problem.ts';
import type { Vector } from '../vector.ts';
import type { Examples } from './mnist1d.ts';

/** Loss (mean) and share of right predictions over some examples. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
}

/** How the parameters move, apart from the rate. */
export interface NetworkRule {
  /** `sgd` with beta above 0 is momentum: m <- beta m + (1 - beta) g (UDL eq 6.11). */
  readonly optimizer: 'sgd' | 'adam';
  readonly beta: number;
  /** Only for Adam. */
  readonly gamma: number;
  readonly epsilon: number;
}

export interface TrainerOptions extends Required<NetworkShape>, NetworkRule {
  data: Examples;
  start: ArrayLike<number>;
  /** Examples in a batch at most. */
  batchSize: number;
}

/** A network under training: in plain double precision, or in the kernels. */
export interface Trainer {
  readonly path: 'plain' | KernelKind;
  /** One step on a batch (absent: all training examples) at this rate. Returns the batch loss before it. */
  step(batch: Batch | undefined, rate: number): number;
  evaluate(examples: Examples): Evaluation;
  /** A copy, in the layout of `createLayers`. */
  parameters(): Vector;
}
