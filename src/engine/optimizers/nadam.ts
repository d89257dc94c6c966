import { number } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import {
  coupledWeightDecay,
  divisionGuard,
  learningRate,
  momentumCoefficient,
  squareDecay,
} from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  t: number;
  /** mu_1 mu_2 … mu_t. */
  product: number;
  g: AnyVector;
  m: AnyVector;
  v: AnyVector;
}

const hyperparameters = {
  alpha: learningRate(0.002),
  beta: momentumCoefficient(0.9),
  gamma: squareDecay(0.999),
  psi: number({
    label: 'Momentum decay ψ',
    symbol: '\\psi',
    help: 'How fast the momentum of the step grows from β / 2 towards β; 0 keeps it at β / 2.',
    default: 0.004,
    min: 0,
    max: 1,
    step: 0.001,
  }),
  epsilon: divisionGuard(1e-8),
  weightDecay: coupledWeightDecay(),
};

/**
 * NAdam: Adam with Nesterov's look-ahead included in the step, with momentum mu_t that grows from beta / 2 to beta. The
 * average m still decays by beta; only the mixture of m and g in the step uses mu, as in PyTorch's
 * `NAdam(momentum_decay=psi)` (Dozat's own algorithm averages m with mu_t).
 */
export const nadam: Optimizer<typeof hyperparameters, State> = {
  id: 'nadam',
  title: 'NAdam',
  source: 'Dozat 2016, as PyTorch implements it',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mu_t &= \beta\bigl(1 - \tfrac12\,0.96^{\,t\psi}\bigr) \\
\mathbf{m}_{t} &\leftarrow \beta\,\mathbf{m}_{t-1} + (1-\beta)\,\mathbf{g}_t \\
\mathbf{v}_{t} &\leftarrow \gamma\,\mathbf{v}_{t-1} + (1-\gamma)\,\mathbf{g}_t^2 \\
\tilde{\mathbf{m}}_{t} &\leftarrow \frac{\mu_{t+1}\,\mathbf{m}_{t}}{1-\prod_{i=1}^{t+1}\mu_i} + \frac{(1-\mu_t)\,\mathbf{g}_t}{1-\prod_{i=1}^{t}\mu_i} \\
\boldsymbol{\phi}_{t} &\leftarrow \boldsymbol{\phi}_{t-1} - \alpha\,\frac{\tilde{\mathbf{m}}_{t}}{\sqrt{\mathbf{v}_{t}/(1-\gamma^{t})} + \epsilon}
\end{aligned}`,
  pythonState: 'm, v, product = np.zeros_like(phi), np.zeros_like(phi), 1.0',
  python: `g = gradient(phi) + weightDecay * phi
mu = beta * (1 - 0.5 * 0.96 ** (t * psi))
mu_next = beta * (1 - 0.5 * 0.96 ** ((t + 1) * psi))
product = product * mu
m = beta * m + (1 - beta) * g
v = gamma * v + (1 - gamma) * g ** 2
m_tilde = mu_next * m / (1 - product * mu_next) + (1 - mu) * g / (1 - product)
v_tilde = v / (1 - gamma ** t)
phi = phi - alpha * m_tilde / (np.sqrt(v_tilde) + epsilon)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { t: 0, product: 1, g: create(n), m: create(n), v: create(n) };
  },
  step(phi, state, objective, { alpha, beta, gamma, psi, epsilon, weightDecay }) {
    const { g, m, v } = state;
    const loss = objective.gradient(phi, g);
    state.t += 1;
    const mu = beta * (1 - 0.5 * 0.96 ** (state.t * psi));
    const muNext = beta * (1 - 0.5 * 0.96 ** ((state.t + 1) * psi));
    state.product *= mu;
    const vWeight = 1 - gamma ** state.t;
    for (let i = 0; i < phi.length; i++) {
      g[i]! += weightDecay * phi[i]!;
      m[i] = beta * m[i]! + (1 - beta) * g[i]!;
      v[i] = gamma * v[i]! + (1 - gamma) * g[i]! ** 2;
      const mTilde = (muNext * m[i]!) / (1 - state.product * muNext) + ((1 - mu) * g[i]!) / (1 - state.product);
      const vTilde = v[i]! / vWeight;
      phi[i]! -= (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon);
    }
    return loss;
  },
};
