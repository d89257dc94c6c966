import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/decay-network/decay-network.ts';
import { hasNumpy, measuredAt, printedBy } from '../../long.ts';

it.skipIf(!hasNumpy)('decay-network exports a script that finds the same loss, in either way', () => {
  for (const way of ['coupled', 'decoupled']) {
    const query = `way=${way}&steps=50&examples=100&seed=3`;
    const seen = measuredAt(experiment, `${query}&seeds=2`);
    expect(Math.abs(printedBy(experiment, query)['firstLoss']! - seen.value('firstLoss')), way).toBeLessThan(1e-4);
  }
});
