import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeepList } from '../../src/offline/keep-list.ts';
import { fetchKept, isComplete, lackingFiles, readKept } from '../../src/offline/keeping.ts';

/** Of a text `one`, by sha256sum. */
const ONE = '7692c3ad3540';
const list: KeepList = { build: 'b', files: [['one/', ONE, 3]], pages: { 'one/': [0] }, shell: [] };

let stored: Map<string, string>;
/** The answers of the network, the list of files too. */
let answer: (url: string) => Response;
beforeEach(() => {
  stored = new Map();
  answer = (url) => (url.endsWith('.json') ? Response.json(list) : new Response('one'));
  keepIn(async (key, response) => void stored.set(key, await response.text()));
  vi.stubGlobal('fetch', async (url: string) => answer(url));
});
afterEach(() => vi.unstubAllGlobals());

function keepIn(put: (key: string, response: Response) => Promise<void>): void {
  const match = async (key: string) => (stored.has(key) ? new Response(stored.get(key)) : undefined);
  const keys = async () => [...stored.keys()].map((key) => ({ url: `https://example.org${key}` }));
  vi.stubGlobal('caches', {
    open: async () => ({ match, keys, put, delete: async (key: string) => stored.delete(key) }),
  });
}

test.each([
  ['Chromium and WebKit', new DOMException('Quota exceeded.', 'QuotaExceededError'), 'full'],
  // No DOMException, and without a message.
  ['Firefox', { name: 'NS_ERROR_FILE_NO_DEVICE_SPACE', message: '' }, 'full'],
  ['a store that is refused', new DOMException('The operation is insecure.', 'SecurityError'), 'refused'],
])('what %s throws is told for what it is', async (_, error, trouble) => {
  keepIn(() => Promise.reject(error));
  await expect(fetchKept('/', list, ['one/'])).rejects.toMatchObject({ trouble });
});

const login = (): Response => new Response('<h1>Log in</h1>', { headers: { 'content-type': 'text/html' } });

test('a file is kept where it is what the list says', async () => {
  await fetchKept('/', list, ['one/']);
  expect([...stored]).toEqual([[`/one/?kept=${ONE}`, 'one']]);
});

test('a login page in the place of a file is not kept', async () => {
  answer = (url) => (url.endsWith('.json') ? Response.json(list) : login());
  await expect(fetchKept('/', list, ['one/'])).rejects.toMatchObject({ trouble: 'foreign' });
  expect(stored.size).toBe(0);
});

test('nor where the list itself is one', async () => {
  answer = login;
  await expect(fetchKept('/', list, ['one/'])).rejects.toMatchObject({ trouble: 'foreign' });
});

test('a file of a build that was published meanwhile is told as that', async () => {
  answer = (url) => (url.endsWith('.json') ? Response.json({ ...list, build: 'c' }) : new Response('two'));
  await expect(fetchKept('/', list, ['one/'])).rejects.toMatchObject({ trouble: 'newer' });
  expect(stored.size).toBe(0);
});

test('a kept file that was changed is lacking, and comes anew', async () => {
  stored.set(`/one/?kept=${ONE}`, 'location.href = "https://example.org"');
  expect(await lackingFiles('/', list, ['one/'])).toEqual(list.files);
  await fetchKept('/', list, ['one/']);
  expect(stored.get(`/one/?kept=${ONE}`)).toBe('one');
  expect(await lackingFiles('/', list, ['one/'])).toEqual([]);
});

test('names of kept pages that were changed are none, and that is noticed', async () => {
  vi.stubGlobal('location', { href: 'https://example.org/' });
  await fetchKept('/', list, ['one/']);
  stored.set('/?kept-pages', '["one/"]');
  expect(await isComplete('/', list)).toBe(true);
  stored.set('/?kept-pages', '<script>');
  expect(await readKept('/')).toEqual([]);
  expect(await isComplete('/', list)).toBe(false);
});
