import type { NetworkTrace } from '../../engine/networks/index.ts';
import type { Values } from '../../engine/schema.ts';
import type { Part, Presentation } from '../../figure/experiment.ts';

/** What a worker is asked to do. Plain data only: an experiment crosses as its id. */
export type Task =
  /** Parts, measure and present in one go, for experiments whose work is one or few short parts. */
  | { kind: 'run'; id: string; values: Values; pinned?: Values; at?: number }
  | { kind: 'parts'; id: string; values: Values }
  | { kind: 'measure'; id: string; part: Part }
  | {
      kind: 'present';
      id: string;
      values: Values;
      results: readonly unknown[];
      pinned?: { values: Values; results: readonly unknown[] };
      at?: number;
    }
  | { kind: 'python'; id: string; values: Values }
  /** How networks train in this worker. */
  | { kind: 'path'; id: string };

/** What comes back, by kind of task. */
export interface Answers {
  run: Presentation;
  parts: readonly Part[];
  measure: unknown;
  present: Presentation;
  python: string;
  path: NetworkTrace['path'];
}

/**
 * `started` is said after the lazy import: from then on the time limit runs. `watched`: the worker holds the lock of its
 * name for as long as it lives.
 */
export type FromWorker =
  | { type: 'started'; ticket: number; watched?: boolean }
  | { type: 'done'; ticket: number; answer: unknown }
  | { type: 'failed'; ticket: number; message: string }
  /** The script of the experiment could not be fetched. */
  | { type: 'unloaded'; ticket: number };

export interface ToWorker {
  ticket: number;
  task: Task;
}
