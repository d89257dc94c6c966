import type { AnyVector } from '../vector.ts';
import { coupledWeightDecay, learningRate, momentumCoefficient } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
  /** The position of plain descent, and the point at which its gradients are taken. */
  z: AnyVector;
  y: AnyVector;
  /** The sum of alpha^2 so far; 0 before the first step. */
  weight: number;
}

const hyperparameters = {
  alpha: learningRate(1),
  beta: momentumCoefficient(0.9),
  weightDecay: coupledWeightDecay(),
};

/**
 * Schedule-free SGD: z descends at a constant rate, phi is the mean of the z so far, and the gradient is taken between
 * the two. The mean has the effect of a falling rate, without the length of the run having to be known. Every z has the
 * weight alpha^2, so those of a warm-up count less. Meta's `SGDScheduleFree(lr=alpha, momentum=beta)` stores y instead
 * of phi, which its `eval()` recovers.
 */
export const scheduleFreeSgd: Optimizer<typeof hyperparameters, State> = {
  id: 'schedule-free-sgd',
  title: 'Schedule-free SGD',
  source: 'Defazio et al. 2024, eq 3 to 5 (arXiv 2405.15682)',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{y}_t &= (1-\beta)\,\mathbf{z}_t + \beta\,\boldsymbol{\phi}_t \\
\mathbf{z}_{t+1} &\leftarrow \mathbf{z}_t - \alpha\,\mathbf{g}[\mathbf{y}_t] \\
\boldsymbol{\phi}_{t+1} &\leftarrow (1-c)\,\boldsymbol{\phi}_t + c\,\mathbf{z}_{t+1}, \qquad c = \frac{\alpha_t^2}{\sum_{s\le t}\alpha_s^2}
\end{aligned}`,
  pythonState: 'z, weight = phi.copy(), 0.0',
  python: `ahead = (1 - beta) * z + beta * phi
z = z - alpha * (gradient(ahead) + weightDecay * ahead)
weight = weight + alpha ** 2
phi = phi - alpha ** 2 / weight * (phi - z)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n), z: create(n), y: create(n), weight: 0 };
  },
  step(phi, state, objective, { alpha, beta, weightDecay }) {
    const { g, z, y } = state;
    if (state.weight === 0) z.set(phi);
    for (let i = 0; i < phi.length; i++) y[i] = (1 - beta) * z[i]! + beta * phi[i]!;
    const loss = objective.gradient(y, g);
    state.weight += alpha ** 2;
    const c = alpha ** 2 / state.weight;
    for (let i = 0; i < phi.length; i++) {
      z[i]! -= alpha * (g[i]! + weightDecay * y[i]!);
      phi[i]! -= c * (phi[i]! - z[i]!);
    }
    return loss;
  },
};
