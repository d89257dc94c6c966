import { expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/learning-rate-schedule.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { scriptAt } from '../../../src/figure/python.ts';
import { runExperiment } from '../../../src/figure/run.ts';

/** Parts for which several tests ask are measured once. */
const cache = new Map<string, unknown>();

/** The figure at a permalink's values. */
function at(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  const { presentation } = runExperiment(experiment, values, { cache });
  const value = (name: string): number => presentation.numbers[name]!.value;
  return { ...presentation, value };
}

it('states the noise floor of a constant rate exactly', () => {
  expect(at('aMean=0.1&batchSize=1&runs=20').value('floor')).toBeCloseTo(0.092, 4);
  expect(at('aMean=0.8&batchSize=8&runs=20').value('floor')).toBeCloseTo(0.1135, 4);
});

it('pays at a large rate and costs at a small one', () => {
  expect(at('schedule=cosine').verdict.outcome).toBe('holds');
  expect(at('schedule=cosine&aMean=0.02').verdict.outcome).toBe('fails');
});

it('says whether the loss has come down to its floor or risen to it, or is on its way', () => {
  const said = (query: string) => at(`runs=20&${query}`).verdict.text;
  expect(said('aMean=0.3&steps=1000')).toContain('has come down to the floor');
  expect(said('aMean=0.01')).toContain('is still above the floor');
  // At a rate of 1.9 the floor is 11 and the loss at the start .81.
  expect(at('runs=20&aMean=1.9').value('floor')).toBeGreaterThan(11);
  expect(said('aMean=1.9')).toContain('has risen to the floor');
  expect(at('runs=20&aMean=1.99&steps=50').value('expected')).toBeLessThan(70);
  expect(said('aMean=1.99&steps=50')).toContain('is still below the floor');
});

it('counts runs that diverged as infinite', () => {
  expect(at('aMean=2.2&steps=1000').value('loss')).toBe(Number.POSITIVE_INFINITY);
});

it('exports Python', () => {
  expect(scriptAt(experiment, parse(experiment.parameters, new URLSearchParams()).values)?.text).toContain(
    'RandomState([1, 3])',
  );
});

it('states the number of runs that are set, not of those it opens with', () => {
  expect(experiment.caption).not.toMatch(/\d+ seeds/);
  expect(at('runs=20').verdict.text).toContain('{runs}');
  expect(at('runs=20').value('runs')).toBe(20);
});

it('draws every floor that the story compares on one axis', () => {
  const axisAt = (query: string) => {
    const [course] = at(`${query}&runs=20`).panels;
    return course?.kind === 'chart' ? course.y.domain : undefined;
  };
  const axes = ['aMean=0.3', 'aMean=0.1', 'aMean=0.3&batchSize=4', 'schedule=cosine'].map(axisAt);
  expect(axes[0]).toBeDefined();
  for (const axis of axes) expect(axis).toEqual(axes[0]);
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
