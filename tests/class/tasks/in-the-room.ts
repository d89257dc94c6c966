import type { RunTask } from '../../../src/class/tasks/diagnose.ts';
import { explain } from '../../../src/python/errors.ts';
import { notedIn } from '../../../src/python/noted.ts';
import type { Room } from '../../python/room.ts';

/** Runs a task's text by the interpreter of the page, which the page asks through a sandbox. */
export const inTheRoom =
  (room: Room): RunTask =>
  async (ask) => {
    const reply = await room.ask('task', ask);
    const { error, printed } = reply;
    return { rows: notedIn(reply, ask.quantities), printed, ...(error && { error: explain(error, ask) }) };
  };
