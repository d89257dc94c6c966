import { describe, expect, it } from 'vitest';
import { shrinksInTheory } from '../../../../src/experiments/since-the-book/weight-decay-twice/two-weights.ts';
import experiment from '../../../../src/experiments/since-the-book/weight-decay-twice/weight-decay-twice.ts';
import { shownBy } from '../../shown-by.ts';

const cache = new Map<string, unknown>();
const run = shownBy(experiment, cache);

describe('weight-decay-twice', () => {
  it('with L2 the weight with small gradients is gone and the other keeps most of itself; decoupled, both are at e to the -1', () => {
    const { numbers } = run('');
    expect(Math.abs(numbers['coupledSmall']!.value)).toBeLessThan(0.05);
    expect(numbers['coupledLarge']!.low).toBeGreaterThan(0.75);
    for (const name of ['decoupledSmall', 'decoupledLarge']) {
      expect(numbers[name]!.low, name).toBeLessThan(0.41);
      expect(numbers[name]!.high, name).toBeGreaterThan(0.33);
    }
  });

  it('fails with L2, holds decoupled, and holds with L2 where all gradients are of one size', () => {
    expect(run('').verdict.outcome).toBe('fails');
    expect(run('way=decoupled').verdict.outcome).toBe('holds');
    expect(run('ratio=1').verdict.outcome).toBe('holds');
  });

  it('fails with L2 where both weights are gone at the end, since they did not go together', () => {
    expect(run('lambda=0.3').verdict.outcome).toBe('fails');
    expect(run('way=decoupled&lambda=0.3').verdict.outcome).toBe('holds');
  });

  it('in theory decoupled decay keeps .999 a step, and L2 moves a weight without noise by alpha a step', () => {
    expect(shrinksInTheory('decoupled', 0.1, 1, 1000).at(-1)).toBeCloseTo(0.999 ** 1000, 12);
    expect(shrinksInTheory('coupled', 0.1, 0, 50).at(-1)).toBeCloseTo(0.5, 12);
  });
});
