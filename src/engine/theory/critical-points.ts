import type { Problem } from '../problems/problem.ts';
import { type Vector, vector } from '../vector.ts';

/** A stationary point. */
export interface CriticalPoint {
  kind: 'minimum' | 'saddle' | 'maximum';
  /** (phi0, phi1). */
  phi: readonly [number, number];
  loss: number;
  /** Eigenvalues of the Hessian there, smallest first. */
  eigenvalues: readonly [number, number];
}

export interface Region {
  /** Ranges of phi0 and phi1. */
  xDomain: readonly [number, number];
  yDomain: readonly [number, number];
}

interface SearchOptions {
  /** Newton starts from the centres of `grid` x `grid` cells. Default 24. */
  grid?: number;
  /**
   * Skips starts from which Newton's first step goes beyond the neighbouring cells: a point over there has nearer
   * starts of its own. Several times faster, for a picture that is redrawn during a drag. Default false.
   */
  near?: boolean;
}

const ITERATIONS = 40;
/** Maximum length of a Newton step as a fraction of the region, so that a search stays near its start. */
const LONGEST = 1 / 40;
/** A search has arrived when its step is this fraction of the region. */
const ARRIVED = 1e-12;
/** Arrivals closer than this fraction of the region are one point. */
const SAME = 1e-6;
/** Number of cells that a first step may cover if only near starts count. */
const NEAR = 1.5;

/**
 * Every stationary point of a two-dimensional problem in a region that Newton's method finds from a grid of starts,
 * lowest loss first. Takes tens of milliseconds: cache the result. Uses the problem's `hessianAt` if it has one,
 * otherwise central differences of its gradient. A point with a singular Hessian is not found.
 * @throws Error if the problem is not two-dimensional.
 */
export function criticalPoints(
  problem: Problem,
  region: Region,
  { grid = 24, near = false }: SearchOptions = {},
): CriticalPoint[] {
  if (problem.dimension !== 2) {
    throw new Error(`criticalPoints: needs a problem of two parameters; "${problem.id}" has ${problem.dimension}`);
  }
  const { xDomain, yDomain } = region;
  const width = xDomain[1] - xDomain[0];
  const height = yDomain[1] - yDomain[0];
  const found: CriticalPoint[] = [];
  const derivatives = createDerivatives(problem, width, height);
  const phi = vector(0, 0);
  const first = near ? NEAR / grid : Number.POSITIVE_INFINITY;
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      phi[0] = xDomain[0] + ((column + 0.5) / grid) * width;
      phi[1] = yDomain[0] + ((row + 0.5) / grid) * height;
      if (!newton(phi, derivatives, region, first)) continue;
      const [x = 0, y = 0] = phi;
      const known = ({ phi: at }: CriticalPoint) =>
        Math.abs(at[0] - x) < SAME * width && Math.abs(at[1] - y) < SAME * height;
      if (!found.some(known)) found.push(pointAt(problem, phi, derivatives));
    }
  }
  return found.sort((a, b) => a.loss - b.loss);
}

interface Derivatives {
  /** Gradient and Hessian (row after row) at the last point. */
  readonly gradient: Vector;
  readonly hessian: Vector;
  at(phi: Vector): void;
}

function createDerivatives(problem: Problem, width: number, height: number): Derivatives {
  const gradient = vector(0, 0);
  const hessian = vector(0, 0, 0, 0);
  // The cube root of the rounding error balances it against that of the central difference.
  const steps = [6e-6 * width, 6e-6 * height];
  const beside = vector(0, 0);
  const above = vector(0, 0);
  const below = vector(0, 0);
  return {
    gradient,
    hessian,
    at(phi) {
      problem.gradient(phi, gradient);
      if (problem.hessianAt) {
        problem.hessianAt(phi, hessian);
        return;
      }
      for (const [i, h] of steps.entries()) {
        beside.set(phi);
        beside[i] = phi[i]! + h;
        problem.gradient(beside, above);
        beside[i] = phi[i]! - h;
        problem.gradient(beside, below);
        for (let j = 0; j < 2; j++) hessian[2 * i + j] = (above[j]! - below[j]!) / (2 * h);
      }
      hessian[1] = (hessian[1]! + hessian[2]!) / 2;
      hessian[2] = hessian[1];
    },
  };
}

/**
 * Moves phi to a stationary point; false if none is reached within the region.
 * @param first maximum length of the first step, as a fraction of the region
 */
function newton(phi: Vector, derivatives: Derivatives, { xDomain, yDomain }: Region, first: number): boolean {
  const width = xDomain[1] - xDomain[0];
  const height = yDomain[1] - yDomain[0];
  const { gradient: g, hessian: h } = derivatives;
  for (let k = 0; k < ITERATIONS; k++) {
    derivatives.at(phi);
    const determinant = h[0]! * h[3]! - h[1]! * h[2]!;
    const dx = (h[1]! * g[1]! - h[3]! * g[0]!) / determinant;
    const dy = (h[2]! * g[0]! - h[0]! * g[1]!) / determinant;
    const length = Math.hypot(dx / width, dy / height);
    if (!Number.isFinite(length) || (k === 0 && length > first)) return false;
    const share = Math.min(1, LONGEST / length);
    phi[0]! += length === 0 ? 0 : share * dx;
    phi[1]! += length === 0 ? 0 : share * dy;
    const [x, y] = [phi[0]!, phi[1]!];
    if (x < xDomain[0] || x > xDomain[1] || y < yDomain[0] || y > yDomain[1]) return false;
    if (length < ARRIVED) return true;
  }
  return false;
}

function pointAt(problem: Problem, phi: Vector, derivatives: Derivatives): CriticalPoint {
  derivatives.at(phi);
  const [a = 0, b = 0, , d = 0] = derivatives.hessian;
  const middle = (a + d) / 2;
  const reach = Math.hypot((a - d) / 2, b);
  const low = middle - reach;
  const high = middle + reach;
  return {
    kind: low > 0 ? 'minimum' : high < 0 ? 'maximum' : 'saddle',
    phi: [phi[0]!, phi[1]!],
    loss: problem.loss(phi),
    eigenvalues: [low, high],
  };
}
