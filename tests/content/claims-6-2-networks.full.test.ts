import { describe, expect, it } from 'vitest';
import { mean } from '../../src/engine/index.ts';
import { mnist1dData } from '../../src/engine/networks/cached-examples.ts';
import look from '../../src/experiments/hyperparameters/mnist1d/mnist1d.ts';
import claim from '../../src/experiments/stochastic-gradient-descent/claim-generalizes/claim-generalizes.ts';
import type { Trained } from '../../src/experiments/stochastic-gradient-descent/claim-generalizes/tuned-networks.ts';
import { storedResults } from '../../src/widgets/prerender/precomputed.ts';
import { keptAt } from '../experiments/long.ts';

describe('page 6.2, sixth property', () => {
  it('has descent at a rate where some runs are no longer steady, and others diverge at the next', () => {
    const { panels, value } = keptAt('claim-generalizes', claim);
    const runs = panels.find(({ name }) => name === 'runs');
    if (runs?.kind !== 'table') throw new Error('the runs are a table');
    const lossAt = (rate: number) => runs.rows.find(([name, at]) => name === 'all examples' && at === rate)?.[4];
    expect(lossAt(value('descentRate'))).toBeGreaterThan(Number(lossAt(2)));
    expect(lossAt(3)).toBe('diverged');
    // “One diverges and others no longer fit their own examples. At the one below, descent is nearly as good.”
    const kept = storedResults('claim-generalizes').parts as { key: string; result: Trained }[];
    const descentAt = (rate: number): Trained[] =>
      kept.flatMap(({ key, result }) =>
        key.includes('"batch":1000,') && key.includes(`"rate":${rate},`) ? [result] : [],
      );
    expect(descentAt(3).filter(({ trainLoss }) => trainLoss === null)).toHaveLength(1);
    expect(descentAt(3).filter(({ trainLoss }) => trainLoss !== null && trainLoss > 0.1).length).toBeGreaterThan(1);
    const right = (rate: number): number => 100 * mean(descentAt(rate).map(({ test }) => test));
    for (const { trainLoss } of descentAt(2)) expect(trainLoss).toBeLessThan(0.001);
    expect(right(2.5) - right(2)).toBeLessThan(value('margin'));
  });

  it('no longer fits its own examples at four times the rate', { timeout: 60_000 }, () => {
    const { networks } = claim.parts({
      against: 'both',
      rate: 0.4,
      batchSize: 10,
      steps: 6000,
      seeds: 2,
      descentSeeds: 2,
      seed: 0,
    });
    const [first] = networks.values();
    const { trainLoss } = claim.measure.networks(first!);
    expect(trainLoss).toBeGreaterThan(0.3);
  });
});

describe('page 6.2, what the networks see', () => {
  it('has its units excited by the two tallest classes', () => {
    const { x, y } = mnist1dData({ seed: 0, train: 4000, test: 4000 }).test;
    const heights = Array.from({ length: 10 }, () => 0);
    for (const [i, label] of y.entries()) heights[label]! += Math.hypot(...x.subarray(40 * i, 40 * (i + 1)));
    const tallest = [...heights.keys()].sort((a, b) => heights[b]! - heights[a]!).slice(0, 2);
    for (const model of ['perceptron', 'logistic']) {
      const { value } = keptAt('mnist1d', look, `model=${model}`);
      expect([value('exciting'), value('excitingNext')].sort()).toEqual([...tallest].sort());
      expect(value('excitedUnits')).toBeGreaterThanOrEqual(0.9 * value('units'));
    }
  });
});
