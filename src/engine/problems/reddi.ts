import type { AnyVector } from '../vector.ts';
import type { Problem } from './problem.ts';

/** Slope of the loss of each of the three examples; the first one is used at t = 1, 4, 7, … */
const SLOPES = [4, -1, -1] as const;

/**
 * The online problem on which Adam settles at the worst point: losses 4 phi, -phi, -phi in turn, with phi in [-1, 1].
 * Their sum is 2 phi, best at -1. Three examples, used one at a time in order (`sampling: 'ordered'`, size 1), with
 * `project: projectOntoReddi`. Source: Reddi, Kale and Kumar 2018, theorem 1 with C = 4.
 */
export const reddi: Problem = {
  id: 'reddi',
  dimension: 1,
  examples: SLOPES.length,
  equation: String.raw`\ell_t[\phi] = \begin{cases} 4\phi & t \bmod 3 = 1 \\ -\phi & \text{otherwise} \end{cases} \qquad \phi \in [-1, 1]`,
  python: `slopes = np.array([4.0, -1.0, -1.0])

def loss(phi, batch=None):
    return np.sum(slopes[slice(None) if batch is None else batch]) * phi[0]

def gradient(phi, batch=None):
    return np.array([np.sum(slopes[slice(None) if batch is None else batch])])
`,
  loss(phi, batch) {
    return slope(batch) * phi[0]!;
  },
  gradient(phi, out, batch) {
    out[0] = slope(batch);
    return out[0]! * phi[0]!;
  },
};

function slope(batch?: Int32Array): number {
  let sum = 0;
  if (batch === undefined) for (const one of SLOPES) sum += one;
  else for (let k = 0; k < batch.length; k++) sum += SLOPES[batch[k]!]!;
  return sum;
}

/** Clamps phi to [-1, 1], in place. */
export function projectOntoReddi(phi: AnyVector): void {
  phi[0] = Math.min(1, Math.max(-1, phi[0]!));
}
