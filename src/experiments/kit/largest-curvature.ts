/** The largest curvature of a network's loss along a run. */
import { type createPerceptron, powerIteration } from '../../engine/networks/index.ts';
import { stream } from '../../engine/random-state.ts';
import type { Vector } from '../../engine/vector.ts';
import type { NetworkRun } from './network-run.ts';
import { networkWork } from './network-work.ts';

const POWER = { tolerance: 1e-5, most: 1000 };

/** Number of curvature measurements along a run, besides the one at its start. */
export const LOOKS = 20;
/** Cost of each in steps. */
const CURVATURE = 40;

interface Descent {
  /** On the mean gradient of all examples. */
  alpha: number;
  /** Default: squared error. */
  loss?: 'squared-error' | 'cross-entropy';
  examples: number;
  seed: number;
}

/**
 * The network whose curvature is followed: with tanh, so that its loss has one everywhere, trained by plain descent.
 */
export const smoothNetwork = ({ alpha, loss = 'squared-error', examples, seed }: Descent): NetworkRun => ({
  widths: [40, 24, 10],
  activation: 'tanh',
  loss,
  initialization: 'fan-in',
  seed,
  train: examples,
  optimizer: 'sgd',
  rate: alpha,
});

/** The work of this many steps, with all measurements of the curvature and `losses` of the loss. */
export const curvatureWork = (run: Descent, steps: number, losses: number): number =>
  networkWork({
    ...smoothNetwork(run),
    steps: steps + CURVATURE * LOOKS,
    batchSize: run.examples,
    looks: losses * run.examples,
  });

/** Five digits: more would only be single precision noise in stored results. */
export const rounded = (value: number): number => Number(value.toPrecision(5));

/**
 * The largest eigenvalue of the Hessian at a sequence of points: each search begins with the direction found at the
 * last one.
 */
export function powerIterations(problem: ReturnType<typeof createPerceptron>, seed: number): (phi: Vector) => number {
  const random = stream(seed, 'noise');
  let direction: Vector = Float64Array.from({ length: problem.dimension }, () => random.normal());
  return (phi) => {
    const found = powerIteration((v, out) => problem.hessianVector(phi, v, out), direction, POWER);
    direction = found.vector;
    return rounded(found.value);
  };
}
