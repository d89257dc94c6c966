import { describe, expect, it } from 'vitest';
import { listParts } from '../../../src/figure/parts.ts';
import { isSame, wantedParts } from '../../../src/widgets/page/wanted.ts';

const partsOf = (...seeds: number[]) => listParts({ runs: seeds.map((seed) => ({ seed })) });
const seedsOf = (parts: ReturnType<typeof partsOf>) => parts.map(({ part }) => part['seed']);
const never = () => false;

describe('wantedParts', () => {
  it('has each part once, those of the values before those that are pinned', () => {
    const { keys, needed, missing } = wantedParts(partsOf(1, 2), partsOf(2, 3), undefined, never);
    expect(seedsOf([...needed])).toEqual([1, 2, 3]);
    expect(missing).toEqual(needed);
    expect(keys).toEqual(needed.map(({ key }) => key));
  });

  it('needs for a draft the first few of its own and all that are pinned, though its picture may show the others', () => {
    const { keys, needed } = wantedParts(partsOf(1, 2, 3, 4), partsOf(9), 2, never);
    expect(seedsOf([...needed])).toEqual([1, 2, 9]);
    expect(keys).toHaveLength(5);
  });

  it('misses only what is not there', () => {
    const own = partsOf(1, 2, 3);
    const there = new Set([own[1]!.key]);
    expect(seedsOf([...wantedParts(own, [], undefined, (key) => there.has(key)).missing])).toEqual([1, 3]);
  });
});

it('isSame goes by the values themselves, not by what they hold', () => {
  const wanted = { values: { n: 1 }, pinned: undefined, draft: false };
  expect(isSame(wanted, { ...wanted })).toBe(true);
  expect(isSame(wanted, { ...wanted, values: { n: 1 } })).toBe(false);
  expect(isSame(wanted, { ...wanted, draft: true })).toBe(false);
});
