/** In which basin each point of a line lies, and where the line passes from one into another. */
import type { Problem } from '../../../engine/problems/problem.ts';
import type { Window } from '../../kit/loss-sheet.ts';
import { type Line, type Point, placeAt, unitsOf } from './sketch-lines.ts';

/** Steps of a descent into its basin at most, and the longest of them in widths of the sheet. */
const STEPS = 600;
const LONGEST = 0.01;
/** A descent has arrived where its slope is this share of what it was, and two that arrive so near are in one basin. */
const ARRIVED = 1e-4;
const NEAR = 0.01;

/** Places around a point, as far from it as a hand may err. */
const AROUND: readonly Point[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

interface World {
  problem: Problem;
  window: Window;
}

/**
 * Where descent with small steps ends, in units of the sheet; undefined where it does not arrive in so many steps. Each step
 * is halved until the loss falls as a slope promises.
 */
export function endOf({ problem, window }: World, u: number, v: number): Point | undefined {
  const [across, up] = unitsOf(window);
  const phi = Float64Array.from(placeAt(u, v, window));
  const g = new Float64Array(2);
  const next = new Float64Array(2);
  let loss = problem.gradient(phi, g);
  const first = Math.hypot(g[0]!, g[1]!);
  let alpha = Number.POSITIVE_INFINITY;
  for (let t = 0; t < STEPS; t++) {
    const square = g[0]! ** 2 + g[1]! ** 2;
    if (!(Math.sqrt(square) > ARRIVED * first)) break;
    alpha = Math.min(1.5 * alpha, LONGEST / Math.hypot(g[0]! * across, g[1]! * up));
    for (;;) {
      next[0] = phi[0]! - alpha * g[0]!;
      next[1] = phi[1]! - alpha * g[1]!;
      if (problem.loss(next) <= loss - 0.5 * alpha * square || alpha * Math.sqrt(square) * across < 1e-9) break;
      alpha /= 2;
    }
    phi.set(next);
    loss = problem.gradient(phi, g);
  }
  if (!(Math.hypot(g[0]!, g[1]!) <= ARRIVED * first)) return undefined;
  return [(phi[0]! - window.x[0]) * across, (phi[1]! - window.y[0]) * up];
}

/** From the last point in the basin where the line begins to the first in another; each sure by what lies around it. */
export function basinChange(world: World, { u, v }: Line, hand: number): { from: number; to: number } | undefined {
  const known = new Map<number, Point | undefined>();
  const end = (i: number): Point | undefined => {
    if (!known.has(i)) known.set(i, endOf(world, u[i]!, v[i]!));
    return known.get(i);
  };
  const sure = (i: number): boolean => {
    const here = end(i);
    return (
      here !== undefined && AROUND.every(([du, dv]) => same(here, endOf(world, u[i]! + hand * du, v[i]! + hand * dv)))
    );
  };
  let from = -1;
  for (let i = 0; i < u.length; i += 2) {
    if (from < 0) {
      if (sure(i)) from = i;
      continue;
    }
    const here = end(i);
    if (!here) continue;
    if (same(here, end(from))) {
      // Nothing is said of a line that runs along the rim and does not come down on the other side.
      from = sure(i) ? i : from;
    } else if (sure(i)) return { from, to: i };
  }
  return undefined;
}

const same = (a: Point | undefined, b: Point | undefined): boolean =>
  a !== undefined && b !== undefined && Math.hypot(a[0] - b[0], a[1] - b[1]) < NEAR;
