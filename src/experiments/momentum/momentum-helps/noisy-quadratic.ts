/** Momentum on a noisy quadratic: exact expected last losses, the best of them, and simulated ones. */
import { createQuadratic, lowestRate, optimizers, train } from '../../../engine/index.ts';
import { expectedLoss } from '../../../engine/theory/momentum-theory.ts';
import type { Column } from '../../../figure/index.ts';

/** The numbers that decide a loss besides the rate. */
export type Setting = { batchSize: number; beta: number; steps: number };

export interface Tuned {
  /** Expected last losses over RATES. */
  losses: Column;
  /** The best of them, refined. */
  best: { rate: number; loss: number };
}

/** Curvatures 1, 1/2, … 1/20. */
const CURVATURES = Array.from({ length: 20 }, (_, i) => 1 / (i + 1));
/** Each coordinate of the start, so that its distance is 3. */
const START = 3 / Math.sqrt(CURVATURES.length);
export const RATES = Array.from({ length: 25 }, (_, k) => 0.01 * 4000 ** (k / 24));
const SEEDS = 24;

function lossAt(rate: number, { batchSize, beta, steps }: Setting): number {
  const noise = CURVATURES.map((h) => Math.sqrt(h / batchSize));
  const loss = expectedLoss({ alpha: rate, beta, sd: noise }, CURVATURES, START, steps);
  // A diverging run is the worst possible.
  return Number.isFinite(loss) ? loss : Number.POSITIVE_INFINITY;
}

/** The 25 rates, and closer and closer ones around the best: near the limit the loss rises sharply. */
export function tune(setting: Setting): Tuned {
  const losses = RATES.map((rate) => lossAt(rate, setting));
  const { rate, score: loss } = lowestRate(RATES, (one) => lossAt(one, setting), losses);
  return { losses: Float64Array.from(losses), best: { rate, loss } };
}

/** Last losses at the best rate, from SEEDS runs of the engine's own rule. */
export function simulate(setting: Setting): Column {
  const { batchSize, beta, steps } = setting;
  const { rate: alpha } = tune(setting).best;
  const problem = createQuadratic({ eigenvalues: CURVATURES });
  return Float64Array.from({ length: SEEDS }, (_, seed) => {
    const { loss } = train({
      problem,
      optimizer: optimizers.momentum,
      hyper: { alpha, beta },
      start: new Array<number>(CURVATURES.length).fill(START),
      steps,
      noise: { sd: CURVATURES.map(Math.sqrt), batch: batchSize },
      record: { phi: 'ends', loss: 'ends' },
      seed,
    });
    return loss.at(-1)!;
  });
}

/** The best of the 25 rates, by the same recursion in NumPy; the figure then refines it. */
export function python({ batchSize, beta, steps }: Setting): string {
  return `"""Expected loss of momentum on a noisy quadratic, exactly; the best of 25 rates."""
import json

import numpy as np

h = 1 / np.arange(1, 21)
start = 3 / np.sqrt(20)
rates = 0.01 * 4000 ** (np.arange(25) / 24)
batch_size, steps = ${batchSize}, ${steps}


def expected_loss(alpha, beta):
    # Second moments of (phi, m), one for each direction.
    pp, pm, mm = np.full(20, start ** 2), np.zeros(20), np.zeros(20)
    for t in range(steps):
        mm_next = beta ** 2 * mm + 2 * beta * (1 - beta) * h * pm + (1 - beta) ** 2 * (h ** 2 * pp + h / batch_size)
        pm_next = beta * pm + (1 - beta) * h * pp
        pp = pp - 2 * alpha * pm_next + alpha ** 2 * mm_next
        pm = pm_next - alpha * mm_next
        mm = mm_next
    loss = 0.5 * np.sum(h * pp)
    return loss if np.isfinite(loss) else np.inf


with np.errstate(over='ignore', invalid='ignore'):
    print(json.dumps({
        "gridLoss": min(expected_loss(alpha, ${beta}) for alpha in rates),
        "gridPlainLoss": min(expected_loss(alpha, 0) for alpha in rates),
    }))
`;
}
