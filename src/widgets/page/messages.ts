import type { NetworkTrace } from '../../engine/networks/index.ts';
import type { Values } from '../../engine/schema.ts';
import type { ListedPart } from '../../figure/parts.ts';
import type { Change } from './difference.ts';

/** A picture that a figure of the page wants. */
export interface Wanted {
  /** The figure's name: the worker keeps for it what its pictures are made of, and the last of them. */
  figure: string;
  /** What the worker has kept for it counts no more. */
  forget?: true;
  values: Values;
  pinned?: Values;
  /** Where the reader stands. */
  iteration?: number;
}

/** What a worker is asked to do. Plain data only: an experiment crosses as its id. */
export type Task =
  /** Parts, measure and present in one go, for experiments whose work is one or few short parts. */
  | { kind: 'run'; id: string; wanted: Wanted }
  | { kind: 'parts'; id: string; values: Values }
  /** `keepFor`: a figure whose pictures this worker makes, and which will want the result. */
  | { kind: 'measure'; id: string; part: ListedPart; keepFor?: string }
  | {
      kind: 'present';
      id: string;
      wanted: Wanted;
      /** Those that the worker does not hold, by the keys of their parts. */
      results: ReadonlyMap<string, unknown>;
    }
  | { kind: 'python'; id: string; values: Values }
  /** How networks train in this worker. */
  | { kind: 'path'; id: string };

/** What comes back, by kind of task. A picture comes as what differs from the figure's last picture of that worker. */
export interface Answers {
  run: readonly Change[];
  parts: readonly ListedPart[];
  measure: unknown;
  present: readonly Change[];
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
