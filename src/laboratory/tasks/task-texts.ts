import type { TaskText } from './task.ts';
import { tasks } from './tasks.ts';

/** What a page shows from the first; checks and solutions come when they are asked for. For the build alone. */
export const taskTexts: readonly TaskText[] = tasks.map(
  ({ id, notebook, title, lead, uses, stub, hints }): TaskText => ({ id, notebook, title, lead, uses, stub, hints }),
);
