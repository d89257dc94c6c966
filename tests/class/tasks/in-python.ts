import type { RunTask } from '../../../src/class/tasks/diagnose.ts';
import { explain } from '../../../src/python/errors.ts';
import { notedIn } from '../../../src/python/noted.ts';
import type { Interpreter } from '../../python/interpreter.ts';

/** Runs a task's text by the interpreter of the page, which the page asks through a sandbox. */
export const inPython =
  (interpreter: Interpreter): RunTask =>
  async (ask) => {
    const reply = await interpreter.ask('task', ask);
    const { error, printed } = reply;
    return { rows: notedIn(reply, ask.quantities), printed, ...(error && { error: explain(error, ask) }) };
  };
