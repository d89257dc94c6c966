import type { NetworkTrace } from '../../engine/networks/index.ts';
import type { Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import type { ListedPart } from '../../figure/parts.ts';

/** What a worker is asked to do. Plain data only: an experiment crosses as its id. */
export type Task =
  /** Parts, measure and present in one go, for experiments whose work is one or few short parts. */
  | { kind: 'run'; id: string; values: Values; pinned?: Values; at?: number }
  | { kind: 'parts'; id: string; values: Values }
  | { kind: 'measure'; id: string; part: ListedPart }
  | {
      kind: 'present';
      id: string;
      values: Values;
      /** Those of these values and of the pinned ones, by the keys of their parts. */
      results: ReadonlyMap<string, unknown>;
      pinned?: Values;
      at?: number;
    }
  | { kind: 'python'; id: string; values: Values }
  /** How networks train in this worker. */
  | { kind: 'path'; id: string };

/** What comes back, by kind of task. */
export interface Answers {
  run: Presentation;
  parts: readonly ListedPart[];
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
