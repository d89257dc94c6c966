import { describe, expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import { partsAhead } from '../../src/figure/parts-ahead.ts';
import { staleMessage, staleResults, storedResults } from '../../src/widgets/prerender/precomputed.ts';

const long = (
  await Promise.all(Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const))
).filter(([, { pace }]) => pace === 'long');

it('staleMessage() says in one sentence whose results are older than the code that decides them, and what to run', () => {
  expect(staleMessage([])).toBeUndefined();
  expect(staleMessage(['mnist1d'])).toMatch(/^mnist1d: the code .*; run: npm run precompute$/);
  expect(staleMessage(['batch-rate-network', 'grow-the-batch', 'mnist1d'])).toMatch(/^batch-rate-network and 2 more: /);
});

describe.runIf(long.length > 0)('precomputed results', () => {
  // One test for all of them: all other tests rely on the stored results.
  it('were made by the code that there is', async () => {
    expect(await staleResults()).toEqual([]);
  });

  it.each(long)('%s: every part that is wanted ahead is there, and no other', (id, experiment) => {
    const keys = storedResults(id).parts.map(({ key }) => key);
    expect(
      partsAhead(experiment)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...keys].sort());
  });
});
