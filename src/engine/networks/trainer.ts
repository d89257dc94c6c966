import type { KernelKind } from '../kernels/kernels.ts';
import type { NetworkShape } from '../problems/perceptron.ts';
import type { Batch } from '../problems/problem.ts';
import type { Vector } from '../vector.ts';
import type { Examples } from './mnist1d.ts';

/** Mean loss and fraction of correct predictions over some examples. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
}

/** The update rule without the rate. */
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
  /** Maximum batch size. */
  batchSize: number;
}

/** A network in training: in plain double precision, or in the kernels. */
export interface Trainer {
  readonly path: 'plain' | KernelKind;
  /** One step on a batch (undefined: all training examples) at this rate. Returns the batch loss before it. */
  step(batch: Batch | undefined, rate: number): number;
  evaluate(examples: Examples): Evaluation;
  /** A copy, in the layout of `createLayers`. */
  parameters(): Vector;
}
