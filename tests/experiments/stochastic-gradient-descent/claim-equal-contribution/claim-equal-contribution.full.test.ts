import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-equal-contribution/claim-equal-contribution.ts';
import { shownBy } from '../../shown-by.ts';

const at = shownBy(experiment);

it('leaves (1 - 1/N)^N of the examples unseen with replacement, and none without', () => {
  const { numbers, value, verdict } = at('');
  const { low = 0, high = 0 } = numbers['unseen']!;
  expect(value('unseenTheory')).toBeCloseTo(0.3672, 4);
  expect(low).toBeLessThan(value('unseenTheory'));
  expect(high).toBeGreaterThan(value('unseenTheory'));
  expect(value('unseenShuffled')).toBe(0);
  expect(verdict.outcome).toBe('depends');
});

it('has 16 to 20 times the excess loss with replacement at rate .003, whatever the data', () => {
  for (const seed of [1, 2]) {
    const { value } = at(`seed=${seed}&runs=60`);
    expect(value('ratio')).toBeGreaterThan(14);
    expect(value('ratio')).toBeLessThan(22);
  }
});
