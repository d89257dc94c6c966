/** Rates of convergence: three rules on a bowl without noise, and noisy descent in one dimension, beside theory. */
import { optimizers } from '../../../engine/optimizers/index.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { createQuadratic } from '../../../engine/problems/quadratic.ts';
import { stream } from '../../../engine/random-state.ts';
import { train } from '../../../engine/training/train.ts';
import type { Column, Run } from '../../../figure/index.ts';

/** A run has arrived once its loss is this share of its first. */
export const ARRIVED = 1e-6;
/** Curvatures of the bowl: as many as this, evenly spread on a log scale from 1/kappa to 1. */
const DIMENSION = 12;

export const quiet = ['descent', 'nesterov', 'momentum'] as const;
export type QuietRule = (typeof quiet)[number];
export const names: Readonly<Record<QuietRule, string>> = {
  descent: 'descent',
  nesterov: 'Nesterov',
  momentum: 'momentum',
};

/** Each at the rate and the momentum that theory calls best for these curvatures. */
export function settingOf(rule: QuietRule, kappa: number): { optimizer: Optimizer; hyper: Record<string, number> } {
  const root = Math.sqrt(kappa);
  const { gradientDescent, momentum, nesterov } = optimizers;
  // Each rule reads only its own hyperparameters.
  switch (rule) {
    case 'descent':
      return { optimizer: gradientDescent as Optimizer, hyper: { alpha: 2 / (1 + 1 / kappa) } };
    case 'nesterov': {
      // A step of 1/L on the gradient is alpha (1 - beta) = 1 in the book's letters.
      const beta = (root - 1) / (root + 1);
      return { optimizer: nesterov as Optimizer, hyper: { alpha: 1 / (1 - beta), beta } };
    }
    case 'momentum': {
      const beta = ((root - 1) / (root + 1)) ** 2;
      const step = 4 / (1 + 1 / root) ** 2;
      return { optimizer: momentum as Optimizer, hyper: { alpha: step / (1 - beta), beta } };
    }
  }
}

/** The factor that each gradient puts on the distance in the long run, as theory says. */
export function factorOf(rule: QuietRule, kappa: number): number {
  const root = Math.sqrt(kappa);
  if (rule === 'descent') return (kappa - 1) / (kappa + 1);
  return rule === 'momentum' ? (root - 1) / (root + 1) : 1 - 1 / root;
}

/** Gradients until the loss, which goes with the square of the distance, is a millionth by that factor. */
export const stepsInTheory = (rule: QuietRule, kappa: number): number =>
  Math.log(ARRIVED) / (2 * Math.log(factorOf(rule, kappa)));

const eigenvaluesOf = (kappa: number): number[] =>
  Array.from({ length: DIMENSION }, (_, k) => kappa ** (k / (DIMENSION - 1) - 1));

/** From a point that is equally far out along every direction. */
export const quietRun = (rule: QuietRule, kappa: number, steps: number): Run => ({
  problem: createQuadratic({ eigenvalues: eigenvaluesOf(kappa) }),
  ...settingOf(rule, kappa),
  start: new Array<number>(DIMENSION).fill(1),
  steps,
});

/** More than any of the three needs. */
export const mostSteps = (kappa: number): number => Math.ceil(9 * kappa + 60);

export type Quiet = {
  rule: QuietRule;
  kappa: number;
};

/** The share of the loss that is left after each gradient, up to where it has arrived. */
export function quietLosses({ rule, kappa }: Quiet): Column {
  const run = quietRun(rule, kappa, mostSteps(kappa));
  const first = run.problem.loss(Float64Array.from(run.start));
  const { loss } = train({
    ...run,
    until: (phi) => run.problem.loss(phi) <= ARRIVED * first,
    record: { phi: 'ends', loss: 'all' },
  });
  return loss.map((value) => value / first);
}

/** Lengths of noisy runs, in gradients. */
export const LENGTHS = [10, 30, 100, 300, 1000] as const;
export const RUNS = 150;
/** Of the fixed rate. */
export const FIXED = 0.1;

export type Noisy = 'fixed' | 'falling' | 'corner';
export const noisy: readonly Noisy[] = ['fixed', 'falling', 'corner'];
export const noisyNames: Readonly<Record<Noisy, string>> = {
  fixed: 'fixed rate',
  falling: 'rate 1/*t*',
  corner: 'a corner',
};

export type NoisyRuns = {
  kind: Noisy;
  sd: number;
  seed: number;
};

/**
 * The loss that is left above the minimum after each of the lengths, in each of the runs, from 1: row after row. `fixed` and
 * `falling` descend on phi^2/2 from noisy slopes, at .1 and at 1/t; `corner` on |phi|, at the one rate that is best for its length
 * in theory, and is judged at the mean of its points.
 */
export function noisyRuns({ kind, sd, seed }: NoisyRuns): Column {
  const left = new Float64Array(LENGTHS.length * RUNS);
  for (let r = 0; r < RUNS; r++) {
    const random = stream(seed + r, 'noise');
    if (kind === 'corner') {
      for (const [k, length] of LENGTHS.entries()) {
        const alpha = 1 / (Math.sqrt(1 + sd ** 2) * Math.sqrt(length));
        let [phi, sum] = [1, 0];
        for (let t = 0; t < length; t++) {
          sum += phi;
          phi -= alpha * (Math.sign(phi) + sd * random.normal());
        }
        left[k * RUNS + r] = Math.abs(sum / length);
      }
      continue;
    }
    let phi = 1;
    let k = 0;
    for (let t = 1; t <= LENGTHS.at(-1)!; t++) {
      phi -= (kind === 'fixed' ? FIXED : 1 / t) * (phi + sd * random.normal());
      if (t === LENGTHS[k]) left[k++ * RUNS + r] = phi ** 2 / 2;
    }
  }
  return left;
}

/** The mean of what is left after so many gradients, exactly; of the corner an upper bound (Nemirovski et al. 2009). */
export function leftInTheory(kind: Noisy, sd: number, length: number): number {
  if (kind === 'corner') return Math.sqrt((1 + sd ** 2) / length);
  // At 1/t phi is minus the mean of the noise so far; at a fixed rate the noise of each step fades by 1 - alpha a step.
  if (kind === 'falling') return sd ** 2 / (2 * length);
  const kept = (1 - FIXED) ** (2 * length);
  return (kept + (FIXED * sd ** 2 * (1 - kept)) / (2 - FIXED)) / 2;
}
