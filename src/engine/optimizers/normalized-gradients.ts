import type { AnyVector } from '../vector.ts';
import { divisionGuard, learningRate } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
}

const hyperparameters = { alpha: learningRate(0.08), epsilon: divisionGuard(1e-20) };

/**
 * Each coordinate moves by alpha, down its own slope: Adam without averages. Both moments are those of the current
 * step, so there is no state.
 *
 * The default epsilon is too small to matter except where a gradient is exactly 0, as in the notebook.
 */
export const normalizedGradients: Optimizer<typeof hyperparameters, State> = {
  id: 'normalized-gradients',
  title: 'Normalized gradients',
  source: 'UDL eq 6.13 and 6.14',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{m}_{t+1} &\leftarrow \mathbf{g}_t \\
\mathbf{v}_{t+1} &\leftarrow \mathbf{g}_t^2 \\
\boldsymbol{\phi}_{t+1} &\leftarrow \boldsymbol{\phi}_t - \alpha\,\frac{\mathbf{m}_{t+1}}{\sqrt{\mathbf{v}_{t+1}} + \epsilon}
\end{aligned}`,
  pythonState: '',
  python: `g = gradient(phi)
m = g
v = g ** 2
phi = phi - alpha * m / (np.sqrt(v) + epsilon)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n) };
  },
  step(phi, { g }, objective, { alpha, epsilon }) {
    const loss = objective.gradient(phi, g);
    for (let i = 0; i < phi.length; i++) {
      const m = g[i]!; // (6.13)
      const v = g[i]! ** 2;
      phi[i]! -= (alpha * m) / (Math.sqrt(v) + epsilon); // (6.14)
    }
    return loss;
  },
};
