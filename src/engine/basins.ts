import type { CriticalPoint } from './critical-points.ts';
import type { Problem } from './problems/problem.ts';
import { type AnyVector, type Vector, vector } from './vector.ts';

/** A problem of two parameters that gives its second derivatives. */
export type CurvedProblem = Problem & Required<Pick<Problem, 'hessianAt'>>;

/** An ellipse e^T H e < size around a minimum, e = phi - minimum, that no run leaves. */
interface Trap {
  phi: readonly [number, number];
  /** Second derivatives at the minimum: (0, 0), (0, 1), (1, 1). */
  hessian: readonly [number, number, number];
  size: number;
}

/** Squared sizes of the ellipses looked at, from the first up, each so much larger than the last. */
const SIZES = { first: 0.02, factor: 1.25, tries: 40 } as const;
const ANGLES = 20;
/** What lies between the places looked at may differ from them by this share. */
const MARGIN = 0.05;

/**
 * Tells which minimum a run is bound for, as soon as it cannot miss it. `rates` are those of gradient descent for each
 * coordinate. The result looks at a state and gives an index in `minima`, or -1: not yet, or not where that minimum is
 * too steep for the rates.
 *
 * Why: in the ellipse e^T H e <= r^2 let all curvatures be between p and q times those at the minimum, H, with p > 0. With
 * D = diag(rates) and q lambda_max(D^1/2 H D^1/2) < 2 the loss falls along the whole of each step that stays inside. On
 * the rim it is at least p r^2 / 2 above the minimum, and where e^T H e < r^2 p / q it is less: a run that is there cannot
 * cross the rim, and the ellipse holds no other stationary point. Of all r the one with the largest r^2 p / q is taken.
 */
export function createTraps(
  problem: CurvedProblem,
  minima: readonly Pick<CriticalPoint, 'phi'>[],
  rates: readonly [number, number],
): (phi: AnyVector) => number {
  const traps = minima.map(({ phi }) => trapAt(problem, phi, rates));
  return (phi) => {
    for (let k = 0; k < traps.length; k++) {
      const trap = traps[k];
      if (!trap) continue;
      const e0 = phi[0]! - trap.phi[0];
      const e1 = phi[1]! - trap.phi[1];
      const [h00, h01, h11] = trap.hessian;
      if (h00 * e0 * e0 + 2 * h01 * e0 * e1 + h11 * e1 * e1 < trap.size) return k;
    }
    return -1;
  };
}

function trapAt(
  problem: CurvedProblem,
  phi: readonly [number, number],
  rates: readonly [number, number],
): Trap | undefined {
  const h = vector(0, 0, 0, 0);
  problem.hessianAt(vector(...phi), h);
  const hessian = [h[0]!, h[1]!, h[3]!] as const;
  const steepest = largest(rates[0] * h[0]!, Math.sqrt(rates[0] * rates[1]) * h[1]!, rates[1] * h[3]!);
  let [least, most, size] = [1, 1, 0];
  for (let k = 0, squared: number = SIZES.first; k < SIZES.tries; k++, squared *= SIZES.factor) {
    // An ellipse holds the smaller ones, so what was found there counts too.
    for (const { low, high } of curvaturesOn(problem, phi, hessian, squared)) {
      least = Math.min(least, (1 - MARGIN) * low);
      most = Math.max(most, (1 + MARGIN) * high);
    }
    if (least <= 0 || most * steepest >= 2) break;
    size = Math.max(size, (squared * least) / most);
  }
  return size > 0 ? { phi, hessian, size } : undefined;
}

/** Smallest and largest curvature at places of e^T H e = squared, in terms of those at the minimum. */
function curvaturesOn(
  problem: CurvedProblem,
  phi: readonly [number, number],
  [h00, h01, h11]: readonly [number, number, number],
  squared: number,
): { low: number; high: number }[] {
  // With H = C C^T, e = C^-T u runs over the ellipse as u over the circle, and C^-1 H' C^-T compares H' with H.
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
