import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-cheaper/claim-cheaper.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

/** The figure at a permalink's values. */
function at(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  const { presentation } = runExperiment(experiment, values);
  const value = (name: string): number => presentation.numbers[name]!.value;
  return { ...presentation, value };
}

it('is 100 to 260 times cheaper to 30 %, 10 to 20 times to .3 %, and never reaches .01 %', () => {
  const { value, verdict } = at('');
  expect(value('times30')).toBeGreaterThan(100);
  expect(value('times30')).toBeLessThan(260);
  expect(value('times0p3')).toBeGreaterThan(10);
  expect(value('times0p3')).toBeLessThan(20);
  expect(value('times0p01')).toBe(0);
  expect(verdict.outcome).toBe('depends');
});

it('holds for a rough answer and fails for an exact one', () => {
  expect(at('target=0.3').verdict.outcome).toBe('holds');
  expect(at('target=0.0001').verdict.outcome).toBe('fails');
});

it.each([
  ['aMean=0.03', 0.03, 1],
  ['aMean=0.3&batchSize=32', 0.3, 32],
])('rattles about the noise floor of theory at %s', (query) => {
  const { panels, value } = at(query);
  const course = panels[0]!;
  if (course.kind !== 'chart') throw new Error('the first panel is a chart');
  const left = course.series.find(({ name }) => name === 'SGD')!.y;
  const tail = left.slice(left.length / 2);
  const mean = tail.reduce((sum, share) => sum + share, 0) / tail.length;
  // Half a run is about forty relaxation times of the slowest direction.
  expect(mean / value('floor')).toBeGreaterThan(0.75);
  expect(mean / value('floor')).toBeLessThan(1.35);
});

it('exports Python of the run shown', () => {
  expect(experiment.python?.(parse(experiment.parameters, new URLSearchParams()).values)).toContain('seedLeft');
});

it('does not call a target reached, 0.0 times cheaper, that a seed never came to', () => {
  const { numbers, value, verdict } = at('target=0.001');
  expect(value('arrived')).toBe(4);
  expect(value('times0p1')).toBe(0);
  expect(verdict.outcome).toBe('fails');
  for (const [name, { value: times, low }] of Object.entries(numbers))
    if (name.startsWith('times') && times > 0) expect(low, name).toBeGreaterThan(0);
});
