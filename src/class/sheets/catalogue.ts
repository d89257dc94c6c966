import { titleOf } from '../work/standing.ts';
import type { CodeTask, PageTask } from '../work/task.ts';

/** Properties shared by all solutions of a program task: their usual length and words, without anything personal. */
export interface Usual {
  letters: number;
  words: readonly string[];
}

export interface ListedTask {
  task: PageTask | CodeTask;
  /** The exercise's number, unique to the task: `6.1.2`, `6.1.2a`. */
  label: string;
  /** The title on its page, if any. */
  title?: string;
  /** Path relative to the base, and the page's title. */
  path: string;
  page: string;
  kind: string;
  grade?: number;
  /** Only for programs. */
  usual?: Usual;
}
/** Every task of the site, by id, in the order of the pages. */
export type Catalogue = Readonly<Record<string, ListedTask>>;

/** The list against which sheets are checked: `/tasks.json`. */
export interface SiteTasks {
  /** Changes whenever a task does. A sheet contains the version of the site that wrote it. */
  version: string;
  tasks: Catalogue;
}

/** The name of a task in a list. */
export const titleIn = ({ task, title }: ListedTask): string => title ?? titleOf(task.id);

/** The task with this id, which may be any text. */
export const taskIn = (tasks: Catalogue, id: string): ListedTask | undefined =>
  Object.hasOwn(tasks, id) ? tasks[id] : undefined;

/** The loaded text if it is a list of tasks: a network with a login page may answer with that page instead. */
export function asSiteTasks(found: unknown): SiteTasks | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const { version, tasks } = found as Partial<Record<keyof SiteTasks, unknown>>;
  if (typeof version !== 'string' || typeof tasks !== 'object' || tasks === null || Array.isArray(tasks))
    return undefined;
  // Safe: this site's own build wrote the file.
  return { version, tasks: tasks as Catalogue };
}
