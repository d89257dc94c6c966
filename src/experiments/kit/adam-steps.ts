import { type AnyVector, type optimizers, type Step, type Trace, train, type Values } from '../../engine/index.ts';
import type { Column, Run } from '../../figure/index.ts';

type AdamHyper = Values<typeof optimizers.adam.hyperparameters>;

/** One coordinate of Adam's state at each step: entry t belongs to step t; `m` and `v` are those after it. */
export interface AdamTerms {
  g: Column;
  m: Column;
  v: Column;
}

/** Records Adam's gradient and both moments at each of at most `steps` steps of two parameters. */
export function recordAdam(steps: number): {
  observe(step: Step<Record<keyof AdamTerms, AnyVector>>): void;
  termsOf(made: number): AdamTerms[];
} {
  const terms = [0, 1].map(() => ({
    g: new Float64Array(steps),
    m: new Float64Array(steps),
    v: new Float64Array(steps),
  }));
  return {
    observe({ t, state }) {
      for (const [i, { g, m, v }] of terms.entries()) {
        g[t] = state.g[i]!;
        m[t] = state.m[i]!;
        v[t] = state.v[i]!;
      }
    },
    termsOf: (made) => terms.map(({ g, m, v }) => ({ g: g.slice(0, made), m: m.slice(0, made), v: v.slice(0, made) })),
  };
}

/** The trace of such a run, with the moments of each of its steps; without them for a reader's rule. */
export function traceWithTerms(run: Run, isReplayed: boolean): readonly [Trace, { terms: AdamTerms[] | undefined }] {
  const { observe, termsOf } = recordAdam(run.steps);
  const trace = train({ ...run, ...(isReplayed ? {} : { observe }) });
  return [trace, { terms: isReplayed ? undefined : termsOf(trace.steps) }];
}

/** From the moments to the step at step t: the corrected forms of eq 6.16, and the step of eq 6.17. */
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
