/**
 * The unfinished cells of the notebooks, easiest first. Includes the engine's runs, so a page loads it only for a
 * check.
 */
import line from './notebook-6.1.ts';
import regression from './notebook-6.2.ts';
import stochastic from './notebook-6.3.ts';
import momentum from './notebook-6.4.ts';
import adam from './notebook-6.5.ts';
import type { Task } from './task.ts';

export const tasks: readonly Task[] = [...regression, ...line, ...stochastic, ...momentum, ...adam];

/** @throws Error if there is no such task */
export function taskOf(id: string): Task {
  const found = tasks.find((task) => task.id === id);
  if (!found) throw new Error(`unknown task "${id}"; there are ${tasks.map((task) => task.id).join(', ')}`);
  return found;
}
