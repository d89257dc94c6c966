import type { ComponentChildren } from 'preact';
import type { Figure } from '../../widgets/page/figure.ts';
import type { Work } from './kept-work.ts';

/** Props of the view of each kind of task. */
export interface TaskProps<T> {
  task: T;
  /** Absent until the page's scripts are there. */
  live: Figure | undefined;
  work: Work | undefined;
  keep(work: Omit<Work, 'task'>): void;
  /** Where it is kept, once there is something. */
  kept: ComponentChildren;
}
