import type { Problem } from './problem.ts';

/**
 * The convex function of one parameter on which the heavy ball, with the optimal settings for a quadratic with the same
 * curvatures (1 to 25), can cycle without end: slopes 25 phi, phi + 24 and 25 phi - 24, joined at 1 and 2. Minimum 0 at
 * 0. Source: Lessard, Recht and Packard 2016, section 4.6.
 */
export const lessard: Problem = {
  id: 'lessard',
  dimension: 1,
  examples: 0,
  equation: String.raw`L'[\phi] = \begin{cases} 25\phi & \phi < 1 \\ \phi + 24 & 1 \le \phi < 2 \\ 25\phi - 24 & 2 \le \phi \end{cases}`,
  python: `def loss(phi, batch=None):
    x = phi[0]
    return 12.5 * x ** 2 if x < 1 else x ** 2 / 2 + 24 * x - 12 if x < 2 else 12.5 * x ** 2 - 24 * x + 36

def gradient(phi, batch=None):
    x = phi[0]
    return np.array([25 * x if x < 1 else x + 24 if x < 2 else 25 * x - 24])
`,
  loss(phi) {
    const x = phi[0]!;
    if (x < 1) return 12.5 * x ** 2;
    return x < 2 ? x ** 2 / 2 + 24 * x - 12 : 12.5 * x ** 2 - 24 * x + 36;
  },
  gradient(phi, out) {
    const x = phi[0]!;
    if (x < 1) out[0] = 25 * x;
    else out[0] = x < 2 ? x + 24 : 25 * x - 24;
    return lessard.loss(phi);
  },
};
