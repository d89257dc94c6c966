/**
 * Why plain descent with small steps cannot draw a sketch. A hand is not exact, so every test asks what would be true if each
 * point of the sketch were off by as much as a hand may err: it speaks only where even the kindest of these lines is
 * impossible. All of it is about steps so small that the run follows the slope; large ones jump, and the search tries them.
 */
import type { Problem } from '../../../engine/problems/problem.ts';
import type { Window } from '../../kit/loss-sheet.ts';
import { basinChange } from './basins-crossed.ts';
import { type Line, lengthOf, type Point, placeAt, resample, toLine, unitsOf } from './sketch-lines.ts';

/** How far a hand may err, in widths of the sheet: seven px of a sheet at a desk, four on a phone. */
export const HAND = 0.01;
/** Points of a sketch that are looked at. */
export const LOOKS = 80;
/** A stretch whose direction is judged is as long as this from end to end, so that its ends turn it by 14 degrees at most. */
const STRETCH = 0.08;
/** A direction that is so far from straight down is no mistake of the hand, degrees. */
export const ASIDE = 35;
/** A climb must be this share of all the height that the sketch spans. */
const CLIMB = 0.02;
/** How far a loop must lead from its crossing, in widths of the sheet, and at what angle it must cross. */
const LOOP = 4 * HAND;
const CROSSING = 30;

/** A reason and where the sketch shows it: points of the looked-at sketch, from one to another. */
export type Reason = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'climb'; readonly low: number; readonly high: number }
  | { readonly kind: 'aside'; readonly degrees: number }
  | { readonly kind: 'twice'; readonly degrees: number }
  | { readonly kind: 'rim' }
);

export interface World {
  problem: Problem;
  window: Window;
}

/** The sketch as it is looked at. */
export const looked = (points: readonly Point[], window: Window): Line => resample(toLine(points, window), LOOKS);

/** The reasons that hold, each where it shows most. */
export function reasonsOf(world: World, points: readonly Point[]): Reason[] {
  const line = looked(points, world.window);
  if (!(lengthOf(line) > STRETCH)) return [];
  const climb = climbOf(world, line);
  const rim = basinChange(world, line, HAND);
  const aside = asideOf(world, line);
  const twice = twiceOf(line);
  return [
    ...(climb ? [climb] : []),
    ...(rim ? [{ kind: 'rim' as const, ...rim }] : []),
    ...(twice ? [twice] : []),
    // Where the line climbs it leads away from straight down, too: that would be said twice.
    ...(aside && !(climb && aside.from < climb.to && climb.from < aside.to) ? [aside] : []),
  ];
}

/** The middle of a disc and places in it and on its rim. */
const DISC: readonly Point[] = [
  [0, 0],
  ...[0.5, 1].flatMap((far) =>
    Array.from({ length: 16 }, (_, k): Point => [far * Math.cos((Math.PI * k) / 8), far * Math.sin((Math.PI * k) / 8)]),
  ),
];

/** From the lowest the loss can have been to the lowest it can be later: where even that rises, the line climbs. */
function climbOf({ problem, window }: World, { u, v }: Line): Reason | undefined {
  const phi = new Float64Array(2);
  const at = (i: number, [du, dv]: Point): number => {
    [phi[0], phi[1]] = placeAt(u[i]! + HAND * du, v[i]! + HAND * dv, window);
    return problem.loss(phi);
  };
  const here = Array.from(u, (_, i) => at(i, [0, 0]));
  const discs = Array.from(u, (_, i) => DISC.map((place) => at(i, place)));
  const least = CLIMB * (Math.max(...here) - Math.min(...here));
  let [most, from, to, low] = [least, -1, -1, 0];
  for (let j = 1; j < u.length; j++) {
    if (Math.max(...discs[j - 1]!) < Math.max(...discs[low]!)) low = j - 1;
    const rise = Math.min(...discs[j]!) - Math.max(...discs[low]!);
    if (rise > most) [most, from, to] = [rise, low, j];
  }
  return from < 0 ? undefined : { kind: 'climb', from, to, low: here[from]!, high: here[to]! };
}

/**
 * A stretch that leads aside. Somewhere on a smooth line its direction is that from its one end to its other; so a line that
 * goes straight down everywhere has a place on each stretch where straight down is the direction of the stretch.
 */
function asideOf({ problem, window }: World, { u, v }: Line): Reason | undefined {
  const [across, up] = unitsOf(window);
  const g = new Float64Array(2);
  const down = Array.from(u, (_, i) =>
    DISC.filter(([du, dv], k) => k === 0 || Math.hypot(du, dv) > 0.9).map(([du, dv]) => {
      problem.gradient(Float64Array.from(placeAt(u[i]! + HAND * du, v[i]! + HAND * dv, window)), g);
      return Math.atan2(-g[1]! * up, -g[0]! * across);
    }),
  );
  let worst: Reason | undefined;
  let most = ASIDE;
  for (let from = 0, to = 0; from < u.length; from++) {
    while (to < u.length && Math.hypot(u[to]! - u[from]!, v[to]! - v[from]!) < STRETCH) to++;
    if (to === u.length) break;
    const way = Math.atan2(v[to]! - v[from]!, u[to]! - u[from]!);
    let nearest = 180;
    for (let k = from; k <= to; k++) for (const one of down[k]!) nearest = Math.min(nearest, between(way, one));
    if (nearest <= most) continue;
    most = nearest;
    worst = { kind: 'aside', from, to, degrees: between(way, down[Math.round((from + to) / 2)]![0]!) };
  }
  return worst;
}

/** The angle between two directions in degrees, 0 to 180. */
function between(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return ((turn > Math.PI ? 2 * Math.PI - turn : turn) * 180) / Math.PI;
}

/** A place that the line passes twice, in two directions. */
function twiceOf({ u, v }: Line): Reason | undefined {
  let [found, widest]: [Reason | undefined, number] = [undefined, LOOP];
  for (let i = 0; i + 1 < u.length; i++) {
    for (let j = i + 2; j + 1 < u.length; j++) {
      const cross = crossing(u, v, i, j);
      if (!cross) continue;
      const way = (k: number): number => {
        const [a, b] = [Math.max(0, k - 1), Math.min(u.length - 1, k + 2)];
        return Math.atan2(v[b]! - v[a]!, u[b]! - u[a]!);
      };
      const degrees = between(way(i), way(j));
      let far = 0;
      for (let k = i + 1; k <= j; k++) far = Math.max(far, Math.hypot(u[k]! - cross[0], v[k]! - cross[1]));
      if (degrees >= CROSSING && far > widest) [found, widest] = [{ kind: 'twice', from: i, to: j, degrees }, far];
    }
  }
  return found;
}

/** Where pieces i and j of a line cross. */
function crossing(u: Float64Array, v: Float64Array, i: number, j: number): Point | undefined {
  const [au, av, bu, bv] = [u[i + 1]! - u[i]!, v[i + 1]! - v[i]!, u[j + 1]! - u[j]!, v[j + 1]! - v[j]!];
  const turn = au * bv - av * bu;
  if (turn === 0) return undefined;
  const [du, dv] = [u[j]! - u[i]!, v[j]! - v[i]!];
  const [s, t] = [(du * bv - dv * bu) / turn, (du * av - dv * au) / turn];
  return s >= 0 && s < 1 && t >= 0 && t < 1 ? [u[i]! + s * au, v[i]! + s * av] : undefined;
}
