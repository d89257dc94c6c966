/** How long SGD with normal noise stays in the shallower of two wells, and how long Kramers' law says. */
import { optimizers } from '../../../engine/optimizers/index.ts';
import { doubleWellStationaryPoints } from '../../../engine/problems/double-well.ts';
import { problems } from '../../../engine/problems/index.ts';
import { train } from '../../../engine/training/train.ts';
import { vector } from '../../../engine/vector.ts';

/** B/a of the double well, its rate, runs for each, and the sd of the gradient noise of one example. */
export const WELL = { ratios: [4, 6, 8, 10, 12], alpha: 0.1, runs: 80, sd: 1 } as const;

/** The barrier seen from the shallower well of the tilted double well, and the curvatures at its foot and top. */
export function barrier(): { height: number; foot: number; top: number; shallow: number; deep: number } {
  const { deep, barrier: top, shallow } = doubleWellStationaryPoints();
  const loss = (x: number): number => problems.doubleWell.loss(vector(x));
  return { height: loss(top) - loss(shallow), foot: 3 * shallow ** 2 - 1, top: 1 - 3 * top ** 2, shallow, deep };
}

/** Kramers' mean time over the barrier, in steps: 2 pi / (a sqrt(curvatures)) exp(2 height B / (a sd^2)). */
export function kramers(ratio: number): number {
  const { height, foot, top } = barrier();
  return ((2 * Math.PI) / (WELL.alpha * Math.sqrt(foot * top))) * Math.exp((2 * height * ratio) / WELL.sd ** 2);
}

/** Steps until each run is in the deeper well, at a ratio B/a; run r has seed + r. */
export function stepsToLeave(ratio: number, seed: number): number[] {
  const { shallow, deep } = barrier();
  return Array.from({ length: WELL.runs }, (_, r) => {
    const trace = train({
      problem: problems.doubleWell,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: WELL.alpha },
      start: [shallow],
      steps: Math.ceil(20 * kramers(ratio)),
      noise: { sd: WELL.sd, batch: ratio * WELL.alpha },
      until: (phi) => phi[0]! <= deep,
      seed: seed + r,
      record: { phi: 'ends', loss: 'ends', batches: false },
    });
    return trace.steps;
  });
}
