import type { Objective } from '../optimizers/optimizer.ts';
import type { Batch } from '../problems/problem.ts';
import { stream } from '../random-state.ts';
import type { Schema } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import { createSampler } from './batches.ts';
import { checkStart, checkTraining, recordOf, type TrainingOptions } from './options.ts';
import { type Bounds, createRecorder, divergenceBounds, type Status, type Trace } from './trace.ts';

export interface TrainOptions<H extends Schema = Schema> extends TrainingOptions<H> {
  /** Length n. */
  start: ArrayLike<number>;
}

/**
 * Runs an optimizer on a problem: the one training loop. Divergence is a result, with the step and the reason, and ends
 * the run; nothing is allocated while it goes on.
 * @throws Error where an option makes no sense, naming it, what came and what is wanted.
 */
export function train<H extends Schema>(options: TrainOptions<H>): Trace {
  const hyper = checkTraining(options);
  const { problem, optimizer, start, steps, batches, schedule, project, until, seed = 0 } = options;
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
  // checkTraining made sure that a schedule has an alpha to multiply.
  const scheduled = hyper as { alpha: number };
  const { alpha } = scheduled;
  const { norm }: Bounds = { ...divergenceBounds, ...options.bounds };
  const fullLoss = (): number => problem.loss(phi);
  const end = (t: number, status: Status): Trace => {
    recorder.lastState(t, phi, fullLoss);
    const trace = recorder.trace(t, status);
    if (status.kind === 'diverged' || Number.isFinite(trace.loss.at(-1))) return trace;
    return { ...trace, status: { kind: 'diverged', step: t, reason: reasons.loss } };
  };

  let size = squaredNorm(phi);
  for (let t = 0; ; t++) {
    recorder.state(t, phi, fullLoss);
    if (!(size <= norm ** 2)) return end(t, { kind: 'diverged', step: t, reason: reasons.norm });
    if (t > 0 && until?.(phi, t)) return end(t, { kind: 'converged', step: t });
    if (t === steps) return end(t, { kind: 'finished' });

    for (let i = 0; i < n; i++) before[i] = phi[i]!;
    batch = sampler?.next();
    drawNoise?.next();
    if (schedule) scheduled.alpha = alpha * schedule(t);
    const batchLoss = optimizer.step(phi, state, objective, hyper);
    project?.(phi);
    size = squaredNorm(phi);
    // What is kept must not depend on which losses are recorded, so only what every run knows decides.
    const lost = lostReason(batchLoss, size);
    if (lost !== undefined) {
      phi.set(before);
      return end(t, { kind: 'diverged', step: t + 1, reason: lost });
    }
    recorder.step(t, batchLoss, batch, gradients, losses);
  }
}

export const reasons = {
  phi: 'the parameters are no longer finite numbers',
  loss: 'the loss is no longer a finite number',
  norm: 'the parameters grew without bound',
} as const;

/** Why the step before led nowhere, from the loss of its batch and the squared norm of phi; undefined where it did not. */
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
export function createNoise({ noise, problem, seed = 0 }: TrainingOptions) {
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
