import type { AnyVector } from '../vector.ts';
import type { Layer } from './layers.ts';
import type { Examples } from './mnist1d.ts';

export interface FirstLayerUnit {
  /** Index of the layer's output, from 0. */
  unit: number;
  /** One for each input. */
  weights: number[];
  /** Mean of the examples that excite it most. */
  excites: number[];
  /** The most frequent class among these, and its number of examples. */
  class: number;
  ofClass: number;
  /** Number of examples averaged in `excites`. */
  of: number;
}

interface Options {
  /** Number of units. */
  count: number;
  /** Number of examples that excite a unit most. */
  nearest: number;
}

/**
 * The most influential units of the first layer, and their exciting examples. A unit's influence is the spread of its
 * output (its standard deviation over the examples) times the length of its outgoing weights. For a network with one
 * layer, whose units are its classes, all units are returned in order.
 * @param phi in the layout of `createLayers`.
 */
export function firstLayerUnits(
  layers: readonly Layer[],
  phi: AnyVector,
  { x, y }: Examples,
  { count, nearest }: Options,
): FirstLayerUnit[] {
  const { inputs, outputs, weights, biases } = layers[0]!;
  const next = layers[1];
  const activation = (unit: number): Float64Array =>
    Float64Array.from(y, (_, i) => {
      let sum = phi[biases + unit]!;
      for (let j = 0; j < inputs; j++) sum += x[i * inputs + j]! * phi[weights + j * outputs + unit]!;
      return sum;
    });
  const units = Array.from({ length: outputs }, (_, unit) => {
    const given = activation(unit);
    return { unit, given, heard: next ? spread(given) * reach(next, phi, unit) : -unit };
  });
  return units
    .sort((a, b) => b.heard - a.heard)
    .slice(0, count)
    .map(({ unit, given }) => {
      const order = Array.from(given.keys()).sort((a, b) => given[b]! - given[a]!);
      const most = order.slice(0, nearest);
      const counts = new Map<number, number>();
      for (const i of most) counts.set(y[i]!, (counts.get(y[i]!) ?? 0) + 1);
      const [label = 0, ofClass = 0] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
      return {
        unit,
        weights: Array.from({ length: inputs }, (_, j) => phi[weights + j * outputs + unit]!),
        excites: Array.from(
          { length: inputs },
          (_, j) => most.reduce((sum, i) => sum + x[i * inputs + j]!, 0) / most.length,
        ),
        class: label,
        ofClass,
        of: most.length,
      };
    });
}

/** Standard deviation of the output of a ReLU unit. */
function spread(given: Float64Array): number {
  const out = given.map((value) => Math.max(value, 0));
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
  return Math.sqrt(out.reduce((sum, value) => sum + (value - mean) ** 2, 0) / out.length);
}

/** Length of a unit's outgoing weights. */
function reach({ outputs, weights }: Layer, phi: AnyVector, unit: number): number {
  let squares = 0;
  for (let k = 0; k < outputs; k++) squares += phi[weights + unit * outputs + k]! ** 2;
  return Math.sqrt(squares);
}
