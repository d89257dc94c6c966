import { flag } from '../schema.ts';
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
  g: AnyVector;
  average: AnyVector;
  v: AnyVector;
  b: AnyVector;
}

const hyperparameters = {
  alpha: learningRate(0.01),
  gamma: squareDecay(0.99),
  beta: momentumCoefficient(0),
  epsilon: divisionGuard(1e-8),
  centred: flag({
    label: 'Centred',
    help: 'Divides by an estimate of the standard deviation of the gradient instead of its root mean square.',
    default: false,
  }),
  weightDecay: coupledWeightDecay(),
};

/**
 * RMSProp: the gradient divided by the root of its averaged square; no bias correction, so that with gamma near 1 the
 * first steps are long, alpha / sqrt(1 - gamma).
 *
 * `centred` subtracts the square of the averaged gradient first (Graves 2013). With `beta` > 0 the divided gradients
 * are accumulated as b = beta b + …, undamped: PyTorch's `RMSprop(lr, alpha=gamma, momentum=beta, centered)`.
 */
export const rmsprop: Optimizer<typeof hyperparameters, State> = {
  id: 'rmsprop',
  title: 'RMSProp',
  source: 'Tieleman and Hinton 2012, lecture 6.5; centred: Graves 2013, eq 38 to 45',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{v}_{t} &\leftarrow \gamma\,\mathbf{v}_{t-1} + (1-\gamma)\,\mathbf{g}_t^2 \\
\mathbf{b}_{t} &\leftarrow \beta\,\mathbf{b}_{t-1} + \frac{\mathbf{g}_t}{\sqrt{\mathbf{v}_{t}} + \epsilon} \\
\boldsymbol{\phi}_{t} &\leftarrow \boldsymbol{\phi}_{t-1} - \alpha\,\mathbf{b}_{t}
\end{aligned}`,
  pythonState: 'average, v, b = np.zeros_like(phi), np.zeros_like(phi), np.zeros_like(phi)',
  python: `g = gradient(phi) + weightDecay * phi
v = gamma * v + (1 - gamma) * g ** 2
average = gamma * average + (1 - gamma) * g
variance = np.maximum(v - average ** 2, 0) if centred else v
b = beta * b + g / (np.sqrt(variance) + epsilon)
phi = phi - alpha * b`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n), average: create(n), v: create(n), b: create(n) };
  },
  step(phi, { g, average, v, b }, objective, { alpha, gamma, beta, epsilon, centred, weightDecay }) {
    const loss = objective.gradient(phi, g);
    for (let i = 0; i < phi.length; i++) {
      g[i]! += weightDecay * phi[i]!;
      v[i] = gamma * v[i]! + (1 - gamma) * g[i]! ** 2;
      average[i] = gamma * average[i]! + (1 - gamma) * g[i]!;
      // A variance is never negative, but rounding can take the difference of two equal squares below zero.
      const variance = centred ? Math.max(v[i]! - average[i]! ** 2, 0) : v[i]!;
      b[i] = beta * b[i]! + g[i]! / (Math.sqrt(variance) + epsilon);
      phi[i]! -= alpha * b[i]!;
    }
    return loss;
  },
};
