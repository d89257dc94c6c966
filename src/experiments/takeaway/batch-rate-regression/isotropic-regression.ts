import type { Batch } from '../../../engine/problems/problem.ts';
import { stream } from '../../../engine/random-state.ts';
import { solvePositiveDefinite } from '../../../engine/theory/symmetric-matrix.ts';
import { createSampler } from '../../../engine/training/batches.ts';
import type { Vector } from '../../../engine/vector.ts';

/*
 * Least squares with normal inputs, x ~ N(0, I): the problem for which the mean of SGD is known exactly. Contains the
 * measured runs at many rates, and the recursion for comparison. The loss is the mean of half the squared errors.
 */

/** Inputs D and examples N. */
export const ISOTROPIC = { dimension: 16, examples: 512 } as const;
const { dimension: D, examples: N } = ISOTROPIC;

/** From this batch size on, the batch's second moments cost less than a pass over it for every rate. */
const MOMENTS_FROM = 16;

export type IsotropicRun = {
  batchSize: number;
  steps: number;
  /** Whether N(0, 1) is added to each label. */
  noise: boolean;
  seed: number;
};

interface Data {
  /** One example per row. */
  design: Vector;
  /** Noise added to x·w*; zeros without noise. */
  noises: Vector;
  weights: Vector;
  /** X'X/N, and the best fit's error: its w minus w*. */
  hessian: Vector;
  best: Vector;
}

/**
 * Generated data, the same for every batch size and every grid of rates: enough for one ensemble of seeds, and a few
 * more.
 */
const drawn = new Map<string, Data>();
const MOST_DRAWN = 40;

function dataOf(seed: number, noise: boolean): Data {
  const key = `${seed} ${noise}`;
  const data = drawn.get(key) ?? createData(seed, noise);
  // Reinsert as the newest.
  drawn.delete(key);
  drawn.set(key, data);
  for (const oldest of drawn.keys()) if (drawn.size > MOST_DRAWN) drawn.delete(oldest);
  return data;
}

/**
 * x ~ N(0, I), |w*| = 1 in a random direction, y = x·w*, plus N(0, 1) with noise: the draws of
 * `createRandomRegression`, without its Hessian's eigenvalues and its Python, which cost more than the runs.
 */
function createData(seed: number, noise: boolean): Data {
  const random = stream(seed, 'data');
  const design = Float64Array.from({ length: N * D }, () => random.normal());
  const noises = Float64Array.from({ length: N }, () => (noise ? random.normal() : 0));
  const direction = stream(seed, 'weights');
  const weights = Float64Array.from({ length: D }, () => direction.normal());
  const length = Math.hypot(...weights);
  const all = Int32Array.from({ length: N }, (_, i) => i);
  sumMoments(all, design, noises);
  const hessian = moments.map((moment) => moment / N);
  const best = solvePositiveDefinite(
    hessian,
    D,
    noiseMoments.map((noiseMoment) => noiseMoment / N),
  );
  return { design, noises, weights: weights.map((weight) => weight / length), hessian, best };
}

/**
 * Loss above that of the best fit after SGD from w = 0, at each rate on the mean gradient; batches are drawn with
 * replacement, and are the same for all rates. NaN or Infinity if the run diverged.
 *
 * The runs are those of `train`, in e = w - w*: a loss far below 1e-16 is then still exact, and without noise there is
 * no floor.
 */
export function isotropicExcess(rates: readonly number[], { batchSize, steps, noise, seed }: IsotropicRun): Vector {
  const { design, noises, weights, hessian, best } = dataOf(seed, noise);
  const errors = new Float64Array(rates.length * D);
  for (let k = 0; k < errors.length; k++) errors[k] = -weights[k % D]!;
  const sampler = createSampler(N, { size: batchSize, sampling: 'replacement', seed });
  const step = batchSize < MOMENTS_FROM ? stepByExamples : stepByMoments;
  for (let t = 0; t < steps; t++) step(errors, rates, sampler.next(), design, noises);
  for (let k = 0; k < errors.length; k++) errors[k]! -= best[k % D]!;
  return Float64Array.from(rates, (_, k) => {
    let sum = 0;
    for (let i = 0; i < D; i++) sum += errors[k * D + i]! * dot(hessian, i * D, errors, k * D);
    return sum / 2;
  });
}

