/**
 * Plain descent, heavy ball and Nesterov momentum on a bowl: the number of steps they need, and the rates at which they
 * settle.
 */
import { createQuadratic, optimizers, type Quadratic, train } from '../../../engine/index.ts';
import { convergenceRate } from '../../../engine/theory/convergence-rate.ts';
import { fastestDescent } from '../../../engine/theory/momentum-theory.ts';
import type { Run } from '../../../figure/index.ts';

/** The bowl: this many curvatures from 1 to kappa, evenly spaced on a log scale; runs start from all ones. */
const DIMENSION = 20;
/** Fraction of the first distance that ends the race. */
export const TARGET = 1e-6;

const bowl = (kappa: number): Quadratic =>
  createQuadratic({ eigenvalues: Array.from({ length: DIMENSION }, (_, i) => kappa ** (i / (DIMENSION - 1))) });

/**
 * Each rule at the settings with the lowest factor per step on curvatures from 1 to kappa, and last Nesterov's at those
 * with a proof for all convex functions with these curvatures; with the book's alpha, a library's over 1 - beta.
 * Source: Lessard, Recht and Packard 2016, proposition 1.
 */
function settings(kappa: number) {
  const root = Math.sqrt(kappa);
  const ball = ((root - 1) / (root + 1)) ** 2;
  const wide = Math.sqrt(3 * kappa + 1);
  const look = (wide - 2) / (wide + 2);
  const proved = (root - 1) / (root + 1);
  return [
    { rule: 'momentum', hyper: { alpha: fastestDescent(1, kappa).alpha, beta: 0 } },
    { rule: 'momentum', hyper: { alpha: (2 / (1 + root)) ** 2 / (1 - ball), beta: ball } },
    { rule: 'nesterov', hyper: { alpha: 4 / (3 * kappa + 1) / (1 - look), beta: look } },
    { rule: 'nesterov', hyper: { alpha: 1 / kappa / (1 - proved), beta: proved } },
  ] as const;
}

/** Theoretical factors per step, in the same order. */
export function factors(kappa: number): readonly number[] {
  const root = Math.sqrt(kappa);
  return [(kappa - 1) / (kappa + 1), (root - 1) / (root + 1), 1 - 2 / Math.sqrt(3 * kappa + 1), 1 - 1 / root];
}

/** The four runs, each with twice the number of steps in theory and some for the start. */
export function racers(kappa: number): Run[] {
  return settings(kappa).map(({ rule, hyper }, k) => ({
    problem: bowl(kappa),
    optimizer: optimizers[rule],
    hyper,
    start: new Array<number>(DIMENSION).fill(1),
    steps: Math.ceil((2 * Math.log(TARGET)) / Math.log(factors(kappa)[k]!)) + 50,
  }));
}

/** Number of steps of each until the norm is below a millionth of the first. */
export function race(kappa: number): number[] {
  const until = (phi: ArrayLike<number>): boolean => {
    let squares = 0;
    for (let i = 0; i < DIMENSION; i++) squares += phi[i]! * phi[i]!;
    return squares < TARGET * TARGET * DIMENSION;
  };
  return racers(kappa).map((run) => train({ ...run, until, record: { phi: 'ends', loss: 'ends' } }).steps);
}

/** The alpha between shrinking and growing runs, on a bowl of curvature 1, by bisection. */
export function measuredLimit(rule: 'momentum' | 'nesterov', beta: number): number {
  let [low, high] = [0.5, 100];
  for (let k = 0; k < 16; k++) {
    const middle = Math.sqrt(low * high);
    const { phi, status } = train({
      problem: createQuadratic({ eigenvalues: [1] }),
      optimizer: optimizers[rule],
      hyper: { alpha: middle, beta },
      start: [1],
      steps: 600,
      record: { loss: 'ends' },
    });
    const grows = status.kind === 'diverged' || convergenceRate(phi.map(Math.abs)) >= 1;
    if (grows) high = middle;
    else low = middle;
  }
  return Math.sqrt(low * high);
}
