import { BroadcastChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** Slow work controlled by the test. */
function work(answer: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { make: vi.fn(() => promise), done: () => resolve(answer), fails: () => reject(new Error(answer)) };
}

let lastShown: <T>(key: string, of: unknown, make: () => Promise<T>) => Promise<T>;
let channel: BroadcastChannel;
/** How often pages were requested again. */
let asked = 0;
beforeEach(async () => {
  vi.resetModules();
  const module = await import('../../../src/widgets/prerender/last-shown.ts');
  lastShown = module.lastShown;
  asked = 0;
  channel = new BroadcastChannel(module.CHANNEL);
  channel.onmessage = () => {
    asked += 1;
  };
});
afterEach(() => channel.close());

test('the first answer is waited for, and made once', async () => {
  const first = work('first');
  const shown = lastShown('verdict', 1, first.make);
  first.done();
  expect(await shown).toBe('first');
  expect(await lastShown('verdict', 1, first.make)).toBe('first');
  expect(first.make).toHaveBeenCalledTimes(1);
});

test('of a change that takes long, what was there is shown until it is done; then pages are requested again, once', async () => {
  await lastShown('verdict', 1, async () => 'first');
  await lastShown('table', 1, async () => 'rows');
  const [verdict, table] = [work('second'), work('more rows')];
  expect(await Promise.all([lastShown('verdict', 2, verdict.make), lastShown('table', 2, table.make)])).toEqual([
    'first',
    'rows',
  ]);
  // The page is loaded once more in the meantime.
  expect(await lastShown('verdict', 2, verdict.make)).toBe('first');
  verdict.done();
  expect(await lastShown('verdict', 2, verdict.make)).toBe('second');
  expect(asked).toBe(0);
  table.done();
  await expect.poll(() => asked).toBe(1);
  expect(await lastShown('table', 2, table.make)).toBe('more rows');
  expect(verdict.make).toHaveBeenCalledTimes(1);
});

test('of a change that is made at once, the new is shown', async () => {
  await lastShown('verdict', 1, async () => 'first');
  expect(await lastShown('verdict', 2, async () => 'second')).toBe('second');
});

test('a change while an older one is still made: the newest counts, and the older is shown at no time', async () => {
  await lastShown('verdict', 1, async () => 'first');
  const [second, third] = [work('second'), work('third')];
  expect(await lastShown('verdict', 2, second.make)).toBe('first');
  expect(await lastShown('verdict', 3, third.make)).toBe('first');
  third.done();
  await expect.poll(() => asked).toBe(1);
  second.done();
  await new Promise(setImmediate);
  expect(await lastShown('verdict', 3, third.make)).toBe('third');
  expect(third.make).toHaveBeenCalledTimes(1);
  expect(asked).toBe(1);
});

test('a change that fails says so once it has failed, and not before', async () => {
  await lastShown('verdict', 1, async () => 'first');
  const broken = work('no such number');
  expect(await lastShown('verdict', 2, broken.make)).toBe('first');
  broken.fails();
  await expect.poll(() => asked).toBe(1);
  await expect(lastShown('verdict', 2, broken.make)).rejects.toThrow('no such number');
});
