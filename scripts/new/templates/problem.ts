import type { Problem } from '../../../src/engine/problems/problem.ts';

/** A valley with a flat floor, phi0^2/2 + steepness phi1^4/4: without examples, so nothing is summed. Minimum 0 at (0, 0). */
export function createTemplateProblem(steepness = 2): Problem {
  return {
    id: 'template-problem',
    dimension: 2,
    examples: 0,
    equation: String.raw`L[\boldsymbol{\phi}] = \tfrac12\phi_0^2 + \tfrac{${steepness}}{4}\,\phi_1^4`,
    python: `def loss(phi, batch=None):
    return phi[0] ** 2 / 2 + ${steepness} * phi[1] ** 4 / 4

def gradient(phi, batch=None):
    return np.array([phi[0], ${steepness} * phi[1] ** 3])
`,
    loss(phi) {
      return phi[0]! ** 2 / 2 + (steepness * phi[1]! ** 4) / 4;
    },
    gradient(phi, out) {
      out[0] = phi[0]!;
      out[1] = steepness * phi[1]! ** 3;
      return phi[0]! ** 2 / 2 + (steepness * phi[1]! ** 4) / 4;
    },
  };
}

export const templateProblem: Problem = createTemplateProblem();
