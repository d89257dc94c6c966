/** Lines on a sheet, in units of the sheet: its width is 1 and its height three quarters, whatever the two parameters are. */
import type { Window } from '../../kit/loss-sheet.ts';

/** Points of a line in units of the sheet, across and up. */
export interface Line {
  readonly u: Float64Array;
  readonly v: Float64Array;
}

export type Point = readonly [number, number];

/** A sheet is drawn about four wide and three high; a fixed number, so that the same line gets the same answer on every screen. */
const HEIGHT = 3 / 4;

/** How many units of the sheet one unit of each parameter is. */
export const unitsOf = ({ x, y }: Window): Point => [1 / (x[1] - x[0]), HEIGHT / (y[1] - y[0])];

export function toLine(points: readonly Point[], window: Window): Line {
  const [across, up] = unitsOf(window);
  return {
    u: Float64Array.from(points, ([x]) => (x - window.x[0]) * across),
    v: Float64Array.from(points, ([, y]) => (y - window.y[0]) * up),
  };
}

/** The parameters at a place of the sheet. */
export function placeAt(u: number, v: number, window: Window): Point {
  const [across, up] = unitsOf(window);
  return [window.x[0] + u / across, window.y[0] + v / up];
}

/** How far along the line each of its points lies. */
export function lengthsOf({ u, v }: Line): Float64Array {
  const along = new Float64Array(u.length);
  for (let i = 1; i < u.length; i++) {
    along[i] = along[i - 1]! + Math.hypot(u[i]! - u[i - 1]!, v[i]! - v[i - 1]!);
  }
  return along;
}

export const lengthOf = (line: Line): number => lengthsOf(line).at(-1) ?? 0;

/** Points along a line, each `apart` further on than the last, from its beginning to at most its end. */
export function walk({ u, v }: Line, along: Float64Array, apart: number, count: number): Line {
  const out = { u: new Float64Array(count), v: new Float64Array(count) };
  let i = 0;
  for (let k = 0; k < count; k++) {
    const at = k * apart;
    while (i < u.length - 2 && along[i + 1]! < at) i++;
    const span = (along[i + 1] ?? 0) - along[i]!;
    const share = span > 0 ? Math.min(1, (at - along[i]!) / span) : 0;
    const next = Math.min(i + 1, u.length - 1);
    out.u[k] = u[i]! + share * (u[next]! - u[i]!);
    out.v[k] = v[i]! + share * (v[next]! - v[i]!);
  }
  return out;
}

/** The line in so many pieces of one length. */
export function resample(line: Line, pieces: number): Line {
  const along = lengthsOf(line);
  return walk(line, along, (along.at(-1) ?? 0) / pieces, pieces + 1);
}
