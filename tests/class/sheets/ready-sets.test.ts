/** Sets of tasks that a teacher can tick at once. */
import { expect, test } from 'vitest';
import type { ListedTask } from '../../../src/class/sheets/catalogue.ts';
import { minutesFor, readySets } from '../../../src/class/sheets/ready-sets.ts';

const listed = (page: string, id: string, kind: string, grade?: number): ListedTask => ({
  task: { id, asks: 'words' },
  label: id,
  path: `${page}/`,
  page,
  kind,
  ...(grade !== undefined && { grade }),
});
const all = [
  listed('One', 'a', 'explain', 3),
  listed('One', 'b', 'predict', 1),
  listed('One', 'c', 'predict', 1),
  listed('Two', 'd', 'explain', 2),
  listed('Two', 'e', 'find', 1),
  listed('Notebook', 'f', 'code'),
];

test('the sets are the first of each kind that is not hard, the easy ones, one a page, and the notebooks', () => {
  expect(readySets(all).map(({ tasks }) => tasks.map(({ task }) => task.id).join(''))).toEqual([
    'bdef',
    'bce',
    'ad',
    'f',
  ]);
  expect(readySets(all.slice(0, 1)).map(({ name }) => name)).toEqual(['One task a page']);
});

test('a task takes longer the harder it is', () => {
  expect(all.map(minutesFor)).toEqual([15, 3, 3, 10, 5, 20]);
});
