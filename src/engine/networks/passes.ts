import type { Batch } from '../problems/problem.ts';
import type { AnyVector, Vector } from '../vector.ts';
import { type Activation, activate, type Layer, type NetworkLoss, slope } from './layers.ts';
import { addProduct, addRows, repeatRow, rows, transposed } from './matrices.ts';
import type { Examples } from './mnist1d.ts';

/** Examples per pass: few enough for the caches, so that memory does not grow with the data. */
export const CHUNK = 64;

/** The intermediate values of one pass of up to `CHUNK` examples. */
export interface Passes {
  /** h[0]: the inputs; h[l]: the output of layer l - 1 (of the last one without activation); `CHUNK` rows each. */
  readonly h: readonly Vector[];
  /** dz[l]: derivative of the loss by the output of layer l before its activation; for the last one after `lossOf`. */
  readonly dz: readonly Vector[];
  /** Copies examples `from` … `from + size - 1` of the batch into h[0], and their classes. */
  load(examples: Examples, batch: Batch | undefined, from: number, size: number): void;
  forward(phi: AnyVector, size: number): void;
  /** The sum of the losses; writes their slopes, times `weight`, into the last dz. */
  lossOf(size: number, weight: number): number;
  /** Fills every dz, and adds the gradient to `out` if there is one. */
  backward(phi: AnyVector, out: AnyVector | undefined, size: number): void;
}

/** The workspace of a perceptron, and its passes, in double precision. */
export function createPasses(layers: readonly Layer[], activation: Activation, loss: NetworkLoss): Passes {
  const last = layers.length - 1;
  const widths = [layers[0]!.inputs, ...layers.map(({ outputs }) => outputs)];
  const h = widths.map((width) => new Float64Array(CHUNK * width));
  const dz = layers.map(({ outputs }) => new Float64Array(CHUNK * outputs));
  const y = new Int32Array(CHUNK);
  const inputs = widths[0]!;
  const outputs = widths.at(-1)!;

  return {
    h,
    dz,
    load(examples, batch, from, size) {
      const x = h[0]!;
      for (let k = 0; k < size; k++) {
        const i = batch ? batch[from + k]! : from + k;
        y[k] = examples.y[i]!;
        for (let j = 0; j < inputs; j++) x[k * inputs + j] = examples.x[i * inputs + j]!;
      }
    },
    forward(phi, size) {
      for (const [l, { inputs: m, outputs: n, weights, biases }] of layers.entries()) {
        const z = h[l + 1]!;
        repeatRow(rows(z, n), phi, biases, size, n);
        addProduct(rows(z, n), rows(h[l]!, m), rows(phi, n, weights), size, m, n);
        if (l < last) activate(z, activation, size * n);
      }
    },
    lossOf(size, weight) {
      const z = h[last + 1]!;
      const slopes = dz[last]!;
      let sum = 0;
      for (let k = 0; k < size; k++) {
        const from = k * outputs;
        sum +=
          loss === 'cross-entropy'
            ? crossEntropy(z, from, outputs, y[k]!, slopes, weight)
            : squaredError(z, from, outputs, y[k]!, slopes, weight);
      }
      return sum;
    },
    backward(phi, out, size) {
      for (let l = last; l >= 0; l--) {
        const { inputs: m, outputs: n, weights, biases } = layers[l]!;
        const slopes = rows(dz[l]!, n);
        if (out) {
          addProduct(rows(out, n, weights), transposed(rows(h[l]!, m)), slopes, m, size, n);
          addRows(out, biases, slopes, size, n);
        }
        if (l === 0) return;
        const before = dz[l - 1]!;
        before.fill(0, 0, size * m);
        addProduct(rows(before, m), slopes, transposed(rows(phi, n, weights)), size, n, m);
        for (let k = 0; k < size * m; k++) before[k]! *= slope(h[l]![k]!, activation);
      }
    },
  };
}

/** -log of the softmax at the class; the slopes are softmax - target. */
function crossEntropy(z: Vector, from: number, n: number, target: number, slopes: Vector, weight: number): number {
  let largest = z[from]!;
  for (let j = 1; j < n; j++) largest = Math.max(largest, z[from + j]!);
  let total = 0;
  for (let j = 0; j < n; j++) {
    slopes[from + j] = Math.exp(z[from + j]! - largest);
    total += slopes[from + j]!;
  }
  for (let j = 0; j < n; j++) slopes[from + j]! *= weight / total;
  slopes[from + target]! -= weight;
  return Math.log(total) + largest - z[from + target]!;
}

function squaredError(z: Vector, from: number, n: number, target: number, slopes: Vector, weight: number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const error = z[from + j]! - (j === target ? 1 : 0);
    slopes[from + j] = weight * error;
    sum += 0.5 * error * error;
  }
  return sum;
}
