/** A network with two inputs and one output, the probability that a point is of the second kind. */
import { type Activation, createLayers, type Layer, parameterCount } from '../../../engine/networks/layers.ts';
import { CHUNK, createPasses } from '../../../engine/networks/passes.ts';
import type { Batch, Problem } from '../../../engine/problems/problem.ts';
import type { AnyVector } from '../../../engine/vector.ts';
import type { PointSet } from './data-sets.ts';

export interface PlaneNetwork extends Problem {
  readonly layers: readonly Layer[];
  /**
   * The answer of every unit at each point: a list for each layer, with a row for each point; the output as a
   * probability.
   */
  answers(phi: AnyVector, x: AnyVector): Float32Array<ArrayBuffer>[];
  /** Mean loss over other points, and the fraction that is right. */
  evaluate(phi: AnyVector, points: PointSet): { loss: number; right: number };
}

/** 1 / (1 + exp(-z)), without overflow on either side. */
export const logistic = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** -log of the probability of the kind: log(1 + exp(∓z)), without overflow. */
const logisticLoss = (z: number, kind: number): number =>
  Math.max(kind === 1 ? -z : z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/**
 * The loss is the mean over the batch of the binary cross entropy (UDL eq 5.20), in double precision, and the passes
 * are the engine's. phi has the layout of `createLayers`.
 */
export function createPlaneNetwork(hidden: readonly number[], activation: Activation, train: PointSet): PlaneNetwork {
  const widths = [2, ...hidden, 1];
  const layers = createLayers(widths);
  // The engine's own losses compare outputs with each other; here there is only one, so only its passes are used.
  const passes = createPasses(layers, activation, 'squared-error');
  const z = passes.h.at(-1)!;
  const slopes = passes.dz.at(-1)!;
  const labels = (points: PointSet, batch: Batch | undefined, from: number, k: number): number =>
    points.y[batch ? batch[from + k]! : from + k]!;

  const overChunks = (
    phi: AnyVector,
    points: PointSet,
    batch: Batch | undefined,
    visit: (from: number, size: number) => void,
  ) => {
    const count = batch?.length ?? points.y.length;
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      passes.load(points, batch, from, size);
      passes.forward(phi, size);
      visit(from, size);
    }
    return count;
  };

  const lossOver = (phi: AnyVector, points: PointSet, batch?: Batch): number => {
    let sum = 0;
    const count = overChunks(phi, points, batch, (from, size) => {
      for (let k = 0; k < size; k++) sum += logisticLoss(z[k]!, labels(points, batch, from, k));
    });
    return sum / count;
  };

  return {
    id: 'plane-network',
    dimension: parameterCount(layers),
    examples: train.y.length,
    reduction: 'mean',
    layers,
    loss: (phi, batch) => lossOver(phi, train, batch),
    gradient(phi, out, batch) {
      let sum = 0;
      out.fill(0);
      const weight = 1 / (batch?.length ?? train.y.length);
      overChunks(phi, train, batch, (from, size) => {
        for (let k = 0; k < size; k++) {
          const kind = labels(train, batch, from, k);
          sum += logisticLoss(z[k]!, kind);
          slopes[k] = weight * (logistic(z[k]!) - kind);
        }
        passes.backward(phi, out, size);
      });
      return weight * sum;
    },
    evaluate(phi, points) {
      let sum = 0;
      let right = 0;
      const count = overChunks(phi, points, undefined, (from, size) => {
        for (let k = 0; k < size; k++) {
          const kind = labels(points, undefined, from, k);
          sum += logisticLoss(z[k]!, kind);
          if (z[k]! > 0 === (kind === 1)) right++;
        }
      });
      return { loss: sum / count, right };
    },
    answers(phi, x) {
      const count = x.length / 2;
      const all = layers.map(({ outputs }) => new Float32Array(count * outputs));
      const places: PointSet = { x: x instanceof Float64Array ? x : Float64Array.from(x), y: new Int32Array(count) };
      overChunks(phi, places, undefined, (from, size) => {
        for (const [l, { outputs }] of layers.entries()) {
          all[l]!.set(passes.h[l + 1]!.subarray(0, size * outputs), from * outputs);
        }
      });
      const last = all.at(-1)!;
      for (let k = 0; k < last.length; k++) last[k] = logistic(last[k]!);
      return all;
    },
  };
}
