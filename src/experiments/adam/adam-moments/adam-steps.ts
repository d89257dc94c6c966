import { optimizers } from '../../../engine/optimizers/index.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import type { Values } from '../../../engine/schema.ts';
import type { Column } from '../../../figure/panels/panel.ts';

type AdamHyper = Values<typeof optimizers.adam.hyperparameters>;

/** One coordinate of what Adam held at each step: entry t belongs to step t; `m` and `v` are those after it. */
export interface AdamTerms {
  g: Column;
  m: Column;
  v: Column;
}

/**
 * Adam that writes down its gradient and both moments at every step, as the rule itself keeps them, for a run of at most
 * `steps` steps of `n` parameters. Use it for one run: the next would write over the first.
 */
export function recordedAdam(
  n: number,
  steps: number,
): { optimizer: Optimizer<typeof optimizers.adam.hyperparameters>; terms: readonly AdamTerms[] } {
  const terms = Array.from({ length: n }, () => ({
    g: new Float64Array(steps),
    m: new Float64Array(steps),
    v: new Float64Array(steps),
  }));
  const { adam } = optimizers;
  let state = adam.createState(0);
  const optimizer: Optimizer<typeof adam.hyperparameters> = {
    ...adam,
    createState(length, create) {
      state = adam.createState(length, create);
      return state;
    },
    step(phi, _, objective, hyper) {
      const loss = adam.step(phi, state, objective, hyper);
      const t = state.t - 1;
      for (const [i, { g, m, v }] of terms.entries()) {
        g[t] = state.g[i]!;
        m[t] = state.m[i]!;
        v[t] = state.v[i]!;
      }
      return loss;
    },
  };
  return { optimizer, terms };
}

/** What stands between the moments and the step at step t: the corrected forms of eq 6.16, and the step of eq 6.17. */
export function adamStep(
  { m, v }: AdamTerms,
  t: number,
  { alpha, beta, gamma, epsilon, correctBias }: Omit<AdamHyper, 'weightDecay'>,
): { mWeight: number; vWeight: number; mTilde: number; vTilde: number; step: number } {
  const mWeight = correctBias ? 1 - beta ** (t + 1) : 1;
  const vWeight = correctBias ? 1 - gamma ** (t + 1) : 1;
  const mTilde = m[t]! / mWeight; // (6.16)
  const vTilde = v[t]! / vWeight;
  return { mWeight, vWeight, mTilde, vTilde, step: (-alpha * mTilde) / (Math.sqrt(vTilde) + epsilon) }; // (6.17)
}
