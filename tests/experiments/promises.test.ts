import { expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { brokenAt } from './kept-promises.ts';

const SETTINGS: Record<Experiment['pace'], number> = { instant: 20, ensemble: 20, long: 0 };
/** Those that take a tenth of a second or more at each setting; promises.full.test.ts has all of them at many. */
const SLOW: Readonly<Record<string, number>> = {
  'basins-of-attraction': 1,
  'claim-cheaper': 1,
  'claim-escapes-minima': 2,
  momentum: 2,
  'heavy-ball-cycle': 10,
  'adam-step-size': 1,
  'adam-scale': 1,
  'optimizer-race': 1,
  'batch-rate-gabor': 1,
  'batch-rate-regression': 1,
  'drop-the-coordinates': 1,
  spikes: 10,
};

it.each(Object.entries(experiments))('%s says only what its numbers hold, at random settings', async (id, load) => {
  const { default: experiment } = await load();
  expect(brokenAt(id, experiment, SLOW[id] ?? SETTINGS[experiment.pace])).toEqual([]);
});
