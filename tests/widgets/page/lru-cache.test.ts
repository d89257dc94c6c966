import { expect, test } from 'vitest';
import { LruCache } from '../../../src/widgets/page/lru-cache.ts';

test('LruCache forgets what was used longest ago, and reading is using', () => {
  const cache = new LruCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
});

test('LruCache holds one value for a key, the last', () => {
  const cache = new LruCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.set('a', 4);
  expect(['a', 'b'].map((key) => cache.get(key))).toEqual([4, 2]);
});
