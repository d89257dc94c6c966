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

/** The largest share by which the curvatures of a trap may differ from those at its minimum, and the smallest worth a trap. */
const MOST = 0.4;
const LEAST = 0.02;
/** Sizes of a trap to try: from the first, each so much smaller than the last. */
const SIZES = { first: 32, factor: 0.7, tries: 24 } as const;
const ANGLES = 16;
/** Radii to look at the curvatures, as shares of the ellipse's. */
const RADII = [0.5, 1];

/**
 * Tells which minimum a run is bound for, as soon as it cannot miss it. `rates` are those of gradient descent for each
 * coordinate. The result looks at a state and gives an index in `minima`, or -1: not yet, or not where that minimum is
 * too steep for the rates.
 *
 * Why: in the ellipse e^T H e <= r^2 let all curvatures be within a share d of those at the minimum, H. With
 * D = diag(rates) and (1 + d) lambda_max(D^1/2 H D^1/2) < 2 the loss falls along the whole of each step. On the rim it is
 * at least (1 - d) r^2 / 2 above the minimum, and where e^T H e < r^2 (1 - d)/(1 + d) it is less: a run that is there
 * cannot cross the rim, and the ellipse holds no other stationary point.
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
  const share = Math.min(MOST, 2 / steepest - 1 - LEAST);
  if (share < LEAST) return undefined;
  let squared: number = SIZES.first;
  for (let k = 0; k < SIZES.tries; k++, squared *= SIZES.factor) {
    if (isAlike(problem, phi, hessian, squared, share)) {
      return { phi, hessian, size: (squared * (1 - share)) / (1 + share) };
    }
  }
  return undefined;
}

/** Whether all curvatures in e^T H e <= squared, looked at on a few rings, are within a share of those at the minimum. */
function isAlike(
  problem: CurvedProblem,
  phi: readonly [number, number],
  [h00, h01, h11]: readonly [number, number, number],
  squared: number,
  share: number,
): boolean {
  // With H = C C^T, e = C^-T u runs over the ellipse as u over the circle, and C^-1 H' C^-T compares H' with H.
  const c00 = Math.sqrt(h00);
  const c10 = h01 / c00;
  const c11 = Math.sqrt(h11 - c10 * c10);
  const at: Vector = vector(0, 0);
  const here: Vector = vector(0, 0, 0, 0);
  for (const part of RADII) {
    for (let k = 0; k < ANGLES; k++) {
      const angle = (2 * Math.PI * k) / ANGLES;
      const u0 = part * Math.sqrt(squared) * Math.cos(angle);
      const u1 = part * Math.sqrt(squared) * Math.sin(angle);
      const e1 = u1 / c11;
      at[0] = phi[0] + (u0 - c10 * e1) / c00;
      at[1] = phi[1] + e1;
      problem.hessianAt(at, here);
      const r00 = here[0]! / h00;
      const r01 = (here[1]! / c00 - c10 * r00) / c11;
      const r11 = (here[3]! - 2 * c10 * c11 * r01 - c10 * c10 * r00) / (c11 * c11);
      const most = largest(r00, r01, r11);
      if (most > 1 + share || r00 + r11 - most < 1 - share) return false;
    }
  }
  return true;
}

/** Larger eigenvalue of a symmetric 2 x 2 matrix. */
function largest(a: number, b: number, d: number): number {
  return (a + d) / 2 + Math.hypot((a - d) / 2, b);
}
