import type { RandomState } from '../random-state.ts';
import type { AnyVector, Vector } from '../vector.ts';

/** One dense layer: z = W'h + b, where W has a row for each input and a column for each output. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Index in phi of its weights (`inputs` rows of `outputs`), and of its biases. */
  readonly weights: number;
  readonly biases: number;
}

export type Activation = 'relu' | 'tanh';

/** `squared-error` is half the sum over the outputs of (z - target)^2, with target 1 for the class and 0 elsewhere. */
export type NetworkLoss = 'cross-entropy' | 'squared-error';

/**
 * The layers of a perceptron with these widths (inputs, hidden layers, outputs). phi contains layer after layer, each
 * with the weights row by row, then the biases; PyTorch's `weight` is the transpose.
 * @throws Error unless there are at least two widths, all integers from 1.
 */
export function createLayers(widths: readonly number[]): Layer[] {
  if (widths.length < 2 || widths.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new Error(`network: widths must have at least two whole numbers from 1; got [${widths.join(', ')}]`);
  }
  let end = 0;
  return widths.slice(1).map((outputs, l) => {
    const inputs = widths[l]!;
    const weights = end;
    const biases = weights + inputs * outputs;
    end = biases + outputs;
    return { inputs, outputs, weights, biases };
  });
}

/** Length of phi. */
export function parameterCount(layers: readonly Layer[]): number {
  const last = layers.at(-1)!;
  return last.biases + last.outputs;
}

/**
 * Draws initial weights, normal with variance gain / inputs, layer by layer in the order of phi; biases are 0. `he`:
 * gain 2 for every layer that feeds ReLUs and for the last (He 2015); `fan-in`: gain 1.
 */
export function initialize(
  widths: readonly number[],
  random: Pick<RandomState, 'normal'>,
  rule: 'he' | 'fan-in' = 'he',
): Vector {
  const layers = createLayers(widths);
  const phi = new Float64Array(parameterCount(layers));
  for (const { inputs, weights, biases } of layers) {
    const sd = Math.sqrt((rule === 'he' ? 2 : 1) / inputs);
    for (let k = weights; k < biases; k++) phi[k] = sd * random.normal();
  }
  return phi;
}

/** Applies the activation in place. */
export function activate(h: AnyVector, activation: Activation, length: number = h.length): void {
  if (activation === 'relu') for (let k = 0; k < length; k++) h[k] = Math.max(h[k]!, 0);
  else for (let k = 0; k < length; k++) h[k] = Math.tanh(h[k]!);
}

/** The activation's derivative, from its value h. */
export function slope(h: number, activation: Activation): number {
  return activation === 'tanh' ? 1 - h * h : h > 0 ? 1 : 0;
}
