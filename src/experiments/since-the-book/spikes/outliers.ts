/** The mean of a hundred examples with two outliers, found by descent on small batches with clipped gradients. */
import { clipped } from '../../../engine/optimizers/clipped.ts';
import { gradientDescent } from '../../../engine/optimizers/gradient-descent.ts';
import type { Problem } from '../../../engine/problems/problem.ts';
import { stream } from '../../../engine/random-state.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import { train } from '../../../engine/training/train.ts';
import type { Column } from '../../../figure/index.ts';

const EXAMPLES = 100;
export type Sides = 'one' | 'both';

export type Data = {
  /** The distance of the two outliers. */
  far: number;
  sides: Sides;
};

/** All except two are normally distributed around 0; the two are at distance `far`, on one side or on both. */
export function examplesOf({ far, sides }: Data): Column {
  const random = stream(0, 'data');
  const x = Float64Array.from({ length: EXAMPLES }, () => random.normal());
  x[0] = far;
  x[1] = sides === 'one' ? far : -far;
  return x;
}

/** The mean over the batch of (phi - x_i)^2 / 2: lowest at the mean of the examples. */
export function meanProblem(x: Column): Problem {
  const over = (phi: number, batch: ArrayLike<number> | undefined): { loss: number; slope: number } => {
    const count = batch?.length ?? x.length;
    let [loss, slope] = [0, 0];
    for (let k = 0; k < count; k++) {
      const off = phi - x[batch ? batch[k]! : k]!;
      loss += off ** 2 / 2 / count;
      slope += off / count;
    }
    return { loss, slope };
  };
  return {
    id: 'mean-of-examples',
    dimension: 1,
    examples: x.length,
    reduction: 'mean',
    loss: (phi, batch) => over(phi[0]!, batch).loss,
    gradient(phi, out, batch) {
      const { loss, slope } = over(phi[0]!, batch);
      out[0] = slope;
      return loss;
    },
  };
}

export const ALPHA = 0.05;
export const STEPS = 800;
export const RUNS = 40;
const START = 4;
/** The step from which measurements begin. */
const SETTLED = 400;

export type Clipping = Data & {
  /** Maximum length of a gradient; 0: not clipped. */
  clip: number;
  batchSize: number;
  seed: number;
};

export interface Settled {
  /** The mean over the settled steps, for each run. */
  middle: Column;
  /** The mean loss above the minimum over the settled steps, for each run. */
  left: Column;
  /** How far its mean position moves from the first half of the settled steps to the second, for each run. */
  moved: Column;
  /** The first run, step by step. */
  path: Column;
}

export function settled({ clip, batchSize, seed, ...data }: Clipping): Settled {
  const x = examplesOf(data);
  const problem = meanProblem(x);
  const lowest = mean([...x]);
  const optimizer = clip > 0 ? clipped(gradientDescent, { norm: clip }) : gradientDescent;
  const [middle, left, moved] = [new Float64Array(RUNS), new Float64Array(RUNS), new Float64Array(RUNS)];
  let path: Column = new Float64Array();
  for (let r = 0; r < RUNS; r++) {
    const { phi } = train<typeof gradientDescent.hyperparameters, unknown>({
      problem,
      // Safe: both ignore state that is not their own.
      optimizer: optimizer as typeof gradientDescent,
      hyper: { alpha: ALPHA },
      start: [START],
      steps: STEPS,
      batches: { size: batchSize, sampling: 'replacement', seed: seed + r },
      record: { phi: 'all', loss: 'ends' },
    });
    const late = [...phi.subarray(SETTLED)];
    middle[r] = mean(late);
    left[r] = mean(late.map((value) => (value - lowest) ** 2 / 2));
    moved[r] = mean(late.slice(late.length / 2)) - mean(late.slice(0, late.length / 2));
    if (r === 0) path = phi.slice();
  }
  return { middle, left, moved, path };
}

/**
 * The position at which the mean of the clipped slopes of single examples is 0, by bisection: the minimum of Huber's
 * loss (1964), which is a parabola near an example and linear further out.
 */
export function huberMinimum(x: Column, clip: number): number {
  let [low, high] = [Math.min(...x), Math.max(...x)];
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2;
    const slope = mean([...x].map((value) => Math.min(Math.max(middle - value, -clip), clip)));
    if (slope > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
