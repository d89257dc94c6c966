import { createTraps } from '../basins.ts';
import { type CriticalPoint, criticalPoints } from '../critical-points.ts';
import { gaborSurface } from '../problems/gabor-surface.ts';
import { problems } from '../problems/index.ts';
import type { Vector } from '../vector.ts';
import { bands } from './contours.ts';
import type { SurfacePanel } from './panel.ts';

/** The window of notebooks 6.3 and 6.4: offset phi0 and frequency phi1. */
export const GABOR_WINDOW = { xDomain: [-10, 10], yDomain: [2.5, 22.5] } as const;

let landmarks: { all: readonly CriticalPoint[]; minima: readonly CriticalPoint[] } | undefined;

/** Stationary points of the Gabor loss in its window, lowest loss first; found once. */
export function gaborLandmarks(): { all: readonly CriticalPoint[]; minima: readonly CriticalPoint[] } {
  if (!landmarks) {
    const all = criticalPoints(problems.gabor, GABOR_WINDOW);
    landmarks = { all, minima: all.filter(({ kind }) => kind === 'minimum') };
  }
  return landmarks;
}

let sheet: SurfacePanel | undefined;

/** The Gabor loss as an empty sheet; drawn once, whatever run is laid over it. */
export function gaborSheet(): SurfacePanel {
  sheet ??= {
    kind: 'surface',
    name: 'surface',
    title: 'Loss surface of the Gabor model',
    x: { label: 'offset ϕ_0', domain: GABOR_WINDOW.xDomain },
    y: { label: 'frequency ϕ_1', domain: GABOR_WINDOW.yDomain },
    bands: bands({ ...gaborSurface({ ...GABOR_WINDOW, columns: 72, rows: 72, ring: true }), label: 'loss *L*' }),
  };
  return sheet;
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

let bound: ((phi: Vector) => number) | undefined;

/**
 * Where phi leads when it is let go: index in `gaborLandmarks().minima`, or undefined where that is no minimum of the window.
 * 400 noiseless steps with rates .02 and .6 for phi0 and phi1, or fewer where the minimum is certain before.
 */
export function reachedMinimum(phi: Vector): number | undefined {
  const { minima } = gaborLandmarks();
  bound ??= createTraps(problems.gabor, minima, POLISH.rate);
  const at = phi.slice();
  const g = new Float64Array(2);
  for (let t = 0; t < POLISH.steps; t++) {
    const sure = bound(at);
    if (sure >= 0) return sure;
    problems.gabor.gradient(at, g);
    at[0]! -= POLISH.rate[0] * g[0]!;
    at[1]! -= POLISH.rate[1] * g[1]!;
  }
  const near = minima.findIndex((minimum) => Math.hypot(minimum.phi[0]! - at[0]!, minimum.phi[1]! - at[1]!) < 0.5);
  return near < 0 ? undefined : near;
}
