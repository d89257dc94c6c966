/** Enlarged charts: each seed is drawn, and the means over them are theirs. */
import { describe, expect, it } from 'vitest';
import { mean } from '../../src/engine/index.ts';
import type { Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { ChartPanel, ChartSeries } from '../../src/figure/index.ts';
import { presentWith, runExperiment } from '../../src/figure/run.ts';

/** A chart that draws each seed: the number in each crowd at these values, and the line of their mean. */
interface Case {
  id: string;
  values: Values;
  chart: string;
  crowds: Readonly<Record<string, number>>;
  /** The crowd, the series over it, and its statistic of the seeds' values if that is not their mean. */
  over: readonly [crowd: string, series: string, of?: (values: readonly number[]) => number];
}

const rootMeanSquare = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => value ** 2)));
const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

const CASES: readonly Case[] = [
  {
    id: 'learning-rate-schedule',
    values: { runs: 30, steps: 250 },
    chart: 'loss',
    crowds: { 'each run': 30 },
    over: ['each run', 'mean of the runs'],
  },
  {
    id: 'claim-equal-contribution',
    values: { runs: 20, examples: 32 },
    chart: 'excess',
    crowds: { 'each run, with replacement': 20, 'each run, shuffled each epoch': 20 },
    over: ['each run, with replacement', 'with replacement, median', median],
  },
  {
    id: 'momentum-rates',
    values: { noise: 0.2 },
    chart: 'distance',
    crowds: { 'each seed': 16 },
    over: ['each seed', 'root mean square of the seeds', rootMeanSquare],
  },
  {
    id: 'adam-step-size',
    values: {},
    chart: 'length of steps',
    crowds: { 'each seed': 8 },
    over: ['each seed', 'Adam'],
  },
  {
    id: 'mnist1d',
    values: {},
    chart: 'accuracy',
    crowds: { 'each seed, perceptron': 2, 'each seed, logistic': 2 },
    over: ['each seed, perceptron', 'perceptron'],
  },
  {
    id: 'grow-the-batch',
    values: {},
    chart: 'course',
    crowds: {
      'each seed, rate divided, no noise': 2,
      'each seed, both': 2,
      'each seed, no change': 2,
      'each seed, batch multiplied': 2,
      'each seed, rate divided': 2,
    },
    over: ['each seed, batch multiplied', 'batch multiplied'],
  },
];

describe.each(CASES)('$id, opened large', ({ id, values: set, chart, crowds, over }) => {
  it('draws each seed at every step of the line that is drawn over them', { timeout: 60_000 }, async () => {
    const { default: experiment } = await experiments[id]!();
    const values = { ...defaults(experiment.parameters), ...experiment.quick, ...set } as Values; // a partial setting has no undefined values
    const cache = new Map<string, unknown>();
    runExperiment(experiment, values, { cache });
    const charts = [false, true].map((large) => {
      const { panels } = presentWith(experiment, values, (key) => cache.get(key), { large });
      return panels.find((panel): panel is ChartPanel => panel.kind === 'chart' && panel.name === chart)!;
    });
    const [small, large] = charts.map(({ series }) => series) as [readonly ChartSeries[], readonly ChartSeries[]];
    expect(small.filter((one) => one.crowd !== undefined)).toEqual([]);
    const counted = Object.groupBy(large, (one) => one.crowd ?? 'none');
    delete counted['none'];
    expect(Object.fromEntries(Object.entries(counted).map(([name, lines]) => [name, lines?.length]))).toEqual(crowds);
    expect(new Set(large.map(({ name }) => name)).size, 'each has a name of its own').toBe(large.length);

    const [name, seriesName, of = mean] = over;
    const each = large.filter((one) => one.crowd === name);
    const drawn = large.find((one) => one.name === seriesName)!;
    expect(each[0]!.x).toEqual(drawn.x);
    for (const [k, y] of drawn.y.entries()) expect(of(each.map((one) => one.y[k]!))).toBeCloseTo(y, 10);
  });
});

it('of the edge of stability the loss and the steps uphill show every seed', { timeout: 60_000 }, async () => {
  const { default: experiment } = await experiments['edge-of-stability']!();
  const values = { ...defaults(experiment.parameters), ...experiment.quick, seeds: 2 } as Values;
  const cache = new Map<string, unknown>();
  runExperiment(experiment, values, { cache });
  const counted = (large: boolean) => {
    const { panels } = presentWith(experiment, values, (key) => cache.get(key), { large });
    return panels.flatMap((panel) =>
      panel.kind === 'chart' ? [panel.series.filter(({ crowd }) => crowd !== undefined).length] : [],
    );
  };
  const [curvature = 0] = counted(false);
  expect(curvature).toBeGreaterThan(1);
  expect(counted(false)).toEqual([curvature, 0, 0]);
  expect(counted(true)).toEqual([curvature, curvature, curvature]);
});
