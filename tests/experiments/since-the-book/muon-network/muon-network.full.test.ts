import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/muon-network/muon-network.ts';
import { hasNumpy, measuredAt, printedBy } from '../../long.ts';

it.skipIf(!hasNumpy)('muon-network exports a script that finds the same loss', () => {
  const query = 'steps=40&examples=200&batchSize=16&seed=2';
  const seen = measuredAt(experiment, `${query}&seeds=2`);
  expect(Math.abs(printedBy(experiment, query)['firstLoss']! - seen.value('firstLoss'))).toBeLessThan(1e-4);
});
