import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Schema } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import type { TrainOptions } from './train.ts';

/** A run made elsewhere: its positions, n numbers each, one after the other; the first is its start. */
export interface RecordedRun {
  dimension: number;
  places: ArrayLike<number>;
  /** The run diverged in a step without a finite result, for which it has no position. */
  isLost: boolean;
}

interface State {
  /** Number of steps made. */
  t: number;
  g: AnyVector;
}

/**
 * A rule that repeats the moves of a record, and their number: in place of a run's own rule, it lets `train` compute
 * the losses, the gradients and the end of a run whose positions come from elsewhere. It evaluates one gradient per
 * step, at its beginning, like a rule without memory; the record's own number is unknown.
 */
export function recorded({
  dimension,
  places,
  isLost,
}: RecordedRun): Pick<TrainOptions, 'optimizer' | 'hyper' | 'steps'> {
  const optimizer: Optimizer<Schema, State> = {
    id: 'recorded',
    title: 'A recorded run',
    source: 'made elsewhere',
    hyperparameters: {},
    equation: '',
    python: '',
    pythonState: '',
    elementwise: false,
    createState: (n, create = (length) => new Float64Array(length)) => ({ t: 0, g: create(n) }),
    step(phi, state, objective) {
      const loss = objective.gradient(phi, state.g);
      state.t++;
      for (let i = 0; i < dimension; i++) phi[i] = places[state.t * dimension + i] ?? Number.NaN;
      return loss;
    },
  };
  return { optimizer, hyper: {}, steps: places.length / dimension - (isLost ? 0 : 1) };
}
