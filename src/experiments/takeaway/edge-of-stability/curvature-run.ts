/** Descent on a network at a fixed rate, with the largest curvature along its path. */
import { createNetworkTraining, createPerceptron } from '../../../engine/networks/index.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import { curvatureWork, LOOKS, powerIterations, rounded, smoothNetwork } from '../../kit/largest-curvature.ts';
import { trainingOf } from '../../kit/network-run.ts';

export type Network = {
  /** On the mean gradient of all examples. */
  alpha: number;
  loss: 'squared-error' | 'cross-entropy';
  steps: number;
  examples: number;
  seed: number;
};

export interface Run {
  /** Largest eigenvalue of the Hessian at each measurement, the start first; up to the end of the run. */
  curvature: number[];
  /** Loss at the start and after each of `POINTS` equal intervals; null once it diverged. */
  losses: (number | null)[];
  /** Fraction of the steps between two measurements on which the loss rose. */
  uphill: number[];
}

/** Losses stored between two measurements. */
const BETWEEN = 15;
export const POINTS = LOOKS * BETWEEN;
/** Number of last measurements in the reported mean. */
export const LAST = 6;

export const workOf = (network: Network): number => curvatureWork(network, network.steps, POINTS);

export function curvatureRun(network: Network): Run {
  const { steps, seed } = network;
  const options = trainingOf(smoothNetwork(network));
  const training = createNetworkTraining(options);
  const diverged = (): boolean => training.status.kind === 'diverged';
  const curvatureNow = powerIterations(createPerceptron(options), seed);
  const run: Run = {
    curvature: [curvatureNow(training.parameters())],
    losses: [rounded(training.evaluate().loss)],
    uphill: [],
  };
  let before = Number.POSITIVE_INFINITY;
  for (let k = 1; k <= LOOKS && !diverged(); k++) {
    let rises = 0;
    let made = 0;
    for (let j = 1; j <= BETWEEN; j++) {
      const until = Math.round((((k - 1) * BETWEEN + j) / POINTS) * steps);
      for (const value of training.advance(Math.max(0, until - training.steps))) {
        if (value > before) rises++;
        before = value;
        made++;
      }
      run.losses.push(diverged() ? null : rounded(training.evaluate().loss));
    }
    run.uphill.push(made > 0 ? rounded(rises / made) : 0);
    if (!diverged()) run.curvature.push(curvatureNow(training.parameters()));
  }
  return run;
}

/** In units of 2/a, above which a quadratic would diverge. */
export const inUnits = (curvature: number, alpha: number): number => (curvature * alpha) / 2;

/** Mean of the last measurements, in units of 2/a; Infinity if the run diverged. */
export const lastRatio = ({ curvature }: Run, alpha: number): number =>
  curvature.length > LOOKS ? inUnits(mean(curvature.slice(-LAST)), alpha) : Number.POSITIVE_INFINITY;
