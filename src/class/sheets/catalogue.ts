import { titleOf } from '../work/standing.ts';
import type { CodeTask, PageTask } from '../work/task.ts';

/** What the page of a program gives to all: it is as long as this without anything of one's own, in these words. */
export interface Usual {
  letters: number;
  words: readonly string[];
}

export interface ListedTask {
  task: PageTask | CodeTask;
  /** The exercise's number, unique to the task: `6.1.2`, `6.1.2a`. */
  label: string;
  /** As its page calls it, if it does. */
  title?: string;
  /** Its address below the base, and the page's title. */
  path: string;
  page: string;
  kind: string;
  grade?: number;
  /** Only for programs. */
  usual?: Usual;
}
/** Every task of the site, by id, in the order of the pages. */
export type Catalogue = Readonly<Record<string, ListedTask>>;

/** The list that sheets are checked against: `/tasks.json`. */
export interface SiteTasks {
  /** Another wherever a task is. A sheet bears the version of the site that wrote it. */
  version: string;
  tasks: Catalogue;
}

/** The name of a task in a list. */
export const titleIn = ({ task, title }: ListedTask): string => title ?? titleOf(task.id);

/** The task of an id that may be anybody's text. */
export const taskIn = (tasks: Catalogue, id: string): ListedTask | undefined =>
  Object.hasOwn(tasks, id) ? tasks[id] : undefined;

/** The fetched text, if it is a list of tasks: a network that wants a login answers with a page of its own. */
export function asSiteTasks(found: unknown): SiteTasks | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const { version, tasks } = found as Partial<Record<keyof SiteTasks, unknown>>;
  if (typeof version !== 'string' || typeof tasks !== 'object' || tasks === null || Array.isArray(tasks))
    return undefined;
  // The file is written by this site's own build.
  return { version, tasks: tasks as Catalogue };
}
