/** The page's side of a check: a worker with the tasks, and this page's Python, which runs the code for it. */

import { openPython } from '../../python/python.ts';
import { addKinds } from '../../widgets/panels/index.ts';
import { tableKind } from '../../widgets/panels/table.ts';
import type { Checked, FromWorker, Taken, ToWorker } from './check-worker.ts';
import address from './check-worker.ts?worker&url';
import { WorkerLine } from './worker-line.ts';

export type { Checked, Taken } from './check-worker.ts';
export { PanelPicture } from './PanelPicture.tsx';

addKinds({ table: tableKind });

const line = new WorkerLine<Extract<ToWorker, { ticket: number }>, FromWorker>(
  () => new Worker(address, { type: 'module' }),
  'the task checker did not load',
);

const UNLOADED = 'Python could not be loaded. Check your connection and try again; your code is unchanged.';

/** @param foreign the code written by a stranger; all other code run for it, including slips, is ours */
async function run(
  asker: Worker,
  { run: number, ask, lane }: Extract<FromWorker, { kind: 'run' }>,
  foreign: string | undefined,
): Promise<void> {
  const python = await openPython().catch(() => undefined);
  const answer = python
    ? await python.task({ ...ask, lane: `task ${lane}`, stranger: ask.code === foreign })
    : { printed: '', error: { kind: 'unloaded', message: UNLOADED } as const };
  asker.postMessage({ kind: 'ran', run: number, answer } satisfies ToWorker);
}

const ask = (kind: 'check' | 'take', id: string, code: string, foreign?: string): Promise<FromWorker> =>
  line.ask({ kind, id, code }, (message, worker) => {
    if (message.kind !== 'run') return false;
    void run(worker, message, foreign);
    return true;
  });

/**
 * Checks code for a task: the reader's own, or a stranger's, after which the interpreter is replaced.
 * @throws Error if the worker does not load
 */
export async function checkTask(id: string, code: string, whose: 'own' | 'stranger' = 'own'): Promise<Checked> {
  const answer = await ask('check', id, code, whose === 'stranger' ? code : undefined);
  if (answer.kind !== 'checked') throw new Error('unexpected answer from the worker');
  return answer.checked;
}

/** A reader's code as files, and the solution of its task. @throws Error if the worker does not load */
export async function takeTask(id: string, code: string): Promise<Taken> {
  const answer = await ask('take', id, code);
  if (answer.kind !== 'taken') throw new Error('unexpected answer from the worker');
  return answer.taken;
}
