import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/takeaway/batch-rate-gabor/batch-rate-gabor.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';

it('says from the far start that 150 example gradients are too few, once all is measured', () => {
  const { values } = parse(experiment.parameters, new URLSearchParams('start=far&budget=150'));
  const { presentation } = runExperiment(experiment, values);
  const value = (name: string): number => presentation.numbers[name]!.value;
  expect(presentation.verdict).toMatchObject({ state: 'unanswered' });
  expect(sentence(presentation)).toMatch(/150 example gradients are too few/);
  const alone = value('smallest');
  for (const size of [1, 2, 3, 5, 10, 15, 30])
    if (size !== alone) expect(value(`loss${size}`)).toBeGreaterThan(0.9 * value('zeroModel'));
});
