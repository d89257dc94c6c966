import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Schema } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import type { TrainOptions } from './train.ts';

/** A run that was made elsewhere: its places, n numbers each and one after the other; the first is its start. */
export interface RecordedRun {
  dimension: number;
  places: ArrayLike<number>;
  /** The run diverged by a step that led nowhere, so that it has no place for it. */
  isLost: boolean;
}

interface State {
  /** Steps made. */
  t: number;
  g: AnyVector;
}

/**
 * A rule that repeats the moves of a record, and how many there are: in the place of a run's own rule, `train` gives the
 * losses, the gradients and the end of a run whose places came from elsewhere. It takes one gradient a step, where the step
 * begins, as a rule without a memory does; how many the record took, it does not know.
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
