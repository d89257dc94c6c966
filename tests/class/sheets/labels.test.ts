import { expect, test } from 'vitest';
import { codeTasks } from '../../../src/class/sheets/code-tasks.ts';
import { listTasks } from '../../../src/class/sheets/list-tasks.ts';

test('the tasks of one notebook are told apart by a letter, and called as the laboratory calls them', () => {
  const labels = Object.values(codeTasks).map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  expect(codeTasks['notebook-6.3.fixed-rate']).toMatchObject({ label: 'N6.3a', title: 'A fixed rate' });
  expect(codeTasks['notebook-6.3.batch']).toMatchObject({ label: 'N6.3b', title: 'A batch' });
  expect(codeTasks['notebook-6.1.line-search']?.label).toBe('N6.1');
});

test('so are two tasks of one exercise', async () => {
  const body = `<Exercise n={1} kind="explain">

<Task name="why" />

<Task name="how" />

</Exercise>

<Exercise n={2} kind="explain">

<Task name="where" />

</Exercise>`;
  const listed = await listTasks([{ id: 'week', body, data: { title: 'Week', number: '9' } }]);
  expect(Object.values(listed).map(({ label }) => label)).toEqual(['9.1a', '9.1b', '9.2']);
});
