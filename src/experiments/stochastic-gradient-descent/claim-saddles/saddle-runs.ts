/** Runs near a saddle, and their theoretical escape times: phi is (x, y), the ridge leads into the saddle at y = 0. */
import { optimizers, problems, train, trainMany } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { type SeedBlock, seedsOf } from '../../kit/seed-blocks.ts';

/** Types rather than interfaces: parts of the experiment, which are plain JSON. */
export type ExactPart = { alpha: number; offset: number; rule: string };
export type NoisyPart = SeedBlock & { alpha: number; noise: number };

/** Descent from the reader's own offset. */
export interface Exact extends f.PlaneRun {
  own: number;
  /** Steps from each of OFFSETS. */
  steps: number[];
}
/** Runs with noise from exactly on the ridge; the first is drawn. */
export interface Noisy extends f.PlaneRun {
  /** Steps until abs(y) exceeds `LEFT`; Infinity if it never does. */
  steps: number[];
}

/** A run has left the saddle when abs(y) is more than this. */
export const LEFT = 0.5;
const START_X = 1.2;
export const OFFSETS = Float64Array.from({ length: 23 }, (_, k) => 10 ** (-12 + k / 2));
/** Median of abs(z) for z of N(0, 1). */
const MEDIAN = 0.6744897501960817;

const until = (phi: ArrayLike<number>): boolean => Math.abs(phi[1]!) > LEFT;

export const runOf = ({ alpha, offset }: Omit<ExactPart, 'rule'>): f.Run => ({
  problem: problems.saddle,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha },
  start: [START_X, offset],
  // Enough for even the smallest offset, or noise, to grow past `LEFT` several times over.
  steps: Math.ceil(45 / Math.log1p(alpha)),
});

/** @param replayed a run of the reader's rule, beside the descent of the other offsets */
export function measureExact({ alpha, offset }: ExactPart, replayed?: f.Replayed): Exact {
  const from = (y0: number) => train({ ...runOf({ alpha, offset: y0 }), until });
  const own = replayed ? train({ ...runOf({ alpha, offset }), until, ...replayed }) : from(offset);
  return {
    steps: Array.from(OFFSETS, (y0) => from(y0).steps),
    own: own.steps,
    ...f.planeRun(own),
  };
}

export function measureNoisy({ alpha, noise, ...block }: NoisyPart): Noisy {
  const noisy = { ...runOf({ alpha, offset: 0 }), noise: { sd: noise }, until };
  const shown = train({ ...noisy, seed: block.from });
  const { statuses } = trainMany({ ...noisy, seeds: seedsOf(block) });
  return {
    steps: statuses.map((status) => (status.kind === 'finished' ? Number.POSITIVE_INFINITY : status.step)),
    ...f.planeRun(shown),
  };
}

/** Theoretical escape time: y grows by 1 + alpha per step while it is small. */
export function escapeTheory(alpha: number, y0: number): number {
  return Math.log(LEFT / y0) / Math.log1p(alpha);
}

/**
 * Theoretical escape time with noise, from the median of abs(y) for a sum of normal steps, each grown since: N(0, s^2), s = alpha sigma (1 +
 * alpha)^t / sqrt((1 + alpha)^2 - 1).
 */
export function noisyTheory(alpha: number, sigma: number): number {
  return escapeTheory(alpha, (MEDIAN * alpha * sigma) / Math.sqrt((1 + alpha) ** 2 - 1));
}
