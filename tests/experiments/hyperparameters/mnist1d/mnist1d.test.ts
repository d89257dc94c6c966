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

  it('shows accuracy, examples, units, confusions as counts, and its settings', () => {
    const { panels, numbers } = keptAt('mnist1d', experiment);
    expect(panels.map(({ name }) => name)).toEqual([
      'accuracy',
      'by class',
      'examples',
      'units',
      'confusion',
      'settings',
    ]);
    const confusion = panels.find(({ name }) => name === 'confusion');
    if (confusion?.kind !== 'table') throw new Error('the confusions are a table');
    expect(confusion.rows).toHaveLength(10);
    let right = 0;
    for (const [k, [label, ...counts]] of confusion.rows.entries()) {
      expect(label).toBe(String(k));
      // 4000 test examples of each of five seeds, a tenth of each class.
      expect(counts.slice(0, 10).reduce<number>((sum, count) => sum + Number(count), 0)).toBe(2000);
      right += Number(counts[k]);
    }
    expect(right / 20_000).toBeCloseTo(numbers['perceptron']!.value, 10);
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
