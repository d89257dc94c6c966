/** Plain descent, heavy ball and Nesterov momentum on a bowl: how many steps each needs, and at which rates each settles. */
import { createQuadratic, optimizers, type Quadratic, train } from '../../../engine/index.ts';
import { convergenceRate } from '../../../engine/theory/convergence-rate.ts';
import { fastestDescent } from '../../../engine/theory/momentum-theory.ts';
import type { Run } from '../../../figure/index.ts';

/** The bowl: this many curvatures from 1 to kappa, evenly spaced on a log scale, from all ones. */
const DIMENSION = 20;
/** Share of the first distance that ends the race. */
export const TARGET = 1e-6;

const bowl = (kappa: number): Quadratic =>
  createQuadratic({ eigenvalues: Array.from({ length: DIMENSION }, (_, i) => kappa ** (i / (DIMENSION - 1))) });

/** Each rule at its textbook settings for curvatures from 1 to kappa, with the book's alpha: a library's over 1 - beta. */
function textbook(kappa: number) {
  const root = Math.sqrt(kappa);
  const ball = ((root - 1) / (root + 1)) ** 2;
  const look = (root - 1) / (root + 1);
  return [
    { rule: 'momentum', hyper: { alpha: fastestDescent(1, kappa).alpha, beta: 0 } },
    { rule: 'momentum', hyper: { alpha: (2 / (1 + root)) ** 2 / (1 - ball), beta: ball } },
    { rule: 'nesterov', hyper: { alpha: 1 / kappa / (1 - look), beta: look } },
  ] as const;
}

/** Factors per step, in theory: descent, heavy ball, Nesterov. */
export function factors(kappa: number): readonly number[] {
  const root = Math.sqrt(kappa);
  return [(kappa - 1) / (kappa + 1), (root - 1) / (root + 1), 1 - 1 / root];
}

/** The three runs, each with twice the steps of theory and some for the start. */
export function racers(kappa: number): Run[] {
  return textbook(kappa).map(({ rule, hyper }, k) => ({
    problem: bowl(kappa),
    optimizer: optimizers[rule],
    hyper,
    start: new Array<number>(DIMENSION).fill(1),
    steps: Math.ceil((2 * Math.log(TARGET)) / Math.log(factors(kappa)[k]!)) + 50,
  }));
}

/** Steps of each until the norm is below a millionth of the first. */
export function race(kappa: number): number[] {
  const until = (phi: ArrayLike<number>): boolean => {
    let squares = 0;
    for (let i = 0; i < DIMENSION; i++) squares += phi[i]! * phi[i]!;
    return squares < TARGET * TARGET * DIMENSION;
  };
  return racers(kappa).map((run) => train({ ...run, until, record: { phi: 'ends', loss: 'ends' } }).steps);
}

/** The alpha between a run that shrinks and one that grows, on a bowl of curvature 1, by bisection. */
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
