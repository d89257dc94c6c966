import type { Task, TaskOnPage } from './task.ts';
import { tasks } from './tasks.ts';

/** How many lines our solution adds to the unfinished code, with some to spare. */
function roomFor({ stub, solution }: Pick<Task, 'stub' | 'solution'>): number {
  const given = new Set(stub.split('\n'));
  return solution.split('\n').filter((line) => !given.has(line)).length + MORE_ROOM;
}
const MORE_ROOM = 5;

/**
 * The texts that a page shows from the beginning; checks and solutions are loaded on demand. Used only by the build.
 */
export const taskTexts: readonly TaskOnPage[] = tasks.map((task): TaskOnPage => {
  const { id, notebook, title, lead, uses, stub, hints } = task;
  return { id, notebook, title, lead, uses, stub, hints, room: roomFor(task) };
});
