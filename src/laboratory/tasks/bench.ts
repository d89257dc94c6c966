/** All that checking a task takes; fetched when a reader first asks for a check. */
import { openPython } from '../python/python.ts';
import { examine, type Finding, type RunTask } from './diagnose.ts';
import { taskOf } from './tasks.ts';
import { verdictOf } from './words.ts';

export { drawnIn, PathPicture } from './PathPicture.tsx';
export { numbersIn, StepTable } from './StepTable.tsx';
export { notebookOf, scriptOf } from './take-along.ts';
export { taskOf } from './tasks.ts';

export interface Checked {
  readonly finding: Finding;
  /** In sentences, for `Words`. */
  readonly verdict: string;
}

/** Checks a reader's text of a task. */
export async function checkTask(id: string, code: string): Promise<Checked> {
  const task = taskOf(id);
  const python = await openPython().catch(() => undefined);
  const message = 'Python could not be fetched. Check the connection, then check again; your text is as you left it.';
  const run: RunTask = (ask, lane) =>
    python
      ? python.task({ ...ask, lane: `task ${lane}` })
      : Promise.resolve({ printed: '', error: { kind: 'unloaded', message } });
  const finding = await examine(task, code, run);
  return { finding, verdict: verdictOf(task, finding) };
}
