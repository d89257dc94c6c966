import type { Vector } from '../vector.ts';

/** A symmetric matrix: n x n entries, row after row. */
export type SymmetricMatrix = Vector;

/**
 * Eigenvalues in ascending order, by cyclic Jacobi rotations: exact to rounding relative to the largest, for the small
 * matrices (n up to a few dozen) of the experiments. The matrix is not modified.
 */
export function symmetricEigenvalues(matrix: SymmetricMatrix, n: number): number[] {
  const a = matrix.slice();
  for (let sweep = 0; sweep < 60 && offDiagonal(a, n) > 0; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, n, p, q);
    }
  }
  return Array.from({ length: n }, (_, i) => a[i * n + i]!).sort((left, right) => left - right);
}

/** The sum off the diagonal, 0 once it is negligible relative to the diagonal. */
function offDiagonal(a: SymmetricMatrix, n: number): number {
  let off = 0;
  let diagonal = 0;
  for (let p = 0; p < n; p++) {
    diagonal += a[p * n + p]! ** 2;
    for (let q = p + 1; q < n; q++) off += a[p * n + q]! ** 2;
  }
  return off <= 1e-34 * diagonal ? 0 : off;
}

/** Rotates the plane of coordinates p and q so that entry (p, q) becomes 0 (Golub and Van Loan, section 8.5). */
function rotate(a: SymmetricMatrix, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(1, theta));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [akp, akq] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
  for (let k = 0; k < n; k++) {
    const [apk, aqk] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * apk - s * aqk;
    a[q * n + k] = s * apk + c * aqk;
  }
}

/** Solves matrix x = right by Cholesky; throws if the matrix is not positive definite, to rounding. */
export function solvePositiveDefinite(matrix: SymmetricMatrix, n: number, right: Vector): Vector {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i !== j) l[i * n + j] = sum / l[j * n + j]!;
      else if (sum > 8 * Number.EPSILON * matrix[i * n + i]!) l[i * n + i] = Math.sqrt(sum);
      else throw new Error(`matrix of size ${n} is not positive definite: pivot ${i} is ${sum}`);
    }
  }
  const x = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k * n + i]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  return x;
}
