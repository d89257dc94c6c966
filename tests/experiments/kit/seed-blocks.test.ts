import { expect, it } from 'vitest';
import { seedBlocks, seedsOf } from '../../../src/experiments/kit/seed-blocks.ts';

it('seedBlocks(7, 23, 10) has three blocks, the last of what is left', () => {
  expect(seedBlocks(7, 23, 10)).toEqual([
    { from: 7, count: 10 },
    { from: 17, count: 10 },
    { from: 27, count: 3 },
  ]);
});

it.each([1, 9, 10, 11, 20])('the blocks of %i runs hold each seed once, in order', (runs) => {
  const seeds = seedBlocks(3, runs, 10).flatMap(seedsOf);
  expect(seeds).toEqual(Array.from({ length: runs }, (_, r) => 3 + r));
});

it('the first blocks of more runs are those of fewer, so that what was measured is kept', () => {
  expect(seedBlocks(1, 40, 10).slice(0, 2)).toEqual(seedBlocks(1, 20, 10));
});
