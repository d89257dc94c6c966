/** Judging answers with a task and a figure made for the test; the full tests judge a class on the pages' tasks. */
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../src/class/sheets/catalogue.ts';
import { judgeSheet, type Recompute } from '../../../src/class/sheets/judge.ts';
import { readSheet } from '../../../src/class/sheets/sheet.ts';

const listed = { label: '6.1.1', path: 'page/', page: 'A page', kind: 'find' };
const figure = { figure: 'doubled', experiment: 'doubled' };
const catalogue: Catalogue = {
  'page.low': {
    ...listed,
    task: { ...figure, id: 'page.low', asks: 'setting', goal: [{ left: 'twice', sign: '<', right: { value: 3 } }] },
  },
  'page.guess': {
    ...listed,
    task: { ...figure, id: 'page.guess', asks: 'number', at: 'x=2', number: 'twice', within: 0.1 },
  },
  'page.held': {
    ...listed,
    task: {
      ...figure,
      id: 'page.held',
      asks: 'setting',
      goal: [{ left: 'twice', sign: '<', right: { value: 3 } }],
      held: { points: '', seed: 1 },
    },
  },
  'page.why': { ...listed, task: { id: 'page.why', asks: 'words' } },
};

/** A figure that doubles x, from 0 to 10. */
const recompute: Recompute = async (_, query) => {
  const x = Number(new URLSearchParams(query).get('x'));
  if (!(x >= 0 && x <= 10)) return { impossible: `x = ${x} is beyond its ends.` };
  const { points = '', seed = '1' } = Object.fromEntries(new URLSearchParams(query));
  return { values: { x, points, seed: Number(seed) }, numbers: { twice: { value: 2 * x, digits: 1 } } };
};

const found = async (work: object): Promise<string> => {
  const sheet = readSheet(JSON.stringify({ sheet: 1, version: 'now', name: 'Ada', work: [work] }));
  const [one] = await judgeSheet(sheet, { version: 'now', tasks: catalogue }, recompute);
  return `${one?.finding}`;
};
const low = { task: 'page.low', kind: 'figure' };
const held = { task: 'page.held', kind: 'figure' };
const guess = { task: 'page.guess', kind: 'guess' };

test('a setting that does not reach its goal is told what was asked, as the page has it', async () => {
  const work = { ...low, value: 'x=2', met: true, found: { twice: 2 } };
  const sheet = readSheet(JSON.stringify({ sheet: 1, version: 'now', name: 'Ada', work: [work] }));
  const [one] = await judgeSheet(sheet, { version: 'now', tasks: catalogue }, recompute);
  expect(one?.says).toBe('Claimed as solved, but in the figure twice is 4; the goal is twice < 3.');
});

test('a name of a task that cannot be made a text leaves the other answers', async () => {
  const work = [
    { task: { toString: 1 } },
    { task: ['page.why'] },
    { task: 'page.why', kind: 'words', value: 'x', met: false },
  ];
  const sheet = readSheet(JSON.stringify({ sheet: 1, version: 'now', name: 'Ada', work }));
  const judged = await judgeSheet(sheet, { version: 'now', tasks: catalogue }, recompute);
  expect(judged.map(({ finding }) => finding)).toEqual(['unknown', 'unknown', 'read']);
});

