/** Homework: tasks chosen by a teacher, in one link. */
import { describe, expect, test } from 'vitest';
import { type Catalogue, titleIn } from '../../../src/class/sheets/catalogue.ts';
import {
  draftOf,
  type Homework,
  hashOf,
  homeworkIn,
  missingIn,
  readDraft,
  readHomework,
  sayDate,
} from '../../../src/class/sheets/homework.ts';
import type { Judged } from '../../../src/class/sheets/judge.ts';
import { tableCsv } from '../../../src/class/sheets/table.ts';
import { fc } from '../../fast-check.ts';

const listed = (id: string, label: string) => ({
  [id]: { task: { id, asks: 'words' as const }, label, path: 'page/', page: 'A page', kind: 'explain' },
});
const tasks: Catalogue = {
  ...listed('adam.rare', '6.4.1'),
  ...listed('momentum.soft-spring', '6.3.10'),
  ...listed('momentum.more', '6.3.9'),
  ...listed('notebook-6.3.fixed-rate', 'N6.3a'),
  ...listed('notebook-6.3.batch', 'N6.3b'),
};
const homework: Homework = {
  tasks: ['momentum.soft-spring', 'notebook-6.3.batch'],
  due: '2026-12-05',
  note: 'On paper, too.',
};

describe('an address of homework', () => {
  test('can be read by people', () => {
    expect(hashOf(homework)).toBe(
      '#tasks=momentum.soft-spring,notebook-6.3.batch&due=2026-12-05&note=On%20paper%2C%20too.',
    );
    expect(hashOf({ tasks: ['adam.rare'], due: '', note: '' })).toBe('#tasks=adam.rare');
  });

  test('holds a draft, with or without a task, which is the homework for its readers', () => {
    for (const one of [homework, { tasks: [], due: '2026-12-05', note: '' }, { tasks: [], due: '', note: '' }])
      expect(readDraft(draftOf(one))).toEqual(one);
    expect(readHomework(draftOf(homework))).toEqual(homework);
    for (const other of ['', '#tasks=adam.rare', '#tasks=adam.rare&note=%E0%A4%A&draft'])
      expect(readDraft(other)).toEqual({ tasks: [], due: '', note: '' });
  });

  test('brings what was put into it', () => {
    const id = fc.constantFrom(...Object.keys(tasks));
    const note = fc.string({ maxLength: 200 }).map((text) =>
      text
        .replace(/[\p{C}\s]+/gu, ' ')
        .trim()
        .normalize(),
    );
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1 }), note, fc.constantFrom('', '2026-12-05'), (tasks, note, due) => {
        const read = readHomework(hashOf({ tasks, note, due }));
        expect(read).toMatchObject({ tasks, due });
      }),
    );
  });

  test.each([
    ['a mail’s full stop', '#tasks=adam.rare,momentum.more.'],
    ['a bracket and a comma', '#tasks=adam.rare,momentum.more),'],
    ['commas that a course system has rewritten', '#tasks=adam.rare%2Cmomentum.more'],
    ['spaces', '#tasks=adam.rare,%20momentum.more'],
    ['a name twice', '#tasks=adam.rare,momentum.more,adam.rare'],
    ['what a mailer adds', '#tasks=adam.rare,momentum.more&fbclid=abc'],
  ])('is read all the same with %s', (_, hash) => {
    expect(readHomework(hash)?.tasks).toEqual(['adam.rare', 'momentum.more']);
  });

  test.each([
    ['nothing in it', '#tasks=', 'names no task'],
    ['something else in it', '#tasks=<b>', 'names no task'],
    ['letters that are broken', '#tasks=%E0%A4%A', 'is damaged'],
    [
      'very many tasks',
      `#tasks=${Array.from({ length: 101 }, (_, k) => `a.b${k}`).join(',')}`,
      'names more than 100 tasks',
    ],
    ['a day that there is not', '#tasks=adam.rare&due=2026-02-30', 'is due on “2026-02-30”, which is not a date'],
    ['a due date in words', '#tasks=adam.rare&due=Friday', 'is due on “Friday”, which is not a date'],
  ])('with %s gets a sentence', (_, hash, says) => {
    expect(() => readHomework(hash)).toThrow(says);
  });

  test.each(['', '#', '#exercise-3', '#sheet=abc'])('%j is none', (hash) => {
    expect(readHomework(hash)).toBeUndefined();
  });

  test('brings no letters that turn or hide others, and a note of 400 at most', () => {
    const note = readHomework(`#tasks=adam.rare&note=${encodeURIComponent(`\u202ea\n${'b'.repeat(500)}`)}`)?.note;
    expect(note).toBe(`a ${'b'.repeat(398)}`);
  });
});

