import type { AnyVector } from '../vector.ts';
import { adam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  t: number;
  g: AnyVector;
  m: AnyVector;
  v: AnyVector;
  largest: AnyVector;
}

const { hyperparameters } = adam;

/**
 * AMSGrad: Adam that divides by the root of the largest averaged square so far, so that a rare large gradient is not
 * forgotten. The maximum is taken before the bias correction, as in PyTorch's `Adam(amsgrad=True)`; the paper has no
 * correction (`correctBias: false`).
 */
export const amsgrad: Optimizer<typeof hyperparameters, State> = {
  id: 'amsgrad',
  title: 'AMSGrad',
  source: 'Reddi, Kale and Kumar 2018, algorithm 2',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{m}_{t+1} &\leftarrow \beta\,\mathbf{m}_t + (1-\beta)\,\mathbf{g}_t \\
\mathbf{v}_{t+1} &\leftarrow \gamma\,\mathbf{v}_t + (1-\gamma)\,\mathbf{g}_t^2 \\
\hat{\mathbf{v}}_{t+1} &\leftarrow \max\bigl(\hat{\mathbf{v}}_t,\ \mathbf{v}_{t+1}\bigr) \\
\boldsymbol{\phi}_{t+1} &\leftarrow \boldsymbol{\phi}_t - \alpha\,\frac{\mathbf{m}_{t+1}/(1-\beta^{t+1})}{\sqrt{\hat{\mathbf{v}}_{t+1}/(1-\gamma^{t+1})} + \epsilon}
\end{aligned}`,
  pythonState: 'm, v, largest = np.zeros_like(phi), np.zeros_like(phi), np.zeros_like(phi)',
  python: `g = gradient(phi) + weightDecay * phi
m = beta * m + (1 - beta) * g
v = gamma * v + (1 - gamma) * g ** 2
largest = np.maximum(largest, v)
m_tilde = m / (1 - beta ** t) if correctBias else m
v_tilde = largest / (1 - gamma ** t) if correctBias else largest
phi = phi - alpha * m_tilde / (np.sqrt(v_tilde) + epsilon)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { t: 0, g: create(n), m: create(n), v: create(n), largest: create(n) };
  },
  step(phi, state, objective, { alpha, beta, gamma, epsilon, correctBias, weightDecay }) {
    const { g, m, v, largest } = state;
    const loss = objective.gradient(phi, g);
    state.t += 1;
    const mWeight = correctBias ? 1 - beta ** state.t : 1;
    const vWeight = correctBias ? 1 - gamma ** state.t : 1;
    for (let i = 0; i < phi.length; i++) {
      g[i]! += weightDecay * phi[i]!;
      m[i] = beta * m[i]! + (1 - beta) * g[i]!;
      v[i] = gamma * v[i]! + (1 - gamma) * g[i]! ** 2;
      largest[i] = Math.max(largest[i]!, v[i]!);
      const mTilde = m[i]! / mWeight;
      const vTilde = largest[i]! / vWeight;
      phi[i]! -= (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon);
    }
    return loss;
  },
};
