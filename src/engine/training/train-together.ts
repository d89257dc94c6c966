import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Batch, Problem } from '../problems/problem.ts';
import type { Schema } from '../schema.ts';
import type { AnyVector, Vector } from '../vector.ts';
import { createSampler } from './batches.ts';
import { checkStart, type TrainingOptions } from './options.ts';
import { divergenceBounds, lastState, type Status } from './trace.ts';
import { createNoise, lostReason, reasons, squaredNorm, train } from './train.ts';

export interface TogetherOptions<H extends Schema> extends TrainingOptions<H> {
  /** One for each run. */
  starts: readonly ArrayLike<number>[];
  seeds: readonly number[];
  batchSeeds: readonly number[];
  /** Called once for each run, when it ends: with its number, its steps, its last state, and the loss over all examples. */
  ended(r: number, steps: number, phi: Vector, loss: number, status: Status): void;
}

/** Whether runs can be trained as one: the problem gives their gradients in one call, and a rule moves each alone. */
export function canTrainTogether({ problem, optimizer }: Pick<TrainingOptions, 'problem' | 'optimizer'>): boolean {
  return problem.gradients !== undefined && problem.precision !== 'float32' && optimizer.elementwise !== false;
}

/**
 * Many runs as one run of `train`, in the space where their parameters stand side by side: a rule that moves each parameter
 * by its own gradient does not see where one run ends and the next begins. Each is the same, to the last bit, as `train`
 * gives it alone. `until` and `project` are asked about every run at every step, so they must not remember.
 */
export function trainTogether<H extends Schema>(options: TogetherOptions<H>): void {
  const { problem, optimizer, starts, seeds, batchSeeds, batches, noise, project, until, ended, ...shared } = options;
  for (const start of starts) checkStart(start, problem);
  const n = problem.dimension;
  const { norm } = { ...divergenceBounds, ...options.bounds };
  const samplers = batches && batchSeeds.map((seed) => createSampler(problem.examples, { ...batches, seed }));
  const noises = noise && seeds.map((seed) => createNoise({ ...options, seed })!);

  const end = (r: number, steps: number, phi: Vector, status: Status): void => {
    const loss = problem.loss(phi);
    const isLost = status.kind !== 'diverged' && !Number.isFinite(loss);
    ended(r, steps, phi, loss, isLost ? { kind: 'diverged', step: steps, reason: reasons.loss } : status);
  };

  // The run of each place. Those that go on stand in the first places; where one ends, the last of them takes its place.
  const runAt: number[] = [];
  for (const [r, start] of starts.entries()) {
    const phi = Float64Array.from(start);
    if (squaredNorm(phi) <= norm ** 2) runAt.push(r);
    else end(r, 0, phi, { kind: 'diverged', step: 0, reason: reasons.norm });
  }
  let going = runAt.length;
  if (going === 0) return;
  const losses = new Float64Array(going);
  const before = new Float64Array(n * going);
  /** All that has n numbers for each place: phi, the state before the step, and what the rule remembers. */
  const columns: AnyVector[] = [before];
  const drawn: Batch[] = [];
  let live: AnyVector | undefined;
  let places: Vector[] = [];
  let made = 0;

  const stacked: Problem = {
    id: problem.id,
    dimension: before.length,
    examples: 0,
    loss: () => 0,
    gradient(points, out) {
      // Double precision, as canTrainTogether has asked.
      problem.gradients!(points as Vector, out as Vector, losses, samplers && drawn);
      if (noises) {
        for (let place = 0; place < going; place++) {
          const { values } = noises[runAt[place]!]!;
          for (let i = 0; i < n; i++) out[place * n + i]! += values[i]!;
        }
      }
      return 0;
    },
  };

  const rule: Optimizer<H> = {
    ...optimizer,
    createState: (size) =>
      optimizer.createState(size, (length) => {
        const column = new Float64Array(length);
        columns.push(column);
        return column;
      }),
    step(phi, state, objective, hyper) {
      if (!live) {
        columns.push(phi);
        // Double precision again; a view for each place, so that none is made on the way.
        places = runAt.map((_, place) => phi.subarray(place * n, (place + 1) * n) as Vector);
        live = phi;
      }
      for (let place = 0; place < going; place++) {
        const r = runAt[place]!;
        if (samplers) drawn[place] = samplers[r]!.next();
        noises?.[r]?.next();
      }
      before.set(live);
      optimizer.step(live, state, objective, hyper);
      return 0;
    },
  };

  const leave = (place: number): void => {
    going--;
    runAt[place] = runAt[going]!;
    for (const column of columns) {
      column.copyWithin(place * n, going * n, (going + 1) * n);
      // What stands behind the runs is no longer looked at, but has to stay finite.
      column.fill(0, going * n, (going + 1) * n);
    }
  };

  /** Looks at every run after a step, as `train` does at one; from the last, whose place is never filled by another. */
  const settle = (phi: AnyVector): void => {
    made++;
    const many = going;
    for (let place = going - 1; place >= 0; place--) {
      const at = places[place]!;
      project?.(at);
      const size = squaredNorm(at);
      const lost = lostReason(losses[place]!, size);
      if (lost !== undefined) {
        at.set(before.subarray(place * n, (place + 1) * n));
        end(runAt[place]!, made - 1, at, { kind: 'diverged', step: made, reason: lost });
      } else if (!(size <= norm ** 2))
        end(runAt[place]!, made, at, { kind: 'diverged', step: made, reason: reasons.norm });
      else if (until?.(at, made)) end(runAt[place]!, made, at, { kind: 'converged', step: made });
      else continue;
      leave(place);
    }
    if (going < many) live = phi.subarray(0, going * n);
  };

  const trace = train<H>({
    ...shared,
    problem: stacked,
    optimizer: rule,
    start: Float64Array.from({ length: before.length }, (_, i) => starts[runAt[Math.floor(i / n)]!]![i % n]!),
    bounds: { norm: Number.POSITIVE_INFINITY },
    project: settle,
    until: () => going === 0,
    record: { phi: 'ends', loss: 'ends', batches: false },
  });
  const last = lastState(trace);
  for (let place = 0; place < going; place++) {
    end(runAt[place]!, made, last.subarray(place * n, (place + 1) * n), { kind: 'finished' });
  }
}
