import { expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/learning-rate-schedule.ts';
import { shownBy } from '../shown-by.ts';

const at = shownBy(experiment);

it('has 23 % more floor at eight times the rate and batch', () => {
  const excess = at('aMean=0.8&batchSize=8&runs=20').value('floor') / at('aMean=0.1&runs=20').value('floor') - 1;
  expect(excess).toBeCloseTo(0.23, 2);
});

it.each(['constant', 'step', 'exponential', 'inverseSquareRoot', 'linearDecay', 'cosine'])(
  '%s ends where theory says',
  (schedule) => {
    const { numbers, value } = at(`schedule=${schedule}&runs=400`);
    const { low = 0, high = 0 } = numbers['loss']!;
    // Twice the 95 % interval: one of six schedules would occasionally miss it by chance.
    expect(Math.abs(value('loss') - value('expected'))).toBeLessThan(high - low);
  },
);
