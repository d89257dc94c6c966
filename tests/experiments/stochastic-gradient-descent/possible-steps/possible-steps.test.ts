import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/possible-steps/possible-steps.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { shownBy } from '../../shown-by.ts';

const at = shownBy(experiment);

it('counts every batch up to 142506, and 20000 where there are more', () => {
  expect(at('batchSize=1').value('batches')).toBe(30);
  expect(at('batchSize=2').value('batches')).toBe(435);
  expect(at('batchSize=28').value('batches')).toBe(435);
  expect(at('batchSize=30').value('batches')).toBe(1);
  expect(at('batchSize=5').value('batches')).toBe(142506);
  expect(at('batchSize=25').value('batches')).toBe(142506);
  expect(at('batchSize=15').value('batches')).toBe(20000);
});

it('has no interval where all batches are counted', () => {
  expect(at('batchSize=2').numbers['uphill']!.low).toBeUndefined();
  expect(at('batchSize=15').numbers['uphill']!.low).toBeLessThan(at('batchSize=15').value('uphill'));
  expect(at('batchSize=15').numbers['meanChange']!.low).toBeLessThan(at('batchSize=15').value('meanChange'));
});

it('expects the mean change to second order where steps are short', () => {
  for (const size of [1, 2, 29]) {
    const { value } = at(`batchSize=${size}&alpha=0.005`);
    expect(value('meanChange') / value('expectedChange')).toBeGreaterThan(0.95);
    expect(value('meanChange') / value('expectedChange')).toBeLessThan(1.05);
  }
});

it('steps uphill for few batches on a slope, and for almost all on the floor of a valley', () => {
  expect(at('phi0=3&phi1=13').value('uphill')).toBeLessThan(0.05);
  expect(at('phi0=-0.5&phi1=7').value('uphill')).toBeGreaterThan(0.9);
});

it('counts a batch as all examples but those it leaves out', () => {
  // The covariance theory is symmetric in B and N - B, the mean step is not.
  const { value } = at('batchSize=26&alpha=0.005');
  expect(value('meanChange') / value('expectedChange')).toBeCloseTo(1, 1);
});

it('shows the batches drawn, with an interval, until all are counted', () => {
  const { values } = parse(experiment.parameters, new URLSearchParams());
  const { numbers } = experiment.present(values, {
    steps: experiment.measure.steps(experiment.parts(values).steps),
    tally: undefined,
  });
  expect(numbers['batches']!.value).toBe(1000);
  expect(numbers['meanChange']!.high).toBeGreaterThan(numbers['meanChange']!.value);
});
