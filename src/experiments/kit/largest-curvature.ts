/** The largest curvature of a network's loss along a run. */
import { type createPerceptron, powerIteration } from '../../engine/networks/index.ts';
import { stream } from '../../engine/random-state.ts';
import type { Vector } from '../../engine/vector.ts';

const POWER = { tolerance: 1e-5, most: 1000 };

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
