import { type AnyVector, type Step, type Trace, train } from '../../engine/index.ts';
import type { Column, Run } from '../../figure/index.ts';

/** One coordinate of the terms of each step of a run; entry t belongs to step t, except `m`, which is one longer. */
export interface StepTerms {
  /** The point of the gradient. */
  at: Column;
  /** Gradient of the batch there. */
  g: Column;
  /** The average before each step, and after the last. */
  m: Column;
}

/** The state of both rules; Nesterov's also has the point to which it looks ahead. */
type MomentumState = { g: AnyVector; m: AnyVector; ahead?: AnyVector };

/**
 * Records the terms of eq 6.11, or of eq 6.12, as used by the rule itself at each of at most `steps` steps of two
 * parameters. `termsOf(made)` returns them, coordinate by coordinate, after `made` steps.
 */
export function recordMomentum(steps: number): {
  observe(step: Step<MomentumState>): void;
  termsOf(made: number): StepTerms[];
} {
  const terms = [0, 1].map(() => ({
    at: new Float64Array(steps),
    g: new Float64Array(steps),
    m: new Float64Array(steps + 1),
  }));
  return {
    observe({ t, before, state: { g, m, ahead = before } }) {
      for (const [i, term] of terms.entries()) {
        term.at[t] = ahead[i]!;
        term.g[t] = g[i]!;
        term.m[t + 1] = m[i]!;
      }
    },
    termsOf: (made) =>
      terms.map(({ at, g, m }) => ({ at: at.slice(0, made), g: g.slice(0, made), m: m.slice(0, made + 1) })),
  };
}

/** The trace of such a run, with the terms of each of its steps. */
export function traceWithTerms(run: Run): readonly [Trace, { terms: readonly StepTerms[] }] {
  const { observe, termsOf } = recordMomentum(run.steps);
  const trace = train({ ...run, observe });
  return [trace, { terms: termsOf(trace.steps) }];
}
