import { explain } from '../../../src/laboratory/python/errors.ts';
import { notedIn } from '../../../src/laboratory/python/noted.ts';
import type { RunTask } from '../../../src/laboratory/tasks/diagnose.ts';
import type { Room } from '../room.ts';

/** Runs a task's text by the interpreter of the page, which the page asks through a sandbox. */
export const inTheRoom =
  (room: Room): RunTask =>
  async (ask) => {
    const reply = await room.ask('task', ask);
    const { error, printed } = reply;
    return { rows: notedIn(reply, ask.quantities), printed, ...(error && { error: explain(error, ask) }) };
  };
