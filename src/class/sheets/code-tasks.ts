import { slipped } from '../tasks/task.ts';
import { tasks } from '../tasks/tasks.ts';
import { letterOf } from '../work/exercise-kinds.ts';
import type { Catalogue, ListedTask, Usual } from './catalogue.ts';
import { plain, wordsOf } from './copies.ts';

/** Names built into Python. */
const BUILT_IN = 'abs enumerate float for if in import int len list max min not or and print range return sum zip';

/** The notebook cells checked in the laboratory; letters distinguish those of one notebook. Used only by the build. */
export const codeTasks: Catalogue = Object.fromEntries(
  tasks.map((task): [string, ListedTask] => {
    const { id, notebook, title } = task;
    const siblings = tasks.filter((one) => one.notebook === notebook);
    return [
      id,
      {
        task: { id, asks: 'code' },
        label: `N${notebook}${letterOf(siblings.indexOf(task), siblings.length)}`,
        title,
        path: `laboratory/tasks/#${id}`,
        page: `Notebook ${notebook}`,
        kind: 'code',
        usual: usualOf(task),
      },
    ];
  }),
);

/** Text that many students write independently: our own answers, right and wrong, and all that the page shows. */
function usualOf(task: (typeof tasks)[number]): Usual {
  const answers = [task.solution, ...[...task.slips, ...(task.variants ?? [])].map((other) => slipped(task, other))];
  const said = [...answers, task.given, task.stub, task.lead, task.uses, ...task.hints, BUILT_IN].join('\n');
  return {
    letters: Math.max(...answers.map((value) => plain({ kind: 'code', value }).length)),
    words: [...wordsOf(said)],
  };
}
