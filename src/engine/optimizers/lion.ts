import { number } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import { learningRate, momentumCoefficient, weightDecay } from './hyperparameters.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
  m: AnyVector;
}

const hyperparameters = {
  alpha: learningRate(0.001),
  beta: momentumCoefficient(0.9),
  memory: number({
    label: 'Memory β₂',
    symbol: '\\beta_2',
    help: 'The share of the last averaged gradient that the memory keeps; the step itself goes by β.',
    default: 0.99,
    min: 0,
    max: 0.999,
    step: 0.001,
  }),
  weightDecay: weightDecay(0, { help: 'Shrinks every parameter by the factor 1 − αλ at each step, past the sign.' }),
};

/**
 * Lion: every parameter moves by alpha in the direction of the sign of an average; the average used for the step gives
 * the newest gradient more weight (1 - beta) than the stored one (1 - beta_2). Decay is decoupled, as in AdamW. The
 * paper found it by a search over programs; PyTorch does not include it.
 */
export const lion: Optimizer<typeof hyperparameters, State> = {
  id: 'lion',
  title: 'Lion',
  source: 'Chen et al. 2023, algorithm 2 (arXiv 2302.06675)',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\boldsymbol{\phi}_{t+1} &\leftarrow (1-\alpha\lambda)\,\boldsymbol{\phi}_t - \alpha\,\mathrm{sign}\bigl(\beta\,\mathbf{m}_t + (1-\beta)\,\mathbf{g}_t\bigr) \\
\mathbf{m}_{t+1} &\leftarrow \beta_2\,\mathbf{m}_t + (1-\beta_2)\,\mathbf{g}_t
\end{aligned}`,
  pythonState: 'm = np.zeros_like(phi)',
  python: `g = gradient(phi)
phi = (1 - alpha * weightDecay) * phi - alpha * np.sign(beta * m + (1 - beta) * g)
m = memory * m + (1 - memory) * g`,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n), m: create(n) };
  },
  step(phi, { g, m }, objective, { alpha, beta, memory, weightDecay: lambda }) {
    const loss = objective.gradient(phi, g);
    for (let i = 0; i < phi.length; i++) {
      phi[i] = (1 - alpha * lambda) * phi[i]! - alpha * Math.sign(beta * m[i]! + (1 - beta) * g[i]!);
      m[i] = memory * m[i]! + (1 - memory) * g[i]!;
    }
    return loss;
  },
};
