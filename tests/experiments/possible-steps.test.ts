import { expect, it } from 'vitest';
import { runExperiment } from '../../src/engine/run.ts';
import { parse } from '../../src/engine/schema.ts';
import experiment from '../../src/experiments/possible-steps.ts';

/** The figure at a permalink's values. */
function at(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  const { presentation } = runExperiment(experiment, values);
  const value = (name: string): number => presentation.numbers[name]!.value;
  return { ...presentation, value };
}

it('takes every batch where there are few, and 1000 where there are many', () => {
  expect(at('batchSize=1').value('batches')).toBe(30);
  expect(at('batchSize=2').value('batches')).toBe(435);
  expect(at('batchSize=28').value('batches')).toBe(435);
  expect(at('batchSize=30').value('batches')).toBe(1);
  expect(at('batchSize=5').value('batches')).toBe(1000);
});

it('has no interval where all batches are counted', () => {
  expect(at('batchSize=2').numbers['uphill']!.low).toBeUndefined();
  expect(at('batchSize=5').numbers['uphill']!.low).toBeLessThan(at('batchSize=5').value('uphill'));
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

it('steps downhill with all examples and a small rate', () => {
  expect(at('batchSize=30&alpha=0.05').value('uphill')).toBe(0);
});

it('exports Python', () => {
  expect(experiment.python?.(parse(experiment.parameters, new URLSearchParams()).values)).toContain(
    'itertools.combinations',
  );
});
