import type { RunTask } from '../../../src/class/tasks/diagnose.ts';
import { explain } from '../../../src/python/errors.ts';
import { notedIn } from '../../../src/python/noted.ts';
import type { Interpreter } from '../../python/interpreter.ts';

/** Runs a task's code in the page's interpreter, which the page uses through a sandbox. */
export const inPython =
  (interpreter: Interpreter): RunTask =>
  async (ask) => {
    const reply = await interpreter.ask('task', ask);
    const { error, printed } = reply;
    return { rows: notedIn(reply, ask.quantities), printed, ...(error && { error: explain(error, ask) }) };
  };
