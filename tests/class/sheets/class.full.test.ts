import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ClassOf, forgeries, makeClass } from '../../../scripts/course/sheets/class-of-sheets.ts';
import { recomputing } from '../../../scripts/course/sheets/recompute.ts';
import { solutionsOf } from '../../../scripts/course/sheets/solutions.ts';
import type { Catalogue } from '../../../src/class/sheets/catalogue.ts';
import { judgeSheet, marked, ranAs } from '../../../src/class/sheets/judge.ts';
import { listTasks } from '../../../src/class/sheets/list-tasks.ts';
import { readSheet } from '../../../src/class/sheets/sheet.ts';
import { tasksIn } from '../../../src/class/sheets/written-tasks.ts';
import { sheetText } from '../../../src/class/work/sheet-text.ts';
import { isSeen } from '../../../src/class/work/task.ts';
import { findExperiment } from '../../../src/widgets/prerender/find-experiment.ts';
import { root } from '../../content/compile.ts';

const folder = join(root, 'src/content/docs');
const pages = readdirSync(folder)
  .filter((name) => name.endsWith('.mdx'))
  .map((name) => ({
    id: name.replace('.mdx', ''),
    body: readFileSync(join(folder, name), 'utf8'),
    data: { title: name },
  }));
const written = pages.flatMap(({ id, body }) => tasksIn(id, body));
const { recompute } = recomputing(findExperiment);
/** A course may leave out chapters, and with them the tasks named here. */
const isWhole = [
  'gradient-descent',
  'stochastic-gradient-descent',
  'momentum',
  'adam',
  'hyperparameters',
  'takeaway',
].every((id) => pages.some((page) => page.id === id));
const version = 'now';
let catalogue: Catalogue;
let of: ClassOf;
// Tries each task: the figure as built must not meet it, and its solution must.
beforeAll(async () => {
  catalogue = await listTasks(pages);
  of = { catalogue, version, recompute, ...(await solutionsOf(catalogue, written, findExperiment, recompute)) };
}, 300_000);

describe('the tasks of the pages', () => {
  test('are found, every one', () => {
    for (const { id, body } of pages) expect(tasksIn(id, body), id).toHaveLength([...body.matchAll(/<Task\b/g)].length);
    expect(Object.keys(catalogue)).toHaveLength(written.length);
  });

  test.skipIf(!isWhole)('are at least 25, of three kinds and three grades', () => {
    expect(written.length).toBeGreaterThanOrEqual(25);
    expect(new Set(written.map(({ kind }) => kind))).toEqual(new Set(['find', 'predict', 'explain']));
    expect(new Set(written.map(({ grade }) => grade))).toEqual(new Set([1, 2, 3]));
    for (const asks of ['setting', 'number', 'value', 'choice', 'words'])
      expect(Object.values(catalogue).filter(({ task }) => task.asks === asks).length, asks).toBeGreaterThan(0);
  });

  test('carry no solution to the reader’s page', () => {
    for (const { task } of Object.values(catalogue)) expect(Object.keys(task)).not.toContain('solution');
  });

  test('leave “step” to where the reader stands', async () => {
    for (const { task } of Object.values(catalogue))
      if (isSeen(task)) expect((await findExperiment(task.experiment)).parameters).not.toHaveProperty('step');
  });
});

describe.skipIf(!isWhole)('a class of forty with ten cheats', () => {
  test('is checked: each forgery is found, and no honest answer is marked', async () => {
    const sheets = await makeClass(of, 40, 6);
    expect(sheets.filter(({ forged }) => forged).map(({ forged }) => forged)).toEqual([...forgeries]);
    const found: string[] = [];
    for (const { file, text, forged } of sheets) {
      const judged = await judgeSheet(readSheet(text), { version, tasks: catalogue }, recompute);
      expect(judged.length, file).toBeGreaterThanOrEqual(5);
      const bad = judged.filter(({ finding }) => marked.includes(finding));
      // Only the forged answer is marked.
      expect(bad, `${file}: ${JSON.stringify(bad)}`).toHaveLength(forged ? 1 : 0);
      found.push(...bad.map(({ finding }) => finding));
    }
    expect(found).toEqual([
      'altered',
      'altered',
      'impossible',
      'unknown',
      'altered',
      'altered',
      'altered',
      'altered',
      'altered',
      'impossible',
    ]);
  }, 300_000);

  test('another class: the same', async () => {
    for (const { text, forged, file } of await makeClass(of, 12, 7)) {
      const judged = await judgeSheet(readSheet(text), { version, tasks: catalogue }, recompute);
      expect(
        judged.filter(({ finding }) => marked.includes(finding)),
        file,
      ).toHaveLength(forged ? 1 : 0);
    }
  }, 300_000);
});

