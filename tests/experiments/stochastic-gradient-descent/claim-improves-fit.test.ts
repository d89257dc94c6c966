import { expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/claim-improves-fit.ts';
import { shownBy } from '../shown-by.ts';
import { usualResults } from '../usual.ts';

const at = shownBy(experiment, await usualResults('claim-improves-fit', experiment));

it('holds with all examples in the batch', () => {
  expect(at('batchSize=30').verdict.outcome).toBe('holds');
});

it('measures the mean change that theory expects once steps are short', () => {
  const change = at('').panels[1]!;
  if (change.kind !== 'chart') throw new Error('the second panel is a chart');
  const [measured, theory] = change.series.map(({ y }) => y);
  for (let k = 3; k < 10; k++) expect(Math.abs(measured![k]! - theory![k]!)).toBeLessThan(0.02);
});
