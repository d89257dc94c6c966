import type { AnyVector } from '../vector.ts';
import {
  biasCorrection,
  coupledWeightDecay,
  divisionGuard,
  learningRate,
  momentumCoefficient,
  squareDecay,
} from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  /** Number of the current step: 1 at the first, so that beta^t here is the book's beta^(t+1). */
  t: number;
  g: AnyVector;
  m: AnyVector;
  v: AnyVector;
}

const hyperparameters = {
  alpha: learningRate(0.001),
  beta: momentumCoefficient(0.9),
  gamma: squareDecay(0.999),
  epsilon: divisionGuard(1e-8),
  correctBias: biasCorrection,
  weightDecay: coupledWeightDecay(),
};

/**
 * Adam: momentum on the gradient and on its square, each with bias correction; epsilon is outside the root. The same
 * recursion and the same rate as PyTorch's `Adam(lr=alpha, betas=(beta, gamma), eps=epsilon)`. A sum over the batch and
 * a mean differ only through epsilon.
 */
export const adam: Optimizer<typeof hyperparameters, State> = {
  id: 'adam',
  title: 'Adam',
  source: 'UDL eq 6.15 to 6.17; Kingma and Ba 2015, algorithm 1',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{m}_{t+1} &\leftarrow \beta\,\mathbf{m}_t + (1-\beta)\,\mathbf{g}_t \\
\mathbf{v}_{t+1} &\leftarrow \gamma\,\mathbf{v}_t + (1-\gamma)\,\mathbf{g}_t^2 \\
\tilde{\mathbf{m}}_{t+1} &\leftarrow \frac{\mathbf{m}_{t+1}}{1-\beta^{t+1}} \qquad
\tilde{\mathbf{v}}_{t+1} \leftarrow \frac{\mathbf{v}_{t+1}}{1-\gamma^{t+1}} \\
\boldsymbol{\phi}_{t+1} &\leftarrow \boldsymbol{\phi}_t - \alpha\,\frac{\tilde{\mathbf{m}}_{t+1}}{\sqrt{\tilde{\mathbf{v}}_{t+1}} + \epsilon}
\end{aligned}`,
  pythonState: 'm, v = np.zeros_like(phi), np.zeros_like(phi)',
  python: `g = gradient(phi) + weightDecay * phi
m = beta * m + (1 - beta) * g
v = gamma * v + (1 - gamma) * g ** 2
m_tilde = m / (1 - beta ** t) if correctBias else m
v_tilde = v / (1 - gamma ** t) if correctBias else v
phi = phi - alpha * m_tilde / (np.sqrt(v_tilde) + epsilon)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { t: 0, g: create(n), m: create(n), v: create(n) };
  },
  step(phi, state, objective, { alpha, beta, gamma, epsilon, correctBias, weightDecay }) {
    const { g, m, v } = state;
    const loss = objective.gradient(phi, g);
    state.t += 1;
    const mWeight = correctBias ? 1 - beta ** state.t : 1;
    const vWeight = correctBias ? 1 - gamma ** state.t : 1;
    for (let i = 0; i < phi.length; i++) {
      g[i]! += weightDecay * phi[i]!;
      m[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.15)
      v[i] = gamma * v[i]! + (1 - gamma) * g[i]! ** 2;
      const mTilde = m[i]! / mWeight; // (6.16)
      const vTilde = v[i]! / vWeight;
      phi[i]! -= (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon); // (6.17)
    }
    return loss;
  },
};
