import { symmetricEigenvalues } from '../theory/symmetric-matrix.ts';
import type { AnyVector, Vector } from '../vector.ts';
import type { Problem } from './problem.ts';

export interface Quadratic extends Problem {
  /** Second derivatives, n x n, row after row. */
  readonly matrix: Vector;
  /** Smallest first. */
  readonly eigenvalues: readonly number[];
  /** The minimum, with loss 0. */
  readonly centre: Vector;
  hessianAt(phi: AnyVector, out: AnyVector): void;
}

type QuadraticOptions = {
  /** Length n. Default: the origin. */
  centre?: readonly number[];
} & (
  | {
      /** Curvatures along the axes; negative ones give a saddle. */
      eigenvalues: readonly number[];
      /** Rotates the axes of a two-dimensional bowl, in radians, counter-clockwise. Default 0. */
      rotation?: number;
    }
  | {
      /** Symmetric, row after row. */
      matrix: readonly (readonly number[])[];
    }
);

/**
 * L = 1/2 (phi - centre)^T H (phi - centre), a plain function without examples.
 * @throws Error if neither curvatures nor a matrix are given, H is not square and symmetric, the centre has a different
 * length, or a rotation is given in other than two dimensions.
 */
export function createQuadratic(options: QuadraticOptions): Quadratic {
  checkOptions(options);
  const matrix = 'matrix' in options ? givenMatrix(options.matrix) : turnedMatrix(options);
  const n = Math.sqrt(matrix.length);
  const centre = Float64Array.from(options.centre ?? new Array<number>(n).fill(0));
  if (centre.length !== n) {
    throw new Error(`createQuadratic: centre must have ${n} numbers, as many as the matrix; got ${centre.length}`);
  }
  // A rotated or given matrix may be full; a diagonal one is stored as a list, and a step costs n rather than n^2.
  const diagonal = matrix.every((entry, k) => entry === 0 || k % (n + 1) === 0);
  const row = (phi: AnyVector, i: number): number => {
    if (diagonal) return matrix[i * n + i]! * (phi[i]! - centre[i]!);
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * (phi[j]! - centre[j]!);
    return sum;
  };
  const eigenvalues = diagonal
    ? Array.from({ length: n }, (_, i) => matrix[i * n + i]!).sort((a, b) => a - b)
    : symmetricEigenvalues(matrix, n);
  return {
    id: 'quadratic',
    dimension: n,
    examples: 0,
    matrix,
    eigenvalues,
    centre,
    equation: String.raw`L[\boldsymbol{\phi}] = \tfrac12 (\boldsymbol{\phi} - \mathbf{c})^T \mathbf{H} (\boldsymbol{\phi} - \mathbf{c})`,
    python: `H = np.array(${JSON.stringify(Array.from(matrix))}).reshape(${n}, ${n})
centre = np.array(${JSON.stringify(Array.from(centre))})

def loss(phi, batch=None):
    return 0.5 * (phi - centre) @ H @ (phi - centre)

def gradient(phi, batch=None):
    return H @ (phi - centre)
`,
    loss(phi) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (phi[i]! - centre[i]!) * row(phi, i);
      return sum / 2;
    },
    gradient(phi, out) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const g = row(phi, i);
        sum += (phi[i]! - centre[i]!) * g;
        out[i] = g;
      }
      return sum / 2;
    },
    hessianAt(_phi, out) {
      out.set(matrix);
    },
  };
}

/** Experiments may be written without a type checker, so wrong options get a message. */
function checkOptions(options: unknown): void {
  const isRecord = typeof options === 'object' && options !== null;
  const given =
    isRecord && 'matrix' in options ? options.matrix : isRecord && 'eigenvalues' in options && options.eigenvalues;
  if (Array.isArray(given)) return;
  throw new Error(
    `createQuadratic: needs { eigenvalues: [1, 50] } or { matrix: [[1, 0], [0, 50]] }; got ${JSON.stringify(options)}`,
  );
}

function givenMatrix(rows: readonly (readonly number[])[]): Vector {
  const n = rows.length;
  for (const [i, entries] of rows.entries()) {
    if (entries.length !== n)
      throw new Error(`createQuadratic: row ${i} must have ${n} entries; got ${entries.length}`);
    for (const [j, entry] of entries.entries()) {
      if (!Number.isFinite(entry) || entry !== rows[j]![i]) {
        throw new Error(
          `createQuadratic: needs a finite symmetric matrix; got ${entry} and ${rows[j]![i]} at ${i}, ${j}`,
        );
      }
    }
  }
  return Float64Array.from(rows.flat());
}

function turnedMatrix({ eigenvalues, rotation = 0 }: { eigenvalues: readonly number[]; rotation?: number }): Vector {
  const n = eigenvalues.length;
  const matrix = new Float64Array(n * n);
  if (n === 0 || !eigenvalues.every(Number.isFinite)) {
    throw new Error(`createQuadratic: eigenvalues must contain only finite numbers; got [${eigenvalues.join(', ')}]`);
  }
  if (rotation === 0) {
    for (const [i, eigenvalue] of eigenvalues.entries()) matrix[i * n + i] = eigenvalue;
    return matrix;
  }
  if (n !== 2) throw new Error(`createQuadratic: a rotation turns a plane; got ${n} eigenvalues`);
  const [first = 0, second = 0] = eigenvalues;
  const [c, s] = [Math.cos(rotation), Math.sin(rotation)];
  matrix[0] = first * c * c + second * s * s;
  matrix[1] = (first - second) * c * s;
  matrix[2] = matrix[1];
  matrix[3] = first * s * s + second * c * c;
  return matrix;
}

/** The ravine 1/2 (phi0^2 + 50 phi1^2). */
export const quadratic: Quadratic = createQuadratic({ eigenvalues: [1, 50] });
