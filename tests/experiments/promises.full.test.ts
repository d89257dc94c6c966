import { expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { brokenAt } from './kept-promises.ts';

const SETTINGS: Record<Experiment['pace'], number> = { instant: 300, ensemble: 300, long: 2 };
/** Experiments that take a tenth of a second or more at each setting. */
const SLOW: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'basins-of-attraction claim-cheaper claim-escapes-minima momentum adam-step-size adam-scale optimizer-race',
    'batch-rate-gabor batch-rate-regression drop-the-coordinates',
  ].flatMap((ids) => ids.split(' ').map((id) => [id, 8])),
);

it.each(Object.entries(experiments))('%s says only what its numbers hold', { timeout: 300_000 }, async (id, load) => {
  const { default: experiment } = await load();
  expect(brokenAt(id, experiment, SLOW[id] ?? SETTINGS[experiment.pace])).toEqual([]);
});
