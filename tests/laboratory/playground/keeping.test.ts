import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forget, keep, keeping, kept } from '../../../src/laboratory/playground/keeping.ts';
import { firstSettings, type Settings } from '../../../src/laboratory/playground/settings.ts';

const page = new EventTarget();
const written: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  const texts = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem(key: string, text: string) {
      written.push(text);
      texts.set(key, text);
    },
    removeItem: (key: string) => texts.delete(key),
  });
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  written.length = 0;
});
afterEach(() => {
  forget();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const after = (steps: number): Settings => ({ ...firstSettings(), steps });

it('keeps the newest of fast changes, and writes once', async () => {
  for (const steps of [20, 40, 300]) keep(after(steps));
  expect(written).toEqual([]);
  await vi.runAllTimersAsync();
  expect(written.map((text) => JSON.parse(text).steps)).toEqual([300]);
});

it.each(['pagehide', 'visibilitychange'])('loses nothing where the page is left before: %s', (event) => {
  keep(after(300));
  page.dispatchEvent(new Event(event));
  expect(written).toHaveLength(1);
});

it('whoever asks what is kept is told the newest, and what is forgotten does not come back', async () => {
  keep(after(300));
  expect(kept()?.steps).toBe(300);
  keep(after(40));
  forget();
  await vi.runAllTimersAsync();
  expect(kept()).toBeUndefined();
});

it('says that the bench is not kept where the browser has no room, and is quiet again once nothing is to be kept', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem() {
      throw new DOMException('no room', 'QuotaExceededError');
    },
    removeItem() {},
  });
  keep(after(300));
  await vi.runAllTimersAsync();
  expect(keeping.value).toBe('full');
  forget();
  expect(keeping.value).toBe('kept');
});
