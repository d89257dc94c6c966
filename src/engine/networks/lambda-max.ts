import type { AnyVector, Vector } from '../vector.ts';

interface PowerIterationOptions {
  /** Stops once the relative change of the estimate is below this. Default 1e-4. */
  tolerance?: number;
  /** Maximum number of products of the Hessian with a vector. Default 300. */
  most?: number;
}

/** The result of power iteration. */
export interface LargestEigenvalue {
  readonly value: number;
  /** Unit length; a good `start` for the next call, when phi has moved a little. */
  readonly vector: Vector;
  /** Number of products used. */
  readonly products: number;
  readonly converged: boolean;
}

/**
 * The eigenvalue of largest absolute value (with its sign) of a symmetric matrix given by its products, by power
 * iteration; near the end of a training run it is the largest, lambda_max. The estimate is the Rayleigh quotient, whose
 * error is the square of the vector's.
 * @throws Error if `start` is zero or not finite.
 */
export function powerIteration(
  product: (v: Vector, out: Vector) => void,
  start: ArrayLike<number>,
  { tolerance = 1e-4, most = 300 }: PowerIterationOptions = {},
): LargestEigenvalue {
  const v = Float64Array.from(start);
  const out = new Float64Array(v.length);
  const length = norm(v);
  if (!(length > 0 && Number.isFinite(length))) {
    throw new Error(`powerIteration: start must contain finite numbers, not all 0; its norm is ${length}`);
  }
  for (let i = 0; i < v.length; i++) v[i]! /= length;
  let value = 0;
  for (let k = 1; k <= most; k++) {
    product(v, out);
    const before = value;
    value = 0;
    for (let i = 0; i < v.length; i++) value += v[i]! * out[i]!;
    const size = norm(out);
    if (size === 0) return { value: 0, vector: v, products: k, converged: true };
    for (let i = 0; i < v.length; i++) v[i] = out[i]! / size;
    if (Math.abs(value - before) <= tolerance * Math.abs(value)) {
      return { value, vector: v, products: k, converged: true };
    }
  }
  return { value, vector: v, products: most, converged: false };
}

function norm(v: AnyVector): number {
  let squares = 0;
  for (let i = 0; i < v.length; i++) squares += v[i]! * v[i]!;
  return Math.sqrt(squares);
}
