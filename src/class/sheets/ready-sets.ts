/** Sets of tasks that a teacher can tick at once, and estimates of how long tasks take. */
import type { ListedTask } from './catalogue.ts';

/** Estimated minutes for an easy, a medium and a hard task of each kind; nobody has measured a class. */
const MINUTES: Readonly<Record<string, readonly [easy: number, medium: number, hard: number]>> = {
  predict: [3, 5, 10],
  find: [5, 10, 15],
  explain: [5, 10, 15],
  code: [15, 20, 30],
};

export const minutesFor = ({ kind, grade = 2 }: ListedTask): number => MINUTES[kind]?.[grade - 1] ?? 10;

export const kindSays = ({ kind }: ListedTask): string => (kind === 'code' ? 'write a program' : kind);

/** The first task of each group. */
function firstOfEach(tasks: readonly ListedTask[], of: (task: ListedTask) => string): ListedTask[] {
  const met = new Set<string>();
  return tasks.filter((task) => !met.has(of(task)) && met.add(of(task)));
}

interface ReadySet {
  name: string;
  tasks: readonly ListedTask[];
}

/** @param all tasks of the site, in the order of its pages; empty sets are left out */
export function readySets(all: readonly ListedTask[]): ReadySet[] {
  const onPages = all.filter(({ kind }) => kind !== 'code');
  const sets: ReadySet[] = [
    {
      name: 'A first week: one of each kind',
      tasks: firstOfEach(
        all.filter(({ grade = 2 }) => grade < 3),
        ({ kind }) => kind,
      ),
    },
    { name: 'All easy tasks', tasks: all.filter(({ grade }) => grade === 1) },
    { name: 'One task a page', tasks: firstOfEach(onPages, ({ page }) => page) },
    { name: 'The notebooks', tasks: all.filter(({ kind }) => kind === 'code') },
  ];
  return sets.filter(({ tasks }) => tasks.length > 0);
}
