import type { AnyVector } from '../vector.ts';
import { learningRate } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
}

const hyperparameters = { alpha: learningRate(0.1) };

/**
 * Gradient descent at a fixed rate; on batches, stochastic gradient descent (eq 6.10).
 *
 * The gradient is summed over the batch, so `lr = B alpha` in PyTorch's `SGD` on a mean over B examples.
 */
export const gradientDescent: Optimizer<typeof hyperparameters, State> = {
  id: 'gradient-descent',
  title: 'Gradient descent',
  source: 'UDL eq 6.3',
  hyperparameters,
  equation: String.raw`\boldsymbol{\phi}_{t+1} \leftarrow \boldsymbol{\phi}_t - \alpha\,\mathbf{g}_t`,
  pythonState: '',
  python: `g = gradient(phi)
phi = phi - alpha * g`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n) };
  },
  step(phi, { g }, objective, { alpha }) {
    const loss = objective.gradient(phi, g);
    for (let i = 0; i < phi.length; i++) phi[i]! -= alpha * g[i]!; // (6.3)
    return loss;
  },
};
