import { describe, expect, it } from 'vitest';
import { remember } from '../../../src/widgets/panels/remember.ts';

describe('remember(make, keyOf)', () => {
  let made = 0;
  const widened = remember(
    ({ x }: { x: number }, by: { width: number }) => ({ made: ++made, x: x * by.width }),
    ({ width }) => String(width),
  );

  it('gives the same again for the same object and the same key', () => {
    const data = { x: 2 };
    const first = widened(data, { width: 3 });
    expect(first.x).toBe(6);
    expect(widened(data, { width: 3 })).toBe(first);
    expect(widened({ x: 2 }, { width: 3 })).not.toBe(first);
  });

  it('keeps a few ways of one object, the newest', () => {
    const data = { x: 1 };
    const all = [1, 2, 3].map((width) => widened(data, { width }));
    expect([1, 2, 3].map((width) => widened(data, { width }))).toEqual(all);
    widened(data, { width: 4 });
    expect(widened(data, { width: 3 })).toBe(all[2]);
    expect(widened(data, { width: 1 })).not.toBe(all[0]);
  });
});
