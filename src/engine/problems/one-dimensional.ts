import type { Problem } from './problem.ts';

/** Centre, squared width and depth of each of the two wells. */
const WELLS = [
  { centre: 0.65, width: 0.1, depth: 0.5 },
  { centre: 0.35, width: 0.02, depth: 0.45 },
] as const;

/**
 * The loss of one parameter searched in Notebook 6.1 (Figure 6.10) on [0, 1]: two overlapping wells; minimum at .38032.
 */
export const oneDimensional: Problem = {
  id: 'one-dimensional',
  dimension: 1,
  examples: 0,
  equation: String.raw`L[\phi] = 1 - \tfrac12 e^{-(\phi-0.65)^2/0.1} - 0.45\,e^{-(\phi-0.35)^2/0.02}`,
  python: `def loss(phi, batch=None):
    return 1 - 0.5 * np.exp(-(phi[0] - 0.65) ** 2 / 0.1) - 0.45 * np.exp(-(phi[0] - 0.35) ** 2 / 0.02)

def gradient(phi, batch=None):
    u, w = phi[0] - 0.65, phi[0] - 0.35
    return np.array([0.5 * np.exp(-u ** 2 / 0.1) * 2 * u / 0.1 + 0.45 * np.exp(-w ** 2 / 0.02) * 2 * w / 0.02])
`,
  loss(phi) {
    let loss = 1;
    for (const { centre, width, depth } of WELLS) loss -= depth * Math.exp(-((phi[0]! - centre) ** 2) / width);
    return loss;
  },
  gradient(phi, out) {
    let loss = 1;
    let slope = 0;
    for (const { centre, width, depth } of WELLS) {
      const u = phi[0]! - centre;
      const well = depth * Math.exp(-(u ** 2) / width);
      loss -= well;
      slope += (well * 2 * u) / width;
    }
    out[0] = slope;
    return loss;
  },
};
