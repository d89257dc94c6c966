/** A workspace for matrices of one size: n x n. */
export interface PowerRoom {
  readonly n: number;
  readonly a: Float64Array;
  readonly vectors: Float64Array;
}

export const createPowerRoom = (n: number): PowerRoom => ({
  n,
  a: new Float64Array(n * n),
  vectors: new Float64Array(n * n),
});

/**
 * Writes a power of a symmetric positive definite matrix into `out` (n x n, row after row), by cyclic Jacobi rotations
 * (Golub and Van Loan, section 8.5), in work of some 10 n^3. The matrix is not modified; nothing is allocated.
 */
export function symmetricPower(matrix: ArrayLike<number>, power: number, out: Float64Array, room: PowerRoom): void {
  const { n, a, vectors } = room;
  for (let k = 0; k < n * n; k++) a[k] = matrix[k]!;
  vectors.fill(0);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 60 && isOffDiagonal(a, n); sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  for (let i = 0; i < n; i++) a[i * n + i] = a[i * n + i]! ** power;
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += vectors[i * n + k]! * a[k * n + k]! * vectors[j * n + k]!;
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
}

/** Whether any element off the diagonal is still significant relative to its eigenvalues. */
function isOffDiagonal(a: Float64Array, n: number): boolean {
  for (let p = 0; p < n; p++)
    for (let q = p + 1; q < n; q++)
      if (Math.abs(a[p * n + q]!) > 1e-17 * Math.sqrt(Math.abs(a[p * n + p]! * a[q * n + q]!))) return true;
  return false;
}

/** Rotates the plane of coordinates p and q so that entry (p, q) becomes 0, together with the eigenvectors. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(1, theta));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  turn(a, n, p, q, c, s);
  for (let k = 0; k < n; k++) {
    const apk = a[p * n + k]!;
    const aqk = a[q * n + k]!;
    a[p * n + k] = c * apk - s * aqk;
    a[q * n + k] = s * apk + c * aqk;
  }
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  turn(vectors, n, p, q, c, s);
}

/** Rotates columns p and q. */
function turn(a: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const akp = a[k * n + p]!;
    const akq = a[k * n + q]!;
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
}
