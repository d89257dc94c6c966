/** The unfinished cells of the notebooks, the easiest first. Heavy with the engine's runs: a page takes it when it is asked to check. */
import line from './notebook-6.1.ts';
import regression from './notebook-6.2.ts';
import stochastic from './notebook-6.3.ts';
import momentum from './notebook-6.4.ts';
import adam from './notebook-6.5.ts';
import type { Task } from './task.ts';

export const tasks: readonly Task[] = [...regression, ...line, ...stochastic, ...momentum, ...adam];

/** @throws Error where there is none of this id */
export function taskOf(id: string): Task {
  const found = tasks.find((task) => task.id === id);
  if (!found) throw new Error(`unknown task "${id}"; there are ${tasks.map((task) => task.id).join(', ')}`);
  return found;
}
