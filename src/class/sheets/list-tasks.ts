import { existsSync, readFileSync } from 'node:fs';
import { PageError } from '../../widgets/prerender/page-error.ts';
import { exerciseLabel, letterOf } from '../work/exercise-kinds.ts';
import { checkTask, type TaskProps } from '../work/task-checks.ts';
import { type Catalogue, type ListedTask, taskIn } from './catalogue.ts';
import { tasksIn } from './written-tasks.ts';

/** The fields of an entry of the collection `docs` that are used here. */
interface Page {
  id: string;
  body?: string | undefined;
  /** Relative to the project's root. */
  filePath?: string | undefined;
  data: { title: string; number?: string | undefined };
}

/**
 * Every task on the pages, checked and tried.
 * @throws PageError if one does not match its figure, or if two have the same name
 */
export async function listTasks(pages: readonly Page[]): Promise<Catalogue> {
  const listed: Record<string, ListedTask> = {};
  for (const { id, body = '', filePath, data } of [...pages].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const written = tasksIn(id, body, filePath, linesBefore(body, filePath));
    for (const one of written) {
      const { n, kind, grade, props } = one;
      const siblings = written.filter((other) => other.n === n);
      // Props of a tag that the build has accepted.
      const task = await checkTask(id, props as unknown as TaskProps);
      const taken = taskIn(listed, task.id);
      if (taken) throw new PageError(String(props['loc']), `another task has the name ${task.id}`);
      listed[task.id] = {
        task,
        label: exerciseLabel({ body, data }, n) + letterOf(siblings.indexOf(one), siblings.length),
        path: `${id}/#exercise-${n}`,
        page: data.title,
        kind: kind ?? 'explain',
        ...(grade !== undefined && { grade }),
      };
    }
  }
  return listed;
}

/** Number of lines above the body of a page's file: its frontmatter. */
function linesBefore(body: string, filePath: string | undefined): number {
  if (filePath === undefined || !existsSync(filePath)) return 0;
  const text = readFileSync(filePath, 'utf8');
  return text.slice(0, Math.max(0, text.indexOf(body))).split('\n').length - 1;
}
