import { describe, expect, test } from 'vitest';
import { number } from '../../../src/engine/schema.ts';
import { ownPoints } from '../../../src/figure/parameters/points-kit.ts';
import { pagePoints, RowKeys } from '../../../src/widgets/points/own-points.ts';

describe('the keys of the rows', () => {
  test('stay with their points when another is taken away', () => {
    const keys = new RowKeys();
    const [, second, third] = [...keys.of(3)];
    keys.take(0);
    expect(keys.of(2)).toEqual([second, third]);
    expect(new Set([second, third, keys.of(3)[2]]).size).toBe(3);
  });

  test('are others where other points are in all rows', () => {
    const keys = new RowKeys();
    const before = [...keys.of(2)];
    keys.renew();
    expect(keys.of(2).some((key) => before.includes(key))).toBe(false);
  });
});

test('the page’s points come with the start and the rate that the page has', () => {
  const limits = { fewest: 2, most: 60, x: [-1, 1], y: [-1, 1] } as const;
  const schema = {
    a: number({ label: 'a', help: '', default: 1.6, min: 0, max: 2, step: 0.01, follows: 'intercept' }),
    steps: number({ label: 'steps', help: '', default: 5, min: 1, max: 9, step: 1 }),
    data: ownPoints({ label: 'Points', help: '', default: 'book', ...limits }),
  };
  expect(pagePoints({ schema, defaults: { a: 1.5, steps: 5, data: 'book' } }, 'data')).toEqual({
    a: 1.5,
    data: 'book',
  });
});
