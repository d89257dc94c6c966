import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listTasks } from '../../../src/class/sheets/list-tasks.ts';
import { tasksIn } from '../../../src/class/sheets/written-tasks.ts';
import { compile, failure, root } from '../../content/compile.ts';

const figure = '<Experiment id="damping" figure="9" />';
const page = (task: string) => `${figure}\n\n<Exercise n={1} kind="find">\n\nFind it.\n\n${task}\n\n</Exercise>\n`;
const listed = (task: string) => listTasks([{ id: 'week', body: page(task), data: { title: 'Week', number: '9' } }]);

describe('a task is refused, with its place', () => {
  test.each([
    [
      '<Task name="a" id="damping" goal="atRes < 20" solution="beta=0.5" />',
      'goal of damping: there is no number or parameter "atRes"; did you mean "atRest"?',
    ],
    [
      '<Task name="a" id="damping" goal="atRest < atRestCritcal" solution="beta=0.5" />',
      'did you mean "atRestCritical"?',
    ],
    [
      '<Task name="a" id="damping" goal="atRest < 20" solution="bta=0.5" />',
      'unknown parameter "bta"; did you mean "beta"?',
    ],
    [
      '<Task name="a" id="damping" goal="atRest < 20" solution="beta=2" />',
      '"beta=2" of damping: beta is more than 0.99',
    ],
    [
      '<Task name="a" id="damping" goal="atRest < 1" solution="beta=0.5" />',
      'solution="beta=0.5" does not reach the goal: there atRest = ',
    ],
    [
      '<Task name="a" id="damping" goal="atRest < 100" solution="beta=0.5" />',
      'the figure reaches the goal before the reader changes it: atRest = 24',
    ],
    ['<Task name="a" id="damping" goal="atRest < 20" />', 'needs a goal and a solution'],
    [
      '<Task name="a" id="damping" goal="atRest < 20" solution="beta=0.5" best="smallest atRes" />',
      'best="smallest atRes": must be the largest or smallest of atRest',
    ],
    ['<Task name="Largest Rate" id="damping" goal="atRest < 20" solution="beta=0.5" />', 'lower-case letters'],
    ['<Task name="a" goal="atRest < 20" />', '<Task> with goal needs its figure'],
    [
      '<Task name="a" id="damping" at="beta=0.5" asks="atRes" within={1} label="It is" />',
      'damping has no number "atRes"; did you mean "atRest"?',
    ],
    ['<Task name="a" id="damping" at="beta=0.5" asks="atRest" label="It is" />', 'needs how far a guess may be'],
    ['<Task name="a" id="damping" at="beta=0.5" asks="atRest" within={1} />', 'needs a label'],
    [
      '<Task name="a" id="damping" at="beta=0.5" choices="Yes: atRest < 900; no: atRest < 800" label="I say" />',
      'exactly one choice must be true',
    ],
    [
      '<Task name="a" id="damping" at="beta=0.5" sets="bta" goal="atRest < 20" solution="beta=0.5" label="It is" />',
      'damping has no parameter "bta"; did you mean "beta"?',
    ],
    ['<Task name="a" id="batch-rate-network" goal="slope < 1" solution="epochs=2" />', 'ask for words'],
  ])('%s', async (task, says) => {
    await expect(listed(task)).rejects.toThrow(says);
    await expect(listed(task)).rejects.toThrow('src/content/docs/week.mdx:7:1');
  });

  test.each([
    ['outside an exercise', `${figure}\n\n<Task name="a" />\n`, 'a <Task> must be inside its <Exercise>'],
    [
      'a second one in an exercise',
      page('<Task name="a" />\n\n<Task name="b" />'),
      'an <Exercise> can have only one <Task>',
    ],
    [
      'with the name of another',
      `${page('<Task name="a" />')}\n${page('<Task name="a" />').replace(figure, '')}`,
      'two tasks of this page are called "a"',
    ],
    [
      'on a figure that the page does not have',
      page('<Task name="a" id="dampin" goal="x < 1" solution="" />'),
      'did you mean "damping"?',
    ],
  ])('%s', async (_, source, says) => {
    expect(await failure(source)).toContain(says);
  });
});

test('the place of a task is a line of its file, without the head before its body', async () => {
  const body = page('<Task name="a" id="damping" goal="atRest < 100" solution="beta=0.5" />').trim();
  const folder = mkdtempSync(join(tmpdir(), 'refused-task-'));
  const filePath = join(folder, 'week.mdx');
  writeFileSync(filePath, `---\ntitle: Week\n---\n\n${body}\n`);
  try {
    await expect(listTasks([{ id: 'week', body, filePath, data: { title: 'Week' } }])).rejects.toThrow(
      `${filePath}:11:1: the figure reaches the goal`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the sample homework compiles, and its three tasks can be met', async () => {
  const body = readFileSync(join(root, 'docs/samples/homework.mdx'), 'utf8');
  await compile(body.replace(/^---\n[\s\S]*?\n---\n/, ''));
  expect(body.match(/<Experiment\b/g)).toHaveLength(2);
  const tasks = await listTasks([
    { id: 'homework', body, filePath: 'docs/samples/homework.mdx', data: { title: 'Homework' } },
  ]);
  expect(Object.keys(tasks)).toEqual(['homework.ten-steps', 'homework.past-the-limit', 'homework.within-a-fifth']);
  expect(tasksIn('homework', body).map(({ grade }) => grade)).toEqual([1, 2, 2]);
});
