import type { NetworkTrace } from '../../engine/networks/index.ts';
import type { Values } from '../../engine/schema.ts';
import type { Outcome } from '../../figure/experiment.ts';
import type { Seen } from '../../figure/goal.ts';
import type { ListedPart, Made, PythonAsk } from '../../figure/parts.ts';
import type { Script } from '../../figure/python.ts';
import type { Change } from './difference.ts';

/** The setting that a picture shows. */
export interface Setting {
  values: Values;
  pinned?: Values;
  /** The current step. */
  iteration?: number;
  /** For charts opened large: every seed, at every step. */
  large?: true;
}

/** For which figure of the page a picture is made. */
interface ForFigure {
  /** Its name: the worker keeps the results and the last picture of each figure. */
  figure: string;
  /** Whatever the worker has kept for the figure no longer counts. */
  forget?: true;
  setting: Setting;
}

/** A task for a worker. Plain data only: an experiment crosses as its id. */
export type Task =
  /** Parts, measure and present in one go, for experiments whose work is one or few short parts. */
  | ({ kind: 'run'; id: string } & ForFigure)
  | { kind: 'parts'; id: string; values: Values }
  /** The request to Python for a part, by the results that it goes by. */
  | { kind: 'ask'; id: string; part: ListedPart; before: ReadonlyMap<string, unknown> }
  /**
   * `before`: the results that it goes by, by the keys of their parts. `made`: what Python has made of it. `keepFor`: a
   * figure whose pictures this worker makes, so that it will need the result.
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
      /** Those that the worker does not hold yet, by the keys of their parts. */
      results: ReadonlyMap<string, unknown>;
    } & ForFigure)
  /** The verdict on the claim; without results the experiment is run. Nothing is drawn or kept. */
  | { kind: 'outcome'; id: string; setting: Setting; results?: ReadonlyMap<string, unknown> }
  /** The settings of a long experiment that are computed ahead beside its defaults. */
  | { kind: 'ahead'; id: string }
  | { kind: 'python'; id: string; values: Values }
  /** The numbers of the figure at a setting that came from elsewhere. */
  | { kind: 'seen'; id: string; query: string; step?: number }
  /** How networks train in this worker. */
  | { kind: 'path'; id: string };

/** Answers by kind of task. A picture comes as its difference from the figure's last one made by this worker. */
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
 * `started` is sent after the lazy import: the time limit runs from then on. `watched`: the worker holds the lock of its
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
