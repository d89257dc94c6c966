import type { Objective, Optimizer } from '../optimizers/optimizer.ts';
import type { Batch } from '../problems/problem.ts';
import { stream } from '../random-state.ts';
import type { Schema } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import { createSampler } from './batches.ts';
import { checkStart, checkTraining, recordOf, type TrainingOptions } from './options.ts';
import { type Bounds, createRecorder, divergenceBounds, type Status, type Trace } from './trace.ts';

/**
 * A completed step. One object is reused for every step of a run, and so are its arrays: copy anything that must
 * outlive the step.
 */
export interface Step<State> {
  /** 0 at the first. */
  t: number;
  /** Length n: the points before and after the step, after `project`. */
  readonly before: AnyVector;
  readonly phi: AnyVector;
  /** The state of the rule after the step. */
  readonly state: State;
  /** Indices of its batch; undefined if it used all examples. */
  batch: Batch | undefined;
  /** Loss of the batch, at the point of the rule's gradient. */
  batchLoss: number;
}

/** The options of `train`. */
export interface TrainOptions<H extends Schema = Schema, State = unknown> extends TrainingOptions<H> {
  optimizer: Optimizer<H, State>;
  /** Length n. */
  start: ArrayLike<number>;
  /** Called after each step with a finite result. */
  observe?(step: Step<State>): void;
}

/** A run, or many together: the recording before each step, and the step. */
export interface Descent {
  /** Records the state before step t; false if there is no further step. */
  look(t: number): boolean;
  move(t: number): void;
}

/** The one loop of all descents. */
export function descend(descent: Descent): void {
  for (let t = 0; descent.look(t); t++) descent.move(t);
}

/**
 * Runs an optimizer on a problem. Divergence is a result, with the step and the reason, and ends the run; nothing is
 * allocated during the run.
 * @throws Error if an option is invalid, with its name, the given value and the expected one.
 */
export function train<H extends Schema, State = unknown>(options: TrainOptions<H, State>): Trace {
  const hyper = checkTraining(options);
  const { problem, optimizer, start, steps, batches, schedule, project, until, observe, seed = 0 } = options;
  checkStart(start, problem);
  const create =
    problem.precision === 'float32' ? (n: number) => new Float32Array(n) : (n: number) => new Float64Array(n);
  const n = problem.dimension;
  const phi: AnyVector = create(n);
  for (let i = 0; i < n; i++) phi[i] = start[i]!;
  const before: AnyVector = create(n);
  const state = optimizer.createState(n, create);
  const sampler = batches && createSampler(problem.examples, { ...batches, seed: batches.seed ?? seed });
  const drawNoise = createNoise(options);
  const noise = drawNoise?.values;

  let batch: Batch | undefined;
  let gradients = 0;
  let losses = 0;
  const objective: Objective = {
    gradient(point, out) {
      gradients++;
      const loss = problem.gradient(point, out, batch);
      if (noise) for (let i = 0; i < n; i++) out[i]! += noise[i]!;
      return loss;
    },
    loss(point) {
      losses++;
      return problem.loss(point, batch);
    },
  };

  const { phi: keptStates, loss: keptLosses, batches: keepBatches } = recordOf(options);
  const recorder = createRecorder({
    dimension: n,
    steps,
    phi: keptStates,
    loss: keptLosses,
    batchSize: keepBatches ? (batches?.size ?? 0) : 0,
  });
  // Safe: checkTraining verifies that a schedule has an alpha to multiply.
  const scheduled = hyper as { alpha: number };
  const { alpha } = scheduled;
  const { norm }: Bounds = { ...divergenceBounds, ...options.bounds };
  const fullLoss = (): number => problem.loss(phi);
  let trace: Trace | undefined;
  const end = (t: number, status: Status): false => {
    recorder.lastState(t, phi, fullLoss);
    trace = recorder.trace(t, status);
    if (status.kind !== 'diverged' && !Number.isFinite(trace.loss.at(-1)))
      trace = { ...trace, status: { kind: 'diverged', step: t, reason: reasons.loss } };
    return false;
  };
  const seen: Step<State> = { t: 0, before, phi, state, batch: undefined, batchLoss: 0 };

  let size = squaredNorm(phi);
  /** Why the last step has no finite result. */
  let lost: string | undefined;
  descend({
    look(t) {
      if (lost !== undefined) {
        phi.set(before);
        return end(t - 1, { kind: 'diverged', step: t, reason: lost });
      }
      recorder.state(t, phi, fullLoss);
      if (!(size <= norm ** 2)) return end(t, { kind: 'diverged', step: t, reason: reasons.norm });
      if (t > 0 && until?.(phi, t)) return end(t, { kind: 'converged', step: t });
      return t === steps ? end(t, { kind: 'finished' }) : true;
    },
    move(t) {
      for (let i = 0; i < n; i++) before[i] = phi[i]!;
      batch = sampler?.next();
      drawNoise?.next();
      if (schedule) scheduled.alpha = alpha * schedule(t);
      const batchLoss = optimizer.step(phi, state, objective, hyper);
      project?.(phi);
      size = squaredNorm(phi);
      // Recorded losses must not affect the run, so only quantities known in every run decide.
      lost = lostReason(batchLoss, size);
      if (lost !== undefined) return;
      recorder.step(t, batchLoss, batch, gradients, losses);
      if (!observe) return;
      seen.t = t;
      seen.batch = batch;
      seen.batchLoss = batchLoss;
      observe(seen);
    },
  });
  // Safe: the loop ends where look() has made the trace.
  return trace!;
}

export const reasons = {
  phi: 'the parameters are no longer finite numbers',
  loss: 'the loss is no longer a finite number',
  norm: 'the parameters grew without bound',
} as const;

/**
 * Why the last step has no finite result, from the loss of its batch and the squared norm of phi; undefined if it has
 * one.
 */
export function lostReason(batchLoss: number, size: number): string | undefined {
  if (!Number.isFinite(batchLoss)) return reasons.loss;
  return Number.isFinite(size) ? undefined : reasons.phi;
}

export function squaredNorm(phi: AnyVector): number {
  let sum = 0;
  for (let i = 0; i < phi.length; i++) sum += phi[i]! * phi[i]!;
  return sum;
}

/** One draw of gradient noise per step, into the same array. */
export function createNoise({ noise, problem, seed = 0 }: Pick<TrainingOptions, 'noise' | 'problem' | 'seed'>) {
  if (!noise) return undefined;
  const { sd, batch = 1 } = noise;
  const random = stream(seed, 'noise');
  const scale = 1 / Math.sqrt(batch);
  const values = new Float64Array(problem.dimension);
  return {
    values,
    next() {
      for (let i = 0; i < values.length; i++) {
        values[i] = (typeof sd === 'number' ? sd : sd[i]!) * scale * random.normal();
      }
    },
  };
}
