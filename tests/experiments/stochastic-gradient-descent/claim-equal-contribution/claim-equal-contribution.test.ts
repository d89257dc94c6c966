import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-equal-contribution/claim-equal-contribution.ts';
import { shownBy } from '../../shown-by.ts';
import { usualResults } from '../../usual.ts';

const at = shownBy(experiment, await usualResults('claim-equal-contribution', experiment));

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
