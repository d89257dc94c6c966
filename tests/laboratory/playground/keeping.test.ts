import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keep, keeping, kept } from '../../../src/laboratory/playground/keeping.ts';
import { firstSettings, type Settings } from '../../../src/laboratory/playground/settings.ts';

let texts: Map<string, string>;
beforeEach(() => {
  texts = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => texts.set(key, text),
    removeItem: (key: string) => texts.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const after = (steps: number): Settings => ({ ...firstSettings(), steps });

it('keeps what differs from the page’s own, and nothing else', () => {
  keep(after(300));
  expect(kept()?.steps).toBe(300);
  keep(firstSettings());
  expect(kept()).toBeUndefined();
  expect(texts.size).toBe(0);
});

it('says that nothing is kept where the browser has no room, and is quiet again once nothing is to be kept', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem() {
      throw new DOMException('no room', 'QuotaExceededError');
    },
    removeItem() {},
  });
  keep(after(300));
  expect(keeping.value).toBe('full');
  keep(firstSettings());
  expect(keeping.value).toBe('kept');
});
