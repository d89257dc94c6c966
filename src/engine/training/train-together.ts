import type { Objective } from '../optimizers/optimizer.ts';
import type { Batch, Problem } from '../problems/problem.ts';
import type { Schema } from '../schema.ts';
import type { AnyVector, Vector } from '../vector.ts';
import { createSampler } from './batches.ts';
import { checkStart, checkTraining, type TrainingOptions } from './options.ts';
import { divergenceBounds, type Status } from './trace.ts';
import { createNoise, descend, lostReason, reasons, squaredNorm } from './train.ts';

export interface TogetherOptions<H extends Schema> extends TrainingOptions<H> {
  problem: Together;
  /** One for each run. */
  starts: readonly ArrayLike<number>[];
  seeds: readonly number[];
  batchSeeds: readonly number[];
  /**
   * Called once for each run when it ends: with its number, its steps, its last state, and the loss over all examples.
   */
  ended(r: number, steps: number, phi: Vector, loss: number, status: Status): void;
}

/** A problem that computes the gradients of many runs in one call. */
type Together = Problem & Required<Pick<Problem, 'gradients'>>;

/**
 * Whether runs of this problem can be computed together: it computes their gradients in one call, in double precision.
 */
export const isTogether = (problem: Problem): problem is Together =>
  problem.gradients !== undefined && problem.precision !== 'float32';

/** The unfinished runs, at the beginning of columns with n numbers for each. */
interface Field {
  /** The run at each position. */
  runAt: number[];
  going: number;
  phi: Vector;
  before: Vector;
  /** phi, before, and the rule's state: when a run ends, the last one takes its position in all of them. */
  columns: Vector[];
  /** A view of phi for each position. */
  places: readonly Vector[];
}

function createField(runs: readonly { r: number; start: Vector }[], n: number): Field {
  const phi = new Float64Array(n * runs.length);
  for (const [place, { start }] of runs.entries()) phi.set(start, place * n);
  const before = new Float64Array(phi.length);
  const places = runs.map((_, place) => phi.subarray(place * n, (place + 1) * n));
  return { runAt: runs.map(({ r }) => r), going: runs.length, phi, before, columns: [phi, before], places };
}

function leave(field: Field, place: number, n: number): void {
  field.going--;
  field.runAt[place] = field.runAt[field.going]!;
  for (const column of field.columns) column.copyWithin(place * n, field.going * n, (field.going + 1) * n);
}

/**
 * Many runs with concatenated parameters: an elementwise rule does not notice where one run ends and the next begins.
 * Each is identical, to the last bit, to a single `train`. `until` and `project` are called for every run at every
 * step, so they must be stateless.
 * @param options with a rule that is not `elementwise: false`
 */
export function trainTogether<H extends Schema>(options: TogetherOptions<H>): void {
  const hyper = checkTraining(options);
  const { problem, optimizer, starts, seeds, batchSeeds, steps, schedule, batches, noise, project, until } = options;
  for (const start of starts) checkStart(start, problem);
  const n = problem.dimension;
  const { norm } = { ...divergenceBounds, ...options.bounds };
  const samplers = batches && batchSeeds.map((seed) => createSampler(problem.examples, { ...batches, seed }));
  const noises = noise && seeds.map((seed) => createNoise({ ...options, seed })!);

  const end = (r: number, made: number, phi: Vector, status: Status): void => {
    const loss = problem.loss(phi);
    const isLost = status.kind !== 'diverged' && !Number.isFinite(loss);
    options.ended(r, made, phi, loss, isLost ? { kind: 'diverged', step: made, reason: reasons.loss } : status);
  };

  const runs = starts.map((start, r) => ({ r, start: Float64Array.from(start) }));
  const isNear = ({ start }: { start: Vector }): boolean => squaredNorm(start) <= norm ** 2;
  for (const run of runs)
    if (!isNear(run)) end(run.r, 0, run.start, { kind: 'diverged', step: 0, reason: reasons.norm });
  const field = createField(runs.filter(isNear), n);
  const { runAt, before, places } = field;
  const state = optimizer.createState(field.phi.length, (length) => {
    const column = new Float64Array(length);
    field.columns.push(column);
    return column;
  });
  const losses = new Float64Array(field.going);
  const drawn: Batch[] = [];
  const objective: Objective = {
    gradient(points, out) {
      // Safe: isTogether has checked for double precision.
      problem.gradients(points as Vector, out as Vector, losses, samplers && drawn);
      if (noises) {
        for (let place = 0; place < field.going; place++) {
          const { values } = noises[runAt[place]!]!;
          for (let i = 0; i < n; i++) out[place * n + i]! += values[i]!;
        }
      }
      return 0;
    },
    // An elementwise rule needs no loss.
    loss: () => Number.NaN,
  };
  // Safe: checkTraining verifies that a schedule has an alpha to multiply.
  const scheduled = hyper as { alpha: number };
  const { alpha } = scheduled;
  let live: AnyVector = field.phi;

  /** How the run at a position ends before step t; undefined if it continues. */
  const ending = (place: number, t: number): Status | undefined => {
    const at = places[place]!;
    const size = squaredNorm(at);
    const lost = t === 0 ? undefined : lostReason(losses[place]!, size);
    if (lost !== undefined) {
      at.set(before.subarray(place * n, (place + 1) * n));
      return { kind: 'diverged', step: t, reason: lost };
    }
    if (!(size <= norm ** 2)) return { kind: 'diverged', step: t, reason: reasons.norm };
    if (t > 0 && until?.(at, t)) return { kind: 'converged', step: t };
    return t === steps ? { kind: 'finished' } : undefined;
  };

  descend({
    look(t) {
      const many = field.going;
      // From the last, whose position is never filled by another.
      for (let place = many - 1; place >= 0; place--) {
        const status = ending(place, t);
        if (!status) continue;
        // A lost run ends with the state before the step.
        const isLost = status.kind === 'diverged' && status.reason !== reasons.norm;
        end(runAt[place]!, isLost ? t - 1 : t, places[place]!, status);
        leave(field, place, n);
      }
      if (field.going < many) live = field.phi.subarray(0, field.going * n);
      return field.going > 0;
    },
    move(t) {
      for (let place = 0; place < field.going; place++) {
        const r = runAt[place]!;
        if (samplers) drawn[place] = samplers[r]!.next();
        noises?.[r]?.next();
      }
      before.set(live);
      if (schedule) scheduled.alpha = alpha * schedule(t);
      optimizer.step(live, state, objective, hyper);
      for (let place = 0; project && place < field.going; place++) project(places[place]!);
    },
  });
}
