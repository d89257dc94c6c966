import { integer, number } from '../schema.ts';
import { type AnyVector, type Vector, vector } from '../vector.ts';
import { notebookSearch, openBracket, shrinkBracket } from './bracket-search.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
  /** The tried point: phi - a g. */
  trial: AnyVector;
  points: Vector;
  losses: Vector;
}

const hyperparameters = {
  maxBracket: number({
    label: 'Longest step',
    symbol: String.raw`\alpha_{\max}`,
    help: 'The right end of the first bracket: no step is longer than this many gradients.',
    default: notebookSearch.descent.max,
    min: 1e-4,
    max: 10,
    step: 1e-4,
    scale: 'log',
  }),
  iterations: integer({
    label: 'Search iterations',
    help: 'How often the bracket shrinks, at most.',
    default: notebookSearch.descent.iterations,
    min: 1,
    max: 50,
  }),
  threshold: number({
    label: 'Search tolerance',
    help: 'The search stops once the two inner points are this close.',
    default: notebookSearch.descent.threshold,
    min: 1e-12,
    max: 0.1,
    step: 1e-12,
    scale: 'log',
  }),
};

/**
 * Gradient descent with a line search along the gradient for the rate of each step
 * (`src/engine/optimizers/bracket-search.ts`). Its longest step is a length in units of the gradient summed over the
 * batch.
 */
export const lineSearch: Optimizer<typeof hyperparameters, State> = {
  id: 'line-search',
  title: 'Gradient descent with line search',
  source: 'UDL 6.1.1, Notebook 6.2',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\alpha_t &= \operatorname*{argmin}_{0 \le a \le \alpha_{\max}} L[\boldsymbol{\phi}_t - a\,\mathbf{g}_t] \\
\boldsymbol{\phi}_{t+1} &\leftarrow \boldsymbol{\phi}_t - \alpha_t\,\mathbf{g}_t
\end{aligned}`,
  pythonState: '',
  python: `g = gradient(phi)
a, b, c, d = 0.0, 0.33 * maxBracket, 0.66 * maxBracket, maxBracket
for _ in range(int(iterations)):
    if abs(b - c) <= threshold:
        break
    heights = [loss(phi - at * g) for at in (a, b, c, d)]
    if int(np.argmin(heights)) == 0:
        b, c, d = a + (b - a) / 2, a + (c - a) / 2, a + (d - a) / 2
        continue
    a, d = (a, c) if heights[1] < heights[2] else (b, d)
    b, c = a + (d - a) / 3, a + 2 * (d - a) / 3
phi = phi - (b + c) / 2 * g`,
  elementwise: false,
  createState(n, create = (length) => new Float64Array(length)) {
    return { g: create(n), trial: create(n), points: vector(0, 0, 0, 0), losses: vector(0, 0, 0, 0) };
  },
  step(phi, { g, trial, points, losses }, objective, { maxBracket, iterations, threshold }) {
    const loss = objective.gradient(phi, g);
    openBracket(points, maxBracket);
    for (let k = 0; k < iterations && Math.abs(points[1]! - points[2]!) > threshold; k++) {
      for (let j = 0; j < 4; j++) {
        for (let i = 0; i < phi.length; i++) trial[i] = phi[i]! - points[j]! * g[i]!;
        losses[j] = objective.loss(trial);
      }
      shrinkBracket(points, losses);
    }
    const alpha = (points[1]! + points[2]!) / 2;
    for (let i = 0; i < phi.length; i++) phi[i]! -= alpha * g[i]!;
    return loss;
  },
};
