import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-cheaper/claim-cheaper.ts';
import { EXAMPLES } from '../../../../src/experiments/stochastic-gradient-descent/claim-cheaper/example-gradients.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { scriptAt } from '../../../../src/figure/python.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

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

it('is far cheaper to a rough answer, several times in the median to .1 %, and about even to .01 %', () => {
  const { numbers, value, verdict } = at('');
  // 24 other data sets, by NumPy: 149 and 8.6 times, and .7; of six of them 128 to 224, 5.2 to 10.8 and .6 to 1.4.
  expect(value('times30')).toBeGreaterThan(75);
  expect(value('times30')).toBeLessThan(260);
  expect(value('times0p1')).toBeGreaterThan(5);
  expect(value('times0p1')).toBeLessThan(10);
  // At the rate that is best on the other seeds one seed does not arrive, which counts as 0.
  expect(numbers['times0p1']!.low).toBe(0);
  expect(numbers['times0p3']!.low).toBeGreaterThan(1);
  expect(numbers['times0p01']!.low).toBeLessThan(1);
  expect(numbers['times0p01']!.high).toBeGreaterThan(1);
  expect(verdict.outcome).toBe('depends');
});

it('comes to a rough target on every seed and to fine ones on all but one: it has as many epochs as descent', () => {
  const { numbers, panels, value } = at('');
  expect(value('epochs')).toBe(60);
  expect(numbers['descentEpochs']!.high).toBeLessThan(value('epochs'));
  expect(value('arrived')).toBe(5);
  expect(at('target=0.001').value('arrived')).toBe(5);
  expect(at('target=0.01').value('arrived')).toBe(value('seeds'));
  const course = panels[0]!;
  if (course.kind !== 'chart') throw new Error('the first panel is a chart');
  expect(course.series.find(({ name }) => name === 'SGD')!.x.at(-1)).toBe(60 * EXAMPLES);
});

it('exports Python of the run shown', () => {
  expect(scriptAt(experiment, parse(experiment.parameters, new URLSearchParams()).values)?.text).toContain('seedLeft');
});

it('counts a seed that never comes to a target as 0 times cheaper', () => {
  const { numbers, panels, value, verdict } = at('target=0.0001');
  expect(value('arrived')).toBe(5);
  expect(numbers['times0p01']!.low).toBe(0);
  expect(verdict.text).toContain('on {arrived} of {seeds} seeds');
  const chart = panels.find(({ name }) => name === 'gain');
  if (chart?.kind !== 'chart') throw new Error('there is a chart of the gain');
  for (const low of chart.series[0]!.low ?? []) expect(low).toBeGreaterThan(0);
});
