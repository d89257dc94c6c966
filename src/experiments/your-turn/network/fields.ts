/** Outputs of units over the plane: numbers from -1 to 1, which the page paints. */
import type { AnyVector } from '../../../engine/vector.ts';
import type { Column } from '../../../figure/index.ts';
import { PLANE } from './data-sets.ts';
import type { PlaneNetwork } from './plane-network.ts';

/** Number of points along a side of the plane; a small picture uses every fourth. */
const SIDE = 151;
const EVERY = 6;

/** A unit: layer 0 contains the inputs, then come the hidden layers, and the last is the output. */
export interface Unit {
  layer: number;
  unit: number;
}

/** From edge to edge, the uppermost row first. */
const places = Float64Array.from({ length: 2 * SIDE * SIDE }, (_, k) => {
  const place = k >> 1;
  return k % 2 === 0 ? at(place % SIDE) : -at(Math.floor(place / SIDE));
});
function at(step: number): number {
  const [low, high] = PLANE.x;
  return low + (step / (SIDE - 1)) * (high - low);
}

/** Maps a probability to the tanh of a quarter of its logit, which still changes when the probability is nearly 1. */
export function sureness(share: number): number {
  const [for_, against] = [Math.sqrt(share), Math.sqrt(1 - share)];
  return (for_ - against) / (for_ + against);
}

/** Every unit small, layer by layer, and one of them large. */
export function fieldsOf(network: PlaneNetwork, phi: AnyVector, activation: 'tanh' | 'relu', large: Unit) {
  const layers = network.answers(phi, places);
  const answersOf = ({ layer, unit }: Unit, every: number): Column => {
    const side = Math.floor((SIDE - 1) / every) + 1;
    const answers = layer === 0 ? places : (layers[layer - 1] ?? places);
    const units = layer === 0 ? 2 : (network.layers[layer - 1]?.outputs ?? 1);
    const own = Float64Array.from({ length: side * side }, (_, k) => {
      const place = every * (Math.floor(k / side) * SIDE + (k % side));
      const answer = answers[place * units + unit] ?? 0;
      return layer === layers.length ? sureness(answer) : answer;
    });
    // ReLUs have unbounded outputs.
    const most = layer === 0 ? PLANE.x[1] : activation === 'relu' && layer < layers.length ? Math.max(...own) : 1;
    return most === 1 || most === 0 ? own : own.map((answer) => answer / most);
  };
  return {
    units: [2, ...network.layers.map(({ outputs }) => outputs)].map((count, layer) =>
      Array.from({ length: count }, (_, unit) => answersOf({ layer, unit }, EVERY)),
    ),
    large: answersOf(large, 1),
  };
}
