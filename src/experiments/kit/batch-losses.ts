import type { Problem } from '../../engine/problems/problem.ts';
import { batchAt, stateAt, type Trace } from '../../engine/training/trace.ts';
import type { Column } from '../../figure/panels/panel.ts';

/**
 * The loss of each step's own batch after the step; the trace contains the loss before it, all states and all batches.
 */
export function batchLossAfter({ loss }: Problem, trace: Trace): Column {
  return Float64Array.from({ length: trace.steps }, (_, t) => loss(stateAt(trace, t + 1), batchAt(trace, t)));
}
