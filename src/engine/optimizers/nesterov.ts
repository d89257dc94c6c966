import type { AnyVector } from '../vector.ts';
import { learningRate, momentumCoefficient } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  ahead: AnyVector;
  g: AnyVector;
  m: AnyVector;
}

const hyperparameters = { alpha: learningRate(0.1), beta: momentumCoefficient(0.9) };

/**
 * Nesterov accelerated momentum: the gradient is taken at the point reached by momentum alone,
 * phi - alpha beta m (the look-ahead of eq 6.12 as corrected in the errata; early printings have phi - alpha m). `step`
 * returns the loss at that point.
 *
 * PyTorch's `SGD(momentum=beta, nesterov=True)` with `lr = alpha (1 - beta)` makes the same run seen from the
 * look-ahead points: its iterate t is phi_t - alpha beta m_t of this one.
 */
export const nesterov: Optimizer<typeof hyperparameters, State> = {
  id: 'nesterov',
  title: 'Nesterov momentum',
  source: 'UDL eq 6.12, as corrected in the errata',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{g}_t &= \nabla L\bigl[\boldsymbol{\phi}_t - \alpha\beta\,\mathbf{m}_t\bigr] \\
\mathbf{m}_{t+1} &\leftarrow \beta\,\mathbf{m}_t + (1-\beta)\,\mathbf{g}_t \\
\boldsymbol{\phi}_{t+1} &\leftarrow \boldsymbol{\phi}_t - \alpha\,\mathbf{m}_{t+1}
\end{aligned}`,
  pythonState: 'm = np.zeros_like(phi)',
  python: `g = gradient(phi - alpha * beta * m)
m = beta * m + (1 - beta) * g
phi = phi - alpha * m`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { ahead: create(n), g: create(n), m: create(n) };
  },
  step(phi, { ahead, g, m }, objective, { alpha, beta }) {
    for (let i = 0; i < phi.length; i++) ahead[i] = phi[i]! - alpha * beta * m[i]!; // (6.12)
    const loss = objective.gradient(ahead, g);
    for (let i = 0; i < phi.length; i++) {
      m[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.12)
      phi[i]! -= alpha * m[i]!;
    }
    return loss;
  },
};
