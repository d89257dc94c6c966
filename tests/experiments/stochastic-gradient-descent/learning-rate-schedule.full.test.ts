import { expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/learning-rate-schedule.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { runExperiment } from '../../../src/figure/run.ts';

/** Parts for which several tests ask are measured once. */
const cache = new Map<string, unknown>();

/** The figure at a permalink's values. */
function at(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  const { presentation } = runExperiment(experiment, values, { cache });
  const value = (name: string): number => presentation.numbers[name]!.value;
  return { ...presentation, value };
}

it('has 23 % more floor at eight times the rate and batch', () => {
  const excess = at('aMean=0.8&batchSize=8&runs=20').value('floor') / at('aMean=0.1&runs=20').value('floor') - 1;
  expect(excess).toBeCloseTo(0.23, 2);
});

it.each(['constant', 'step', 'exponential', 'inverseSquareRoot', 'linearDecay', 'cosine'])(
  '%s ends where theory says',
  (schedule) => {
    const { numbers, value } = at(`schedule=${schedule}&runs=400`);
    const { low = 0, high = 0 } = numbers['loss']!;
    // Twice the 95 % interval: one of six schedules would miss it by chance now and then.
    expect(Math.abs(value('loss') - value('expected'))).toBeLessThan(high - low);
  },
);
