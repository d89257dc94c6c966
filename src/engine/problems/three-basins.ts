import type { Problem } from './problem.ts';

/**
 * A bowl with ripples, (phi0^2 + 9 phi1^2)/10 + 0.6 sin(2 phi0) cos(1.5 phi1): three adjacent basins; the middle one is
 * the deepest, in a valley three times steeper across than along. Rules with the same start end in different basins.
 */
export const threeBasins: Problem = {
  id: 'three-basins',
  dimension: 2,
  examples: 0,
  equation: String.raw`L[\boldsymbol{\phi}] = \tfrac1{10}(\phi_0^2 + 9\phi_1^2) + 0.6\sin[2\phi_0]\cos[1.5\phi_1]`,
  python: `def loss(phi, batch=None):
    return (phi[0] ** 2 + 9 * phi[1] ** 2) / 10 + 0.6 * np.sin(2 * phi[0]) * np.cos(1.5 * phi[1])

def gradient(phi, batch=None):
    along = phi[0] / 5 + 1.2 * np.cos(2 * phi[0]) * np.cos(1.5 * phi[1])
    across = 1.8 * phi[1] - 0.9 * np.sin(2 * phi[0]) * np.sin(1.5 * phi[1])
    return np.array([along, across])
`,
  loss(phi) {
    const [x, y] = [phi[0]!, phi[1]!];
    return (x ** 2 + 9 * y ** 2) / 10 + 0.6 * Math.sin(2 * x) * Math.cos(1.5 * y);
  },
  gradient(phi, out) {
    const [x, y] = [phi[0]!, phi[1]!];
    out[0] = x / 5 + 1.2 * Math.cos(2 * x) * Math.cos(1.5 * y);
    out[1] = 1.8 * y - 0.9 * Math.sin(2 * x) * Math.sin(1.5 * y);
    return (x ** 2 + 9 * y ** 2) / 10 + 0.6 * Math.sin(2 * x) * Math.cos(1.5 * y);
  },
};
