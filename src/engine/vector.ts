/** Parameters phi, gradients and optimizer state: length n, double precision. */
export type Vector = Float64Array<ArrayBuffer>;

/** A vector in single precision, for problems that declare `precision: 'float32'`. */
export type SingleVector = Float32Array<ArrayBuffer>;

/** Any vector that may be passed to an update rule; the rule works with both. */
export type AnyVector = Vector | SingleVector;

/** A vector with the given numbers. */
export function vector(...values: number[]): Vector {
  return Float64Array.from(values);
}
