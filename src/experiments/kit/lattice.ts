/**
 * A loss in Python as a problem of the engine: the losses and exact slopes on a grid, interpolated by cubics in both
 * directions (Hermite). The map and its minima are computed from it.
 */
import type { Problem } from '../../engine/problems/problem.ts';
import type { Rungs, Surface } from '../../figure/index.ts';
import type { Window } from './loss-map.ts';

/** Number of points across and up. */
interface Mesh {
  readonly across: number;
  readonly up: number;
}

/** Measurements at its points, row after row from the lower left. */
interface Lattice extends Surface {
  readonly across: Rungs;
  readonly up: Rungs;
}

/** Equidistant numbers in an interval. */
export const rungsOf = ([a, b]: readonly [number, number], count: number): Rungs => ({
  from: a,
  apart: (b - a) / (count - 1),
  count,
});

/** The grid over a map. */
export const latticeOf = ({ x, y }: Window, { across, up }: Mesh): Pick<Lattice, 'across' | 'up'> => ({
  across: rungsOf(x, across),
  up: rungsOf(y, up),
});

/** Beyond the grid the slope at its edge continues; where Python returns no value, there is none. */
export function copied({ across, up, values, slopes }: Lattice): Problem {
  const width = across.count;
  const mixed = mixedSlopes(slopes, across, up);
  const g = new Float64Array(2);

  /** At a point within the grid: returns the loss, and writes its slopes to `g`. */
  const inside = (x: number, y: number): number => {
    const [i, u] = cellOf(across, x);
    const [j, v] = cellOf(up, y);
    const [bu, du] = [cubics(u, across.apart), slopesOfCubics(u, across.apart)];
    const [bv, dv] = [cubics(v, up.apart), slopesOfCubics(v, up.apart)];
    let [loss, right, upward] = [0, 0, 0];
    for (let b = 0; b < 2; b++) {
      for (let a = 0; a < 2; a++) {
        const k = (j + b) * width + i + a;
        const [f, fx, fy, fxy] = [values[k]!, slopes[2 * k]!, slopes[2 * k + 1]!, mixed[k]!];
        const [p, q, dp, dq] = [bu[a]!, bu[a + 2]!, du[a]!, du[a + 2]!];
        const [r, s, dr, ds] = [bv[b]!, bv[b + 2]!, dv[b]!, dv[b + 2]!];
        loss += f * p * r + fx * q * r + fy * p * s + fxy * q * s;
        right += f * dp * r + fx * dq * r + fy * dp * s + fxy * dq * s;
        upward += f * p * dr + fx * q * dr + fy * p * ds + fxy * q * ds;
      }
    }
    g[0] = right;
    g[1] = upward;
    return loss;
  };
  const look = (x: number, y: number): number => {
    const [atX, atY] = [clamped(across, x), clamped(up, y)];
    const loss = inside(atX, atY);
    return loss + g[0]! * (x - atX) + g[1]! * (y - atY);
  };
  return {
    id: 'copied',
    dimension: 2,
    examples: 0,
    loss: (phi) => look(phi[0]!, phi[1]!),
    gradient(phi, out) {
      const loss = look(phi[0]!, phi[1]!);
      out[0] = g[0]!;
      out[1] = g[1]!;
      return loss;
    },
  };
}

const clamped = ({ from, apart, count }: Rungs, at: number): number =>
  Math.min(from + apart * (count - 1), Math.max(from, at));

/** The cell of a point, and the fractional position in it. */
function cellOf({ from, apart, count }: Rungs, at: number): readonly [cell: number, share: number] {
  const cell = Math.max(0, Math.min(count - 2, Math.floor((at - from) / apart))) || 0;
  return [cell, (at - from) / apart - cell];
}

/** Weights of the values at both ends of a cell, then of the slopes there. */
const cubics = (t: number, apart: number): readonly number[] => [
  1 - 3 * t ** 2 + 2 * t ** 3,
  3 * t ** 2 - 2 * t ** 3,
  apart * (t - 2 * t ** 2 + t ** 3),
  apart * (t ** 3 - t ** 2),
];
const slopesOfCubics = (t: number, apart: number): readonly number[] => [
  (6 * t ** 2 - 6 * t) / apart,
  (6 * t - 6 * t ** 2) / apart,
  1 - 4 * t + 3 * t ** 2,
  3 * t ** 2 - 2 * t,
];

/** Mixed second derivatives, by differences of both kinds of slopes. */
function mixedSlopes(slopes: Float64Array, across: Rungs, up: Rungs): Float64Array {
  const width = across.count;
  const at = (i: number, j: number, axis: 0 | 1): number => slopes[2 * (j * width + i) + axis]!;
  return Float64Array.from({ length: width * up.count }, (_, k) => {
    const [i, j] = [k % width, Math.floor(k / width)];
    const [left, right] = [Math.max(0, i - 1), Math.min(width - 1, i + 1)];
    const [low, high] = [Math.max(0, j - 1), Math.min(up.count - 1, j + 1)];
    const one = (at(i, high, 0) - at(i, low, 0)) / ((high - low) * up.apart);
    const other = (at(right, j, 1) - at(left, j, 1)) / ((right - left) * across.apart);
    return (one + other) / 2;
  });
}
