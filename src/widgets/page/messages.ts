import type { NetworkTrace } from '../../engine/networks/index.ts';
import type { Values } from '../../engine/schema.ts';
import type { Outcome } from '../../figure/experiment.ts';
import type { Seen } from '../../figure/goal.ts';
import type { ListedPart, Made, PythonAsk } from '../../figure/parts.ts';
import type { Script } from '../../figure/python.ts';
import type { Change } from './difference.ts';

/** The setting of a picture. */
export interface Setting {
  values: Values;
  pinned?: Values;
  /** The current step. */
  iteration?: number;
  /** For enlarged charts: every seed, at every step. */
  large?: true;
}

/** The figure for which a picture is made. */
interface ForFigure {
  /** Its name: the worker stores the results and the last picture of each figure. */
  figure: string;
  /** The worker discards everything stored for the figure. */
  forget?: true;
  setting: Setting;
}

/** A task for a worker. Plain data only: an experiment is sent as its id. */
export type Task =
  /** Parts, measure and present in one go, for experiments whose work is one or few short parts. */
  | ({ kind: 'run'; id: string } & ForFigure)
  | { kind: 'parts'; id: string; values: Values }
  /** The request to Python for a part, given the results on which it depends. */
  | { kind: 'ask'; id: string; part: ListedPart; before: ReadonlyMap<string, unknown> }
  /**
   * `before`: the results on which it depends, by the keys of their parts. `made`: Python's result. `keepFor`: a figure
   * rendered by this worker, which will therefore need the result.
   */
  | {
      kind: 'measure';
      id: string;
      part: ListedPart;
      before?: ReadonlyMap<string, unknown>;
      made?: Made;
      keepFor?: string;
    }
  | ({
      kind: 'present';
      id: string;
      /** Those that the worker does not have yet, by the keys of their parts. */
      results: ReadonlyMap<string, unknown>;
    } & ForFigure)
  /** The verdict on the claim; without results the experiment is run. Nothing is drawn or stored. */
  | { kind: 'outcome'; id: string; setting: Setting; results?: ReadonlyMap<string, unknown> }
  /** The precomputed settings of a long experiment besides its defaults. */
  | { kind: 'ahead'; id: string }
  | { kind: 'python'; id: string; values: Values }
  /** The numbers of the figure at a setting from elsewhere. */
  | { kind: 'seen'; id: string; query: string; step?: number }
  /** The kernel with which networks train in this worker. */
  | { kind: 'path'; id: string };

/** Answers by kind of task. A picture is sent as its difference from the figure's last one made by this worker. */
export interface Answers {
  run: readonly Change[];
  parts: readonly ListedPart[];
  ask: PythonAsk | undefined;
  measure: unknown;
  present: readonly Change[];
  outcome: Outcome | 'open';
  ahead: readonly Partial<Values>[];
  python: Script;
  seen: Seen | { impossible: string };
  path: NetworkTrace['path'];
}

/**
 * `started` is sent after the lazy import: the time limit runs from then on. `watched`: the worker holds the lock of
 * its name as long as it lives.
 */
export type FromWorker =
  | { type: 'started'; ticket: number; watched?: boolean }
  | { type: 'done'; ticket: number; answer: unknown }
  | { type: 'failed'; ticket: number; message: string }
  /** The script of the experiment could not be loaded. */
  | { type: 'unloaded'; ticket: number };

export interface ToWorker {
  ticket: number;
  task: Task;
}
