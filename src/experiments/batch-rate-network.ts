import { defineExperiment, type Presentation, type ShownNumber } from '../engine/experiment.ts';
import { trainNetwork } from '../engine/networks/index.ts';
import { keptMnist1d } from '../engine/networks/kept-examples.ts';
import { networkScript } from '../engine/networks/script.ts';
import type { ChartPanel, ChartSeries, Column, SurfacePanel } from '../engine/panels/panel.ts';
import { rateBatchGrid } from '../engine/panels/rate-batch-grid.ts';
import { RandomState } from '../engine/random-state.ts';
import { cellMeans, type Ridge, type RidgePoint, type RunGrid, rateRidge } from '../engine/rate-ridge.ts';
import type { Values } from '../engine/schema.ts';
import { choice, integer } from '../engine/schema.ts';

const parameters = {
  optimizer: choice({
    label: 'Optimizer of the grid',
    help: 'Whose losses the grid shows; both are in the chart of best rates.',
    default: 'sgd',
    options: { sgd: 'SGD', adam: 'Adam' },
  }),
  reading: choice({
    label: 'The rate multiplies',
    help: 'The mean of the gradients of a batch, or their sum: the book’s α is the rate on the sum.',
    default: 'mean',
    options: { mean: 'the mean gradient', sum: 'the sum' },
  }),
  hold: choice({
    label: 'Held fixed',
    help: 'Every batch size sees the same examples, and larger batches make fewer steps; or all make the steps of B = 32.',
    default: 'epochs',
    options: { epochs: 'epochs', steps: 'steps' },
  }),
  epochs: integer({
    label: 'Epochs',
    help: 'Passes through the training examples.',
    default: 6,
    min: 1,
    max: 24,
  }),
  network: choice({
    label: 'Network',
    help: 'Inputs, hidden units, classes; and the number of training examples.',
    default: 'small',
    options: { small: '40-32-10, 1024 examples', large: '40-100-100-10, 4000' },
  }),
  seeds: integer({
    label: 'Seeds',
    help: 'How many times each cell is run, each time with other examples, weights and batches.',
    default: 8,
    min: 1,
    max: 16,
  }),
  seed: integer({ label: 'First seed', help: 'Of examples, weights and batches.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;
type Optimizer = V['optimizer'];

/** One network. */
type Part = Pick<V, 'optimizer' | 'hold' | 'epochs' | 'network'> & {
  batch: number;
  /** The rate on the mean gradient is 2 to this. */
  logRate: number;
  seed: number;
};
interface Result {
  /** Mean over the training examples at the end; null where the run diverged. */
  loss: number | null;
}

const NETWORKS = {
  small: { widths: [40, 32, 10], examples: 1024, knees: { sgd: 32, adam: 64 } },
  large: { widths: [40, 100, 100, 10], examples: 4000, knees: { sgd: 128, adam: 128 } },
} as const;
const [SMALLEST, LARGEST] = [2, 512];
const BATCHES: readonly number[] = Array.from({ length: 9 }, (_, k) => SMALLEST * 2 ** k);
/** Rates 2^.75 apart, from here upwards. */
const LOWEST = { sgd: -6.75, adam: -9.75 } as const;
const RATES = 13;
const APART = 0.75;
/** The batch size whose steps all make where steps are held fixed. */
const REFERENCE = 32;
/** How the best rate should grow with the batch: Goyal 2017; Malladi 2022. */
const RULES = { sgd: { slope: 1, label: 'linear rule' }, adam: { slope: 0.5, label: 'square root rule' } } as const;
/** The run that the Python repeats. */
const SAMPLE = { batch: 32, logRate: { sgd: -0.75, adam: -5.25 } } as const;

const logRates = (optimizer: Optimizer): number[] =>
  Array.from({ length: RATES }, (_, k) => LOWEST[optimizer] + APART * k);

function stepsOf({ hold, epochs, network, batch }: Pick<Part, 'hold' | 'epochs' | 'network' | 'batch'>): number {
  return epochs * Math.ceil(NETWORKS[network].examples / (hold === 'epochs' ? batch : REFERENCE));
}

export default defineExperiment({
  title: 'The best rate for each batch size, on networks',
  question: 'Does a larger batch need a larger learning rate?',
  source: 'Goyal 2017, Malladi 2022, McCandlish 2018, Shallue 2019; MNIST-1D',
  caption:
    'Every cell is the training loss at the end, a mean over the seeds; deep is low. The frame marks the best rate tried for a batch size, the line runs through the best rates between the cells, hatching marks rates at which a run diverged. Dashed, the rule: a line of slope 1 for SGD, 1/2 for Adam. Up to which batch size does each rule hold, and what does a larger batch cost when the epochs are fixed? Bars are bootstrap 95 % intervals over the seeds.',
  pace: 'long',
  parameters,
  quick: { seeds: 1, epochs: 1 },
  parts: partsOf,
  measure(part: Part): Result {
    const { widths, examples } = NETWORKS[part.network];
    const trace = trainNetwork({
      widths,
      data: keptMnist1d({ seed: part.seed, train: examples }).train,
      optimizer: part.optimizer,
      rate: 2 ** part.logRate,
      batches: { size: part.batch },
      steps: stepsOf(part),
      seed: part.seed,
      replay: true,
    });
    const loss = trace.trainLoss.at(-1)!;
    return { loss: Number.isFinite(loss) ? Number(loss.toPrecision(6)) : null };
  },
  present(values, results) {
    const { optimizer, network } = values;
    const other = optimizer === 'sgd' ? 'adam' : 'sgd';
    const { knees } = NETWORKS[network];
    const grids = gridsOf(values, results);
    const spans = (rule: Optimizer) =>
      [
        [SMALLEST, knees[rule]],
        [2 * knees[rule], LARGEST],
      ] as const;
    const ridges = {
      sgd: rateRidge(grids.sgd, spans('sgd'), new RandomState(0)),
      adam: rateRidge(grids.adam, spans('adam'), new RandomState(0)),
    };
    const shown = ridges[optimizer];
    const at = (batch: number): RidgePoint | undefined => shown.points.find((point) => point.batch === batch);
    // On the sum a rate is B times smaller, so every slope is smaller by 1.
    const less = values.reading === 'sum' ? 1 : 0;
    const read = (slope: Ridge['slopes'][number] | undefined): ShownNumber => ({
      value: (slope?.value ?? Number.NaN) - less,
      ...(slope?.low !== undefined && slope.high !== undefined && { low: slope.low - less, high: slope.high - less }),
      digits: 2,
    });
    const rate = (point: RidgePoint | undefined): ShownNumber => ({
      value: point ? readRate(values, point.batch, point.rate) : Number.NaN,
      digits: 2,
      significant: true,
    });
    const measured = results.filter((result) => result !== undefined);
    const numbers: Presentation['numbers'] = {
      done: { value: measured.length, digits: 0 },
      of: { value: results.length, digits: 0 },
      seeds: { value: values.seeds, digits: 0 },
      knee: { value: knees[optimizer], digits: 0 },
      afterKnee: { value: 2 * knees[optimizer], digits: 0 },
      smallest: { value: SMALLEST, digits: 0 },
      largest: { value: LARGEST, digits: 0 },
      slope: read(shown.slopes[0]),
      slopeAfter: read(shown.slopes[1]),
      sgdSlope: read(ridges.sgd.slopes[0]),
      sgdSlopeAfter: read(ridges.sgd.slopes[1]),
      adamSlope: read(ridges.adam.slopes[0]),
      adamSlopeAfter: read(ridges.adam.slopes[1]),
      rateSmallest: rate(at(SMALLEST)),
      rateKnee: rate(at(knees[optimizer])),
      rateLargest: rate(at(LARGEST)),
      lossSmallest: { value: at(SMALLEST)?.loss ?? Number.NaN, digits: 2 },
      lossKnee: { value: at(knees[optimizer])?.loss ?? Number.NaN, digits: 2 },
      lossLargest: { value: at(LARGEST)?.loss ?? Number.NaN, digits: 2 },
      diverged: {
        value: measured.length > 0 ? measured.filter(({ loss }) => loss === null).length / measured.length : Number.NaN,
        digits: 0,
        percent: true,
      },
      sampleLoss: { value: sampleOf(values, grids[optimizer]), digits: 4 },
    };
    return {
      panels: [
        gridPanel(values, grids[optimizer], shown, knees[optimizer]),
        rateChart(values, ridges, knees, other),
        lossChart(optimizer, ridges, other),
      ],
      arrangement: 'sheet-and-stack',
      numbers,
      verdict: verdictOf(values, numbers, measured.length, results.length),
    };
  },
  python({ optimizer, hold, epochs, network, seed }) {
    const { batch } = SAMPLE;
    return networkScript({
      about: `One cell of the grid: batch size ${batch}.`,
      widths: NETWORKS[network].widths,
      activation: 'relu',
      loss: 'cross-entropy',
      initialization: 'he',
      seed,
      train: NETWORKS[network].examples,
      optimizer,
      rate: 2 ** SAMPLE.logRate[optimizer],
      batchSize: batch,
      steps: stepsOf({ hold, epochs, network, batch }),
      prints: { sampleLoss: 'loss(phi)' },
    });
  },
});

/** The whole grid with the first seed: a lattice of the optimizer shown, then the gaps, then the other; then more seeds. */
function partsOf({ optimizer, hold, epochs, network, seeds, seed }: V): Part[] {
  const optimizers: Optimizer[] = optimizer === 'sgd' ? ['sgd', 'adam'] : ['adam', 'sgd'];
  const cells = BATCHES.flatMap((batch, b) => Array.from({ length: RATES }, (_, r) => ({ batch, b, r })));
  cells.sort((p, q) => (p.b % 2) + (p.r % 2) - (q.b % 2) - (q.r % 2));
  return Array.from({ length: seeds }, (_, s) => s).flatMap((s) =>
    optimizers.flatMap((rule) =>
      cells.map(({ batch, r }) => ({
        optimizer: rule,
        hold,
        epochs,
        network,
        batch,
        logRate: LOWEST[rule] + APART * r,
        seed: seed + s,
      })),
    ),
  );
}

/** The results of both optimizers by batch, rate and seed. */
function gridsOf(values: V, results: readonly (Result | undefined)[]): Record<Optimizer, RunGrid> {
  const empty = (rule: Optimizer): (number | undefined)[][][] =>
    BATCHES.map(() => logRates(rule).map(() => Array.from({ length: values.seeds }, () => undefined)));
  const losses = { sgd: empty('sgd'), adam: empty('adam') };
  for (const [k, { optimizer, batch, logRate, seed }] of partsOf(values).entries()) {
    const result = results[k];
    if (!result) continue;
    const column = losses[optimizer][BATCHES.indexOf(batch)];
    const cell = column?.[Math.round((logRate - LOWEST[optimizer]) / APART)];
    if (cell) cell[seed - values.seed] = result.loss ?? Number.POSITIVE_INFINITY;
  }
  const grid = (rule: Optimizer): RunGrid => ({
    batches: BATCHES,
    rates: logRates(rule).map((power) => 2 ** power),
    losses: losses[rule],
  });
  return { sgd: grid('sgd'), adam: grid('adam') };
}

/** What the Python prints: the run of the first seed. */
function sampleOf({ optimizer }: V, { losses }: RunGrid): number {
  const b = BATCHES.indexOf(SAMPLE.batch);
  const r = Math.round((SAMPLE.logRate[optimizer] - LOWEST[optimizer]) / APART);
  return losses[b]?.[r]?.[0] ?? Number.NaN;
}

const readRate = ({ reading }: Pick<V, 'reading'>, batch: number, rate: number): number =>
  reading === 'sum' ? rate / batch : rate;

/** The rule through the middle of the best rates up to the knee, as a dashed line over all batch sizes. */
function ruleLine(rule: Optimizer, { points }: Ridge, knee: number, reading: V['reading']) {
  const { slope, label } = RULES[rule];
  const below = points.filter(({ batch }) => batch <= knee);
  if (below.length === 0) return [];
  const middle = below.reduce((sum, { batch, rate }) => sum + Math.log(rate) - slope * Math.log(batch), 0);
  const x = Float64Array.from(BATCHES);
  const y = x.map((batch) => readRate({ reading }, batch, Math.exp(middle / below.length) * batch ** slope));
  return [{ name: label, role: 'theory' as const, x, y, label }];
}

function gridPanel(values: V, grid: RunGrid, ridge: Ridge, knee: number): SurfacePanel {
  const { optimizer } = values;
  return rateBatchGrid({
    name: 'grid',
    title: `Training loss of ${parameters.optimizer.options[optimizer]} for each batch size and rate, with the best rate`,
    batches: BATCHES,
    rates: grid.rates,
    rateLabel: 'rate on the mean gradient',
    losses: cellMeans(grid),
    ridge: ridge.points,
    lines: ruleLine(optimizer, ridge, knee, 'mean'),
  });
}

function rateChart(
  values: V,
  ridges: Record<Optimizer, Ridge>,
  knees: Record<Optimizer, number>,
  other: Optimizer,
): ChartPanel {
  const { optimizer, reading } = values;
  const series = (rule: Optimizer): ChartSeries[] => {
    const { points } = ridges[rule];
    const role = rule === optimizer ? 'measured' : 'baseline';
    const x = Float64Array.from(points, ({ batch }) => batch);
    const column = (of: (point: RidgePoint) => number): Column =>
      Float64Array.from(points, (point) => readRate(values, point.batch, of(point)));
    const label = parameters.optimizer.options[rule];
    return [
      { name: `best rate, ${label}`, role, kind: 'line', x, y: column(({ rate }) => rate), label },
      {
        name: `best rate of ${label}, with its interval`,
        role,
        kind: 'points',
        x,
        y: column(({ rate }) => rate),
        low: column(({ rate, low }) => low ?? rate),
        high: column(({ rate, high }) => high ?? rate),
      },
    ];
  };
  const rule = ruleLine(optimizer, ridges[optimizer], knees[optimizer], reading).map(
    (line): ChartSeries => ({ ...line, kind: 'line' }),
  );
  const all = [...series(other), ...rule, ...series(optimizer)];
  const seen = all.flatMap(({ y, low, high }) => [...y, ...(low ?? []), ...(high ?? [])]);
  return {
    kind: 'chart',
    name: 'best rates',
    title: 'The best rate for each batch size, and the rule',
    x: { label: 'batch size *B*', domain: [SMALLEST, LARGEST], scale: 'log', ticks: [2, 8, 32, 128, 512] },
    y: {
      label: reading === 'sum' ? 'best rate on the sum' : 'best rate on the mean',
      domain: seen.length > 0 ? [Math.min(...seen) / 1.3, Math.max(...seen) * 1.3] : [0.001, 1],
      scale: 'log',
    },
    series: all,
  };
}

function lossChart(optimizer: Optimizer, ridges: Record<Optimizer, Ridge>, other: Optimizer): ChartPanel {
  const all = [other, optimizer].map((rule): ChartSeries => {
    const { points } = ridges[rule];
    return {
      name: `loss of ${parameters.optimizer.options[rule]} at its best rate`,
      role: rule === optimizer ? 'measured' : 'baseline',
      kind: 'line',
      x: Float64Array.from(points, ({ batch }) => batch),
      y: Float64Array.from(points, ({ loss }) => loss),
      label: parameters.optimizer.options[rule],
    };
  });
  const seen = all.flatMap(({ y }) => [...y]);
  return {
    kind: 'chart',
    name: 'lowest losses',
    title: 'The training loss at the best rate, for each batch size',
    x: { label: 'batch size *B*', domain: [SMALLEST, LARGEST], scale: 'log', ticks: [2, 8, 32, 128, 512] },
    y: {
      label: 'loss at the best rate',
      domain: seen.length > 0 ? [0.8 * Math.min(...seen), 1.05 * Math.max(...seen)] : [0, 1],
    },
    series: all,
  };
}

/** A slope in words, as it would be read off a plot with both axes logarithmic. */
function inWords(slope: number): string {
  if (slope > 0.75) return 'it grows in proportion to the batch';
  if (slope > 0.3) return 'it grows about as the square root of the batch';
  if (slope > 0.12) return 'it grows slowly';
  return slope < -0.12 ? 'it falls' : 'it hardly changes';
}

function verdictOf(values: V, numbers: Presentation['numbers'], done: number, of: number): Presentation['verdict'] {
  const [slope, after] = [numbers['slope']?.value ?? Number.NaN, numbers['slopeAfter']?.value ?? Number.NaN];
  if (Number.isNaN(slope) || Number.isNaN(after))
    return {
      text:
        done === 0
          ? 'No network has been trained at these values yet.'
          : 'So far {done} of {of} networks: too few for a slope.',
    };
  const grows = [slope, after].filter((one) => one > 0.3).length;
  const rate = values.reading === 'sum' ? 'the best rate on the sum' : 'the best rate';
  const start = done < of ? 'So far, with {done} of {of} networks: up' : 'Up';
  return {
    text: `${start} to batches of {knee}, ${rate} has slope {slope}: ${inWords(slope)}. From {afterKnee} on the slope is {slopeAfter}: ${inWords(after)}. At the best rate the loss goes from {lossSmallest} at batches of {smallest} to {lossLargest} at {largest}.`,
    outcome: grows === 2 ? 'holds' : grows === 1 ? 'depends' : 'fails',
  };
}
