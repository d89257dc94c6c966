/** Descent on a network at one rate, reached at once or step by step, with the largest curvature along its path. */
import { createNetworkTraining, createPerceptron } from '../../../engine/networks/index.ts';
import { warmUp } from '../../../engine/training/schedules.ts';
import { powerIterations, rounded } from '../../kit/largest-curvature.ts';
import { type NetworkRun, trainingOf } from '../../kit/network-run.ts';
import { networkWork } from '../../kit/network-work.ts';

/** One run. */
export type Warmed = {
  /** On the mean gradient of all examples, once it is reached. */
  alpha: number;
  /** Steps until it is reached: alpha/W, 2 alpha/W, … alpha. */
  warmUp: number;
  steps: number;
  examples: number;
  seed: number;
};

export interface WarmedRun {
  /** The steps at which the curvature is measured, the start first; as far as the run came. */
  at: number[];
  /** The largest eigenvalue of the Hessian there. */
  curvature: number[];
  /** Loss at the start and after each of `POINTS` equal stretches; null once it diverged. */
  losses: (number | null)[];
  divergedAt: number | null;
}

export const LOOKS = 20;
export const POINTS = 150;

/** Denser at the beginning, where most of it happens. */
export const lookAt = (k: number, steps: number): number => Math.round(steps * (k / LOOKS) ** 2);

export const networkOf = ({ alpha, examples, seed }: Pick<Warmed, 'alpha' | 'examples' | 'seed'>): NetworkRun => ({
  widths: [40, 24, 10],
  activation: 'tanh',
  loss: 'squared-error',
  initialization: 'fan-in',
  seed,
  train: examples,
  optimizer: 'sgd',
  rate: alpha,
});

/** The curvature at each look is worth so many steps. */
const CURVATURE = 40;

export const workOf = (run: Warmed): number =>
  networkWork({
    ...networkOf(run),
    steps: run.steps + CURVATURE * LOOKS,
    batchSize: run.examples,
    looks: POINTS * run.examples,
  });

export function warmedRun(part: Warmed): WarmedRun {
  const { steps, seed } = part;
  const options = { ...trainingOf(networkOf(part)), schedule: warmUp(part.warmUp) };
  const training = createNetworkTraining(options);
  const curvatureNow = powerIterations(createPerceptron(options), seed);
  const diverged = (): boolean => training.status.kind === 'diverged';
  const run: WarmedRun = {
    at: [0],
    curvature: [curvatureNow(training.parameters())],
    losses: [rounded(training.evaluate().loss)],
    divergedAt: null,
  };
  const looks = Array.from({ length: LOOKS }, (_, k) => lookAt(k + 1, steps));
  const points = Array.from({ length: POINTS }, (_, k) => Math.round(((k + 1) / POINTS) * steps));
  for (const until of [...new Set([...looks, ...points])].sort((a, b) => a - b)) {
    if (!diverged()) training.advance(until - training.steps);
    if (points.includes(until)) {
      const { loss } = training.evaluate();
      run.losses.push(diverged() || !Number.isFinite(loss) ? null : rounded(loss));
    }
    if (diverged() || !looks.includes(until)) continue;
    run.at.push(until);
    run.curvature.push(curvatureNow(training.parameters()));
  }
  return { ...run, divergedAt: training.status.kind === 'diverged' ? training.status.step : null };
}
