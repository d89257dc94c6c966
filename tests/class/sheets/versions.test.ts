/** Sheets of another build of the site, and an invalid list of tasks. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Catalogue } from '../../../src/class/sheets/catalogue.ts';
import { judgeSheet, marked } from '../../../src/class/sheets/judge.ts';
import { readSheet } from '../../../src/class/sheets/sheet.ts';
import { saidOf, takenFrom } from '../../../src/class/sheets/taken-up.ts';
import { sheetText } from '../../../src/class/work/sheet-text.ts';

const listed = (id: string) => ({
  [id]: {
    task: { id, asks: 'words' as const },
    label: '6.1.1',
    path: 'page/',
    page: 'A page',
    kind: 'explain',
  },
});
const catalogue: Catalogue = { ...listed('page.new'), ...listed('page.same') };
const site = { version: 'now', tasks: catalogue };
const words = (task: string) => ({ task, kind: 'words' as const, value: 'Because.', met: false });
const sheet = (version: string | undefined, ...tasks: readonly string[]) =>
  readSheet(JSON.stringify({ sheet: 1, name: 'Ada', version, work: tasks.map(words) }));
const judged = (version: string | undefined, ...tasks: readonly string[]) =>
  judgeSheet(sheet(version, ...tasks), site, () => Promise.reject(new Error()));

describe('a list of tasks', () => {
  beforeEach(() => vi.resetModules());
  afterEach(() => vi.unstubAllGlobals());

  test.each(['null', '[]', '"x"', '{}', '{"version":"a","tasks":[]}', '{"tasks":{}}', '<p>Log in</p>'])(
    'that is %s is said not to have come, and is asked for again',
    async (body) => {
      const { fetchCatalogue } = await import('../../../src/class/sheets/fetch-catalogue.ts');
      vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
      await expect(fetchCatalogue('/')).rejects.toThrow('The list of tasks could not be loaded');
      vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(site))));
      await expect(fetchCatalogue('/')).resolves.toEqual(site);
    },
  );
});

describe('a sheet has the version of its site', () => {
  test('and is read with it', () => {
    const text = sheetText('Ada', [words('page.new')], 'https://example.org/', 'now');
    expect(readSheet(text)).toEqual({ name: 'Ada', version: 'now', work: [words('page.new')] });
  });

  test.each([7, null, ['now'], 'x'.repeat(1000)])('or says nothing, as %j does', (version) => {
    expect(readSheet(JSON.stringify({ sheet: 1, version, work: [] })).version).toBe('');
  });
});

describe('a task that the site does not have', () => {
  test('is marked in a sheet of this version', async () => {
    const [one] = await judged('now', 'page.made-up');
    expect(one?.finding).toBe('unknown');
    expect(marked).toContain('unknown');
  });

  test.each(['then', undefined])('is of another version, and not marked, in a sheet of version %s', async (version) => {
    const [one] = await judged(version, 'page.gone');
    expect(one).toMatchObject({ finding: 'elsewhere', says: 'This task is from another version of the site.' });
    expect(marked).not.toContain(one?.finding);
  });

  test('is not lost where such a sheet is taken up', () => {
    const found = takenFrom(sheet('then', 'page.gone', 'page.same'), [], site);
    expect(found.taken).toEqual([words('page.gone'), words('page.same')]);
    expect(saidOf(found)).toBe('2 answers added. 1 of them answers a task from another version of the site.');
    expect(takenFrom(sheet('now', 'page.made-up'), [], site).taken).toEqual([]);
  });
});
