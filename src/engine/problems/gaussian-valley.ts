import type { Problem } from './problem.ts';

/**
 * The loss of two parameters in Notebook 6.5 and Figure 6.9: a valley along phi0, sixteen times flatter along than
 * across, that levels off far away. Minimum 0 at (.7, 0), where the curvatures are 1/4 and 4.
 */
export const gaussianValley: Problem = {
  id: 'gaussian-valley',
  dimension: 2,
  examples: 0,
  equation: String.raw`L[\boldsymbol{\phi}] = 1 - e^{-2\phi_1^2}\,e^{-(\phi_0-0.7)^2/8}`,
  python: `def loss(phi, batch=None):
    return 1 - np.exp(-2 * phi[1] ** 2) * np.exp(-(phi[0] - 0.7) ** 2 / 8)

def gradient(phi, batch=None):
    height = np.exp(-2 * phi[1] ** 2) * np.exp(-(phi[0] - 0.7) ** 2 / 8)
    return np.array([height * (phi[0] - 0.7) / 4, height * 4 * phi[1]])
`,
  loss(phi) {
    return 1 - Math.exp(-2 * phi[1]! ** 2) * Math.exp(-((phi[0]! - 0.7) ** 2) / 8);
  },
  gradient(phi, out) {
    const height = Math.exp(-2 * phi[1]! ** 2) * Math.exp(-((phi[0]! - 0.7) ** 2) / 8);
    out[0] = (height * (phi[0]! - 0.7)) / 4;
    out[1] = height * 4 * phi[1]!;
    return 1 - height;
  },
};
