import { describe, expect, it } from 'vitest';
import { decode, leadsHere, openFolds } from '../../../src/widgets/page/folds.ts';

describe('leadsHere()', () => {
  const here = { pathname: '/notes/adam/', hash: '#proof' };

  it('says of a link whether the address would stay as it is', () => {
    expect(leadsHere({ ...here }, here)).toBe(true);
    expect(leadsHere({ ...here, hash: '#other' }, here)).toBe(false);
    expect(leadsHere({ ...here, pathname: '/notes/momentum/' }, here)).toBe(false);
  });

  it('ignores links without a place', () => {
    expect(leadsHere({ ...here, hash: '' }, { ...here, hash: '' })).toBe(false);
  });
});

describe('openFolds()', () => {
  /** An element in these folds, from the inside, with all members used. */
  const nested = (...open: boolean[]) => {
    const none = { closest: () => null };
    const folds = open.map((open) => ({ open, parentElement: none as { closest: () => unknown } }));
    for (const [i, fold] of folds.entries()) fold.parentElement = { closest: () => folds[i + 1] ?? null };
    return { folds, inside: { closest: () => folds[0] ?? null } as unknown as Element };
  };

  it('opens all folds around an element, and says whether one was closed', () => {
    const { folds, inside } = nested(true, false, true);
    expect(openFolds(inside)).toBe(true);
    expect(folds.map(({ open }) => open)).toEqual([true, true, true]);
    expect(openFolds(inside)).toBe(false);
  });

  it('finds none around an element that stands in none', () => {
    expect(openFolds(nested().inside)).toBe(false);
  });
});

it('decode() returns malformed text unchanged', () => {
  expect(decode('a%20b')).toBe('a b');
  expect(decode('%ff')).toBe('%ff');
});
