/** The largest curvature of a network's loss along a run. */
import { type createPerceptron, powerIteration } from '../../engine/networks/index.ts';
import { stream } from '../../engine/random-state.ts';
import type { Vector } from '../../engine/vector.ts';
import type { NetworkRun } from './network-run.ts';
import { networkWork } from './network-work.ts';

const POWER = { tolerance: 1e-5, most: 1000 };

/** Looks at the curvature along a run, beside that at its start. */
export const LOOKS = 20;
/** Each of them is worth so many steps. */
const CURVATURE = 40;

interface Descent {
  /** On the mean gradient of all examples. */
  alpha: number;
  /** Left out: squared error. */
  loss?: 'squared-error' | 'cross-entropy';
  examples: number;
  seed: number;
}

/** The network whose curvature is followed: of tanh, so that its loss has one everywhere, by plain descent. */
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

/** How much work so many of its steps are, with all looks at the curvature and so many at the loss. */
export const curvatureWork = (run: Descent, steps: number, losses: number): number =>
  networkWork({
    ...smoothNetwork(run),
    steps: steps + CURVATURE * LOOKS,
    batchSize: run.examples,
    looks: losses * run.examples,
  });

/** Five digits: more would only be noise of single precision in what is kept. */
export const rounded = (value: number): number => Number(value.toPrecision(5));

/**
 * The largest eigenvalue of the Hessian at one point after another: each search begins at the direction that the last one
 * found.
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
