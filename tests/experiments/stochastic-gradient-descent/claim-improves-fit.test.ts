import { expect, it } from 'vitest';
import experiment, { digitsOf } from '../../../src/experiments/stochastic-gradient-descent/claim-improves-fit.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { scriptAt } from '../../../src/figure/python.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { usualResults } from '../usual.ts';

/** Parts for which several tests ask are measured once. */
const cache = await usualResults('claim-improves-fit', experiment);

/** The figure at a permalink's values. */
function at(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  const { presentation } = runExperiment(experiment, values, { cache });
  const value = (name: string): number => presentation.numbers[name]!.value;
  return { ...presentation, value };
}

it('tells a share of nearly all steps from all of them, and of hardly any from none', () => {
  const text = (share: number) => `${(100 * share).toFixed(digitsOf(share))} %`;
  expect([0.987, 0.99993, 0.99999, 0.00004].map(text)).toEqual(['98.7 %', '99.99 %', '99.999 %', '0.004 %']);
});

it('holds with all examples in the batch', () => {
  expect(at('batchSize=30').verdict.outcome).toBe('holds');
});

it('measures the mean change that theory expects once steps are short', () => {
  const change = at('').panels[1]!;
  if (change.kind !== 'chart') throw new Error('the second panel is a chart');
  const [measured, theory] = change.series.map(({ y }) => y);
  for (let k = 3; k < 10; k++) expect(Math.abs(measured![k]! - theory![k]!)).toBeLessThan(0.02);
});

it('exports Python of its first run', () => {
  expect(scriptAt(experiment, parse(experiment.parameters, new URLSearchParams()).values)?.text).toContain(
    'seedUphill',
  );
});

it('states the number of runs that are set, not of those it opens with', () => {
  expect(experiment.caption).not.toMatch(/\d+ seeds/);
  expect(at('runs=25').verdict.text).toContain('{runs}');
  expect(at('runs=25').value('runs')).toBe(25);
});
