import type { Problem } from '../../engine/problems/problem.ts';
import { batchAt, stateAt, type Trace } from '../../engine/training/trace.ts';
import type { Column } from '../../figure/panels/panel.ts';

/** One coordinate of what each step of a run did; entry t belongs to step t, except `m`, which is one longer. */
export interface StepTerms {
  /** Where the gradient was taken. */
  at: Column;
  /** Gradient of the batch there. */
  g: Column;
  /** The average before each step, and after the last. */
  m: Column;
}

/**
 * The terms of eq 6.11 (or, with `ahead`, of eq 6.12) for every step of a finished trace of all states and batches, by
 * repeating its gradients: coordinate i is entry i.
 */
export function momentumTerms(
  trace: Trace,
  problem: Problem,
  { alpha, beta, ahead }: { alpha: number; beta: number; ahead: boolean },
): StepTerms[] {
  const { dimension: n, steps } = trace;
  const terms = Array.from({ length: n }, () => ({
    at: new Float64Array(steps),
    g: new Float64Array(steps),
    m: new Float64Array(steps + 1),
  }));
  const point = new Float64Array(n);
  const g = new Float64Array(n);
  for (let t = 0; t < steps; t++) {
    const phi = stateAt(trace, t);
    for (const [i, term] of terms.entries()) point[i] = ahead ? phi[i]! - alpha * beta * term.m[t]! : phi[i]!;
    problem.gradient(point, g, batchAt(trace, t));
    for (const [i, term] of terms.entries()) {
      term.at[t] = point[i]!;
      term.g[t] = g[i]!;
      term.m[t + 1] = beta * term.m[t]! + (1 - beta) * g[i]!;
    }
  }
  return terms;
}
