import { type Standing, standingOn } from '../work/standing.ts';
import type { Work } from '../work/stored-work.ts';
import { workFor } from '../work/task.ts';
import { type ListedTask, titleIn } from './catalogue.ts';

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The reader's progress on a task of the site. */
export const standingIn = ({ task }: ListedTask, all: readonly Work[]): Standing =>
  standingOn(
    workFor[task.asks],
    all.find((one) => one.task === task.id),
  );

/**
 * An answer on one line. Leaving out parameters at their defaults would need the figure, so a setting is shown whole.
 */
export function answerIn({ kind, value }: Pick<Work, 'kind' | 'value'>): string {
  if (kind !== 'figure') return value;
  return [...new URLSearchParams(value)].map(([name, text]) => `${name} = ${text}`).join(', ');
}

/** The numbers and titles of tasks, on one line. */
export const namesOf = (tasks: readonly ListedTask[]): string =>
  tasks.map((listed) => `${listed.label} ${titleIn(listed)}`).join(', ');

/** The link to an answer: its page, with the figure set to it if there is one. */
export function linkTo(base: string, { path, task }: ListedTask, value?: string): string {
  if (task.asks !== 'setting' || value === undefined) return base + path;
  const query = new URLSearchParams(
    [...new URLSearchParams(value)].map(([name, text]) => [`${task.figure}.${name}`, text]),
  );
  return `${base}${path.slice(0, path.indexOf('#'))}?${query}#${task.figure}`;
}
