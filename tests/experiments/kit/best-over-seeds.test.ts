import { expect, it } from 'vitest';
import { bestOverSeeds, betweenBest } from '../../../src/experiments/kit/best-over-seeds.ts';

const runs = [
  { seed: 4, losses: [3, 1, 1, null] },
  { seed: 5, losses: [1, 3, 2, 0] },
];

it('bestOverSeeds takes the setting whose mean is lowest, and never one at which a run diverged', () => {
  const { place, loss, losses, bySeed } = bestOverSeeds(runs, 4);
  expect(losses.map((one) => one?.value)).toEqual([2, 2, 1.5, Number.POSITIVE_INFINITY]);
  expect([place, loss?.value]).toEqual([2, 1.5]);
  expect([...bySeed]).toEqual([
    [4, 1],
    [5, 2],
  ]);
});

it('bestOverSeeds has none where nothing was run, or all diverged', () => {
  expect(bestOverSeeds([], 3)).toMatchObject({ place: undefined, loss: undefined });
  expect(bestOverSeeds([{ seed: 1, losses: [null, null] }], 2).place).toBeUndefined();
});

it('betweenBest compares on the seeds that both have', () => {
  const other = bestOverSeeds([{ seed: 5, losses: [7] }], 1);
  expect(betweenBest(bestOverSeeds(runs, 4), other, (one, beside) => beside - one)).toEqual({ value: 5 });
  expect(betweenBest(undefined, other, () => 1)).toBeUndefined();
});
