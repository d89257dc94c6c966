import type { AnyVector } from '../vector.ts';
import { learningRate, momentumCoefficient } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
  m: AnyVector;
}

const hyperparameters = { alpha: learningRate(0.1), beta: momentumCoefficient(0.9) };

/**
 * Gradient descent along an exponentially weighted average m of the gradients, started from m = 0.
 *
 * PyTorch's `SGD(momentum=beta)` keeps b = m / (1 - beta) instead, so `lr = alpha (1 - beta)` with no
 * dampening gives the same phi at every step. Dampening does not undo the factor: PyTorch leaves its first
 * step undamped. On a mean over B examples, `lr = B alpha (1 - beta)`.
 */
export const momentum: Optimizer<typeof hyperparameters, State> = {
  id: 'momentum',
  title: 'Momentum',
  source: 'UDL eq 6.11',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{m}_{t+1} &\leftarrow \beta\,\mathbf{m}_t + (1-\beta)\,\mathbf{g}_t \\
\boldsymbol{\phi}_{t+1} &\leftarrow \boldsymbol{\phi}_t - \alpha\,\mathbf{m}_{t+1}
\end{aligned}`,
  pythonState: 'm = np.zeros_like(phi)',
  python: `g = gradient(phi)
m = beta * m + (1 - beta) * g
phi = phi - alpha * m`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n), m: create(n) };
  },
  step(phi, { g, m }, objective, { alpha, beta }) {
    const loss = objective.gradient(phi, g);
    for (let i = 0; i < phi.length; i++) {
      m[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.11)
      phi[i]! -= alpha * m[i]!;
    }
    return loss;
  },
};
