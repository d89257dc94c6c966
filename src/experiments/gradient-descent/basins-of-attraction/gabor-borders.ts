import { GABOR_WINDOW, gaborSurroundings, reachedMinimum } from '../../../engine/problems/gabor-landmarks.ts';
import { problems } from '../../../engine/problems/index.ts';
import type { CriticalPoint } from '../../../engine/theory/critical-points.ts';
import { type Vector, vector } from '../../../engine/vector.ts';
import type { Column } from '../../../figure/panels/panel.ts';

/** Distance from a saddle at which its branches begin. */
const ASIDE = 0.02;
/** A step climbs this many gradients, but no further than the stride; it must not overshoot the sharpest ridge. */
const RATE = 0.04;
const STRIDE = 0.1;
const LONGEST = 2000;
/** A climbing line at which the slope is this small has reached a summit. */
const SUMMIT = 0.05;
/** Distance between the points of a line. */
const APART = 0.25;

/** A line, in the map's coordinates. */
export interface Border {
  x: Column;
  y: Column;
}

/**
 * The borders between the basins of the Gabor loss in the limit of many infinitely small steps: from each saddle whose
 * two sides lead to different ends, the two lines that climb from it. Takes tens of milliseconds: cache the result.
 */
export function gaborBorders(): Border[] {
  return gaborSurroundings()
    .filter(({ kind }) => kind === 'saddle')
    .flatMap((saddle) => {
      const [down, up] = directions(saddle);
      const end = (sign: number) => reachedMinimum(vector(...aside(saddle, down, sign)));
      return end(1) === end(-1) ? [] : [climb(aside(saddle, up, 1)), climb(aside(saddle, up, -1))];
    })
    .filter(({ x }) => x.length > 1);
}

type Pair = readonly [number, number];

/** Unit eigenvectors of the negative and of the positive curvature. */
function directions({ phi, eigenvalues }: CriticalPoint): readonly [Pair, Pair] {
  const h = vector(0, 0, 0, 0);
  problems.gabor.hessianAt(vector(...phi), h);
  // (H - lambda I) v = 0: either row gives v; the longer one is numerically safer.
  const first: Pair = [h[1]!, eigenvalues[0] - h[0]!];
  const second: Pair = [eigenvalues[0] - h[3]!, h[1]!];
  const [a, b] = Math.hypot(...first) > Math.hypot(...second) ? first : second;
  const norm = Math.hypot(a, b);
  return [
    [a / norm, b / norm],
    [-b / norm, a / norm],
  ];
}

const aside = ({ phi }: CriticalPoint, [v0, v1]: Pair, sign: number): Pair => [
  phi[0] + sign * ASIDE * v0,
  phi[1] + sign * ASIDE * v1,
];

/** Climbs by Heun's method, to a summit or out of the window. */
function climb([x0, y0]: Pair): Border {
  const at = vector(x0, y0);
  const ahead = vector(0, 0);
  const g = vector(0, 0);
  const h = vector(0, 0);
  const xs: number[] = [];
  const ys: number[] = [];
  let steepest = 0;
  for (let k = 0; k < LONGEST; k++) {
    const slope = Math.hypot(...gradientAt(at, g));
    steepest = Math.max(steepest, slope);
    const atSummit = steepest > 2 * SUMMIT && slope < SUMMIT;
    const from = Math.hypot(at[0]! - (xs.at(-1) ?? Number.POSITIVE_INFINITY), at[1]! - (ys.at(-1) ?? 0));
    if (isNear(at) && (atSummit || from > APART)) {
      xs.push(at[0]!);
      ys.push(at[1]!);
    } else if (xs.length > 0 && !isNear(at)) break;
    if (atSummit) break;
    const rate = Math.min(RATE, STRIDE / slope);
    for (let i = 0; i < 2; i++) ahead[i] = at[i]! + rate * g[i]!;
    gradientAt(ahead, h);
    for (let i = 0; i < 2; i++) at[i]! += (rate / 2) * (g[i]! + h[i]!);
  }
  return { x: Float64Array.from(xs), y: Float64Array.from(ys) };
}

function gradientAt(phi: Vector, out: Vector): Vector {
  problems.gabor.gradient(phi, out);
  return out;
}

/** In the window, or so close that a line to it is visible up to the edge. */
function isNear(phi: Vector): boolean {
  const [left, right] = GABOR_WINDOW.xDomain;
  const [low, high] = GABOR_WINDOW.yDomain;
  return phi[0]! > left - 1 && phi[0]! < right + 1 && phi[1]! > low - 1 && phi[1]! < high + 1;
}
