import { expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/learning-rate-schedule.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { shownBy } from '../shown-by.ts';

const cache = new Map<string, unknown>();
const at = shownBy(experiment, cache);

it('states the noise floor of a constant rate exactly', () => {
  expect(at('aMean=0.1&batchSize=1&runs=20').value('floor')).toBeCloseTo(0.092, 4);
  expect(at('aMean=0.8&batchSize=8&runs=20').value('floor')).toBeCloseTo(0.1135, 4);
});

it('pays at a large rate and costs at a small one', () => {
  expect(at('schedule=cosine').verdict.outcome).toBe('holds');
  expect(at('schedule=cosine&aMean=0.02').verdict.outcome).toBe('fails');
});

it('counts runs that diverged as infinite', () => {
  expect(at('aMean=2.2&steps=1000').value('loss')).toBe(Number.POSITIVE_INFINITY);
});

it('draws the rate of every step: half the peak half way along the cosine, and what is pinned behind it', () => {
  const ratesAt = (query: string) => {
    const { values } = parse(experiment.parameters, new URLSearchParams(`runs=20&steps=200&${query}`));
    const pinned = { ...values, schedule: 'constant' as const };
    const { presentation } = runExperiment(experiment, values, { cache, pinned });
    const chart = presentation.panels.find(({ name }) => name === 'rate');
    return chart?.kind === 'chart' ? chart.series.map(({ label, y }) => [label, y[0], y[100], y.length]) : [];
  };
  expect(ratesAt('schedule=cosine&aMean=0.4')).toEqual([
    ['before', 0.4, 0.4, 200],
    ['rate', 0.4, expect.closeTo(0.2, 10), 200],
  ]);
  expect(ratesAt('schedule=step&aMean=0.4')[1]).toEqual(['rate', 0.4, 0.1, 200]);
});
