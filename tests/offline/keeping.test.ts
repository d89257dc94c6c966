import { afterEach, expect, test, vi } from 'vitest';
import type { KeepList } from '../../src/offline/keep-list.ts';
import { fetchKept } from '../../src/offline/keeping.ts';

const list: KeepList = { build: 'b', files: [['one/', '0', 1]], pages: { 'one/': [0] }, shell: [] };

afterEach(() => vi.unstubAllGlobals());

/** A browser that throws this when something is put into its store. */
function throwing(error: unknown): void {
  const cache = { keys: async () => [], put: () => Promise.reject(error) };
  vi.stubGlobal('caches', { open: async () => cache });
  vi.stubGlobal('fetch', async () => new Response('one'));
}

test.each([
  ['Chromium and WebKit', new DOMException('Quota exceeded.', 'QuotaExceededError'), 'full'],
  // No DOMException, and without a message.
  ['Firefox', { name: 'NS_ERROR_FILE_NO_DEVICE_SPACE', message: '' }, 'full'],
  ['a store that is refused', new DOMException('The operation is insecure.', 'SecurityError'), 'refused'],
])('what %s throws is told for what it is', async (_, error, trouble) => {
  throwing(error);
  await expect(fetchKept('/', list, ['one/'])).rejects.toMatchObject({ trouble });
});
