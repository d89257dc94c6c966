import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/why-batches.ts';
import { runExperiment } from '../../../src/figure/run.ts';

const shown = (
  batchSize: number,
  { examples = 1024, seed = 1, ...options }: { examples?: number; seed?: number; at?: number } = {},
) => runExperiment(experiment, { batchSize, examples, seed }, options).presentation;

describe('a batch that votes', () => {
  // y = 1 + x/2 + 2n: the mean vote is (1, 1/2); E|v|^2 = 5.25 + 5.75, so one vote is off by sqrt(9.75 / 1.25) = 2.79.
  it('of one example is off by the root of 7.8, within what the draw of 4096 examples leaves open', () => {
    for (const seed of [1, 2, 3])
      expect(shown(1, { examples: 4096, seed }).numbers['single']?.value).toBeCloseTo(Math.sqrt(7.8), 0);
  });
});
