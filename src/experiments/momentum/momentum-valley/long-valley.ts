/** Momentum and plain descent in a long valley: curvature 1 across, 1/kappa along it, the minimum at the origin. */

// The page's first figure: importing the list would load every rule (decision 0014).
import { momentum } from '../../../engine/optimizers/momentum.ts';
import { createQuadratic } from '../../../engine/problems/quadratic.ts';
import { fastestDescent } from '../../../engine/theory/momentum-theory.ts';
import type * as f from '../../../figure/index.ts';
import type { StepTerms } from '../../kit/momentum-steps.ts';

export const WINDOW = { xDomain: [-11, 5], yDomain: [-3.2, 3.2] } as const;

export interface Setting {
  alpha: number;
  beta: number;
  phi0: number;
  phi1: number;
  kappa: number;
  steps: number;
}

export const valleyRun = ({ alpha, beta, phi0, phi1, kappa, steps }: Setting): f.Run => ({
  problem: createQuadratic({ eigenvalues: [1 / kappa, 1] }),
  optimizer: momentum,
  hyper: { alpha, beta },
  start: [phi0, phi1],
  steps,
});

/** The rate at which plain descent is fastest here. */
export const descentRate = (kappa: number): number => fastestDescent(1 / kappa, 1).alpha;

/** A run with the terms of each of its steps. */
export type WithTerms = f.RunInView<{ terms: readonly StepTerms[] }>;

export const distanceAt = ({ at }: f.RunInView, t: number): number => Math.hypot(...at(t));

const EARLY = 13;

/** An early step at which the memory and the new slope oppose each other most across the valley; 0 if there is none. */
export function tellingStep({ terms }: WithTerms, beta: number): number {
  const { m, g } = terms[1]!;
  const clash = (t: number): number => {
    const [kept, fresh] = [beta * m[t]!, (1 - beta) * g[t]!];
    return kept * fresh < 0 ? Math.min(Math.abs(kept), Math.abs(fresh)) : 0;
  };
  let best = Math.min(2, g.length - 1);
  for (let t = best; t < Math.min(EARLY, g.length); t++) if (clash(t) > clash(best)) best = t;
  return best;
}

const TINTS = 13;
/**
 * Nearly the loss at the corners of the window. The levels below are proportional to squares, which spaces the contours
 * evenly.
 */
const HIGHEST = 4.7;

/** Tints of the valley. Its contours are ellipses, so each is written as one, in thousandths of the window. */
export function valleyTints(kappa: number): f.SurfaceBands {
  const [left, right] = WINDOW.xDomain;
  const [bottom, top] = WINDOW.yDomain;
  const thousandths = (length: number, of: number) => Math.round((1000 * length) / of);
  const levels = Array.from({ length: TINTS }, (_, k) => HIGHEST * ((k + 1) / TINTS) ** 2);
  const x = thousandths(-left, right - left);
  const y = thousandths(top, top - bottom);
  return {
    levels,
    label: 'loss *L*',
    // The whole window, clockwise, and the ellipse cut out of it, with the opposite orientation.
    paths: levels.map((level) => {
      const rx = thousandths(Math.sqrt(2 * level * kappa), right - left);
      const ry = thousandths(Math.sqrt(2 * level), top - bottom);
      return `M0 0H1000V1000H0zM${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
    }),
  };
}
