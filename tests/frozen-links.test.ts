/**
 * Readers' links work permanently since version 1.0.0 of 2 December 2026: to every figure, control, exercise and
 * homework task. tests/frozen-links.txt lists them. Running this test with `-u` adds new ones; no line of the list is
 * ever changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeTasks } from '../src/class/sheets/code-tasks.ts';
import { readHomework } from '../src/class/sheets/homework.ts';
import { tasksIn } from '../src/class/sheets/written-tasks.ts';
import { experiments } from '../src/experiments/index.ts';
import { parse } from '../src/figure/permalink.ts';
import { pagesOfNotes, widgetsOf } from '../src/references/page-widgets.ts';

const root = join(import.meta.dirname, '..');
const frozen = readFileSync(join(root, 'tests/frozen-links.txt'), 'utf8')
  .split('\n')
  .filter((link) => link !== '');

interface Place {
  /** Path relative to the base, with its slash; empty for the home page. */
  path: string;
  /** Ids of experiments by the names of their figures. */
  figures: ReadonlyMap<string, string>;
  exercises: readonly string[];
  tasks: readonly string[];
}

function placeOf(file: string): Place {
  const page = file.replace('.mdx', '');
  const text = readFileSync(join(root, 'src/content/docs', file), 'utf8');
  const shown = widgetsOf(file).filter(({ kind }) => kind === 'Experiment');
  return {
    path: page === 'index' ? '' : `${page}/`,
    figures: new Map(shown.map(({ name, id }) => [name, id])),
    exercises: [...text.matchAll(/<Exercise n=\{(\d+)\}/g)].map(([, n]) => `exercise-${n}`),
    tasks: tasksIn(page, text, file).map(({ props }) => `${page}.${String(props['name'])}`),
  };
}

const places: readonly Place[] = [
  ...pagesOfNotes.map(placeOf),
  ...Object.keys(experiments).map(
    (id): Place => ({ path: `embed/${id}/`, figures: new Map([[id, id]]), exercises: [], tasks: [] }),
  ),
];
const tasks = [...places.flatMap((place) => place.tasks), ...Object.keys(codeTasks)];

const parametersOf = async (id: string) => (await experiments[id]!()).default.parameters;

async function linksTo({ path, figures, exercises }: Place): Promise<string[]> {
  const toFigures = [...figures].map(async ([name, id]) =>
    Object.entries(await parametersOf(id)).map(([parameter, { default: value }]) => {
      const query = new URLSearchParams([[`${name}.${parameter}`, String(value)]]);
      return `${path}?${query}#${name}`;
    }),
  );
  return [...(await Promise.all(toFigures)).flat(), ...exercises.map((id) => `${path}#${id}`)];
}
const today = [...(await Promise.all(places.map(linksTo))).flat(), ...tasks.map((id) => `homework/#tasks=${id}`)];

async function expectToWork(link: string): Promise<void> {
  const { pathname, hash, searchParams } = new URL(link, 'http://site/');
  const homework = readHomework(hash);
  if (homework) return expect(tasks, link).toEqual(expect.arrayContaining([...homework.tasks]));
  const place = places.find(({ path }) => path === pathname.slice(1));
  const name = hash.slice(1);
  if (place?.exercises.includes(name)) return;
  const id = place?.figures.get(name);
  expect(id, link).toBeDefined();
  const texts = new URLSearchParams(
    [...searchParams].flatMap(([key, text]) =>
      key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), text]] : [],
    ),
  );
  const { values, messages } = parse(await parametersOf(id!), texts);
  expect(messages, link).toEqual([]);
  for (const [parameter, text] of texts) expect(String(values[parameter]), link).toBe(text);
}

test('each link works, those of today and those that are frozen', async () => {
  expect(today.length).toBeGreaterThan(500);
  for (const link of [...frozen, ...today]) await expectToWork(link);
});

test('a link to what is not there does not', async () => {
  for (const link of ['momentum/?momentum-valley.gone=1#momentum-valley', 'momentum/#exercise-99', 'gone/?x.a=1#x'])
    await expect(expectToWork(link)).rejects.toThrow();
});

test('all links are frozen', async () => {
  const missing = today.filter((link) => !frozen.includes(link));
  const says = `${missing.length} are missing; npx vitest run tests/frozen-links.test.ts -u adds them`;
  await expect([...frozen, ...missing, ''].join('\n'), says).toMatchFileSnapshot('frozen-links.txt');
});
