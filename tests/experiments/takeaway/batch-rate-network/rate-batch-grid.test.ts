import { expect, it } from 'vitest';
import {
  rateBatchGrid,
  rateBatchTable,
} from '../../../../src/experiments/takeaway/batch-rate-network/rate-batch-grid.ts';

const options = { title: 'Grid', rateLabel: 'rate', ridge: [], rules: [], batches: [2, 4] };

it('rateBatchGrid says of a loss far past a guess that it is more than 10, not its digits', () => {
  const { cells } = rateBatchGrid({
    ...options,
    rates: [0.1, 1],
    losses: [
      [1.5, 2.59041e9],
      [2.301, Number.POSITIVE_INFINITY],
    ],
  });
  const labels = cells?.categories.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(['a run diverged', 'loss 2.30 to >10', 'loss 1.50']));
  expect(cells?.marks?.map(({ text }) => text)).toEqual(['1.50', '>10', '2.30']);
});

it('rateBatchGrid keeps losses and dots of batch sizes to come out of the picture, and joins the dots', () => {
  const [ridge, losses] = [[2, 4].map((batch) => ({ batch, rate: 0.3 })), [2, 4].map(() => [1.5, 2])];
  const grid = { ...options, rates: [0.1, 1], losses, ridge, from: 1 };
  const drawn = [1, 2].map((seen) => rateBatchGrid({ ...grid, seen }));
  expect(drawn.map(({ cells }) => cells?.marks?.length)).toEqual([2, 4]);
  expect(drawn.map(({ points }) => points?.length)).toEqual([1, 2]);
  for (const { paths } of drawn) expect([...(paths?.[0]?.x ?? [])]).toEqual([2, 4]);
});

it('rateBatchTable lists every cell with its runs; one that diverged leaves no mean', () => {
  const { rows } = rateBatchTable('Cells', {
    batches: [2],
    rates: [0.1, 1],
    losses: [
      [
        [1, 4, undefined],
        [1, Number.POSITIVE_INFINITY, undefined],
      ],
    ],
  });
  expect(rows).toEqual([
    [2, 0.1, 2, 2, 0],
    [2, 1, null, 2, 1],
  ]);
});