describe('the tasks of homework', () => {
  test('are in its order', () => {
    const found = homeworkIn(
      { ...homework, tasks: ['notebook-6.3.batch', 'momentum.soft-spring', 'adam.rare'] },
      tasks,
    );
    expect(found.known.map(({ task }) => task.id)).toEqual(['notebook-6.3.batch', 'momentum.soft-spring', 'adam.rare']);
    expect(found.missing).toEqual([]);
  });

  test('that the site does not have are told apart', () => {
    const found = homeworkIn({ ...homework, tasks: ['adam.gone', 'adam.rare'] }, tasks);
    expect(found.known.map(({ task }) => task.id)).toEqual(['adam.rare']);
    expect(found.missing).toEqual(['adam.gone']);
  });
});

test('tasks that are missing are named, and of very many the first five', () => {
  expect(missingIn(['a.b'])).toBe('This site has no task “a.b”');
  expect(missingIn(['a.1', 'a.2', 'a.3', 'a.4', 'a.5', 'a.6', 'a.7'])).toBe(
    'This site has no tasks “a.1”, “a.2”, “a.3”, “a.4”, “a.5”, and 2 more',
  );
});

test('a day is said as people say it', () => {
  expect(sayDate('2026-12-05')).toBe('Saturday, 5 December 2026');
});

describe('the table of a class', () => {
  const answer = (task: string, finding: Judged['finding']): Judged => ({
    task,
    label: tasks[task]?.label ?? task,
    title: titleIn(tasks[task]!),
    finding,
    says: '',
    value: '',
    kind: 'words',
    claimed: false,
  });
  const sheet = { name: '', version: '', work: [] };
  const sheets = [
    {
      key: 'a',
      content: 'a',
      file: 'ada.json',
      name: '=Ada',
      sheet,
      judged: [
        answer('momentum.more', 'met'),
        answer('momentum.soft-spring', 'met'),
        answer('notebook-6.3.batch', 'open'),
      ],
    },
    {
      key: 'b',
      content: 'b',
      file: 'bea.json',
      name: 'Bea',
      sheet,
      judged: [answer('momentum.soft-spring', 'altered')],
    },
  ];

  test('has the columns of the homework, in its order, and counts them alone', () => {
    const { known } = homeworkIn(
      { ...homework, tasks: ['notebook-6.3.batch', 'momentum.soft-spring', 'adam.rare'] },
      tasks,
    );
    expect(tableCsv(sheets, known)).toBe(
      [
        'name,file,solved,of,N6.3b Batch,6.3.10 Soft spring,6.4.1 Rare',
        '"\'=Ada",ada.json,1,3,open,solved,',
        'Bea,bea.json,0,3,,not confirmed,',
        '',
      ].join('\n'),
    );
    expect(tableCsv(sheets, known, ['c.json is not a sheet.'])).toMatch(/,\n,c\.json is not a sheet\.\n$/);
  });

  test('has without homework a column for each task that was answered, in the order of the pages', () => {
    expect(tableCsv(sheets).split('\n')[0]).toBe('name,file,solved,of,6.3.9 More,6.3.10 Soft spring,N6.3b Batch');
  });

  test('counts as met what was met by a later prediction', () => {
    const later = { ...sheets[0]!, judged: [answer('momentum.more', 'later'), answer('adam.rare', 'met')] };
    expect(tableCsv([later]).split('\n')[1]).toBe('"\'=Ada",ada.json,2,2,solved on a later try,solved');
  });
});

describe('a stranger’s address', () => {
  test('of one endless name is read at once', () => {
    // A quadratic regular expression took 14 s for a third of this.
    expect(() => readHomework(`#tasks=${'!'.repeat(200_000)}a`)).toThrow('names no task');
  });

  test('whose note ends in half a letter is an address again', () => {
    const cut = readHomework(`#tasks=adam.rare&note=${encodeURIComponent(`${'a'.repeat(399)}😀`)}`);
    expect(hashOf(cut!)).toBe(`#tasks=adam.rare&note=${'a'.repeat(399)}`);
  });
});
