import type { Point } from '../points.ts';
import { type CriticalPoint, criticalPoints } from '../theory/critical-points.ts';
import { type Vector, vector } from '../vector.ts';
import { createGabor, type Gabor, gabor } from './gabor.ts';
import { GABOR_WINDOW, gaborLandmarks, reachedMinimum } from './gabor-landmarks.ts';
import { tableGradient } from './gabor-table.ts';

/** The Gabor model on some points, with facts about its loss in the window of notebook 6.3. */
export interface GaborFit {
  readonly problem: Gabor;
  /** Stationary points, lowest loss first. */
  readonly all: readonly CriticalPoint[];
  readonly minima: readonly CriticalPoint[];
  /** Index in `minima` of the one reached by small steps from a state; undefined if they reach none of them. */
  reached(phi: Vector): number | undefined;
}

/** For the notebooks' 30 points. */
export function notebookFit(): GaborFit {
  return { problem: gabor, ...gaborLandmarks(), reached: reachedMinimum };
}

/** Newton starts along each side: more than for the notebooks' points, since few points have many stationary ones. */
const GRID = 40;
/** Largest values of |g'| and |g''|, rounded up. */
const SLOPE = 1;
const CURVE = 1.15;
const SETTLING = { steps: 3000, still: 1e-9, near: 0.05 } as const;

/** A search that leaves its region gives up, so it gets a margin beyond the edges of the window. */
const ROOM = 0.5;
const wider = ([low, high]: readonly [number, number]) => [low - ROOM, high + ROOM] as const;
const around = ({ xDomain, yDomain }: typeof GABOR_WINDOW) => ({ xDomain: wider(xDomain), yDomain: wider(yDomain) });

/** The Gabor model on any points. Points can be dragged, so it computes the functions directly, without a kernel. */
export function fitGabor(points: readonly Point[]): GaborFit {
  const problem = createGabor({ x: points.map(([x]) => x), y: points.map(([, y]) => y), arithmetic: 'plain' });
  const { xDomain, yDomain } = GABOR_WINDOW;
  const all = criticalPoints(problem, around(GABOR_WINDOW), { grid: GRID, near: true }).filter(
    ({ phi: [x, y] }) => x >= xDomain[0] && x <= xDomain[1] && y >= yDomain[0] && y <= yDomain[1],
  );
  const minima = all.filter(({ kind }) => kind === 'minimum');
  return { problem, all, minima, reached: (phi) => settled(problem, minima, phi) };
}

/**
 * Follows small steps downhill. With rates below 1 over bounds of the second derivatives the loss decreases at each of
 * them: those of an example are at most 2 (g'^2 + |g - y| |g''|) times 1 and (0.06 x)^2, and half of each rate allows
 * for both.
 */
function settled({ x, y }: Gabor, minima: readonly CriticalPoint[], from: Vector): number | undefined {
  const bounds = [0, 0];
  for (const [i, input] of x.entries()) {
    const bound = 2 * (SLOPE + (1 + Math.abs(y[i]!)) * CURVE);
    bounds[0]! += bound;
    bounds[1]! += bound * (0.06 * input) ** 2;
  }
  const rates = bounds.map((bound) => 1 / bound);
  const [phi, g] = [vector(from[0]!, from[1]!), vector(0, 0)];
  for (let t = 0; t < SETTLING.steps; t++) {
    tableGradient(x, y, phi[0]!, phi[1]!, g, 0);
    const steps = [rates[0]! * g[0]!, rates[1]! * g[1]!] as const;
    phi[0]! -= steps[0];
    phi[1]! -= steps[1];
    if (Math.hypot(...steps) < SETTLING.still) break;
  }
  const found = minima.findIndex(({ phi: at }) => Math.hypot(at[0] - phi[0]!, at[1] - phi[1]!) < SETTLING.near);
  return found < 0 ? undefined : found;
}
