import type { Batch } from '../problems/problem.ts';
import type { AnyVector, Vector } from '../vector.ts';

/**
 * How a run ended. A run diverges at the step after which its parameters are not finite, or whose batch has no finite
 * loss: the trace then ends with the state before that step. Or it diverges by exceeding a bound: the trace ends with
 * the state that did.
 */
export type Status =
  | { readonly kind: 'finished' }
  | { readonly kind: 'converged'; readonly step: number }
  | { readonly kind: 'diverged'; readonly step: number; readonly reason: string };

/** When a run counts as diverged: once the norm of phi exceeds this. */
export interface Bounds {
  norm: number;
}
/** The default bounds of `train`. */
export const divergenceBounds: Readonly<Bounds> = { norm: 1e8 };

/** Which states are recorded: all, the first and the last, or every k-th and the last. */
export type Every = 'all' | 'ends' | number;

/**
 * The course of a run, as columns. Row t is the state before step t, so a run of T steps has rows 0 to T. All columns
 * end with the run.
 */
export interface Trace {
  /** Length n of phi. */
  readonly dimension: number;
  /** Number T of steps made. */
  readonly steps: number;
  /** Recorded states, n numbers each, one after the other; state r is that before step `phiAt[r]`. */
  readonly phi: Vector;
  readonly phiAt: Int32Array<ArrayBuffer>;
  /**
   * Loss over all examples, finite except perhaps in the last entry; entry r belongs to the state before step
   * `lossAt[r]`.
   */
  readonly loss: Vector;
  readonly lossAt: Int32Array<ArrayBuffer>;
  /** Length T: the loss of each step's batch, at the point of the rule's gradient. */
  readonly batchLoss: Vector;
  /** Indices of all batches, one after the other; that of step t starts at `batchStarts[t]` (length T + 1). */
  readonly batches: Batch;
  readonly batchStarts: Int32Array<ArrayBuffer>;
  /** Length T + 1: number of gradients, and of losses, evaluated by the rule before step t. */
  readonly gradientEvaluations: Int32Array<ArrayBuffer>;
  readonly lossEvaluations: Int32Array<ArrayBuffer>;
  readonly status: Status;
}

/** Recorded state r, as a view. */
export function stateAt(trace: Trace, r: number): Vector {
  return trace.phi.subarray(r * trace.dimension, (r + 1) * trace.dimension);
}

/** The last state, as a view. */
export function lastState(trace: Trace): Vector {
  return stateAt(trace, trace.phiAt.length - 1);
}

/** One coordinate of every recorded state. */
export function coordinate(trace: Pick<Trace, 'phi' | 'phiAt' | 'dimension'>, i: number): Vector {
  return Float64Array.from(trace.phiAt, (_, r) => trace.phi[r * trace.dimension + i]!);
}

/** Indices of the batch of step t, as a view; empty for full batches, or if batches were not recorded. */
export function batchAt(trace: Trace, t: number): Batch {
  return trace.batches.subarray(trace.batchStarts[t], trace.batchStarts[t + 1]);
}

/** The buffers of a trace, for a transfer. Afterwards the trace is empty on this side. */
export function transferables(trace: Trace): ArrayBuffer[] {
  const { phi, phiAt, loss, lossAt, batchLoss, batches, batchStarts, gradientEvaluations, lossEvaluations } = trace;
  const columns = [phi, phiAt, loss, lossAt, batchLoss, batches, batchStarts, gradientEvaluations, lossEvaluations];
  return columns.map((column) => column.buffer);
}

/** Steps between two recorded states. */
function period(every: Every, steps: number): number {
  if (every === 'all') return 1;
  return every === 'ends' ? steps + 1 : every;
}

/** Number of rows of a complete run: every `period`-th, and the last. */
function rowsOf(steps: number, apart: number): number {
  return Math.floor(steps / apart) + 1 + (steps % apart === 0 ? 0 : 1);
}

/** The filled part of a column; the column itself if it is full. */
function cut<Column extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(
  column: Column,
  length: number,
): Column {
  // Safe: slice() of a typed array returns the same type, which TypeScript cannot infer here.
  return length === column.length ? column : (column.slice(0, length) as Column);
}

export interface Recorder {
  /** Records the due parts of state t, even if it is not the last. */
  state(t: number, phi: AnyVector, loss: () => number): void;
  /** Records the last state; parts already recorded stay. */
  lastState(t: number, phi: AnyVector, loss: () => number): void;
  step(t: number, batchLoss: number, batch: Batch | undefined, gradients: number, losses: number): void;
  trace(steps: number, status: Status): Trace;
}

interface RecorderOptions {
  dimension: number;
  steps: number;
  phi: Every;
  loss: Every;
  /** Maximum batch size; 0 if batches are not recorded. */
  batchSize: number;
}

/** Columns with room for the whole run, so that nothing is allocated during it. */
export function createRecorder({ dimension, steps, phi, loss, batchSize }: RecorderOptions): Recorder {
  const statePeriod = period(phi, steps);
  const lossPeriod = period(loss, steps);
  const statesAt = new Int32Array(rowsOf(steps, statePeriod));
  const lossesAt = new Int32Array(rowsOf(steps, lossPeriod));
  const states = new Float64Array(statesAt.length * dimension);
  const losses = new Float64Array(lossesAt.length);
  const batchLosses = new Float64Array(steps);
  const batches = new Int32Array(steps * batchSize);
  const batchStarts = new Int32Array(steps + 1);
  const gradientEvaluations = new Int32Array(steps + 1);
  const lossEvaluations = new Int32Array(steps + 1);
  let stateRows = 0;
  let stateDue = 0;
  let lossRows = 0;
  let lossDue = 0;
  let batchEnd = 0;

  const keepState = (t: number, at: AnyVector): void => {
    const from = stateRows * dimension;
    for (let i = 0; i < dimension; i++) states[from + i] = at[i]!;
    statesAt[stateRows++] = t;
  };
  const keepLoss = (t: number, value: number): void => {
    losses[lossRows] = value;
    lossesAt[lossRows++] = t;
  };

  return {
    state(t, at, value) {
      if (t === stateDue) {
        keepState(t, at);
        stateDue += statePeriod;
      }
      if (t === lossDue) {
        keepLoss(t, value());
        lossDue += lossPeriod;
      }
    },
    lastState(t, at, value) {
      if (statesAt[stateRows - 1] !== t || stateRows === 0) keepState(t, at);
      if (lossesAt[lossRows - 1] !== t || lossRows === 0) keepLoss(t, value());
    },
    step(t, batchLoss, batch, gradients, losses) {
      batchLosses[t] = batchLoss;
      gradientEvaluations[t + 1] = gradients;
      // The columns begin as zeros; zeros are not written, since a short step would notice the cost.
      if (losses > 0) lossEvaluations[t + 1] = losses;
      if (batch && batchSize > 0) {
        for (let k = 0; k < batch.length; k++) batches[batchEnd + k] = batch[k]!;
        batchEnd += batch.length;
        batchStarts[t + 1] = batchEnd;
      }
    },
    trace: (made, status) => ({
      dimension,
      steps: made,
      phi: cut(states, stateRows * dimension),
      phiAt: cut(statesAt, stateRows),
      loss: cut(losses, lossRows),
      lossAt: cut(lossesAt, lossRows),
      batchLoss: cut(batchLosses, made),
      batches: cut(batches, batchStarts[made]!),
      batchStarts: cut(batchStarts, made + 1),
      gradientEvaluations: cut(gradientEvaluations, made + 1),
      lossEvaluations: cut(lossEvaluations, made + 1),
      status,
    }),
  };
}
