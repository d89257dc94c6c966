import { number } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import { coupledWeightDecay, divisionGuard, learningRate } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  t: number;
  g: AnyVector;
  s: AnyVector;
}

const hyperparameters = {
  alpha: learningRate(0.1),
  rateDecay: number({
    label: 'Rate decay η',
    symbol: '\\eta',
    help: 'The learning rate of step t is α / (1 + η (t − 1)); 0 keeps it constant.',
    default: 0,
    min: 0,
    max: 1,
    step: 0.001,
  }),
  initialSquares: number({
    label: 'Initial sum of squares',
    symbol: 's_0',
    help: 'What the sum of squared gradients starts from; a larger start shortens the first steps.',
    default: 0,
    min: 0,
    max: 10,
    step: 0.01,
  }),
  epsilon: divisionGuard(1e-10),
  weightDecay: coupledWeightDecay(),
};

/**
 * AdaGrad: each coordinate is divided by the root of the sum of all its squared gradients, so that its steps only ever
 * shrink. The options are PyTorch's `Adagrad(lr, lr_decay, weight_decay, initial_accumulator_value, eps)`.
 */
export const adagrad: Optimizer<typeof hyperparameters, State> = {
  id: 'adagrad',
  title: 'AdaGrad',
  source: 'Duchi, Hazan and Singer 2011, figure 1 (diagonal)',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{s}_{t} &\leftarrow \mathbf{s}_{t-1} + \mathbf{g}_t^2 \\
\boldsymbol{\phi}_{t} &\leftarrow \boldsymbol{\phi}_{t-1} - \frac{\alpha}{1+\eta\,(t-1)}\,\frac{\mathbf{g}_t}{\sqrt{\mathbf{s}_{t}} + \epsilon}
\end{aligned}`,
  pythonState: 's = np.full_like(phi, initialSquares)',
  python: `g = gradient(phi) + weightDecay * phi
s = s + g ** 2
phi = phi - alpha / (1 + rateDecay * (t - 1)) * g / (np.sqrt(s) + epsilon)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { t: 0, g: create(n), s: create(n) };
  },
  step(phi, state, objective, { alpha, rateDecay, initialSquares, epsilon, weightDecay }) {
    const { g, s } = state;
    const loss = objective.gradient(phi, g);
    state.t += 1;
    if (state.t === 1) s.fill(initialSquares);
    const rate = alpha / (1 + rateDecay * (state.t - 1));
    for (let i = 0; i < phi.length; i++) {
      g[i]! += weightDecay * phi[i]!;
      s[i]! += g[i]! ** 2;
      phi[i]! -= (rate * g[i]!) / (Math.sqrt(s[i]!) + epsilon);
    }
    return loss;
  },
};
