/** Outlines of bands as polygons. */
import { remember } from './remember.ts';

/** Corners in order, alternating x and y, in the box of the path. The last one is joined to the first. */
export type Ring = readonly number[];

/** Line segments per arc. */
const PIECES = 4;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g;

/**
 * The closed rings of an SVG path, with arcs as line segments. Supports the commands used for bands: M, L, H, V, Q and
 * T, absolute or relative, and Z.
 * @throws Error that names any other command
 */
export function ringsOf(path: string): Ring[] {
  const rings: number[][] = [];
  let ring: number[] = [];
  let [x, y] = [0, 0];
  let control: readonly [number, number] | undefined;
  const to = (px: number, py: number): void => {
    ring.push(px, py);
    [x, y] = [px, py];
  };
  const bend = (cx: number, cy: number, ex: number, ey: number): void => {
    const [sx, sy] = [x, y];
    for (let k = 1; k <= PIECES; k++) {
      const t = k / PIECES;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
      to(a * sx + b * cx + c * ex, a * sy + b * cy + c * ey);
    }
    control = [cx, cy];
  };
  for (const [, letter = '', rest = ''] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const command = letter.toUpperCase();
    const numbers = (rest.match(NUMBER) ?? []).map(Number);
    if (command === 'Z') {
      // Z returns to the ring's first point.
      [x, y] = [ring[0] ?? x, ring[1] ?? y];
      control = undefined;
      continue;
    }
    const size = { M: 2, L: 2, H: 1, V: 1, Q: 4, T: 2 }[command];
    if (!size) throw new Error(`cannot draw a band as a terrace: its path has the command "${letter}"`);
    for (let i = 0; i + size <= numbers.length; i += size) {
      const [fromX, fromY] = letter === command ? [0, 0] : [x, y];
      const [a = 0, b = 0, c = 0, d = 0] = numbers.slice(i, i + size);
      if (command === 'M' && i === 0) {
        ring = [];
        rings.push(ring);
      }
      if (command === 'Q') bend(fromX + a, fromY + b, fromX + c, fromY + d);
      else if (command === 'T') bend(2 * x - (control?.[0] ?? x), 2 * y - (control?.[1] ?? y), fromX + a, fromY + b);
      else {
        to(command === 'V' ? x : fromX + a, command === 'H' ? y : command === 'V' ? fromY + a : fromY + b);
        control = undefined;
      }
    }
  }
  return rings.filter(({ length }) => length >= 6);
}

/** The rings of every path of a map; each path is parsed once. */
export const ringsOfAll = remember((paths: readonly string[]): readonly (readonly Ring[])[] => paths.map(ringsOf));

/** Twice the signed area, negative for the other orientation. */
function turnOf(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    sum += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return sum;
}

/** On which side of a ring its inside is, 1 or -1: no hole is as large as the area around it. */
export function handOf(rings: readonly Ring[]): number {
  const turns = rings.map(turnOf);
  return Math.sign(turns.reduce((most, turn) => (Math.abs(turn) > Math.abs(most) ? turn : most), 0));
}
