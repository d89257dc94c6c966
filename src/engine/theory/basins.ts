import type { Problem } from '../problems/problem.ts';
import { type AnyVector, type Vector, vector } from '../vector.ts';
import type { CriticalPoint } from './critical-points.ts';

/** A problem of two parameters that gives its second derivatives. */
export type CurvedProblem = Problem & Required<Pick<Problem, 'hessianAt'>>;

/** An ellipse e^T H e <= squared around a minimum, e = phi - minimum, and the curvatures in it in terms of those there. */
interface Ellipse {
  squared: number;
  least: number;
  most: number;
}

/** A minimum, its second derivatives (0, 0), (0, 1), (1, 1), and the ellipses around it whose curvatures are positive. */
interface Hollow {
  phi: readonly [number, number];
  hessian: readonly [number, number, number];
  ellipses: readonly Ellipse[];
}

/** Returns the index of the minimum for which a state, two numbers from entry `at` on, is bound, or -1. */
export type Traps = (phi: AnyVector, at?: number) => number;

/** Squared sizes of the ellipses to check, from the first up, each larger by this factor. */
const SIZES = { first: 0.02, factor: 1.25, tries: 40 } as const;
const ANGLES = 20;
/** Allowance for points between the checked ones. */
const MARGIN = 0.05;

/**
 * Detects which minimum a run is bound for, as soon as it is certain: checks the surroundings of the minima once, then
 * returns traps for gradient descent with a rate for each coordinate. They return -1 if it is not certain yet, and for
 * a minimum that is too steep for the rates.
 *
 * Why: in the ellipse e^T H e <= r^2 let all curvatures be between p and q times those at the minimum, H, with p > 0.
 * With D = diag(rates) and q lambda_max(D^1/2 H D^1/2) < 2 the loss decreases along the whole of each step that stays
 * inside. On the rim it is at least p r^2 / 2 above the minimum, and where e^T H e < r^2 p / q it is less: a run there
 * cannot cross the rim, and the ellipse contains no other stationary point. Among all r, the one with the largest r^2 p
 * / q is used.
 */
export function createTraps(
  problem: CurvedProblem,
  minima: readonly Pick<CriticalPoint, 'phi'>[],
): (rates: readonly [number, number]) => Traps {
  const hollows = minima.map(({ phi }) => hollowAt(problem, phi));
  return (rates) => {
    // Six numbers per trap in one array, since this is evaluated after every step; without a trap nothing is below 0.
    const traps = Float64Array.from(
      hollows.flatMap((hollow) => [...hollow.phi, ...hollow.hessian, trapSize(hollow, rates)]),
    );
    return (phi, at = 0) => {
      for (let k = 0, trap = 0; trap < traps.length; k++, trap += 6) {
        const e0 = phi[at]! - traps[trap]!;
        const e1 = phi[at + 1]! - traps[trap + 1]!;
        const [h00, h01, h11, size] = [traps[trap + 2]!, traps[trap + 3]!, traps[trap + 4]!, traps[trap + 5]!];
        if (h00 * e0 * e0 + 2 * h01 * e0 * e1 + h11 * e1 * e1 < size) return k;
      }
      return -1;
    };
  };
}

function hollowAt(problem: CurvedProblem, phi: readonly [number, number]): Hollow {
  const h = vector(0, 0, 0, 0);
  problem.hessianAt(vector(...phi), h);
  const hessian = [h[0]!, h[1]!, h[3]!] as const;
  const ellipses: Ellipse[] = [];
  let [least, most] = [1, 1];
  for (let k = 0, squared: number = SIZES.first; k < SIZES.tries; k++, squared *= SIZES.factor) {
    // An ellipse contains the smaller ones, so their curvatures count, too.
    for (const { low, high } of curvaturesOn(problem, phi, hessian, squared)) {
      least = Math.min(least, (1 - MARGIN) * low);
      most = Math.max(most, (1 + MARGIN) * high);
    }
    if (least <= 0) break;
    ellipses.push({ squared, least, most });
  }
  return { phi, hessian, ellipses };
}

/** e^T H e below which no run leaves; 0 if the minimum is too steep for the rates. */
function trapSize({ hessian: [h00, h01, h11], ellipses }: Hollow, rates: readonly [number, number]): number {
  const steepest = largest(rates[0] * h00, Math.sqrt(rates[0] * rates[1]) * h01, rates[1] * h11);
  let size = 0;
  for (const { squared, least, most } of ellipses) {
    if (most * steepest < 2) size = Math.max(size, (squared * least) / most);
  }
  return size;
}

/** Smallest and largest curvature at points with e^T H e = squared, relative to those at the minimum. */
function curvaturesOn(
  problem: CurvedProblem,
  phi: readonly [number, number],
  [h00, h01, h11]: readonly [number, number, number],
  squared: number,
): { low: number; high: number }[] {
  // With H = C C^T, e = C^-T u covers the ellipse as u covers the circle, and C^-1 H' C^-T compares H' with H.
  const c00 = Math.sqrt(h00);
  const c10 = h01 / c00;
  const c11 = Math.sqrt(h11 - c10 * c10);
  const here: Vector = vector(0, 0, 0, 0);
  return Array.from({ length: ANGLES }, (_, k) => {
    const u0 = Math.sqrt(squared) * Math.cos((2 * Math.PI * k) / ANGLES);
    const u1 = Math.sqrt(squared) * Math.sin((2 * Math.PI * k) / ANGLES);
    const e1 = u1 / c11;
    problem.hessianAt(vector(phi[0] + (u0 - c10 * e1) / c00, phi[1] + e1), here);
    const r00 = here[0]! / h00;
    const r01 = (here[1]! / c00 - c10 * r00) / c11;
    const r11 = (here[3]! - 2 * c10 * c11 * r01 - c10 * c10 * r00) / (c11 * c11);
    const high = largest(r00, r01, r11);
    return { low: r00 + r11 - high, high };
  });
}

/** Larger eigenvalue of a symmetric 2 x 2 matrix. */
function largest(a: number, b: number, d: number): number {
  return (a + d) / 2 + Math.hypot((a - d) / 2, b);
}
