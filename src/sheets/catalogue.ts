import type { CodeTask, PageTask } from '../widgets/work/task.ts';

/** What sheets are checked against: every task of the site, by id; `/tasks.json`. */
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
export type Catalogue = Readonly<Record<string, ListedTask>>;
