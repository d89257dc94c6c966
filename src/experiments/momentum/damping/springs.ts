/** Equation 6.11 along one direction is a weight on a spring: 1 - beta is its friction. */
import { createQuadratic, optimizers, train } from '../../../engine/index.ts';
import type { Column, Run } from '../../../figure/index.ts';

/** Number of steps drawn, and of those checked for coming to rest. */
export const SHOWN = 60;
const WATCHED = 2000;
/** A weight is at rest once it stays within this fraction of the first pull. */
export const REST = 0.05;

export type Kind = 'under' | 'critical' | 'over';

/** The largest momentum at which a spring of this stiffness, alpha (1 - beta) lambda, does not swing. */
export const criticalBeta = (stiffness: number): number => (1 - Math.sqrt(stiffness)) ** 2;

/** Multiple of the critical friction: a sixth, as in air, and one and a half, as in honey. */
const FRICTION: Readonly<Record<Kind, number>> = { under: 1 / 6, critical: 1, over: 1.5 };

export function betaOf(kind: Kind, stiffness: number): number {
  return Math.max(0, 1 - FRICTION[kind] * (1 - criticalBeta(stiffness)));
}

/** A weight that is pulled (by default down, by 1) and released at rest. */
export const springRun = (beta: number, stiffness: number, pull = -1): Run => ({
  problem: createQuadratic({ eigenvalues: [1] }),
  optimizer: optimizers.momentum,
  hyper: { alpha: stiffness / (1 - beta), beta },
  start: [pull],
  steps: WATCHED,
});

export interface Swing {
  /** Height at each drawn step; 0 is at rest. */
  height: Column;
  /** The first step from which the weight stays at rest; undefined if it does not within the checked steps. */
  atRest: number | undefined;
  crossings: number;
}

export function swing(beta: number, stiffness: number, pull = -1): Swing {
  const { phi } = train({ ...springRun(beta, stiffness, pull), record: { loss: 'ends' } });
  const out = phi.findLastIndex((value) => Math.abs(value) > REST * Math.abs(pull));
  let crossings = 0;
  for (let t = 1; t < phi.length; t++)
    if (phi[t]! * phi[t - 1]! < 0 && Math.abs(phi[t]!) > 1e-3 * Math.abs(pull)) crossings++;
  return {
    height: Float64Array.from(phi.slice(0, SHOWN + 1)),
    atRest: out + 1 < phi.length && phi.length > WATCHED ? out + 1 : undefined,
    crossings,
  };
}
