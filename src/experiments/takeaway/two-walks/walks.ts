/** Two walks over the same examples: one steps after each of them, the other after each batch. */
import { RandomState } from '../../../engine/random-state.ts';
import type * as f from '../../../figure/index.ts';

/** The step after a batch of B relative to one after a single example, both on the mean slope. */
export type Lengthening = 'linear' | 'root' | 'same';

/** A type rather than an interface: a part of the experiment, which is plain JSON. */
export type Setting = {
  /** Rate of a step after one example. */
  rate: number;
  batchSize: number;
  longer: Lengthening;
  phi0: number;
  phi1: number;
  seed: number;
};

/** Positions of a walk by number of examples used, from 0 on. */
export type Walk = Pick<f.PlaneRun, 'x' | 'y' | 'loss'>;

/** Number of examples: both walks use each of them once, in the same order. */
export const EXAMPLES = 24;
/** Curvatures along the valley and across it. */
export const CURVATURES = [1, 3] as const;
/** Standard deviation of the minimum of one example from that of all. */
export const SCATTER = 0.7;

/** The mean loss of all examples above its lowest value: a bowl that is flat along and steep across. */
export const lossAt = (phi0: number, phi1: number): number =>
  (CURVATURES[0] * phi0 ** 2 + CURVATURES[1] * phi1 ** 2) / 2;

/** The factor on the rate after a batch of B. */
export const factorOf = (longer: Lengthening, B: number): number =>
  ({ linear: B, root: Math.sqrt(B), same: 1 })[longer];

/** Minimum of each example, as pairs of numbers; their mean is the origin. */
export function placesOf(seed: number): Float64Array {
  const random = new RandomState(seed);
  const places = Float64Array.from({ length: 2 * EXAMPLES }, () => SCATTER * random.normal());
  for (const k of [0, 1]) {
    let mean = 0;
    for (let i = 0; i < EXAMPLES; i++) mean += places[2 * i + k]! / EXAMPLES;
    for (let i = 0; i < EXAMPLES; i++) places[2 * i + k]! -= mean;
  }
  return places;
}

/** Steps after each batch: phi_k <- phi_k - a h_k (phi_k - mean of the places of the batch). */
function walk({ rate, phi0, phi1, seed }: Setting, batchSize: number, longer: Lengthening): Walk {
  const places = placesOf(seed);
  const phi = [phi0, phi1];
  const made = {
    x: new Float64Array(EXAMPLES + 1).fill(phi0),
    y: new Float64Array(EXAMPLES + 1).fill(phi1),
    loss: new Float64Array(EXAMPLES + 1).fill(lossAt(phi0, phi1)),
  };
  for (let from = 0; from < EXAMPLES; from += batchSize) {
    const to = Math.min(EXAMPLES, from + batchSize);
    const B = to - from;
    const a = rate * factorOf(longer, B);
    const start = phi.slice();
    CURVATURES.forEach((h, k) => {
      let mean = 0;
      for (let i = from; i < to; i++) mean += places[2 * i + k]! / B;
      phi[k]! -= a * h * (start[k]! - mean);
    });
    // It waits until the whole batch has been used.
    for (let t = to; t <= EXAMPLES; t++) {
      made.x[t] = phi[0]!;
      made.y[t] = phi[1]!;
      made.loss[t] = lossAt(phi[0]!, phi[1]!);
    }
  }
  return made;
}

export const walksOf = (setting: Setting): { short: Walk; long: Walk } => ({
  short: walk(setting, 1, 'same'),
  long: walk(setting, setting.batchSize, setting.longer),
});
