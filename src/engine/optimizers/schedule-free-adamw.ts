import type { AnyVector } from '../vector.ts';
import { divisionGuard, learningRate, momentumCoefficient, squareDecay, weightDecay } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  /** Number of the current step: 1 at the first. */
  t: number;
  g: AnyVector;
  v: AnyVector;
  /** The position of AdamW without momentum, and the point at which its gradients are taken. */
  z: AnyVector;
  y: AnyVector;
  /** The sum of alpha^2 so far. */
  weight: number;
}

const hyperparameters = {
  alpha: learningRate(0.0025),
  beta: momentumCoefficient(0.9),
  gamma: squareDecay(0.999),
  epsilon: divisionGuard(1e-8),
  weightDecay: weightDecay(0, { help: 'Shrinks every parameter by αλ of where the gradient is taken, past the root.' }),
};

/**
 * Schedule-free AdamW: z follows RMSProp with bias correction at a constant rate, phi is the mean of the z so far, and
 * the gradient is taken between the two, which replaces momentum. Meta's `AdamWScheduleFree(lr=alpha, betas=(beta,
 * gamma))` stores y instead of phi. The paper's algorithm 1 has the root of 1 - gamma^t in the rate, and so in the
 * weights of the mean; Meta's later code, and this one, in the root of v.
 */
export const scheduleFreeAdamw: Optimizer<typeof hyperparameters, State> = {
  id: 'schedule-free-adamw',
  title: 'Schedule-free AdamW',
  source: 'Defazio et al. 2024, algorithm 1 (arXiv 2405.15682)',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{y}_t &= (1-\beta)\,\mathbf{z}_t + \beta\,\boldsymbol{\phi}_t \\
\mathbf{v}_{t+1} &\leftarrow \gamma\,\mathbf{v}_t + (1-\gamma)\,\mathbf{g}[\mathbf{y}_t]^2 \\
\mathbf{z}_{t+1} &\leftarrow \mathbf{z}_t - \alpha\,\frac{\mathbf{g}[\mathbf{y}_t]}{\sqrt{\mathbf{v}_{t+1}/(1-\gamma^{t+1})} + \epsilon} - \alpha\lambda\,\mathbf{y}_t \\
\boldsymbol{\phi}_{t+1} &\leftarrow (1-c)\,\boldsymbol{\phi}_t + c\,\mathbf{z}_{t+1}, \qquad c = \frac{\alpha_t^2}{\sum_{s\le t}\alpha_s^2}
\end{aligned}`,
  pythonState: 'v, z, weight = np.zeros_like(phi), phi.copy(), 0.0',
  python: `ahead = (1 - beta) * z + beta * phi
g = gradient(ahead)
v = gamma * v + (1 - gamma) * g ** 2
z = z - alpha * (g / (np.sqrt(v / (1 - gamma ** t)) + epsilon) + weightDecay * ahead)
weight = weight + alpha ** 2
phi = phi - alpha ** 2 / weight * (phi - z)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { t: 0, g: create(n), v: create(n), z: create(n), y: create(n), weight: 0 };
  },
  step(phi, state, objective, { alpha, beta, gamma, epsilon, weightDecay: lambda }) {
    const { g, v, z, y } = state;
    if (state.t === 0) z.set(phi);
    for (let i = 0; i < phi.length; i++) y[i] = (1 - beta) * z[i]! + beta * phi[i]!;
    const loss = objective.gradient(y, g);
    state.t += 1;
    state.weight += alpha ** 2;
    const vWeight = 1 - gamma ** state.t;
    const c = alpha ** 2 / state.weight;
    for (let i = 0; i < phi.length; i++) {
      v[i] = gamma * v[i]! + (1 - gamma) * g[i]! ** 2;
      z[i]! -= alpha * (g[i]! / (Math.sqrt(v[i]! / vWeight) + epsilon) + lambda * y[i]!);
      phi[i]! -= c * (phi[i]! - z[i]!);
    }
    return loss;
  },
};
