import { learningRate, momentumCoefficient } from '../../../src/engine/optimizers/hyperparameters.ts';
import type { Optimizer } from '../../../src/engine/optimizers/optimizer.ts';
import type { AnyVector } from '../../../src/engine/vector.ts';

interface State {
  g: AnyVector;
  m: AnyVector;
}

const hyperparameters = { alpha: learningRate(0.01), beta: momentumCoefficient(0.9) };

/** The heavy ball, where the gradient is added undamped: PyTorch's `SGD(lr=alpha, momentum=beta)`. */
export const templateRule: Optimizer<typeof hyperparameters, State> = {
  id: 'template-rule',
  title: 'Template rule',
  source: 'Polyak 1964, eq 9',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{m}_{t+1} &\leftarrow \beta\,\mathbf{m}_t + \mathbf{g}_t \\
\boldsymbol{\phi}_{t+1} &\leftarrow \boldsymbol{\phi}_t - \alpha\,\mathbf{m}_{t+1}
\end{aligned}`,
  pythonState: 'm = np.zeros_like(phi)',
  python: `g = gradient(phi)
m = beta * m + g
phi = phi - alpha * m`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n), m: create(n) };
  },
  step(phi, { g, m }, objective, { alpha, beta }) {
    const loss = objective.gradient(phi, g);
    for (let i = 0; i < phi.length; i++) {
      m[i] = beta * m[i]! + g[i]!;
      phi[i]! -= alpha * m[i]!;
    }
    return loss;
  },
};
