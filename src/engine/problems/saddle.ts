import type { Problem } from './problem.ts';

/** A saddle at the origin, phi0^2/2 - phi1^2/2 + phi1^4/4: curvatures 1 and -1 there, minima -1/4 at (0, ±1). */
export const saddle: Problem = {
  id: 'saddle',
  dimension: 2,
  examples: 0,
  equation: String.raw`L[\boldsymbol{\phi}] = \tfrac12\phi_0^2 - \tfrac12\phi_1^2 + \tfrac14\phi_1^4`,
  python: `def loss(phi, batch=None):
    return phi[0] ** 2 / 2 - phi[1] ** 2 / 2 + phi[1] ** 4 / 4

def gradient(phi, batch=None):
    return np.array([phi[0], -phi[1] + phi[1] ** 3])
`,
  loss(phi) {
    return phi[0]! ** 2 / 2 - phi[1]! ** 2 / 2 + phi[1]! ** 4 / 4;
  },
  gradient(phi, out) {
    const [x, y] = [phi[0]!, phi[1]!];
    out[0] = x;
    out[1] = -y + y ** 3;
    return x ** 2 / 2 - y ** 2 / 2 + y ** 4 / 4;
  },
};
