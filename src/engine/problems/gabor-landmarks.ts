import type { Optimizer } from '../optimizers/optimizer.ts';
import { createTraps, type Traps } from '../theory/basins.ts';
import { type CriticalPoint, criticalPoints } from '../theory/critical-points.ts';
import { trainMany } from '../training/train-many.ts';
import type { AnyVector, Vector } from '../vector.ts';
import { gabor } from './gabor.ts';

/** The window of notebooks 6.3 and 6.4: offset phi0 and frequency phi1. */
export const GABOR_WINDOW = { xDomain: [-10, 10], yDomain: [2.5, 22.5] } as const;

/** Region around the window: runs may end in its minima, and its saddles send basin borders into the window. */
const SURROUNDINGS = { xDomain: [-14, 14], yDomain: [0.5, 30] } as const;

let landmarks: { all: readonly CriticalPoint[]; minima: readonly CriticalPoint[] } | undefined;

/** Stationary points of the Gabor loss in its window, lowest loss first; computed once. */
export function gaborLandmarks(): { all: readonly CriticalPoint[]; minima: readonly CriticalPoint[] } {
  if (!landmarks) {
    const all = criticalPoints(gabor, GABOR_WINDOW);
    landmarks = { all, minima: all.filter(({ kind }) => kind === 'minimum') };
  }
  return landmarks;
}

/** Steps between two checks of the traps: a run inside one stays there. */
export const LOOK_EVERY = 4;

let surroundings: readonly CriticalPoint[] | undefined;

/** Stationary points in the window and around it; computed once. */
export function gaborSurroundings(): readonly CriticalPoint[] {
  surroundings ??= criticalPoints(gabor, SURROUNDINGS);
  return surroundings;
}

let trapsFor: ReturnType<typeof createTraps> | undefined;

/**
 * Traps of all minima in the window and around it, for gradient descent with these rates: an index in
 * `gaborLandmarks().minima`, a larger one for the minima around it, or -1.
 */
export function gaborTraps(rates: readonly [number, number]): Traps {
  const { xDomain, yDomain } = GABOR_WINDOW;
  trapsFor ??= createTraps(gabor, [
    ...gaborLandmarks().minima,
    ...gaborSurroundings().filter(
      ({ kind, phi: [x, y] }) =>
        kind === 'minimum' && (x < xDomain[0] || x > xDomain[1] || y < yDomain[0] || y > yDomain[1]),
    ),
  ]);
  return trapsFor(rates);
}

/** The step after which a path stays off the map to its end; undefined if it ends on it. */
export function leftMapAt(phi0: ArrayLike<number>, phi1: ArrayLike<number>): number | undefined {
  const { xDomain, yDomain } = GABOR_WINDOW;
  const on = (t: number): boolean =>
    phi0[t]! >= xDomain[0] && phi0[t]! <= xDomain[1] && phi1[t]! >= yDomain[0] && phi1[t]! <= yDomain[1];
  let t = phi0.length;
  while (t > 0 && !on(t - 1)) t--;
  return t < phi0.length ? t : undefined;
}

/** Steps and per-coordinate rates that bring a run to the minimum of its basin without noise. */
export const POLISH = { steps: 400, rate: [0.02, 0.6] } as const;

/** Gradient descent with a rate for each of the two parameters, since the loss is far steeper along one of them. */
const polish: Optimizer<Record<never, never>, { g: AnyVector }> = {
  id: 'polish',
  title: 'Descent with a rate for each parameter',
  source: 'UDL eq 6.3, with diag(α_0, α_1) for α',
  hyperparameters: {},
  equation: String.raw`\phi_i \leftarrow \phi_i - \alpha_i\,\frac{\partial L}{\partial \phi_i}`,
  pythonState: '',
  python: `phi = phi - np.array([${POLISH.rate.join(', ')}]) * gradient(phi)`,
  createState: (n, create = (length) => new Float64Array(length)) => ({ g: create(n) }),
  step(phi, { g }, objective) {
    const loss = objective.gradient(phi, g);
    for (let k = 0; k < phi.length; k++) phi[k]! -= POLISH.rate[k % 2]! * g[k]!;
    return loss;
  },
};

let bound: Traps | undefined;

/**
 * The end of noiseless descent from phi: index in `gaborLandmarks().minima`, or undefined if it is not a minimum in the
 * window. 400 steps with rates .02 and .6 for phi0 and phi1, or fewer if the minimum is certain earlier.
 */
export function reachedMinimum(phi: Vector): number | undefined {
  return reachedMinima(phi)[0];
}

/** Applies `reachedMinimum` to many consecutive states of two numbers each. */
export function reachedMinima(states: Vector): (number | undefined)[] {
  const { minima } = gaborLandmarks();
  bound ??= gaborTraps(POLISH.rate);
  const traps = bound;
  const trapped = Array.from({ length: states.length / 2 }, (_, r) => traps(states, 2 * r));
  const free = trapped.flatMap((trap, r) => (trap < 0 ? [r] : []));
  const { phi, statuses } = trainMany({
    problem: gabor,
    optimizer: polish,
    starts: free.map((r) => states.subarray(2 * r, 2 * r + 2)),
    steps: POLISH.steps,
    until: (at, t) => t % LOOK_EVERY === 0 && t < POLISH.steps && traps(at) >= 0,
    bounds: { norm: Number.POSITIVE_INFINITY },
  });
  for (const [k, r] of free.entries())
    trapped[r] = statuses[k]?.kind === 'converged' ? traps(phi, 2 * k) : nearest(phi[2 * k]!, phi[2 * k + 1]!);
  // The minima in the window come first, then those around it.
  return trapped.map((trap) => (trap >= 0 && trap < minima.length ? trap : undefined));
}

/** The index of the minimum within .5 of a point; -1 if there is none. */
function nearest(phi0: number, phi1: number): number {
  return gaborLandmarks().minima.findIndex(({ phi }) => Math.hypot(phi[0] - phi0, phi[1] - phi1) < 0.5);
}
