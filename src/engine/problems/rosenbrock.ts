import type { Problem } from './problem.ts';

/** Rosenbrock's curved valley (1 - phi0)^2 + steepness (phi1 - phi0^2)^2: easy to enter, slow to follow. Minimum 0 at (1, 1). */
export function createRosenbrock(steepness = 100): Problem {
  return {
    id: 'rosenbrock',
    dimension: 2,
    examples: 0,
    equation: String.raw`L[\boldsymbol{\phi}] = (1-\phi_0)^2 + ${steepness}\,(\phi_1-\phi_0^2)^2`,
    python: `def loss(phi, batch=None):
    return (1 - phi[0]) ** 2 + ${steepness} * (phi[1] - phi[0] ** 2) ** 2

def gradient(phi, batch=None):
    offset = phi[1] - phi[0] ** 2
    return np.array([-2 * (1 - phi[0]) - 4 * ${steepness} * offset * phi[0], 2 * ${steepness} * offset])
`,
    loss(phi) {
      return (1 - phi[0]!) ** 2 + steepness * (phi[1]! - phi[0]! ** 2) ** 2;
    },
    gradient(phi, out) {
      const x = phi[0]!;
      const offset = phi[1]! - x ** 2;
      out[0] = -2 * (1 - x) - 4 * steepness * offset * x;
      out[1] = 2 * steepness * offset;
      return (1 - x) ** 2 + steepness * offset ** 2;
    },
  };
}

export const rosenbrock: Problem = createRosenbrock();
