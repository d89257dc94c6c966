import type { Work } from '../widgets/work/kept-work.ts';
import type { ListedTask } from './catalogue.ts';

/** The name of a task in a list: its id in words. */
export const titleOf = (id: string): string => {
  const words = id.slice(id.lastIndexOf('.') + 1).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** How far one has come with a task, in a word or two. */
export function standingOf(task: string, work: readonly Pick<Work, 'task' | 'kind' | 'met'>[]): Standing {
  const one = work.find((work) => work.task === task);
  if (!one) return { says: 'not begun', done: false };
  if (one.kind === 'words') return { says: 'written', done: true };
  if (one.met) return { says: 'met', done: true };
  // A prediction is made once, right or wrong; the rest can be tried again.
  return one.kind === 'guess' ? { says: 'predicted, not right', done: true } : { says: 'begun', done: false };
}
interface Standing {
  says: string;
  done: boolean;
}

/** An answer on one line: the setting without the parameters that nobody moved would need the figure, so it is whole. */
export function answerIn({ kind, value }: Pick<Work, 'kind' | 'value'>): string {
  if (kind !== 'figure') return value;
  return [...new URLSearchParams(value)].map(([name, text]) => `${name} = ${text}`).join(', ');
}

/** Where an answer was given: the page with the figure set to it, if there is one. */
export function linkTo(base: string, { path, task }: ListedTask, value?: string): string {
  if (task.asks !== 'setting' || value === undefined) return base + path;
  const query = new URLSearchParams(
    [...new URLSearchParams(value)].map(([name, text]) => [`${task.figure}.${name}`, text]),
  );
  return `${base}${path.slice(0, path.indexOf('#'))}?${query}#${task.figure}`;
}
