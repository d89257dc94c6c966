import { taskTexts } from '../laboratory/tasks/task-texts.ts';
import type { Catalogue, ListedTask } from './catalogue.ts';

/** The notebooks' cells that the laboratory checks. For the build alone. */
export const codeTasks: Catalogue = Object.fromEntries(
  taskTexts.map(({ id, former, notebook }): [string, ListedTask] => [
    id,
    {
      task: { id, asks: 'code', ...(former && { former }) },
      label: `N${notebook}`,
      path: `laboratory/tasks/#${id}`,
      page: `Notebook ${notebook}`,
      kind: 'code',
    },
  ]),
);
