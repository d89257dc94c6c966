import type { ComponentChildren } from 'preact';
import type { Figure } from '../../widgets/page/figure.ts';
import type { Work } from './stored-work.ts';

/** Props of the view of each kind of task. */
export interface TaskProps<T> {
  task: T;
  /** Undefined until the page's scripts have loaded. */
  live: Figure | undefined;
  work: Work | undefined;
  keep(work: Omit<Work, 'task'>): void;
  /** Where the work is stored, once there is some. */
  kept: ComponentChildren;
}
