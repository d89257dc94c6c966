import { describe, expect, test } from 'vitest';
import { Checker } from '../../../src/class/sheets/check.ts';
import type { Judged } from '../../../src/class/sheets/judge.ts';
import { judgeSheet } from '../../../src/class/sheets/judge.ts';
import { readSheet } from '../../../src/class/sheets/sheet.ts';
import {
  type CheckedSheet,
  columnsOf,
  markedIn,
  rowNames,
  summaryOf,
  twinsIn,
  wholeSays,
  withSheets,
} from '../../../src/class/sheets/table.ts';

const answer = (task: string, finding: Judged['finding'] = 'met'): Judged => ({
  task,
  label: task,
  title: '',
  finding,
  says: finding === 'unknown' ? 'The site has no such task.' : '',
  value: '',
  kind: 'words',
  claimed: false,
});
const version = 'now';
const sheet = (key: string, name: string, file: string, ...judged: readonly Judged[]): CheckedSheet => ({
  key,
  content: key,
  name,
  file,
  sheet: { name, version, work: [] },
  judged,
});

describe('the rows', () => {
  test('are two for two sheets of one name, and one for the same sheet twice', () => {
    const [first, second] = [sheet('a', '', 'sheet.json'), sheet('b', '', 'sheet.json')];
    const rows = withSheets(withSheets([], [first, second]), [first]);
    expect(rows.map(({ key }) => key)).toEqual(['a', 'b']);
    expect([...rowNames(rows).values()]).toEqual(['sheet.json', 'sheet.json (2)']);
  });

  test('keep what a program and an answer in words were found to be where the same sheet comes again', () => {
    const program = (finding: Judged['finding']): Judged => ({ ...answer('p', finding), kind: 'code' });
    const setting = (finding: Judged['finding']): Judged => ({ ...answer('q', finding), kind: 'figure' });
    const [row] = withSheets(
      [sheet('a', 'Ada', 'a', program('met'), answer('r', 'not met'), setting('open'))],
      [sheet('a', 'Ada', 'a', program('open'), answer('r', 'read'), setting('met'))],
    );
    expect(row?.judged.map(({ finding }) => finding)).toEqual(['met', 'not met', 'met']);
  });

  test('stand in the order of their names', () => {
    const rows = withSheets([sheet('a', 'Zoë', 'z')], [sheet('b', '', 'pupil 10'), sheet('c', '', 'pupil 9')]);
    expect(rows.map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  });
});

test.each([
  [0, 20, 4, 'None of 20 sheets has solved all 4 tasks.'],
  [1, 20, 4, '1 of 20 sheets has solved all 4 tasks.'],
  [6, 6, 1, '6 of 6 sheets have solved the task.'],
])('%i of %i sheets with all of %i tasks', (whole, sheets, tasks, says) => {
  expect(wholeSays(whole, sheets, tasks)).toBe(says);
});

describe('the same sheet from two files', () => {
  const work = [{ task: 'made.1', kind: 'words' as const, value: 'x', met: false }];
  const checked = (files: readonly string[], name = '') => {
    const checker = new Checker();
    return Promise.all(files.map((file) => checker.checked(file, { name, version, work }, { version, tasks: {} })));
  };

  test('has two rows, and the second says so', async () => {
    const rows = withSheets([], await checked(['a/sheet.json', 'b/sheet.json', 'c/sheet.json']));
    expect(rows.map(({ file }) => file)).toEqual(['a/sheet.json', 'b/sheet.json', 'c/sheet.json']);
    expect(twinsIn(rows).map(({ sheet, first }) => [sheet.file, first.file])).toEqual([
      ['b/sheet.json', 'a/sheet.json'],
      ['c/sheet.json', 'a/sheet.json'],
    ]);
  });

  test('has one where the file is the same, or another name makes it another sheet', async () => {
    const [once, twice] = [await checked(['a.json']), await checked(['a.json'])];
    expect(withSheets(once, twice)).toHaveLength(1);
    expect(twinsIn(withSheets(once, await checked(['b.json'], 'Ada')))).toEqual([]);
  });
});

describe('tasks that somebody has made up', () => {
  const many = Array.from({ length: 400 }, (_, k) => answer(`made.${k}`, 'unknown'));

  test('have one column and one line together', () => {
    const forged = sheet('f', 'Eve', 'eve.json', ...many, answer('adam.3'));
    expect(columnsOf([forged])).toEqual([
      { task: 'adam.3', label: 'adam.3', title: '' },
      { task: '', label: 'no task', title: 'no task' },
    ]);
    expect(markedIn(forged)).toEqual([
      {
        label: '',
        finding: 'unknown',
        says: '400 answers are to tasks that this site does not have: “made.0”, “made.1”, “made.2”, and so on.',
      },
    ]);
  });

  test('are not a task the second time either', async () => {
    const twice = { task: 'made.1', kind: 'words', value: 'x', met: false } as const;
    const judged = await judgeSheet({ name: '', version, work: [twice, twice] }, { version, tasks: {} }, () =>
      Promise.reject(new Error()),
    );
    expect(judged.map(({ finding }) => finding)).toEqual(['unknown', 'unknown']);
  });
});

test('one sheet has one answer', () => {
  expect(summaryOf([sheet('a', 'Ann', 'a', answer('adam.3'))])).toBe('1 sheet with 1 answer: 1 solved, all confirmed.');
});

test('what has not been run is not confirmed', () => {
  const program = { ...answer('notebook-6.3.fixed-rate', 'open'), kind: 'code' as const };
  expect(summaryOf([sheet('a', 'Ann', 'a', program)])).toBe('1 sheet with 1 answer: 0 solved, 1 open.');
  expect(summaryOf([sheet('a', 'Ann', 'a', program, answer('a.1', 'altered'), answer('a.2'))])).toBe(
    '1 sheet with 3 answers: 1 solved, 1 open, 1 marked as unconfirmed.',
  );
  // Every answer is in one of the counts.
  const all = [answer('a.1', 'not met'), answer('a.2', 'read'), answer('a.3', 'elsewhere'), answer('a.4')];
  expect(summaryOf([sheet('a', 'Ann', 'a', ...all)])).toBe(
    '1 sheet with 4 answers: 1 solved, 1 not solved, 1 needs grading, 1 from another version.',
  );
});

test('a file with an impossible version is not a sheet', () => {
  expect(() => readSheet('{"sheet":1e999,"work":[]}')).toThrow('is not a sheet saved by My sheet');
});

test('what fails while it is computed costs its own answer, and accuses nobody', async () => {
  const task = { id: 'a.1', figure: 'a', experiment: 'a', asks: 'setting', goal: [] } as never;
  const listed = (asks: object) => ({ task: asks as never, label: '1', path: '', page: '', kind: '' });
  const catalogue = { 'a.1': listed(task), 'a.2': listed({ id: 'a.2', asks: 'words' }) };
  const work = [
    { task: 'a.1', kind: 'figure', value: 's=0', met: true },
    { task: 'a.2', kind: 'words', value: 'x', met: false },
  ] as const;
  const judged = await judgeSheet({ name: '', version, work }, { version, tasks: catalogue }, () =>
    Promise.reject(new Error('no such method')),
  );
  expect(judged.map(({ finding }) => finding)).toEqual(['open', 'read']);
  expect(judged[0]?.says).toContain('could not be recomputed (no such method)');
});

test('what is impossible is said in plain text', async () => {
  const task = { id: 'a.1', figure: 'a', experiment: 'a', asks: 'setting', goal: [] } as never;
  const catalogue = { 'a.1': { task, label: '1', path: '', page: '', kind: '' } };
  const work = [{ task: 'a.1', kind: 'figure', value: 's=0', met: true } as const];
  const [judged] = await judgeSheet({ name: '', version, work }, { version, tasks: catalogue }, () =>
    Promise.resolve({ impossible: 'Scale of the loss *s*: too small' }),
  );
  expect(judged?.says).toBe('Scale of the loss s: too small');
});
