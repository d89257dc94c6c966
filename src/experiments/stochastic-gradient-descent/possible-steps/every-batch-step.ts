/** Every step that a batch of the Gabor examples could make from one point, and its effect on the loss of all. */
import { problems } from '../../../engine/problems/index.ts';
import type { Batch } from '../../../engine/problems/problem.ts';
import { stream } from '../../../engine/random-state.ts';
import { createExpectedChange } from '../../../engine/theory/expected-change.ts';
import { type Vector, vector } from '../../../engine/vector.ts';
import { batchBands, type StepFan } from './step-fan.ts';

/** Types rather than interfaces: parts of the experiment, which are plain JSON. */
export type DrawnSteps = {
  alpha: number;
  batchSize: number;
  phi0: number;
  phi1: number;
  /** Seed of the batches, if not all are used. */
  seed: number;
  /** The number of the selected batch, from 1. */
  pick: number;
};
export type CountedSteps = Omit<DrawnSteps, 'seed' | 'pick'> & Partial<Pick<DrawnSteps, 'seed'>>;

export interface Tally {
  /** Whether all possible batches were counted. */
  all: boolean;
  batches: number;
  uphill: number;
  /** Mean change of the loss over all examples. */
  mean: number;
  standardError: number;
}

const N = problems.gabor.examples;
const MOST = 1000;
/** Up to five examples, or all but five, give at most 142506 batches, all counted. Otherwise this many are drawn. */
export const COUNTED_SIZE = 5;
export const COUNTED = 20000;

/** Whether there are more batches of a size than can be counted. */
export function tooMany(batchSize: number): boolean {
  return Math.min(batchSize, N - batchSize) > COUNTED_SIZE;
}

/** All batches of a size in lexicographic order, or 1000 first parts of random permutations if there are more. */
function batchesOf(size: number, seed: number): { batches: Batch[]; all: boolean } {
  // 1, 30 or 435 batches of 0, 1 or 2 examples, or of all except as many; for three there are 4060.
  if (Math.min(size, N - size) <= 2) {
    const batches: Batch[] = [];
    const grow = (chosen: readonly number[], from: number): void => {
      if (chosen.length === size) batches.push(Int32Array.from(chosen));
      else for (let i = from; i <= N - (size - chosen.length); i++) grow([...chosen, i], i + 1);
    };
    grow([], 0);
    return { batches, all: true };
  }
  const random = stream(seed, 'batches');
  return { batches: Array.from({ length: MOST }, () => random.permutation(N).slice(0, size)), all: false };
}

/** The steps of all batches of a size, or of 1000, and their theoretical expectation. */
export function drawSteps({ alpha, batchSize, phi0, phi1, seed, pick }: DrawnSteps): StepFan {
  const { gabor } = problems;
  const phi = vector(phi0, phi1);
  const g = vector(0, 0);
  const here = gabor.loss(phi);
  const { batches, all } = batchesOf(batchSize, seed);
  const column = (): Vector => new Float64Array(batches.length);
  const [d0, d1, change] = [column(), column(), column()];
  for (const [k, batch] of batches.entries()) {
    gabor.gradient(phi, g, batch);
    d0[k] = -alpha * g[0]!;
    d1[k] = -alpha * g[1]!;
    change[k] = gabor.loss(vector(phi0 + d0[k]!, phi1 + d1[k]!)) - here;
  }
  gabor.gradient(phi, g);
  const rate = (alpha * batchSize) / N;
  const expected = createExpectedChange(gabor, { alpha, batchSize, replacement: false })(phi);
  const index = Math.min(pick, batches.length) - 1;
  const picked = batches[index]!;
  const end = vector(phi0 + d0[index]!, phi1 + d1[index]!);
  return {
    from: [phi0, phi1],
    all,
    d0,
    d1,
    change,
    full: [-rate * g[0]!, -rate * g[1]!],
    loss: here,
    expected: expected.mean + expected.spread,
    covariance: stepCovariance(phi, alpha, batchSize),
    pick: index + 1,
    pickedLoss: [gabor.loss(phi, picked), gabor.loss(end, picked)],
    pickedBands: batchBands(picked),
  };
}

/**
 * Changes of the loss of all examples over every batch of a size, or over 20000 if there are too many: these are drawn
 * with the seed.
 */
export function countSteps({ alpha, batchSize, phi0, phi1, seed }: CountedSteps): Tally {
  const g = vector(0, 0);
  const next = vector(phi0, phi1);
  const here = problems.gabor.loss(next);
  const own = Array.from({ length: N }, (_, i) => {
    problems.gabor.gradient(vector(phi0, phi1), g, Int32Array.of(i));
    return [g[0]!, g[1]!] as const;
  });
  const changes: number[] = [];
  const step = (g0: number, g1: number): void => {
    next[0] = phi0 - alpha * g0;
    next[1] = phi1 - alpha * g1;
    changes.push(problems.gabor.loss(next) - here);
  };
  if (seed !== undefined) {
    const random = stream(seed, 'batches');
    for (let k = 0; k < COUNTED; k++) {
      let [g0, g1] = [0, 0];
      for (const i of random.permutation(N).subarray(0, batchSize)) {
        g0 += own[i]![0];
        g1 += own[i]![1];
      }
      step(g0, g1);
    }
    return tallyOf(changes, false);
  }
  // A batch of more than half is computed from all examples minus the few left out.
  const [most, few] = [2 * batchSize > N, Math.min(batchSize, N - batchSize)];
  problems.gabor.gradient(vector(phi0, phi1), g);
  const [all0, all1] = [g[0]!, g[1]!];
  const grow = (left: number, from: number, g0: number, g1: number): void => {
    if (left === 0) step(most ? all0 - g0 : g0, most ? all1 - g1 : g1);
    else for (let i = from; i <= N - left; i++) grow(left - 1, i + 1, g0 + own[i]![0], g1 + own[i]![1]);
  };
  grow(few, 0, 0, 0);
  return tallyOf(changes, true);
}

/** The tally of given changes of the loss. */
export function tallyOf(changes: ArrayLike<number>, all: boolean): Tally {
  const n = changes.length;
  let [uphill, sum, squares] = [0, 0, 0];
  for (let k = 0; k < n; k++) {
    if (changes[k]! > 0) uphill++;
    sum += changes[k]!;
  }
  for (let k = 0; k < n; k++) squares += (changes[k]! - sum / n) ** 2;
  return { all, batches: n, uphill, mean: sum / n, standardError: Math.sqrt(squares / Math.max(1, n - 1) / n) };
}

/** Covariance of one step: alpha^2 B (N - B)/(N - 1) times that of one example's gradient: (0, 0), (0, 1), (1, 1). */
function stepCovariance(phi: Vector, alpha: number, size: number): readonly [number, number, number] {
  const g = vector(0, 0);
  const one: Batch = new Int32Array(1);
  let [m0, m1, s00, s01, s11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < N; i++) {
    one[0] = i;
    problems.gabor.gradient(phi, g, one);
    m0 += g[0]! / N;
    m1 += g[1]! / N;
    s00 += g[0]! ** 2 / N;
    s01 += (g[0]! * g[1]!) / N;
    s11 += g[1]! ** 2 / N;
  }
  const scale = (alpha ** 2 * size * (N - size)) / (N - 1);
  return [scale * (s00 - m0 * m0), scale * (s01 - m0 * m1), scale * (s11 - m1 * m1)];
}
