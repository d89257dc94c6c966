import { expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { brokenAt, brokenIn } from './kept-promises.ts';
import { usualOf } from './usual.ts';

/** Random settings besides the usual one, which other tests compute, too; promises.full.test.ts has many more. */
const SETTINGS: Record<Experiment['pace'], number> = { instant: 20, ensemble: 1, long: 0 };
/** Fewer for experiments that are slow for their pace. */
const FEWER: Readonly<Record<string, number>> = {
  ...{ 'gabor-descent': 5, 'possible-steps': 5, 'rise-and-fall': 5, network: 5 },
  ...{ 'basins-of-attraction': 0, 'claim-cheaper': 0, 'claim-escapes-minima': 0, 'adam-scale': 0 },
  ...{ 'adam-step-size': 0, 'batch-rate-gabor': 0, 'batch-rate-regression': 0, 'drop-the-coordinates': 0 },
};

it.each(Object.entries(experiments))('%s says only what its numbers hold', async (id, load) => {
  const { default: experiment } = await load();
  const usual = usualOf(experiment);
  const { run } = await runnerOf(id, experiment);
  expect(brokenIn(id, usual, run(usual))).toEqual([]);
  expect(brokenAt(id, experiment, FEWER[id] ?? SETTINGS[experiment.pace])).toEqual([]);
});
