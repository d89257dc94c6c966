import type { Problem } from './problem.ts';

/**
 * Two wells and a barrier, phi^4/4 - phi^2/2 + tilt phi. For 0 < tilt < 2/(3 sqrt 3) the left well is the deeper one
 * and the right one is a local minimum to escape from; beyond that tilt only the left one remains.
 */
export function createDoubleWell(tilt = 0.1): Problem {
  return {
    id: 'double-well',
    dimension: 1,
    examples: 0,
    equation: String.raw`L[\phi] = \tfrac14\phi^4 - \tfrac12\phi^2 + ${tilt}\,\phi`,
    python: `def loss(phi, batch=None):
    return phi[0] ** 4 / 4 - phi[0] ** 2 / 2 + ${tilt} * phi[0]

def gradient(phi, batch=None):
    return np.array([phi[0] ** 3 - phi[0] + ${tilt}])
`,
    loss(phi) {
      return phi[0]! ** 4 / 4 - phi[0]! ** 2 / 2 + tilt * phi[0]!;
    },
    gradient(phi, out) {
      const x = phi[0]!;
      out[0] = x ** 3 - x + tilt;
      return x ** 4 / 4 - x ** 2 / 2 + tilt * x;
    },
  };
}

export const doubleWell: Problem = createDoubleWell();

/**
 * Stationary points of the double well, in closed form: the deeper minimum, the top of the barrier, the other minimum.
 */
export function doubleWellStationaryPoints(tilt = 0.1): { deep: number; barrier: number; shallow: number } {
  if (!(Math.abs(tilt) < 2 / (3 * Math.sqrt(3)))) {
    throw new Error(`double well: tilt ${tilt} leaves one well; it must lie between -2/(3√3) and 2/(3√3)`);
  }
  // Vieta's trigonometric roots of x^3 - x + tilt, from the largest (k = 0) to the smallest.
  const root = (k: number): number =>
    (2 / Math.sqrt(3)) * Math.cos(Math.acos((-3 * Math.sqrt(3) * tilt) / 2) / 3 - (2 * Math.PI * k) / 3);
  const [highest, middle, lowest] = [root(0), root(1), root(2)];
  return tilt >= 0
    ? { deep: lowest, barrier: middle, shallow: highest }
    : { deep: highest, barrier: middle, shallow: lowest };
}
