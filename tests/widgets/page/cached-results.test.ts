import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recall, remember } from '../../../src/widgets/page/cached-results.ts';

const spec = { id: 'toy', base: '/', sources: 'new' };

/** Results that recall() finds without a site: only those of this visit. */
async function found(): Promise<[string, unknown][]> {
  const into = new Map<string, unknown>();
  await recall(spec, into);
  return [...into];
}

describe('results of this visit', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no connection')));
    const storage: Record<string, string> = {};
    Object.defineProperties(storage, {
      getItem: { value: (key: string) => storage[key] ?? null },
      setItem: {
        value: (key: string, value: string) => {
          storage[key] = value;
        },
      },
      removeItem: { value: (key: string) => delete storage[key] },
    });
    vi.stubGlobal('sessionStorage', storage);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('come back as they were', async () => {
    remember(spec, '{"cell":1}', { loss: null });
    remember({ ...spec, id: 'toy-two' }, '{"cell":2}', 2);
    expect(await found()).toEqual([['{"cell":1}', { result: { loss: null } }]]);
  });

  it('of an older version of the site are not taken, and make room', async () => {
    remember({ ...spec, sources: 'old' }, '{"cell":1}', 1);
    expect(await found()).toEqual([]);
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it('that are damaged cost themselves alone', async () => {
    remember(spec, '{"cell":1}', 1);
    remember(spec, '{"cell":2}', 2);
    const [first = ''] = Object.keys(sessionStorage);
    sessionStorage.setItem(first, '{"broken');
    expect(await found()).toEqual([['{"cell":2}', { result: 2 }]]);
  });

  it('are kept quietly by the page alone where storage is full or forbidden', async () => {
    vi.stubGlobal('sessionStorage', {
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    expect(() => remember(spec, 'a', 1)).not.toThrow();
    vi.stubGlobal('sessionStorage', undefined);
    expect(() => remember(spec, 'a', 1)).not.toThrow();
    expect(await found()).toEqual([]);
  });
});
