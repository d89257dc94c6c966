import {
  bestRate,
  choice,
  createSampler,
  type Estimate,
  integer,
  leastSquares,
  mean,
  median,
  problems,
  RandomState,
  rateGrid,
  rateSlope,
  type SeededBestRate,
  seededBestRate,
  stream,
} from '../../engine/index.ts';
import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column, PanelPoint } from '../../figure/panels/panel.ts';
import { bestRateChart, powerLaw, type ShownRate } from '../kit/best-rate-chart.ts';

const STARTS = { near: [-1.5, 8.5], far: [3.5, 6.5] } as const;

const parameters = {
  reduction: choice({
    label: 'The batch gradient is',
    help: 'The book and the notebooks add up the gradients of a batch; most libraries average them.',
    default: 'sum',
    options: { sum: 'a sum: rate α', mean: 'a mean: rate *B*α' },
  }),
  start: choice({
    label: 'Start',
    help: 'The centre of the starts: N(0, 0.3²) is added to ϕ_0 and N(0, 0.6²) to ϕ_1.',
    default: 'near',
    options: { near: '(−1.5, 8.5)', far: '(3.5, 6.5), the notebook’s' },
  }),
  batchSize: integer({
    label: 'Batch size *B* to mark',
    symbol: 'B',
    help: 'Its curve is drawn over the others. The slope is that over 1, 2, 3, 5, 10, 15 and 30.',
    default: 5,
    min: 1,
    max: 30,
  }),
  budget: integer({
    label: 'Example gradients',
    help: 'What every run may spend: a batch size of B leaves this many over B steps.',
    default: 600,
    min: 150,
    max: 1200,
    step: 30,
    scale: 'log',
  }),
  seeds: integer({
    label: 'Seeds',
    help: 'Starts and batches, the same starts for every batch size.',
    default: 200,
    min: 40,
    max: 300,
    step: 10,
  }),
  seed: integer({ label: 'First seed', help: 'The others follow.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

interface Part {
  [name: string]: unknown;
  batchSize: number;
  start: V['start'];
  budget: number;
  seeds: number;
  seed: number;
}

interface Result {
  batchSize: number;
  /** Mean last loss at each rate; that of the first seed. */
  means: Column;
  first: Column;
  best: SeededBestRate;
  /** The best rate by the median of the last losses, and the share of runs that end above `LATE` at the best rate. */
  medianRate: number;
  late: number;
}

const N = problems.gabor.examples;
const SPREAD = [0.3, 0.6] as const;
/** All divide 30 and 600, so that every batch size spends the same. */
const BATCH_SIZES = [1, 2, 3, 5, 10, 15, 30];
/** On the mean gradient, half octaves apart. */
const RATES = rateGrid(2 ** -4, 64, 2);
/** The loss of a model that is zero everywhere: what is left of a run that a rate has thrown off the sheet. */
const ZERO_MODEL = problems.gabor.y.reduce((sum, y) => sum + y * y, 0);
/** A best rate counts where it ends at least a tenth below that. */
const DOES_WELL = 0.9 * ZERO_MODEL;
/** Between the losses of the lowest minimum and of the next: a run that ends above has not arrived. */
const LATE = 2;
/** What notebook 6.3 sets: batch size, and alpha on the summed gradient. */
const NOTEBOOK = [
  { batchSize: 5, alpha: 0.8 },
  { batchSize: 30, alpha: 0.2 },
] as const;

export default defineExperiment({
  title: 'Larger batch, larger rate? The notebook’s own problem',
  question: 'Does the best learning rate of the Gabor model rise with the batch size?',
  claim: 'A larger batch wants a larger rate',
  source: 'Notebooks 6.3 and 6.4',
  caption:
    'Every batch size spends the same number of example gradients. The mean last loss is drawn against rates, each √2 times the last; the best rate is the one with the lowest mean, by a parabola through its neighbours, with a 95 % bootstrap interval over the seeds; hollow where no rate does well. Dashed, the linear rule from the best rate of single examples, and the limit above which descent on all 30 cannot rest in the lowest minimum. Crosses are the rates that notebook 6.3 sets. Print the rate as a sum, then as a mean: what has changed?',
  pace: 'ensemble',
  checked: 'runs one by one',
  parameters,
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: { all: measure },
  present(values, { all: results }, { pinned } = {}) {
    const all = inOrder(results);
    const regular = all.filter(({ batchSize }) => BATCH_SIZES.includes(batchSize));
    const good = regular.filter(({ means, best }) => means[best.index]! < DOES_WELL);
    const meanSlope = good.length > 1 ? rateSlope(good.map(asSloped)) : undefined;
    const sumSlope = meanSlope && shift(meanSlope, -1);
    const slope = values.reduction === 'mean' ? meanSlope : sumSlope;
    const chosen = all.find(({ batchSize }) => batchSize === values.batchSize);
    const none = { value: Number.NaN };
    const firstSeedBest = chosen && Math.min(...chosen.first);
    const numbers: Record<string, Presentation['numbers'][string]> = {
      slope: { ...(slope ?? none), digits: 2 },
      meanSlope: { ...(meanSlope ?? none), digits: 2 },
      sumSlope: { ...(sumSlope ?? none), digits: 2 },
      smallest: { value: good[0]?.batchSize ?? Number.NaN, digits: 0 },
      largest: { value: good.at(-1)?.batchSize ?? Number.NaN, digits: 0 },
      atSmallest: { value: shownRate(good[0], values), digits: 2, significant: true },
      atLargest: { value: shownRate(good.at(-1), values), digits: 2, significant: true },
      idleFrom: { value: regular.find((one) => !good.includes(one))?.batchSize ?? Number.NaN, digits: 0 },
      // By medians a run that is late counts no more than one that has arrived.
      medianSlope: {
        value:
          good.length > 1
            ? leastSquares(
                good.map(({ batchSize, medianRate }) => [Math.log(batchSize), Math.log(medianRate)] as const),
              ).slope
            : Number.NaN,
        digits: 2,
      },
      leastLate: { value: Math.min(...good.map(({ late }) => late)), digits: 0, percent: true },
      mostLate: { value: Math.max(...good.map(({ late }) => late)), digits: 0, percent: true },
      zeroModel: { value: ZERO_MODEL, digits: 2 },
      limit: { value: limitOf(), digits: 2 },
      seeds: { value: values.seeds, digits: 0 },
      rate: { value: shownRate(chosen, values), digits: 2, significant: true },
      loss: { value: chosen ? chosen.means[chosen.best.index]! : Number.NaN, digits: 2 },
      seedLowest: { value: firstSeedBest ?? Number.NaN, digits: 3 },
    };
    for (const { batchSize, means, best } of all) {
      numbers[`mean${batchSize}`] = rateNumber(best, 1);
      numbers[`alpha${batchSize}`] = rateNumber(best, batchSize);
      numbers[`loss${batchSize}`] = { value: means[best.index]!, digits: 2 };
    }
    return {
      panels: [lossChart(values, all), ridge(values, all, good, inOrder(pinned?.results.all ?? []))],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, slope, good.length < regular.length),
    };
  },
  python,
});

function inOrder(results: readonly (Result | undefined)[]): Result[] {
  return results.flatMap((result) => (result ? [result] : [])).sort((a, b) => a.batchSize - b.batchSize);
}

const asSloped = ({ batchSize, best }: Result) => ({ batchSize, rate: best.rate, resampled: best.resampled });

function shift({ value, low, high }: Estimate, by: number): Estimate {
  return { value: value + by, low: low + by, high: high + by };
}

/** With a third digit where the interval is narrow. */
function rateNumber({ rate, low, high }: SeededBestRate, over: number): Presentation['numbers'][string] {
  const [value, least, most] = [rate / over, low / over, high / over];
  return { value, low: least, high: most, digits: most - least < 0.02 ? 3 : 2 };
}

/** What the reader sees of a rate on the mean: itself, or alpha = rate / B on the sum. */
const inUnit = (rate: number, batchSize: number, { reduction }: V): number =>
  reduction === 'mean' ? rate : rate / batchSize;

const shownRate = (one: Result | undefined, values: V): number =>
  one ? inUnit(one.best.rate, one.batchSize, values) : Number.NaN;

/** Full batches and the reader's own first; they are quick. */
function partsOf({ batchSize, start, budget, seeds, seed }: V): Part[] {
  const sizes = [...new Set([30, batchSize, 1, 5, 2, 3, 10, 15])];
  return sizes.map((size) => ({ batchSize: size, start, budget, seeds, seed }));
}

/** The largest rate on the mean at which descent on all examples is stable at the lowest minimum. */
function limitOf(): number {
  return (N * 2) / gaborLandmarks().minima[0]!.eigenvalues[1]!;
}

/**
 * Last losses of every seed at every rate. The runs are those of `train` with plain descent; the batches of a seed are
 * drawn once and serve all its rates, since the drawing takes longer than the steps.
 */
function measure({ batchSize, start, budget, seeds, seed }: Part): Result {
  const problem = problems.gabor;
  const steps = Math.floor(budget / batchSize);
  const losses = RATES.map(() => new Float64Array(seeds));
  const batches = Array.from({ length: steps }, () => new Int32Array(batchSize));
  const phi = new Float64Array(2);
  const gradient = new Float64Array(2);
  for (let s = 0; s < seeds; s++) {
    const [phi0, phi1] = startOf(start, seed + s);
    const sampler = createSampler(N, { size: batchSize, sampling: 'notebook', seed: seed + s });
    for (const batch of batches) batch.set(sampler.next());
    for (const [k, rate] of RATES.entries()) {
      const alpha = rate / batchSize;
      phi[0] = phi0;
      phi[1] = phi1;
      for (const batch of batches) {
        problem.gradient(phi, gradient, batch);
        phi[0] -= alpha * gradient[0]!;
        phi[1] -= alpha * gradient[1]!;
      }
      losses[k]![s] = problem.loss(phi);
    }
  }
  const best = seededBestRate(RATES, losses, { random: new RandomState([seed, RESAMPLING]) });
  return {
    batchSize,
    means: Float64Array.from(losses, mean),
    first: Float64Array.from(losses, (list) => list[0]!),
    best,
    medianRate: bestRate(RATES, losses.map(median)).rate,
    late: losses[best.index]!.filter((loss) => loss > LATE).length / seeds,
  };
}

/** Stream of the bootstrap: the same draws of seeds for every batch size. */
const RESAMPLING = 5;

function startOf(start: V['start'], seed: number): [number, number] {
  const random = stream(seed, 'start');
  return [random.normal(STARTS[start][0], SPREAD[0]), random.normal(STARTS[start][1], SPREAD[1])];
}

function verdictOf({ reduction }: V, slope: Estimate | undefined, someIdle: boolean): Presentation['verdict'] {
  if (!slope) return { text: 'Measuring.' };
  const outcome: Outcome = slope.low > 0 ? 'holds' : slope.high < 0 ? 'fails' : 'depends';
  const rate = reduction === 'mean' ? 'the best rate on the mean' : 'the best α on the sum';
  const moves = {
    holds: `${rate} rises from {atSmallest} at batch size {smallest} to {atLargest} at {largest}`,
    fails: `${rate} falls from {atSmallest} at batch size {smallest} to {atLargest} at {largest}`,
    depends: `${rate} neither rises nor falls for certain: {atSmallest} at batch size {smallest}, {atLargest} at {largest}`,
  }[outcome];
  const rule = reduction === 'mean' ? 'the linear rule has slope 1' : 'the linear rule has slope 0';
  const idle = someIdle
    ? ' From batch size {idleFrom} on no rate ends much below {zeroModel}, the loss of a model that is zero everywhere.'
    : '';
  return {
    text: `From this start ${moves}: slope {slope} on log axes, where ${rule}.${idle}`,
    outcome,
  };
}

function lossChart(values: V, all: readonly Result[]): ChartPanel {
  const isMean = values.reduction === 'mean';
  const curve = ({ batchSize, means }: Result): ChartSeries => {
    const own = batchSize === values.batchSize;
    return {
      name: `B = ${batchSize}`,
      role: own ? 'run' : 'measured',
      kind: 'line',
      x: Float64Array.from(RATES, (rate) => inUnit(rate, batchSize, values)),
      y: means,
      ...(!own && { faint: true }),
    };
  };
  const order = [...all].sort(
    (a, b) => Number(a.batchSize === values.batchSize) - Number(b.batchSize === values.batchSize),
  );
  return {
    kind: 'chart',
    name: 'losses',
    title: `Mean last loss against the rate on the ${values.reduction} of a batch's gradients, for each batch size`,
    x: {
      label: isMean ? 'rate on the mean *B*α' : 'rate on the sum α',
      domain: isMean ? [0.05, 80] : [0.01, 8],
      scale: 'log',
      ticks: isMean ? [0.1, 1, 10] : [0.01, 0.1, 1],
    },
    y: { label: 'mean last loss', domain: [1, 16], scale: 'log', ticks: [1, 2, 5, 10] },
    series: order.map(curve),
    points: all.map(({ batchSize, means, best }): PanelPoint => {
      const own = batchSize === values.batchSize;
      return {
        name: `lowest of B = ${batchSize}`,
        x: inUnit(RATES[best.index]!, batchSize, values),
        y: Math.max(1, means[best.index]!),
        mark: own ? 'end' : 'dot',
        role: own ? 'run' : 'measured',
        ...((own || batchSize === 1 || batchSize === N) && { label: `*B* ${batchSize}` }),
      };
    }),
    references: [{ axis: 'y', at: ZERO_MODEL, label: 'a model that is zero everywhere', role: 'baseline' }],
  };
}

function ridge(values: V, all: readonly Result[], good: readonly Result[], pinned: readonly Result[]): ChartPanel {
  const isMean = values.reduction === 'mean';
  const shown = ({ batchSize, best }: Result): ShownRate => ({
    batchSize,
    rate: inUnit(best.rate, batchSize, values),
    low: inUnit(best.low, batchSize, values),
    high: inUnit(best.high, batchSize, values),
  });
  const first = good[0];
  const sizes = Float64Array.from(BATCH_SIZES);
  const doesWell = all.filter(({ means, best }) => means[best.index]! < DOES_WELL);
  return bestRateChart({
    title: `Best rate on the ${values.reduction} against batch size, with the linear rule`,
    rateLabel: isMean ? 'best rate on the mean *B*α' : 'best rate on the sum α',
    batchSizes: BATCH_SIZES,
    rateDomain: isMean ? [0.2, 80] : [0.08, 8],
    rateTicks: isMean ? [0.5, 1, 5, 10, 50] : [0.1, 0.2, 0.5, 1, 2, 5],
    rates: doesWell.map(shown),
    chosen: values.batchSize,
    pinned: pinned.map(shown),
    idle: all.filter((one) => !doesWell.includes(one)).map(shown),
    lines: [
      ...(first
        ? [
            {
              name: 'linear rule',
              role: 'theory' as const,
              kind: 'line' as const,
              ...powerLaw(BATCH_SIZES, { batchSize: first.batchSize, rate: shown(first).rate }, isMean ? 1 : 0),
              label: 'linear rule',
            },
          ]
        : []),
      {
        name: 'limit of descent',
        role: 'theory',
        kind: 'line',
        x: sizes,
        y: sizes.map((size) => inUnit(limitOf(), size, values)),
        label: 'limit of descent',
      },
    ],
    points: NOTEBOOK.map(({ batchSize, alpha }, k) => ({
      name: `notebook 6.3, B = ${batchSize}`,
      x: batchSize,
      y: inUnit(alpha * batchSize, batchSize, values),
      mark: 'cross',
      role: 'baseline',
      ...(k === 0 && { label: 'notebook 6.3' }),
    })),
  });
}

/** The first seed at the chosen batch size, over the same rates. */
function python({ batchSize, start, budget, seed }: V): string {
  const { python: problem } = problems.gabor;
  return `"""Last losses of SGD on the Gabor model at each rate, for one seed; the lowest of them."""
import json

import numpy as np

${problem ?? ''}
N, B, steps = ${N}, ${batchSize}, ${Math.floor(budget / batchSize)}
rates = ${RATES[0]} * 2 ** (np.arange(${RATES.length}) / 2)
z = np.random.RandomState([${seed}, 1]).randn(2)
start = np.array([${STARTS[start].join(', ')}]) + z * np.array([${SPREAD.join(', ')}])


def last_loss(rate):
    rng = np.random.RandomState(${seed})
    phi, alpha = start.copy(), rate / B
    for t in range(steps):
        batch = rng.permutation(N)[:B]
        phi = phi - alpha * gradient(phi, batch)
    return loss(phi)


print(json.dumps({"seedLowest": min(last_loss(rate) for rate in rates)}))
`;
}
