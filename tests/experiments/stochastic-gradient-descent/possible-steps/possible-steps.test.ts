import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/possible-steps/possible-steps.ts';
import type { Panel } from '../../../../src/figure/panels/panel.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { scriptAt } from '../../../../src/figure/python.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

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

it('counts every batch up to 142506, and 20000 where there are more', () => {
  expect(at('batchSize=1').value('batches')).toBe(30);
  expect(at('batchSize=2').value('batches')).toBe(435);
  expect(at('batchSize=28').value('batches')).toBe(435);
  expect(at('batchSize=30').value('batches')).toBe(1);
  expect(at('batchSize=5').value('batches')).toBe(142506);
  expect(at('batchSize=25').value('batches')).toBe(142506);
  expect(at('batchSize=15').value('batches')).toBe(20000);
});

it('has no interval where all batches are counted', () => {
  expect(at('batchSize=2').numbers['uphill']!.low).toBeUndefined();
  expect(at('batchSize=15').numbers['uphill']!.low).toBeLessThan(at('batchSize=15').value('uphill'));
  expect(at('batchSize=15').numbers['meanChange']!.low).toBeLessThan(at('batchSize=15').value('meanChange'));
});

it('expects the mean change to second order where steps are short', () => {
  for (const size of [1, 2, 29]) {
    const { value } = at(`batchSize=${size}&alpha=0.005`);
    expect(value('meanChange') / value('expectedChange')).toBeGreaterThan(0.95);
    expect(value('meanChange') / value('expectedChange')).toBeLessThan(1.05);
  }
});

it('steps uphill for few batches on a slope, and for almost all on the floor of a valley', () => {
  expect(at('phi0=3&phi1=13').value('uphill')).toBeLessThan(0.05);
  expect(at('phi0=-0.5&phi1=7').value('uphill')).toBeGreaterThan(0.9);
});

it('steps downhill with all examples and a small rate', () => {
  expect(at('batchSize=30&alpha=0.05').value('uphill')).toBe(0);
});

it('exports Python', () => {
  expect(scriptAt(experiment, parse(experiment.parameters, new URLSearchParams()).values)?.text).toContain(
    'itertools.combinations',
  );
});

it('does not show a mean fall where batches of five step uphill on average', () => {
  const { value } = at('');
  expect(value('meanChange')).toBeCloseTo(0.13826, 5);
  expect(value('uphill')).toBeCloseTo(0.35308, 5);
  expect(at('phi0=-0.5&phi1=7').value('meanChange')).toBeCloseTo(2.08533, 5);
});

it('counts a batch as all examples but those it leaves out', () => {
  // The covariance theory is symmetric in B and N - B, the mean step is not.
  const { value } = at('batchSize=26&alpha=0.005');
  expect(value('meanChange') / value('expectedChange')).toBeCloseTo(1, 1);
});

it('shows the batches drawn, with an interval, until all are counted', () => {
  const { values } = parse(experiment.parameters, new URLSearchParams());
  const { numbers } = experiment.present(values, {
    steps: experiment.measure.steps(experiment.parts(values).steps),
    tally: undefined,
  });
  expect(numbers['batches']!.value).toBe(1000);
  expect(numbers['meanChange']!.high).toBeGreaterThan(numbers['meanChange']!.value);
});

/** The panels of a kind at a permalink's values. */
function panel<K extends Panel['kind']>(query: string, kind: K): Extract<Panel, { kind: K }> {
  const found = at(query).panels.find((one): one is Extract<Panel, { kind: K }> => one.kind === kind);
  if (!found) throw new Error(`there is a ${kind}`);
  return found;
}

it('shows the fan large: three standard deviations fill the sheet along each axis, and every arrow is on it', () => {
  for (const query of ['', 'phi0=3&phi1=13', 'batchSize=30', 'alpha=0.005', 'alpha=20&batchSize=1']) {
    const { x, y, arrows = [], lines = [] } = panel(query, 'surface');
    for (const { to } of arrows) {
      expect(to[0]).toBeGreaterThan(x.domain[0]);
      expect(to[0]).toBeLessThan(x.domain[1]);
      expect(to[1]).toBeGreaterThan(y.domain[0]);
      expect(to[1]).toBeLessThan(y.domain[1]);
    }
    const spread = lines[0]!.x;
    if (query === '')
      expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(0.5 * (x.domain[1] - x.domain[0]));
  }
});

it('draws bars in the colour of their steps, with an edge at no change', () => {
  const { series } = panel('', 'chart');
  const [down, up] = [series.find(({ role }) => role === 'batch')!, series.find(({ role }) => role === 'baseline')!];
  const sum = (values: Iterable<number>) => [...values].reduce((total, one) => total + one, 0);
  expect(sum(down.y) + sum(up.y)).toBeCloseTo(1, 12);
  for (const [k, share] of down.y.entries()) if (share > 0) expect(down.x[k]).toBeLessThan(0);
  for (const [k, share] of up.y.entries()) if (share > 0) expect(up.x[k]).toBeGreaterThan(0);
  // Of the thousand shown; the verdict counts all 142506.
  expect(sum(up.y)).toBeCloseTo(at('').value('uphill'), 1);
});

it('says of the batch shown that its own loss falls and that of all thirty rises', () => {
  const { items } = panel('', 'multiples');
  const [all, own] = items.map(({ note }) => note!.split(' → ').map(Number));
  expect(all![1]! - all![0]!).toBeCloseTo(at('').value('pickedChange'), 1);
  expect(all![1]).toBeGreaterThan(all![0]!);
  expect(own![1]).toBeLessThan(own![0]!);
});
