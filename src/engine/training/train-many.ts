import type { Schema } from '../schema.ts';
import type { Vector } from '../vector.ts';
import type { TrainingOptions } from './options.ts';
import type { Status, Trace } from './trace.ts';
import { lastState } from './trace.ts';
import { train } from './train.ts';
import { isTogether, trainTogether } from './train-together.ts';

/** The options of `trainMany`. */
export interface TrainManyOptions<H extends Schema = Schema> extends TrainingOptions<H> {
  /** One start for each run, or one for all. */
  starts?: readonly ArrayLike<number>[];
  start?: ArrayLike<number>;
  /** Seeds of the runs' streams, including batches. Default: run r has `seed` + r, its batches `batches.seed` + r. */
  seeds?: readonly number[];
}

/** The ends of many runs. */
export interface Ensemble {
  readonly runs: number;
  /** Length n of phi. */
  readonly dimension: number;
  /** Last states, n numbers per run; for a run that diverged, the last finite one. */
  readonly phi: Vector;
  /** Losses over all examples there. */
  readonly loss: Vector;
  /** Steps made. */
  readonly steps: Int32Array<ArrayBuffer>;
  readonly statuses: readonly Status[];
  /** The whole runs, if a record was requested. */
  readonly traces?: readonly Trace[];
}

/** Number of runs computed together: few enough that their state, including generators, stays in the second cache. */
const TOGETHER = 256;

/**
 * Many runs in one call, each identical to a single `train`. Without `record` only the ends are kept, and the loss is
 * computed only there; if the problem computes many gradients in one call the runs are computed together
 * (`trainTogether`).
 * @throws Error as `train` does, and if starts and seeds differ in number or neither determines the number of runs.
 */
export function trainMany<H extends Schema>(options: TrainManyOptions<H>): Ensemble {
  const { starts, start, seeds, seed = 0, record, ...shared } = options;
  const runs = starts?.length ?? seeds?.length;
  if (runs === undefined) throw new Error('trainMany: needs starts or seeds, which say how many runs there are');
  if (starts && seeds && starts.length !== seeds.length) {
    throw new Error(`trainMany: needs a seed for each start; got ${starts.length} starts and ${seeds.length} seeds`);
  }
  if ((starts === undefined) === (start === undefined)) {
    throw new Error('trainMany: needs either starts, one for each run, or one start for all');
  }

  const n = options.problem.dimension;
  const phi = new Float64Array(runs * n);
  const loss = new Float64Array(runs);
  const steps = new Int32Array(runs);
  const statuses: Status[] = [];
  const traces: Trace[] = [];
  const startOf = (r: number): ArrayLike<number> => starts?.[r] ?? start ?? [];
  const seedOf = (r: number): number => seeds?.[r] ?? seed + r;
  const batchSeedOf = (r: number): number => seeds?.[r] ?? (shared.batches?.seed ?? seed) + r;
  const ended = (r: number, made: number, end: Vector, endLoss: number, status: Status): void => {
    phi.set(end, r * n);
    loss[r] = endLoss;
    steps[r] = made;
    statuses[r] = status;
  };

  const { problem } = options;
  if (!record && isTogether(problem) && options.optimizer.elementwise !== false) {
    for (let from = 0; from < runs; from += TOGETHER) {
      const some = Array.from({ length: Math.min(TOGETHER, runs - from) }, (_, k) => from + k);
      trainTogether<H>({
        ...shared,
        problem,
        starts: some.map(startOf),
        seeds: some.map(seedOf),
        batchSeeds: some.map(batchSeedOf),
        ended: (k, ...end) => ended(from + k, ...end),
      });
    }
    return { runs, dimension: n, phi, loss, steps, statuses };
  }
  for (let r = 0; r < runs; r++) {
    const trace = train<H>({
      ...shared,
      start: startOf(r),
      seed: seedOf(r),
      ...(shared.batches && { batches: { ...shared.batches, seed: batchSeedOf(r) } }),
      record: record ?? { phi: 'ends', loss: 'ends', batches: false },
    });
    ended(r, trace.steps, lastState(trace), trace.loss.at(-1)!, trace.status);
    if (record) traces.push(trace);
  }
  return { runs, dimension: n, phi, loss, steps, statuses, ...(record && { traces }) };
}
