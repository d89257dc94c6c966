import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-equal-contribution/claim-equal-contribution.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { scriptAt } from '../../../../src/figure/python.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { usualResults } from '../../usual.ts';

/** Parts for which several tests ask are measured once. */
const cache = await usualResults('claim-equal-contribution', experiment);

/** The figure at a permalink's values. */
function at(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  const { presentation } = runExperiment(experiment, values, { cache });
  const value = (name: string): number => presentation.numbers[name]!.value;
  return { ...presentation, value };
}

it('has about 1.2 times at rate .03', () => {
  const { numbers } = at('alpha=0.03');
  expect(numbers['ratio']!.low).toBeLessThan(1.3);
  expect(numbers['ratio']!.high).toBeGreaterThan(1.1);
});

it('has the floor that theory gives for drawing with replacement', () => {
  const { value } = at('sampling=replacement');
  expect(value('excess') / value('floorTheory')).toBeGreaterThan(0.85);
  expect(value('excess') / value('floorTheory')).toBeLessThan(1.15);
});

it('holds for shuffled epochs and fails with replacement', () => {
  expect(at('sampling=epochs&runs=20').verdict.outcome).toBe('holds');
  expect(at('sampling=replacement&runs=20').verdict.outcome).toBe('fails');
});

it('counts the uses of notebook 6.3', () => {
  const { value } = at('runs=10');
  expect([value('notebookLeast'), value('notebookMost')]).toEqual([2, 12]);
});

it('exports Python of its first run', () => {
  expect(scriptAt(experiment, parse(experiment.parameters, new URLSearchParams()).values)?.text).toContain(
    'seedExcess',
  );
});

it('states the number of runs that are set, not of those it opens with', () => {
  expect(experiment.caption).not.toMatch(/\d+ seeds/);
  expect(at('runs=10').verdict.text).toContain('{runs}');
  expect(at('runs=10').value('runs')).toBe(10);
});
