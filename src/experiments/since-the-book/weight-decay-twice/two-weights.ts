/** Two weights that the loss does not need: their gradients are noise, small for one and large for the other. */
import type { Problem } from '../../../engine/problems/problem.ts';
import { train } from '../../../engine/training/train.ts';
import { defaults } from '../../../engine/values.ts';
import type { Column } from '../../../figure/index.ts';
import { decaying, type Way } from '../../kit/decay-way.ts';

export type Shrinking = {
  way: Way;
  lambda: number;
  ratio: number;
  steps: number;
  seed: number;
};

export const RUNS = 100;
export const ALPHA = 0.01;
/** Number of stored points of a run. */
export const POINTS = 50;

/** A constant loss. */
const level: Problem = {
  id: 'level',
  dimension: 2,
  examples: 0,
  python: `def loss(phi, batch=None):
    return 0.0

def gradient(phi, batch=None):
    return np.zeros_like(phi)`,
  loss: () => 0,
  gradient: (_, out) => {
    out.fill(0);
    return 0;
  },
};

export const pointAt = (k: number, steps: number): number => Math.round((k * steps) / POINTS);

export interface Shrunk {
  /** The two weights at each of the points, for every run. Row after row of `RUNS`. */
  small: Column;
  large: Column;
  /** Their means over the runs at every step: x is the weight with small gradients. */
  mean: { x: Column; y: Column };
}

export function shrinking({ way, lambda, ratio, steps, seed }: Shrinking): Shrunk {
  const small = new Float64Array((POINTS + 1) * RUNS);
  const large = new Float64Array((POINTS + 1) * RUNS);
  const mean = { x: new Float64Array(steps + 1), y: new Float64Array(steps + 1) };
  const optimizer = decaying(way);
  const hyper = { ...defaults(optimizer.hyperparameters), alpha: ALPHA, weightDecay: lambda };
  for (let r = 0; r < RUNS; r++) {
    const { phi } = train({
      problem: level,
      optimizer,
      hyper,
      start: [1, 1],
      steps,
      noise: { sd: [sdOf('small', ratio), sdOf('large', ratio)] },
      record: { phi: 'all', loss: 'ends' },
      seed: seed + r,
    });
    for (let k = 0; k <= POINTS; k++) {
      const t = pointAt(k, steps);
      small[k * RUNS + r] = phi[2 * t]!;
      large[k * RUNS + r] = phi[2 * t + 1]!;
    }
    for (let t = 0; t <= steps; t++) {
      mean.x[t]! += phi[2 * t]! / RUNS;
      mean.y[t]! += phi[2 * t + 1]! / RUNS;
    }
  }
  return { small, large, mean };
}

/**
 * The theoretical mean of a weight at each step. Decoupled, each step keeps the fraction 1 - alpha lambda. Coupled, the
 * pull lambda phi is divided by the root of v, approximately that of sd^2 + (lambda phi)^2.
 */
export function shrinksInTheory(way: Way, lambda: number, sd: number, steps: number): Column {
  const phi = new Float64Array(steps + 1);
  phi[0] = 1;
  for (let t = 0; t < steps; t++) {
    const pull = lambda * phi[t]!;
    phi[t + 1] = phi[t]! - ALPHA * (way === 'decoupled' ? pull : pull / Math.hypot(sd, pull));
  }
  return phi;
}

/**
 * Standard deviation of the gradients' noise. The two are centred around 1 on a log scale: a ratio of 1 makes both 1.
 */
export const sdOf = (which: 'small' | 'large', ratio: number): number =>
  Math.sqrt(which === 'large' ? ratio : 1 / ratio);
