/** Parameters fixed by a goal: the data of its figure, and the hidden ones. */
import { expect, test } from 'vitest';
import { tasksIn } from '../../../src/class/sheets/written-tasks.ts';
import { checkTask } from '../../../src/class/work/task-checks.ts';

const task = {
  name: 'ten-steps',
  id: 'linear-regression',
  // The first task of the page Gradient descent that is about a line.
  goal: 'method = fixed and steps = 10 and excess < 0.16',
  solution: 'alpha=0.0355',
  instance: { method: 'fixed', steps: 10, phi0: 1.6, phi1: -0.5 },
};

test('the points always, and what is hidden where the goal does not name it', async () => {
  const checked = await checkTask('page', { ...task, hides: 'phi0, phi1 steps' });
  expect(checked).toMatchObject({ held: { phi0: 1.6, phi1: -0.5 } });
  expect(Object.keys((checked as { held: object }).held).sort()).toEqual(['phi0', 'phi1', 'points']);
});

test('a page’s text says what its figure hides', () => {
  const [written] = tasksIn(
    'page',
    '<Experiment id="sgd" as="mine" hide="seed" alpha={0.4} />\n<Exercise n={1} kind="find">\n<Task name="a" id="sgd" as="mine" goal="loss < 1" solution="alpha=1" />\n</Exercise>',
  );
  expect(written?.props['hides']).toBe('seed');
});
