import { createTraps, type Traps } from '../theory/basins.ts';
import { type CriticalPoint, criticalPoints } from '../theory/critical-points.ts';
import type { Vector } from '../vector.ts';
import { gabor } from './gabor.ts';

/** The window of notebooks 6.3 and 6.4: offset phi0 and frequency phi1. */
export const GABOR_WINDOW = { xDomain: [-10, 10], yDomain: [2.5, 22.5] } as const;

/** Beyond the window: minima there end runs too, and saddles send the borders between basins into it. */
const SURROUNDINGS = { xDomain: [-14, 14], yDomain: [0.5, 30] } as const;

let landmarks: { all: readonly CriticalPoint[]; minima: readonly CriticalPoint[] } | undefined;

/** Stationary points of the Gabor loss in its window, lowest loss first; found once. */
export function gaborLandmarks(): { all: readonly CriticalPoint[]; minima: readonly CriticalPoint[] } {
  if (!landmarks) {
    const all = criticalPoints(gabor, GABOR_WINDOW);
    landmarks = { all, minima: all.filter(({ kind }) => kind === 'minimum') };
  }
  return landmarks;
}

/** Steps from one look at the traps to the next: a run that is in one stays there. */
export const LOOK_EVERY = 4;

let surroundings: readonly CriticalPoint[] | undefined;

/** Stationary points in the window and around it; found once. */
export function gaborSurroundings(): readonly CriticalPoint[] {
  surroundings ??= criticalPoints(gabor, SURROUNDINGS);
  return surroundings;
}

let trapsFor: ReturnType<typeof createTraps> | undefined;

/**
 * Traps of all minima in the window and around it, for gradient descent with these rates: an index in
 * `gaborLandmarks().minima`, one beyond them for the minima around it, or -1.
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

/** The step after which a path stays off the sheet to its end; undefined where it ends on it. */
export function leftSheetAt(phi0: ArrayLike<number>, phi1: ArrayLike<number>): number | undefined {
  const { xDomain, yDomain } = GABOR_WINDOW;
  const on = (t: number): boolean =>
    phi0[t]! >= xDomain[0] && phi0[t]! <= xDomain[1] && phi1[t]! >= yDomain[0] && phi1[t]! <= yDomain[1];
  let t = phi0.length;
  while (t > 0 && !on(t - 1)) t--;
  return t < phi0.length ? t : undefined;
}

/** Steps and per-coordinate rates that settle a run into the minimum of its basin without noise. */
export const POLISH = { steps: 400, rate: [0.02, 0.6] } as const;

let bound: Traps | undefined;

/**
 * Where phi leads when it is let go: index in `gaborLandmarks().minima`, or undefined where that is no minimum of the window.
 * 400 noiseless steps with rates .02 and .6 for phi0 and phi1, or fewer where the minimum is certain before.
 */
export function reachedMinimum(phi: Vector): number | undefined {
  return reachedMinima(phi)[0];
}

/** The same for many states, two numbers each one after the other, whose gradients are taken together. */
export function reachedMinima(states: Vector): (number | undefined)[] {
  const { minima } = gaborLandmarks();
  bound ??= gaborTraps(POLISH.rate);
  const reached: (number | undefined)[] = Array.from({ length: states.length / 2 }, () => undefined);
  // States that are still on their way stand in front; `of` says whose they are.
  const at = states.slice();
  const of = reached.map((_, r) => r);
  let going = of.length;
  const g = new Float64Array(at.length);
  const losses = new Float64Array(going);
  for (let t = 0; t < POLISH.steps && going > 0; t++) {
    for (let place = going - 1; t % LOOK_EVERY === 0 && place >= 0; place--) {
      const sure = bound(at, 2 * place);
      if (sure < 0) continue;
      if (sure < minima.length) reached[of[place]!] = sure;
      going--;
      of[place] = of[going]!;
      at.copyWithin(2 * place, 2 * going, 2 * going + 2);
    }
    gabor.gradients(at.subarray(0, 2 * going), g, losses);
    for (let k = 0; k < 2 * going; k++) at[k]! -= POLISH.rate[k % 2]! * g[k]!;
  }
  for (let place = 0; place < going; place++) {
    const [phi0, phi1] = [at[2 * place]!, at[2 * place + 1]!];
    const near = minima.findIndex((minimum) => Math.hypot(minimum.phi[0]! - phi0, minimum.phi[1]! - phi1) < 0.5);
    if (near >= 0) reached[of[place]!] = near;
  }
  return reached;
}
