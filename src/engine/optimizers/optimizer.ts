import type { Schema, Values } from '../schema.ts';
import type { AnyVector } from '../vector.ts';

/** The loss with the batch of this step fixed, so that a rule may evaluate it anywhere. */
export interface Objective {
  /** Writes the gradient at `point` into `out`, returns the loss there. Counted as one gradient evaluation. */
  gradient(point: AnyVector, out: AnyVector): number;
  /** The loss of the current batch at a point. */
  loss(point: AnyVector): number;
}

/** An update rule for phi. The lines of `step` follow the order and the letters of the book's equation. */
export interface Optimizer<H extends Schema = Schema, State = unknown> {
  readonly id: string;
  readonly title: string;
  /** Reference to the rule: `UDL eq 6.11`. */
  readonly source: string;
  readonly hyperparameters: H;
  /** TeX. */
  readonly equation: string;
  /**
   * NumPy lines of the body of one step, without indentation, over `phi`, `t` (1 at the first step), `g`,
   * `gradient(point)`, `loss(point)` and the hyperparameters by name; `pythonState` are the lines before the loop.
   */
  readonly python: string;
  readonly pythonState: string;
  /**
   * False if the move of one parameter depends on the others, or on the loss. All other rules use one gradient, at a
   * point as long as phi, and their state consists of arrays of that length and of numbers common to every run.
   */
  readonly elementwise?: false;
  /** The state before the first step, for `n` parameters. */
  createState(n: number, create?: (n: number) => AnyVector): State;
  /** Updates `phi` and `state` in place; allocates nothing. Returns the batch loss at the point of the gradient. */
  step(phi: AnyVector, state: State, objective: Objective, hyper: Values<H>): number;
}
