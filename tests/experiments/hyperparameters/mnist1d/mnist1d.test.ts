import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/hyperparameters/mnist1d/mnist1d.ts';
import { keptAt } from '../../long.ts';

describe('mnist1d', () => {
  // Greydanus and Kobak 2024; an independent 40-100-100-10 with these settings: 67.8 %.
  it('is learnt by a perceptron, and not by logistic regression, as published', () => {
    const { value, low, high } = keptAt('mnist1d', experiment);
    expect(Math.abs(value('perceptron') - 0.68)).toBeLessThan(0.03);
    expect(Math.abs(value('logistic') - 0.32)).toBeLessThan(0.02);
    expect(low('perceptron')).toBeGreaterThan(high('logistic'));
  });

  it('looks into the first layer of the model shown', () => {
    for (const [model, heading] of [
      ['perceptron', /^unit \d+$/],
      ['logistic', /^output \d$/],
    ] as const) {
      const units = keptAt('mnist1d', experiment, `model=${model}`).panels.find(({ name }) => name === 'units');
      if (units?.kind !== 'multiples') throw new Error('the units are small multiples');
      expect(units.items).toHaveLength(10);
      for (const item of units.items) {
        expect(item.heading).toMatch(heading);
        expect(item.note).toMatch(/^class \d: \d+ of 40$/);
      }
    }
  });
});
