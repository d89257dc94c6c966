import type { AnyVector } from '../vector.ts';
import { adam } from './adam.ts';
import { weightDecay } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  t: number;
  g: AnyVector;
  m: AnyVector;
  v: AnyVector;
}

const hyperparameters = {
  ...adam.hyperparameters,
  weightDecay: weightDecay(0.01, {
    help: 'Shrinks every parameter by the factor 1 − αλ at each step, past the moments.',
  }),
};

/**
 * AdamW: Adam with decoupled weight decay. The parameters shrink by 1 - alpha lambda and the moments do not include the
 * decay. As in PyTorch's `AdamW`, the gradient is taken before the shrinking and the paper's schedule multiplier is
 * part of alpha.
 */
export const adamw: Optimizer<typeof hyperparameters, State> = {
  id: 'adamw',
  title: 'AdamW',
  source: 'Loshchilov and Hutter 2019, algorithm 2',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{m}_{t+1} &\leftarrow \beta\,\mathbf{m}_t + (1-\beta)\,\mathbf{g}_t \\
\mathbf{v}_{t+1} &\leftarrow \gamma\,\mathbf{v}_t + (1-\gamma)\,\mathbf{g}_t^2 \\
\boldsymbol{\phi}_{t+1} &\leftarrow (1-\alpha\lambda)\,\boldsymbol{\phi}_t - \alpha\,\frac{\mathbf{m}_{t+1}/(1-\beta^{t+1})}{\sqrt{\mathbf{v}_{t+1}/(1-\gamma^{t+1})} + \epsilon}
\end{aligned}`,
  pythonState: 'm, v = np.zeros_like(phi), np.zeros_like(phi)',
  python: `g = gradient(phi)
m = beta * m + (1 - beta) * g
v = gamma * v + (1 - gamma) * g ** 2
m_tilde = m / (1 - beta ** t) if correctBias else m
v_tilde = v / (1 - gamma ** t) if correctBias else v
phi = (1 - alpha * weightDecay) * phi - alpha * m_tilde / (np.sqrt(v_tilde) + epsilon)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { t: 0, g: create(n), m: create(n), v: create(n) };
  },
  step(phi, state, objective, { alpha, beta, gamma, epsilon, correctBias, weightDecay: lambda }) {
    const { g, m, v } = state;
    const loss = objective.gradient(phi, g);
    state.t += 1;
    const mWeight = correctBias ? 1 - beta ** state.t : 1;
    const vWeight = correctBias ? 1 - gamma ** state.t : 1;
    for (let i = 0; i < phi.length; i++) {
      m[i] = beta * m[i]! + (1 - beta) * g[i]!;
      v[i] = gamma * v[i]! + (1 - gamma) * g[i]! ** 2;
      const mTilde = m[i]! / mWeight;
      const vTilde = v[i]! / vWeight;
      phi[i] = (1 - alpha * lambda) * phi[i]! - (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon);
    }
    return loss;
  },
};
