import { flag, number } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import { coupledWeightDecay, learningRate, momentumCoefficient } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  t: number;
  g: AnyVector;
  b: AnyVector;
}

const hyperparameters = {
  alpha: { ...learningRate(0.01), label: 'Learning rate lr', symbol: String.raw`\mathrm{lr}` },
  beta: momentumCoefficient(0.9),
  dampening: number({
    label: 'Dampening τ',
    symbol: '\\tau',
    help: 'The gradient joins the momentum multiplied by 1 − τ, except at the first step.',
    default: 0,
    min: 0,
    max: 1,
    step: 0.01,
  }),
  nesterov: flag({
    label: 'Nesterov',
    help: 'Steps along the gradient plus β times the momentum, with the gradient of the current point.',
    default: false,
  }),
  weightDecay: coupledWeightDecay(),
};

/**
 * PyTorch's `SGD(lr, momentum=beta, dampening, nesterov, weight_decay)`, for comparison with the book's rules.
 *
 * Its rate lr, called `alpha` here so that schedules find it, is lr = alpha (1 - beta) of eq 6.11:
 * - `dampening: 0` at lr = alpha (1 - beta) is `momentum` at alpha, step for step;
 * - `dampening: beta` at lr = alpha is not: the first step is undamped, 1 / (1 - beta) times the book's;
 * - `nesterov: true` at lr = alpha (1 - beta) visits the look-ahead points phi - alpha beta m of `nesterov`. PyTorch's
 * losses are usually means: a = B alpha for a batch of B, and lr = a (1 - beta).
 */
export const torchSgd: Optimizer<typeof hyperparameters, State> = {
  id: 'torch-sgd',
  title: 'SGD as in PyTorch',
  source: 'torch.optim.SGD, PyTorch 2.6; Sutskever et al. 2013',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{b}_{t} &\leftarrow \begin{cases} \mathbf{g}_t & t = 1 \\ \beta\,\mathbf{b}_{t-1} + (1-\tau)\,\mathbf{g}_t & t > 1 \end{cases} \\
\boldsymbol{\phi}_{t} &\leftarrow \boldsymbol{\phi}_{t-1} - \mathrm{lr} \begin{cases} \mathbf{b}_t & \text{momentum} \\ \mathbf{g}_t + \beta\,\mathbf{b}_t & \text{Nesterov} \end{cases}
\end{aligned}`,
  pythonState: 'b = np.zeros_like(phi)',
  python: `g = gradient(phi) + weightDecay * phi
b = g if t == 1 or beta == 0 else beta * b + (1 - dampening) * g
phi = phi - alpha * (g + beta * b if nesterov else b)`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { t: 0, g: create(n), b: create(n) };
  },
  step(phi, state, objective, { alpha, beta, dampening, nesterov, weightDecay }) {
    const { g, b } = state;
    const loss = objective.gradient(phi, g);
    state.t += 1;
    // Without momentum PyTorch has no buffer, and so nothing to dampen.
    const undamped = state.t === 1 || beta === 0;
    for (let i = 0; i < phi.length; i++) {
      g[i]! += weightDecay * phi[i]!;
      b[i] = undamped ? g[i]! : beta * b[i]! + (1 - dampening) * g[i]!;
      phi[i]! -= alpha * (nesterov ? g[i]! + beta * b[i]! : b[i]!);
    }
    return loss;
  },
};
