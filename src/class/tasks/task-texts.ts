import type { Task, TaskOnPage } from './task.ts';
import { tasks } from './tasks.ts';

/** How many lines a solution longer than ours would add to the unfinished text. */
function roomFor({ stub, solution }: Pick<Task, 'stub' | 'solution'>): number {
  const given = new Set(stub.split('\n'));
  return solution.split('\n').filter((line) => !given.has(line)).length + MORE_ROOM;
}
const MORE_ROOM = 5;

/** The texts that a page shows from the first; checks and solutions come when they are asked for. For the build alone. */
export const taskTexts: readonly TaskOnPage[] = tasks.map((task): TaskOnPage => {
  const { id, notebook, title, lead, uses, stub, hints } = task;
  return { id, notebook, title, lead, uses, stub, hints, room: roomFor(task) };
});
