import { createSampler } from './batches.ts';
import type { Objective } from './optimizers/optimizer.ts';
import type { Batch } from './problems/problem.ts';
import { stream } from './random-state.ts';
import type { Schema } from './schema.ts';
import { type Bounds, createRecorder, divergenceBounds, type Trace } from './trace.ts';
import { checkStart, checkTraining, recordOf, type TrainingOptions } from './training-options.ts';
import type { AnyVector } from './vector.ts';

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
  const bounds: Bounds = { ...divergenceBounds, ...options.bounds };
  const fullLoss = (): number => problem.loss(phi);

  let loss = recorder.wantsLoss(0) ? fullLoss() : 0;
  const hopeless = notFinite(phi, loss, loss) ?? outOfBounds(phi, loss, loss, bounds);
  recorder.state(0, phi, loss);
  if (hopeless !== undefined) return recorder.trace(0, { kind: 'diverged', step: 0, reason: hopeless });
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < n; i++) before[i] = phi[i]!;
    batch = sampler?.next();
    drawNoise?.next();
    if (schedule) scheduled.alpha = alpha * schedule(t);
    const batchLoss = optimizer.step(phi, state, objective, hyper);
    project?.(phi);

    loss = recorder.wantsLoss(t + 1) ? fullLoss() : 0;
    const unusable = notFinite(phi, batchLoss, loss);
    if (unusable !== undefined) {
      phi.set(before);
      recorder.lastState(t, phi, fullLoss);
      return recorder.trace(t, { kind: 'diverged', step: t + 1, reason: unusable });
    }
    recorder.step(t, batchLoss, batch, gradients, losses);
    recorder.state(t + 1, phi, loss);
    const reason = outOfBounds(phi, batchLoss, loss, bounds);
    if (reason !== undefined) {
      recorder.lastState(t + 1, phi, fullLoss);
      return recorder.trace(t + 1, { kind: 'diverged', step: t + 1, reason });
    }
    if (until?.(phi, t + 1)) {
      recorder.lastState(t + 1, phi, fullLoss);
      return recorder.trace(t + 1, { kind: 'converged', step: t + 1 });
    }
  }
  recorder.lastState(steps, phi, fullLoss);
  return recorder.trace(steps, { kind: 'finished' });
}

function notFinite(phi: AnyVector, batchLoss: number, loss: number): string | undefined {
  for (let i = 0; i < phi.length; i++) {
    if (!Number.isFinite(phi[i])) return 'the parameters are no longer finite numbers';
  }
  return Number.isFinite(batchLoss) && Number.isFinite(loss) ? undefined : 'the loss is no longer a finite number';
}

function outOfBounds(phi: AnyVector, batchLoss: number, loss: number, bounds: Bounds): string | undefined {
  let squares = 0;
  for (let i = 0; i < phi.length; i++) squares += phi[i]! * phi[i]!;
  if (!(squares <= bounds.norm ** 2)) return 'the parameters grew without bound';
  const most = Math.max(Math.abs(batchLoss), Math.abs(loss));
  return most <= bounds.loss ? undefined : 'the loss grew without bound';
}

/** One draw of gradient noise per step, into the same array. */
function createNoise({ noise, problem, seed = 0 }: TrainingOptions) {
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