/** Dot product of two rows, in four independent sums that need not wait for each other. */
function dot(a: Vector, at: number, b: Vector, from: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let j = 0; j < D; j += 4) {
    s0 += a[at + j]! * b[from + j]!;
    s1 += a[at + j + 1]! * b[from + j + 1]!;
    s2 += a[at + j + 2]! * b[from + j + 2]!;
    s3 += a[at + j + 3]! * b[from + j + 3]!;
  }
  return s0 + s1 + (s2 + s3);
}

const gradient = new Float64Array(D);

/** One step of every rate: e <- e - a/B sum over the batch of x (x·e - noise). */
function stepByExamples(errors: Vector, rates: readonly number[], batch: Batch, design: Vector, noises: Vector): void {
  for (let k = 0; k < rates.length; k++) {
    gradient.fill(0);
    for (let b = 0; b < batch.length; b++) {
      const at = batch[b]! * D;
      const residual = dot(design, at, errors, k * D) - noises[batch[b]!]!;
      for (let j = 0; j < D; j++) gradient[j]! += residual * design[at + j]!;
    }
    descend(errors, k, rates[k]! / batch.length);
  }
}

/** Makes the step through the moments of the batch, which all rates share. */
function stepByMoments(errors: Vector, rates: readonly number[], batch: Batch, design: Vector, noises: Vector): void {
  sumMoments(batch, design, noises);
  for (let k = 0; k < rates.length; k++) {
    for (let i = 0; i < D; i++) gradient[i] = dot(moments, i * D, errors, k * D) - noiseMoments[i]!;
    descend(errors, k, rates[k]! / batch.length);
  }
}

function descend(errors: Vector, k: number, alpha: number): void {
  for (let j = 0; j < D; j++) errors[k * D + j]! -= alpha * gradient[j]!;
}

const moments = new Float64Array(D * D);
const noiseMoments = new Float64Array(D);

/** Sums of x x' and of noise x over the batch. */
function sumMoments(batch: Batch, design: Vector, noises: Vector): void {
  moments.fill(0);
  noiseMoments.fill(0);
  for (let b = 0; b < batch.length; b++) {
    const at = batch[b]! * D;
    const noise = noises[batch[b]!]!;
    for (let i = 0; i < D; i++) {
      const x = design[at + i]!;
      noiseMoments[i]! += noise * x;
      for (let j = 0; j <= i; j++) moments[i * D + j]! += x * design[at + j]!;
    }
  }
  for (let i = 0; i < D; i++) for (let j = 0; j < i; j++) moments[j * D + i] = moments[i * D + j]!;
}

/**
 * E|w - w*|^2 after the run, for fresh normal examples: starts at E = 1, and each step gives
 * E' = (1 - 2a + a^2 (1 + (D + 1)/B)) E + a^2 s^2 D/B.
 */
export function expectedSquaredError(a: number, batchSize: number, steps: number, noise: boolean): number {
  const factor = 1 - 2 * a + a * a * (1 + (D + 1) / batchSize);
  const floor = noise ? (a * a * D) / batchSize : 0;
  const power = factor ** steps;
  return factor === 1 ? 1 + steps * floor : power + (floor * (1 - power)) / (1 - factor);
}

/** Largest rate on the mean at which the recursion does not grow. */
export function recursionLimit(batchSize: number): number {
  return (2 * batchSize) / (batchSize + D + 1);
}

/** B_noise = D + 1 + s^2 D/E where the squared error is E: a single step is best at the rate 1/(1 + B_noise/B). */
export function noiseScale(error: number, noise: boolean): number {
  return D + 1 + (noise ? D / error : 0);
}
