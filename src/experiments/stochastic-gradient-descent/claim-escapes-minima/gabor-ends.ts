/** Where runs of SGD, and of descent from the same starts, end on the Gabor sheet. */
import {
  createSchedule,
  type Estimate,
  lastState,
  optimizers,
  problems,
  stream,
  type TrainOptions,
  train,
  wilson,
} from '../../../engine/index.ts';
import { GABOR_WINDOW, reachedMinimum } from '../../../engine/problems/gabor-landmarks.ts';
import type { Run } from '../../../figure/index.ts';
import { type PlaneRun, planeRun } from '../../kit/plane-run.ts';
import { type SeedBlock, seedsOf } from '../../kit/seed-blocks.ts';

export type Point = readonly [number, number];

/** Types and not interfaces: parts of the experiment, which are plain JSON. */
export type Setting = {
  /** On the mean gradient, of a batch and of all examples alike. */
  aMean: number;
  batchSize: number;
  schedule: 'linearDecay' | 'constant';
  steps: number;
};
export type UniformPart = Setting & SeedBlock;
export type StartPart = UniformPart & { start: Point };

export interface Ends {
  /** Index of the minimum each run of SGD, and each of descent, ended at; BEYOND for none. */
  sgd: number[];
  descent: number[];
}
/** All from one start, and so with one run of descent. */
export interface StartEnds extends Ends {
  /** One run of each, to draw. */
  shown: { sgd: PlaneRun; descent: PlaneRun };
}

/** Index of the lowest minimum, and what stands for none of the sheet. */
export const LOWEST = 0;
export const BEYOND = -1;

const { gabor } = problems;

/** Of SGD with this seed; without one, of descent. */
export const runOf = (
  { aMean, batchSize, schedule, steps }: Setting,
  start: Point,
  seed?: number,
): Run & Pick<TrainOptions, 'schedule'> => ({
  problem: gabor,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: aMean / (seed === undefined ? gabor.examples : batchSize) },
  start,
  steps,
  ...(seed !== undefined && { batches: { size: batchSize, sampling: 'notebook', seed } }),
  ...(schedule === 'linearDecay' && { schedule: createSchedule('linearDecay', { duration: steps, end: 0 }) }),
});

/** Each end is polished to the minimum of its basin. */
function endOf(run: TrainOptions): number {
  const trace = train({ ...run, record: { phi: 'ends', loss: 'ends', batches: false } });
  return trace.status.kind === 'diverged' ? BEYOND : (reachedMinimum(lastState(trace)) ?? BEYOND);
}

export function measureStart(part: StartPart): StartEnds {
  const { start, from } = part;
  return {
    sgd: seedsOf(part).map((seed) => endOf(runOf(part, start, seed))),
    descent: [endOf(runOf(part, start))],
    shown: { sgd: planeRun(train(runOf(part, start, from))), descent: planeRun(train(runOf(part, start))) },
  };
}

export function measureUniform(part: UniformPart): Ends {
  const seeds = seedsOf(part);
  return {
    sgd: seeds.map((seed) => endOf(runOf(part, uniformStart(seed), seed))),
    descent: seeds.map((seed) => endOf(runOf(part, uniformStart(seed)))),
  };
}

/** Anywhere in the window of the notebooks, from the start stream of a run's seed. */
function uniformStart(seed: number): Point {
  const random = stream(seed, 'start');
  return [random.uniform(...GABOR_WINDOW.xDomain), random.uniform(...GABOR_WINDOW.yDomain)];
}

/** The share of the runs that end in the basin of a minimum of the sheet, by its index, or BEYOND. */
export function endsShare(blocks: readonly Ends[], minimum: number, of: keyof Ends = 'sgd'): Estimate | undefined {
  const ends = blocks.flatMap((block) => block[of]);
  return ends.length === 0 ? undefined : wilson(ends.filter((index) => index === minimum).length, ends.length);
}
