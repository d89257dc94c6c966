import { complaintOf } from '../complaint-of.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Problem } from '../problems/problem.ts';
import { type CodeParameter, isNumeric, type Parameter, type Schema, type Values } from '../schema.ts';
import { suggestion } from '../spelling.ts';
import { defaults } from '../values.ts';
import type { AnyVector } from '../vector.ts';
import type { Batches } from './batches.ts';
import type { Schedule } from './schedules.ts';
import type { Bounds, Every } from './trace.ts';

/** The options shared by `train` and `trainMany`. */
export interface TrainingOptions<H extends Schema = Schema> {
  problem: Problem;
  optimizer: Optimizer<H>;
  /** Hyperparameters; the others have their defaults. */
  hyper?: Partial<Values<H>>;
  /** Maximum number of steps. */
  steps: number;
  /** Undefined: every step uses all examples. */
  batches?: Batches;
  /** Factor on alpha at step t (0 at the first). */
  schedule?: Schedule;
  /** Adds sd / sqrt(batch) N(0, I) to the gradient, drawn once per step; `sd` may differ by coordinate. */
  noise?: { sd: number | ArrayLike<number>; batch?: number };
  /** Runs after each step, in place. */
  project?: (phi: AnyVector) => void;
  /** Called after each step, with the state before step t: true ends the run as converged. */
  until?: (phi: AnyVector, t: number) => boolean;
  /** When a run counts as diverged; default `divergenceBounds`. A loss that is flat far away needs a tighter norm. */
  bounds?: Partial<Bounds>;
  /**
   * The recorded parts of the run. Default: everything for up to 64 parameters, otherwise only the ends, and no
   * batches.
   */
  record?: { phi?: Every; loss?: Every; batches?: boolean };
  /** Seed of every stream except the batches, which may have their own. Default 0. */
  seed?: number;
}

/** Number of parameters up to which everything is recorded by default. */
const SMALL = 64;

/** The record with its defaults filled in. */
export function recordOf({ problem, record }: Pick<TrainingOptions, 'problem' | 'record'>): {
  phi: Every;
  loss: Every;
  batches: boolean;
} {
  const small = problem.dimension <= SMALL;
  return { phi: small ? 'all' : 'ends', loss: small ? 'all' : 'ends', batches: small, ...record };
}

/**
 * Checks all options except the start and the batches, and returns the hyperparameters.
 * @throws Error with the option, the given value and the expected one.
 */
export function checkTraining<H extends Schema>(options: TrainingOptions<H>): Values<H> {
  const { problem, optimizer, steps, noise, schedule, seed = 0 } = options;
  if (!Number.isInteger(steps) || steps < 0) throw new Error(`train: steps must be a whole number ≥ 0; got ${steps}`);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`train: seed must be a whole number ≥ 0; got ${seed}`);
  const record = recordOf(options);
  for (const name of ['phi', 'loss'] as const) {
    const every = record[name];
    if (every !== 'all' && every !== 'ends' && !(Number.isInteger(every) && every >= 1)) {
      throw new Error(`train: record.${name} must be 'all', 'ends' or a whole number ≥ 1; got ${every}`);
    }
  }
  const bound = options.bounds?.norm;
  if (bound !== undefined && !(bound > 0))
    throw new Error(`train: bounds.norm must be a positive number; got ${bound}`);
  if (noise) checkNoise(noise, problem.dimension);
  checkHyper(optimizer, options.hyper ?? {});
  const hyper = { ...defaults(optimizer.hyperparameters), ...options.hyper };
  if (schedule && !Object.hasOwn(hyper, 'alpha')) {
    throw new Error(`train: a schedule multiplies alpha, which ${optimizer.id} does not have`);
  }
  return hyper;
}

function checkNoise({ sd, batch = 1 }: NonNullable<TrainingOptions['noise']>, dimension: number): void {
  if (typeof sd !== 'number' && sd.length !== dimension) {
    throw new Error(`train: noise.sd must be a number, or one for each of ${dimension} parameters; got ${sd.length}`);
  }
  for (const one of typeof sd === 'number' ? [sd] : Array.from(sd)) {
    if (!(one >= 0 && Number.isFinite(one))) throw new Error(`train: noise.sd must be a number ≥ 0; got ${one}`);
  }
  if (!(batch > 0)) throw new Error(`train: noise.batch must be a positive number; got ${batch}`);
}

/** Finite, of the right type and sign; a slider's range is not checked. */
function checkHyper<H extends Schema>(optimizer: Optimizer<H>, given: Partial<Values<H>>): void {
  const schema: Schema = optimizer.hyperparameters;
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (!parameter) {
      throw new Error(`train: ${optimizer.id} has no hyperparameter "${name}"${suggestion(name, Object.keys(schema))}`);
    }
    if (isNumeric(parameter)) {
      const signed = parameter.min < 0;
      const wrong =
        typeof value !== 'number' ||
        !Number.isFinite(value) ||
        (name === 'alpha' ? value <= 0 : value < 0 && !signed) ||
        (parameter.kind === 'integer' && !Number.isInteger(value));
      if (wrong) {
        const whole = parameter.kind === 'integer' ? 'whole ' : '';
        const sign = name === 'alpha' ? ' above 0' : signed ? '' : ' from 0';
        throw new Error(
          `train: ${name} of ${optimizer.id} must be a finite ${whole}number${sign}; got ${String(value)}`,
        );
      }
    } else {
      // Safe: a rule's hyperparameters cannot be code.
      const wrong = complaintOf(parameter as Exclude<Parameter, CodeParameter>, value);
      if (wrong !== undefined) throw new Error(`train: ${name} of ${optimizer.id} ${wrong}`);
    }
  }
}

/** @throws Error if a start is not `dimension` finite numbers. */
export function checkStart(start: ArrayLike<number>, { id, dimension }: Problem): void {
  if (start.length !== dimension) {
    throw new Error(`train: start must have ${dimension} numbers for problem "${id}"; got ${start.length}`);
  }
  for (let i = 0; i < dimension; i++) {
    if (!Number.isFinite(start[i]))
      throw new Error(`train: start must contain only finite numbers; got ${start[i]} at index ${i}`);
  }
}
