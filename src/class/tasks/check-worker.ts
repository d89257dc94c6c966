/** Worker with the tasks, their references and slips, and the engine; the page runs the Python. */
import type { SurfacePanel, TablePanel } from '../../figure/panels/panel.ts';
import type { PythonError } from '../../python/errors.ts';
import type { TaskAsk } from '../../python/protocol.ts';
import type { TaskAnswer } from '../../python/python.ts';
import { workerPort } from '../../widgets/page/worker-port.ts';
import { examine, type Finding, type RunTask } from './diagnose.ts';
import { drawnIn } from './path-panel.ts';
import { betweenAt, numbersIn, tableOf } from './step-table.ts';
import { notebookOf, scriptOf } from './take-along.ts';
import type { Task } from './task.ts';
import { verdictOf } from './task-verdict.ts';
import { taskOf } from './tasks.ts';

export type ToWorker =
  | { readonly kind: 'check' | 'take'; readonly ticket: number; readonly id: string; readonly code: string }
  /** The results of a requested run. */
  | { readonly kind: 'ran'; readonly run: number; readonly answer: TaskAnswer };

export type FromWorker =
  | {
      readonly kind: 'run';
      readonly ticket: number;
      readonly run: number;
      readonly ask: TaskAsk;
      readonly lane: string;
    }
  | { readonly kind: 'checked'; readonly ticket: number; readonly checked: Checked }
  | { readonly kind: 'taken'; readonly ticket: number; readonly taken: Taken }
  | { readonly kind: 'failed'; readonly ticket: number; readonly error: string };

/** The finding of a check, ready to show. */
export interface Checked {
  readonly kind: Finding['kind'];
  /** Sentences for `Words`. */
  readonly verdict: string;
  readonly error?: PythonError;
  readonly printed: string;
  /** The step that differs, with the engine's intermediate values, one per line. */
  readonly table?: TablePanel;
  readonly between: string;
  readonly panel?: SurfacePanel;
  /** All numbers of the run, a line each. */
  readonly numbers: string;
}

/** The files to download, and the solution. */
export interface Taken {
  readonly ipynb: string;
  readonly py: string;
  readonly solution: string;
}

const port = workerPort<ToWorker, FromWorker>();

const running = new Map<number, (answer: TaskAnswer) => void>();
let runs = 0;

const runInPage =
  (ticket: number): RunTask =>
  (ask, lane) =>
    new Promise((resolve) => {
      runs += 1;
      running.set(runs, resolve);
      port.postMessage({ kind: 'run', ticket, run: runs, ask, lane });
    });

function checkedOf(task: Task, finding: Finding): Checked {
  const { kind } = finding;
  const verdict = verdictOf(task, finding);
  if (!('own' in finding)) {
    const error = kind === 'error' ? finding.error : undefined;
    return {
      kind,
      verdict,
      printed: kind === 'error' ? finding.printed : '',
      between: '',
      numbers: '',
      ...(error && { error }),
    };
  }
  const panel = drawnIn(task, finding);
  const { printed, own } = finding;
  const numbers = numbersIn(own);
  const shared = { kind, verdict, printed, numbers, ...(panel && { panel }) };
  if (finding.kind !== 'differs') return { ...shared, between: '' };
  const { step } = finding.difference;
  return { ...shared, table: tableOf(task, finding, step), between: betweenAt(task, step) };
}

async function answer(data: Exclude<ToWorker, { kind: 'ran' }>): Promise<void> {
  const { ticket, code } = data;
  try {
    const task = taskOf(data.id);
    if (data.kind === 'check') {
      port.postMessage({
        kind: 'checked',
        ticket,
        checked: checkedOf(task, await examine(task, code, runInPage(ticket))),
      });
    } else {
      const taken = { ipynb: notebookOf(task, code), py: scriptOf(task, code), solution: task.solution };
      port.postMessage({ kind: 'taken', ticket, taken });
    }
  } catch (error) {
    port.postMessage({ kind: 'failed', ticket, error: String(error) });
  }
}

port.onmessage = ({ data }) => {
  if (data.kind === 'ran') {
    running.get(data.run)?.(data.answer);
    running.delete(data.run);
  } else void answer(data);
};
