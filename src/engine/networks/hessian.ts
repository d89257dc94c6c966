import type { Batch } from '../problems/problem.ts';
import type { AnyVector, Vector } from '../vector.ts';
import { type Activation, type Layer, type NetworkLoss, slope } from './layers.ts';
import { addProduct, addRows, repeatRow, rows, transposed } from './matrices.ts';
import type { Examples } from './mnist1d.ts';
import { CHUNK, type Passes } from './passes.ts';

export type HessianVector = (
  phi: AnyVector,
  v: AnyVector,
  out: AnyVector,
  examples: Examples,
  batch: Batch | undefined,
  weight: number,
) => void;

/**
 * Exact products of the Hessian with a vector, at the cost of about two gradients: every quantity of the two passes is
 * differentiated once more, along v (Pearlmutter 1994, the R-operator). `out` becomes `weight` times the Hessian of the
 * summed loss, times v. Where a ReLU's input is exactly 0 its slope counts as 0.
 */
export function createHessianVector(
  layers: readonly Layer[],
  activation: Activation,
  loss: NetworkLoss,
  passes: Passes,
): HessianVector {
  const last = layers.length - 1;
  const outputs = layers[last]!.outputs;
  const { h, dz } = passes;
  // The derivatives along v of h and dz.
  const rh = h.map((values) => new Float64Array(values.length));
  const rdz = dz.map((values) => new Float64Array(values.length));

  const forward = (phi: AnyVector, v: AnyVector, size: number): void => {
    rh[0]!.fill(0);
    for (const [l, { inputs: m, outputs: n, weights, biases }] of layers.entries()) {
      const rz = rows(rh[l + 1]!, n);
      repeatRow(rz, v, biases, size, n);
      addProduct(rz, rows(h[l]!, m), rows(v, n, weights), size, m, n);
      if (l > 0) addProduct(rz, rows(rh[l]!, m), rows(phi, n, weights), size, m, n);
      if (l < last) for (let k = 0; k < size * n; k++) rz.at[k]! *= slope(h[l + 1]![k]!, activation);
    }
  };

  const output = (size: number, weight: number): void => {
    const rz = rh[last + 1]!;
    const to = rdz[last]!;
    if (loss === 'squared-error') {
      for (let k = 0; k < size * outputs; k++) to[k] = weight * rz[k]!;
      return;
    }
    for (let k = 0; k < size; k++) softmaxAlong(h[last + 1]!, rz, to, k * outputs, outputs, weight);
  };

  const backward = (phi: AnyVector, v: AnyVector, out: AnyVector, size: number): void => {
    for (let l = last; l >= 0; l--) {
      const { inputs: m, outputs: n, weights, biases } = layers[l]!;
      const to = rows(out, n, weights);
      const [slopes, rslopes] = [rows(dz[l]!, n), rows(rdz[l]!, n)];
      addProduct(to, transposed(rows(h[l]!, m)), rslopes, m, size, n);
      addRows(out, biases, rslopes, size, n);
      if (l === 0) return;
      addProduct(to, transposed(rows(rh[l]!, m)), slopes, m, size, n);

      const before = rdz[l - 1]!;
      before.fill(0, 0, size * m);
      addProduct(rows(before, m), rslopes, transposed(rows(phi, n, weights)), size, n, m);
      addProduct(rows(before, m), slopes, transposed(rows(v, n, weights)), size, n, m);
      const [values, along, first] = [h[l]!, rh[l]!, dz[l - 1]!];
      for (let k = 0; k < size * m; k++) {
        const s = slope(values[k]!, activation);
        before[k]! *= s;
        // The slope itself changes along v; dz already contains the slope once: dh = dz / (1 - h^2), d(1 - h^2) = -2 h
        // dh.
        if (activation === 'tanh' && s !== 0) before[k]! -= (2 * values[k]! * along[k]! * first[k]!) / s;
      }
    }
  };

  return (phi, v, out, examples, batch, weight) => {
    out.fill(0);
    const count = batch?.length ?? examples.y.length;
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      passes.load(examples, batch, from, size);
      passes.forward(phi, size);
      passes.lossOf(size, weight);
      passes.backward(phi, undefined, size);
      forward(phi, v, size);
      output(size, weight);
      backward(phi, v, out, size);
    }
  };
}

/** Row `from` of the derivative of weight * softmax[z] along rz: weight * p * (rz - p·rz). */
function softmaxAlong(z: Vector, rz: Vector, to: Vector, from: number, n: number, weight: number): void {
  let largest = z[from]!;
  for (let j = 1; j < n; j++) largest = Math.max(largest, z[from + j]!);
  let total = 0;
  let mean = 0;
  for (let j = from; j < from + n; j++) {
    to[j] = Math.exp(z[j]! - largest);
    total += to[j]!;
    mean += to[j]! * rz[j]!;
  }
  mean /= total;
  for (let j = from; j < from + n; j++) to[j]! *= (weight * (rz[j]! - mean)) / total;
}
