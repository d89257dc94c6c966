import type { CodeTask, PageTask } from '../widgets/work/task.ts';

export interface ListedTask {
  task: PageTask | CodeTask;
  /** Of its exercise: `6.1.2`. */
  label: string;
  /** Where it stands, below the base, and what the page is called. */
  path: string;
  page: string;
  kind: string;
  grade?: number;
}
/** Every task of the site, by id, in the order of the pages. */
export type Catalogue = Readonly<Record<string, ListedTask>>;

/** The list that sheets are checked against; `/tasks.json`. */
export interface SiteTasks {
  /** Another wherever a task is. A sheet bears the version of the site that wrote it. */
  version: string;
  tasks: Catalogue;
}

/** The task of an id, or of one that it had in an older version. */
export function taskIn(tasks: Catalogue, id: string): ListedTask | undefined {
  if (Object.hasOwn(tasks, id)) return tasks[id];
  return Object.values(tasks).find(({ task }) => task.former?.includes(id));
}

/** The fetched text, if it is a list of tasks: a network that wants a login answers with a page of its own. */
export function asSiteTasks(found: unknown): SiteTasks | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const { version, tasks } = found as Partial<Record<keyof SiteTasks, unknown>>;
  if (typeof version !== 'string' || typeof tasks !== 'object' || tasks === null || Array.isArray(tasks))
    return undefined;
  // Of this site's own build from here on.
  return { version, tasks: tasks as Catalogue };
}
