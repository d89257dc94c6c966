import type { Problem } from '../../engine/problems/problem.ts';

/** A loss with the same slope everywhere, mu phi: shows a rule under a constant gradient, with or without noise. */
export function createSlope(mu: number): Problem {
  return {
    id: 'slope',
    dimension: 1,
    examples: 0,
    equation: String.raw`L[\phi] = \mu\,\phi`,
    python: `def loss(phi, batch=None):
    return ${mu} * phi[0]

def gradient(phi, batch=None):
    return np.array([${mu}], dtype=float)
`,
    loss: (phi) => mu * phi[0]!,
    gradient(phi, out) {
      out[0] = mu;
      return mu * phi[0]!;
    },
  };
}
