import type { Schema, Values } from '../schema.ts';
import type { AnyVector } from '../vector.ts';

/** The loss with the batch of this step fixed inside, so that a rule may look anywhere. */
export interface Objective {
  /** Writes the gradient at `point` into `out`, returns the loss there. Counted as one gradient evaluation. */
  gradient(point: AnyVector, out: AnyVector): number;
  /** The loss of the current batch at a point. */
  loss(point: AnyVector): number;
}

/** How phi moves. The lines of `step` have the order and the letters of the book's equation. */
export interface Optimizer<H extends Schema = Schema, State = unknown> {
  readonly id: string;
  readonly title: string;
  /** Where the rule is written: `UDL eq 6.11`. */
  readonly source: string;
  readonly hyperparameters: H;
  /** TeX. */
  readonly equation: string;
  /**
   * NumPy lines of the body of one step, indented by nothing, over `phi`, `t` (1 at the first step), `g`,
   * `gradient(point)`, `loss(point)` and the hyperparameters by name; `pythonState` are the lines before the loop.
   */
  readonly python: string;
  readonly pythonState: string;
  /**
   * False where the move of one parameter depends on the others, or on the loss. All other rules ask for one gradient, at a
   * point as long as phi, and keep nothing but arrays of that length and numbers that are the same for every run.
   */
  readonly elementwise?: false;
  /** The state before the first step, for `n` parameters. */
  createState(n: number, create?: (n: number) => AnyVector): State;
  /** Updates `phi` and `state` in place; allocates nothing. Returns the batch loss where the gradient was taken. */
  step(phi: AnyVector, state: State, objective: Objective, hyper: Values<H>): number;
}
