/** Ends of runs of SGD, and of descent from the same starts, on the Gabor map. */
import {
  type AnyVector,
  createSchedule,
  type Estimate,
  optimizers,
  problems,
  stream,
  type TrainOptions,
  train,
  trainMany,
  wilson,
} from '../../../engine/index.ts';
import {
  GABOR_WINDOW,
  gaborLandmarks,
  gaborTraps,
  LOOK_EVERY,
  reachedMinima,
} from '../../../engine/problems/gabor-landmarks.ts';
import * as f from '../../../figure/index.ts';
import { type Measured, meanOf } from '../../kit/measured.ts';
import { type SeedBlock, seedsOf } from '../../kit/seed-blocks.ts';

export type Point = readonly [number, number];

/** Types rather than interfaces: parts of the experiment, which are plain JSON. */
export type Setting = {
  /** On the mean gradient, of a batch or of all examples. */
  aMean: number;
  batchSize: number;
  schedule: 'linearDecay' | 'constant';
  steps: number;
};
export type UniformPart = Setting & SeedBlock;
export type StartPart = UniformPart & { start: Point };

export interface Ends {
  /** Index of the minimum at which each run of SGD, and each of descent, ended; BEYOND for none. */
  sgd: number[];
  descent: number[];
}
/** All from one start, and so with one run of descent. */
export interface StartEnds extends Ends {
  /** One run of each, for drawing. */
  shown: { sgd: f.PlaneRun; descent: f.PlaneRun };
}

/** Index of the lowest minimum, and the code for none on the map. */
export const LOWEST = 0;
export const BEYOND = -1;

const { gabor } = problems;

/** A run of SGD with this seed; without a seed, of descent. */
export const runOf = (
  { aMean, batchSize, schedule, steps }: Setting,
  start: Point,
  seed?: number,
): f.Run & Pick<TrainOptions, 'schedule'> => ({
  problem: gabor,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: aMean / (seed === undefined ? gabor.examples : batchSize) },
  start,
  steps,
  ...(seed !== undefined && { batches: { size: batchSize, sampling: 'notebook', seed } }),
  ...(schedule === 'linearDecay' && { schedule: createSchedule('linearDecay', { duration: steps, end: 0 }) }),
});

/** Each end is polished to the minimum of its basin. */
function endsOfSgd(part: UniformPart, starts: readonly Point[]): number[] {
  const { start: _start, ...run } = runOf(part, [0, 0], part.from);
  const { phi, statuses } = trainMany({ ...run, starts, seeds: seedsOf(part) });
  return reachedMinima(phi).map((index, r) => (statuses[r]!.kind === 'diverged' ? BEYOND : (index ?? BEYOND)));
}

/** A run in the trap of a minimum cannot leave it, since a falling rate does not shrink the trap: it can be ended. */
function endsOfDescent(part: Setting, starts: readonly Point[]): number[] {
  const { start: _start, ...run } = runOf(part, [0, 0]);
  const alpha = part.aMean / gabor.examples;
  const traps = gaborTraps([alpha, alpha]);
  const until = (at: AnyVector, t: number): boolean => t % LOOK_EVERY === 0 && traps(at) >= 0;
  const { phi, statuses } = trainMany({ ...run, starts, until });
  const polished = reachedMinima(phi);
  return statuses.map(({ kind }, r) => {
    if (kind === 'diverged') return BEYOND;
    if (kind === 'finished') return polished[r] ?? BEYOND;
    const trap = traps(phi, 2 * r);
    return trap < gaborLandmarks().minima.length ? trap : BEYOND;
  });
}

export function measureStart(part: StartPart): StartEnds {
  const { start, from, count } = part;
  return {
    sgd: endsOfSgd(
      part,
      Array.from({ length: count }, () => start),
    ),
    descent: endsOfDescent(part, [start]),
    shown: { sgd: f.planeRun(train(runOf(part, start, from))), descent: f.planeRun(train(runOf(part, start))) },
  };
}

/** SGD and descent from the same starts, so that run r of both forms a pair. */
export function measureUniform(part: UniformPart): Ends {
  const starts = seedsOf(part).map(uniformStart);
  return { sgd: endsOfSgd(part, starts), descent: endsOfDescent(part, starts) };
}

/** Uniform in the window of the notebooks, from the start stream of a run's seed. */
function uniformStart(seed: number): Point {
  const random = stream(seed, 'start');
  return [random.uniform(...GABOR_WINDOW.xDomain), random.uniform(...GABOR_WINDOW.yDomain)];
}

/** The fraction of the runs that end in the basin of a minimum of the map, by its index, or BEYOND. */
export function endsShare(blocks: readonly Ends[], minimum: number, of: keyof Ends = 'sgd'): Estimate | undefined {
  const ends = blocks.flatMap((block) => block[of]);
  return ends.length === 0 ? undefined : wilson(ends.filter((index) => index === minimum).length, ends.length);
}

/** The effect of SGD from uniform starts, pair by pair. */
export interface Paired {
  pairs: number;
  /** How many more runs of SGD end at the lowest minimum, in percentage points. */
  gain: Measured | undefined;
  /** Fractions of the starts that reach it only by SGD, and only by descent. */
  won: Estimate | undefined;
  lost: Estimate | undefined;
}

export function pairedGain(blocks: readonly Ends[]): Paired {
  const gains = blocks.flatMap(({ sgd, descent }) =>
    sgd.map((end, r) => Number(end === LOWEST) - Number(descent[r] === LOWEST)),
  );
  const pairs = gains.length;
  const shareOf = (gain: number): Estimate | undefined =>
    pairs === 0 ? undefined : wilson(gains.filter((one) => one === gain).length, pairs);
  return { pairs, gain: meanOf(gains.map((gain) => 100 * gain)), won: shareOf(1), lost: shareOf(-1) };
}