test.each([
  ['a setting that reaches the goal', { ...low, value: 'x=1', met: true, found: { twice: 2 } }, 'met'],
  ['one that does not, and does not say so', { ...low, value: 'x=2', met: false, found: { twice: 4 } }, 'not met'],
  ['one that says so all the same', { ...low, value: 'x=2', met: true, found: { twice: 2 } }, 'altered'],
  ['a result that is another', { ...low, value: 'x=1', met: true, found: { twice: 2.5 } }, 'altered'],
  ['a result that differs in its last digits', { ...low, value: 'x=1', met: true, found: { twice: 2.0001 } }, 'met'],
  ['a setting that there is not', { ...low, value: 'x=11', met: true, found: { twice: 22 } }, 'impossible'],
  ['a right prediction', { ...guess, value: '4.05', met: true, found: { twice: 4 } }, 'met'],
  ['a wrong one', { ...guess, value: '5', met: false, found: { twice: 4 } }, 'not met'],
  ['the goal with the points of the page', { ...held, value: 'x=1', met: true, found: { twice: 2 } }, 'met'],
  ['the goal with other points', { ...held, value: 'x=1&points=1~2', met: true, found: { twice: 2 } }, 'altered'],
  ['the goal with a hidden seed moved', { ...held, value: 'x=1&seed=2', met: true, found: { twice: 2 } }, 'altered'],
  ['the same, which does not claim it', { ...held, value: 'x=1&seed=2', met: false, found: { twice: 2 } }, 'not met'],
  ['words', { task: 'page.why', kind: 'words', value: 'Because.', met: false }, 'read'],
  ['a task that there is not', { task: 'page.none', kind: 'words', value: 'x', met: false }, 'unknown'],
] as const)('%s', async (_, work, finding) => {
  expect(await found(work)).toBe(finding);
});

test('the name of a task that the site does not have turns no text around it', async () => {
  const work = [{ task: 'a\u202eb\n.c', kind: 'words', value: 'x', met: false }, { task: 'd\u202e.e' }];
  const sheet = readSheet(JSON.stringify({ sheet: 1, version: 'now', work }));
  const labels = (await judgeSheet(sheet, { version: 'now', tasks: catalogue }, recompute)).map(({ label }) => label);
  expect(labels).toEqual(['a b .c', 'd .e']);
});

describe('of two predictions', () => {
  const judged = async (value: string, first?: string, met = value === '4') => {
    const work = {
      task: 'page.guess',
      kind: 'guess',
      value,
      met,
      ...(first !== undefined && { first }),
      found: { twice: 4 },
    };
    const sheet = readSheet(JSON.stringify({ sheet: 1, version: 'now', name: 'Ada', work: [work] }));
    const [one] = await judgeSheet(sheet, { version: 'now', tasks: catalogue }, recompute);
    return one!;
  };

  test.each([
    ['right at first', '4', '4', 'met'],
    ['right, but not at first', '4', '1', 'later'],
    ['right at first, and not later', '1', '4', 'met'],
    ['right neither at first nor later', '2', '1', 'not met'],
    ['wrong, with a first one other than a number', '2', 'x', 'not met'],
  ])('%s', async (_, value, first, finding) => {
    const one = await judged(value, first);
    expect([one.finding, one.first]).toEqual([finding, first]);
  });

  test('says of a later one that it came after the look, and names nobody a cheat', async () => {
    const { says } = await judged('4', '1');
    expect(says).toBe('Solved by a later prediction, after the student had seen the figure.');
    expect((await judged('4', '4')).says).toBe('');
  });

  test('does not know which it was in a sheet of an older version', async () => {
    const one = await judged('4');
    expect(one.finding).toBe('met');
    expect(one.says).toContain('has no first prediction');
    expect((await judged('2')).says).toBe('');
  });

  test('keeps no first one that is longer than a prediction, and none of another kind', () => {
    const work = { task: 'page.guess', kind: 'guess', value: '4', met: true };
    const read = (entry: object) => readSheet(JSON.stringify({ sheet: 1, work: [entry] })).work;
    expect(read({ ...work, first: 'x'.repeat(401) })).toEqual([work]);
    expect(read({ ...work, kind: 'words', first: '1' })).toEqual([{ ...work, kind: 'words' }]);
    expect(read({ ...work, first: '1' })).toEqual([{ ...work, first: '1' }]);
  });
});

test('a number that another version of the site called otherwise accuses nobody', async () => {
  const work = { ...low, value: 'x=1', met: true, found: { double: 2 } };
  const judged = async (version: string) => {
    const sheet = readSheet(JSON.stringify({ sheet: 1, version, name: 'Ada', work: [work] }));
    return (await judgeSheet(sheet, { version: 'now', tasks: catalogue }, recompute)).map(({ finding }) => finding);
  };
  expect(await judged('before')).toEqual(['met']);
  expect(await judged('now')).toEqual(['altered']);
});