describe.skipIf(!isWhole)('one sheet', () => {
  const judge = (work: readonly unknown[]) =>
    judgeSheet(
      readSheet(JSON.stringify({ sheet: 1, version, name: 'Ada', work })),
      { version, tasks: catalogue },
      recompute,
    );
  const predicted = (value: string, met: boolean) => ({ task: 'momentum.more-memory', kind: 'guess', value, met });

  test('a prediction that was wrong is not met, and no forgery', async () => {
    const [one] = await judge([{ ...predicted('0.5', false), found: { rate: 0.894427 } }]);
    expect(one).toMatchObject({ finding: 'not met', label: '6.4' });
  });

  test('a wrong prediction that claims to be right is marked, with what is so', async () => {
    const [one] = await judge([{ ...predicted('0.5', true), found: { rate: 0.894427 } }]);
    expect(one).toMatchObject({ finding: 'altered', says: 'Claimed as solved, but in the figure rate is 0.8944.' });
  });

  test('a decimal comma and a typeset minus are read as they are meant', async () => {
    const [one] = await judge([{ ...predicted('0,894', true), found: { rate: 0.894427 } }]);
    expect(one?.finding).toBe('met');
    const [two] = await judge([
      { task: 'gradient-descent.across-the-valley', kind: 'guess', value: '\u22121', met: true, found: { next: -1 } },
    ]);
    expect(two?.finding).toBe('met');
  });

  test('a program is not run before somebody says so; then it is what the check finds', async () => {
    const known: Catalogue = {
      'notebook-6.1.line-search': {
        task: { id: 'notebook-6.1.line-search', asks: 'code' },
        label: 'N6.1',
        path: '',
        page: '',
        kind: 'code',
      },
    };
    const work = [{ task: 'notebook-6.1.line-search', kind: 'code' as const, value: 'while True: pass', met: true }];
    const [one] = await judgeSheet({ name: '', version, work }, { version, tasks: known }, recompute);
    expect(one).toMatchObject({ finding: 'open', claimed: true });
    const ran = (checked: Parameters<typeof ranAs>[1], claimed = true) => ranAs({ ...one!, claimed }, checked);
    expect(ran({ kind: 'met', verdict: '' }).finding).toBe('met');
    const differs = { kind: 'differs', verdict: 'It differs at step 3.' } as const;
    expect(ran(differs)).toMatchObject({
      finding: 'altered',
      says: 'Claimed as right. It differs at step 3.',
    });
    expect(ran(differs, false)).toMatchObject({ finding: 'not met' });
    const error = (kind: 'wrong' | 'ended' | 'broken' | 'unloaded') =>
      ran({ kind: 'error', verdict: 'Your text is as you left it.', error: { kind, message: '' } });
    expect(error('wrong').finding).toBe('altered');
    for (const kind of ['ended', 'broken', 'unloaded'] as const) {
      expect(error(kind).finding).toBe('open');
      // In words for a teacher, who did not write the code.
      expect(error(kind).says).toMatch(/un it again/);
    }
    expect(ran({ kind: 'passed', verdict: '' })).toEqual(one);
  });

  test('words are for a person to read', async () => {
    const words = { task: 'momentum.library-rate', kind: 'words', value: '<script>alert(1)</script>', met: false };
    expect(await judge([words])).toMatchObject([{ finding: 'read', value: words.value }]);
  });

  test.each([
    ['an answer of another kind', { task: 'momentum.soft-spring', kind: 'words', value: 'done', met: true }, 'altered'],
    ['a value other than text', { task: 'momentum.soft-spring', kind: 'figure', value: 7, met: true }, 'altered'],
    ['no value at all', { task: 'momentum.soft-spring', met: true }, 'altered'],
    [
      'no result',
      { task: 'momentum.soft-spring', kind: 'figure', value: 'stiffness=0.02&beta=0.81', met: true },
      'altered',
    ],
    [
      'a parameter that there is not',
      { task: 'momentum.soft-spring', kind: 'figure', value: 'mass=2', met: true, found: {} },
      'impossible',
    ],
    [
      'a step that the run does not have',
      {
        task: 'stochastic-gradient-descent.uphill-on-its-own',
        kind: 'figure',
        value: 'step=4000',
        met: true,
        found: {},
      },
      'impossible',
    ],
    ...['-1', '0.5', 'x'].map((step): [string, unknown, string] => [
      `the step ${step}`,
      {
        task: 'stochastic-gradient-descent.uphill-on-its-own',
        kind: 'figure',
        value: `step=${step}`,
        met: true,
        found: {},
      },
      'impossible',
    ]),
    ['a name of the language', { task: 'constructor', kind: 'words', value: 'x', met: false }, 'unknown'],
    ['nothing', null, 'unknown'],
  ])('%s is marked', async (_, entry, finding) => {
    expect((await judge([entry])).map((one) => one.finding)).toEqual([finding]);
  });

  test('a task answered twice is marked the second time', async () => {
    const entry = { task: 'momentum.library-rate', kind: 'words', value: 'a', met: false };
    expect((await judge([entry, entry])).map(({ finding }) => finding)).toEqual(['read', 'altered']);
  });

  test('of an honest reader comes back as it was written', () => {
    const work = [
      { task: 'momentum.soft-spring', kind: 'figure' as const, value: 'beta=0.81', met: true, found: { atRest: 20 } },
    ];
    expect(readSheet(sheetText('  Zoë\u202e\nBar ', work, 'https://example.org/'))).toEqual({
      name: 'Zoë Bar',
      version: '',
      work,
    });
  });
});
