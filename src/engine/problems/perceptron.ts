import { createHessianVector, type HessianVector } from '../networks/hessian.ts';
import { type Activation, createLayers, type Layer, type NetworkLoss, parameterCount } from '../networks/layers.ts';
import type { Examples } from '../networks/mnist1d.ts';
import { CHUNK, createPasses, type Passes } from '../networks/passes.ts';
import { perceptronPython } from '../networks/python.ts';
import { type AnyVector, type Vector, vector } from '../vector.ts';
import type { Batch, Problem } from './problem.ts';

/** The shape of a network and its loss. */
export interface NetworkShape {
  /** Inputs, hidden layers, outputs: [40, 100, 100, 10]. Two widths make a linear model. */
  widths: readonly number[];
  /** Activation of the hidden layers. Default 'relu'. */
  activation?: Activation;
  /** Default 'cross-entropy'. */
  loss?: NetworkLoss;
}

export interface Perceptron extends Problem {
  readonly widths: readonly number[];
  readonly layers: readonly Layer[];
  readonly data: Examples;
  /** The output of the last layer, before any softmax: a row for each example. */
  outputs(phi: AnyVector, examples?: Examples): Vector;
  /** Writes the product of the Hessian at phi with v into `out`: exact, at the cost of about two gradients. */
  hessianVector(phi: AnyVector, v: AnyVector, out: AnyVector, batch?: Batch): void;
}

interface PerceptronOptions extends NetworkShape {
  data: Examples;
  /** Over the batch. Default 'mean', unlike most problems: rates are then a, and comparable between batch sizes. */
  reduction?: 'sum' | 'mean';
  id?: string;
}

/**
 * A fully connected network on labelled examples, in double precision. The loss is the mean over the batch of the cross
 * entropy of the softmax, or of half the squared error summed over the outputs (target 1 for the class, otherwise 0).
 * The layout of phi is that of `createLayers`; `initialize` draws initial values.
 * @throws Error if the data do not fit the widths.
 */
export function createPerceptron({
  widths,
  activation = 'relu',
  loss = 'cross-entropy',
  data,
  reduction = 'mean',
  id = 'perceptron',
}: PerceptronOptions): Perceptron {
  const layers = createLayers(widths);
  const inputs = widths[0]!;
  const classes = widths.at(-1)!;
  checkExamples(data, inputs, classes);
  const examples = data.y.length;
  // The workspace is created at the first pass: a problem that is only listed costs nothing.
  let workspace: Passes | undefined;
  let product: HessianVector | undefined;
  const passes = (): Passes => {
    workspace ??= createPasses(layers, activation, loss);
    return workspace;
  };
  const weightOf = (count: number): number => (reduction === 'mean' ? 1 / count : 1);

  return {
    id,
    dimension: parameterCount(layers),
    examples,
    reduction,
    widths,
    layers,
    data,
    equation: equation(loss, reduction),
    get python() {
      return perceptronPython({ widths, activation, loss, data, reduction });
    },
    loss(phi, batch) {
      const run = passes();
      const count = batch?.length ?? examples;
      let sum = 0;
      for (let from = 0; from < count; from += CHUNK) {
        const size = Math.min(CHUNK, count - from);
        run.load(data, batch, from, size);
        run.forward(phi, size);
        sum += run.lossOf(size, 1);
      }
      return weightOf(count) * sum;
    },
    gradient(phi, out, batch) {
      const run = passes();
      const count = batch?.length ?? examples;
      const weight = weightOf(count);
      let sum = 0;
      out.fill(0);
      for (let from = 0; from < count; from += CHUNK) {
        const size = Math.min(CHUNK, count - from);
        run.load(data, batch, from, size);
        run.forward(phi, size);
        sum += run.lossOf(size, weight);
        run.backward(phi, out, size);
      }
      return weight * sum;
    },
    outputs(phi, asked = data) {
      if (asked !== data) checkExamples(asked, inputs, classes);
      const run = passes();
      const count = asked.y.length;
      const z = new Float64Array(count * classes);
      for (let from = 0; from < count; from += CHUNK) {
        const size = Math.min(CHUNK, count - from);
        run.load(asked, undefined, from, size);
        run.forward(phi, size);
        z.set(run.h.at(-1)!.subarray(0, size * classes), from * classes);
      }
      return z;
    },
    hessianVector(phi, v, out, batch) {
      product ??= createHessianVector(layers, activation, loss, passes());
      product(phi, v, out, data, batch, weightOf(batch?.length ?? examples));
    },
  };
}

/** Two inputs with equal signs are class 0, with unequal signs class 1: the smallest set that needs a hidden layer. */
const SIGNS: Examples = {
  x: vector(-1, -1, 1, -1, -1, 1, 1, 1),
  y: Int32Array.of(0, 1, 1, 0),
};

/** Three tanh units on the four examples of exclusive or. */
export const perceptron: Perceptron = createPerceptron({ widths: [2, 3, 2], activation: 'tanh', data: SIGNS });

/** @throws Error if there are no examples, rows have the wrong length, or a class has no output. */
export function checkExamples({ x, y }: Examples, inputs: number, classes: number): void {
  if (y.length === 0 || x.length !== y.length * inputs) {
    throw new Error(
      `network: data must have rows of ${inputs} numbers; got ${x.length} numbers for ${y.length} examples`,
    );
  }
  const wrong = y.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0) throw new Error(`network: classes are 0 to ${classes - 1}; got ${y[wrong]} for example ${wrong}`);
}

function equation(loss: NetworkLoss, reduction: 'sum' | 'mean'): string {
  const mean = reduction === 'mean' ? String.raw`\frac1{\lvert\mathcal{B}\rvert}` : '';
  const each =
    loss === 'cross-entropy'
      ? String.raw`-\log \mathrm{softmax}_{y_i}\bigl[\mathbf{f}[\mathbf{x}_i, \boldsymbol{\phi}]\bigr]`
      : String.raw`\tfrac12 \bigl\lVert \mathbf{f}[\mathbf{x}_i, \boldsymbol{\phi}] - \mathbf{e}_{y_i} \bigr\rVert^2`;
  return String.raw`L[\boldsymbol{\phi}] = ${mean}\sum_{i\in\mathcal{B}} ${each}`;
}
