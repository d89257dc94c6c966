import { createPerceptron, initialize, powerIteration, trainNetwork } from '../../../engine/networks/index.ts';
import { keptMnist1d } from '../../../engine/networks/kept-examples.ts';
import { networkScript } from '../../../engine/networks/script.ts';
import { RandomState, stream } from '../../../engine/random-state.ts';
import type { Values } from '../../../engine/schema.ts';
import { choice, integer } from '../../../engine/schema.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../../figure/experiment.ts';
import { rateBatchGrid, rateBatchTable } from './rate-batch-grid.ts';
import { cellMeans, type Measured, type Ridge, type RidgePoint, type RunGrid, rateRidge } from './rate-ridge.ts';
import { bestRatesChart, lowestLossesChart, type RateLine, type ShownRidge } from './ridge-charts.ts';

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
    help: 'Inputs, hidden units, classes. Both learn the same 1024 examples; of the large one an eighth of the seeds is run.',
    default: 'small',
    options: { small: '40-32-10', large: '40-100-100-10' },
  }),
  seeds: integer({
    label: 'Seeds',
    help: 'How many times each cell is run, each time with other examples, weights and batches.',
    default: 48,
    min: 1,
    max: 96,
    scale: 'log',
  }),
  seed: integer({ label: 'First seed', help: 'Of examples, weights and batches.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;
type Optimizer = V['optimizer'];
type Network = V['network'];

/** A batch size with one seed: a network for each rate. */
type Part = Pick<V, 'optimizer' | 'hold' | 'epochs' | 'network'> & {
  batch: number;
  seed: number;
  /** Whether the largest curvature at the start is wanted too. */
  curvature?: true;
};
interface Result {
  /** For each rate, the mean over the training examples at the end; null where the run diverged. */
  losses: (number | null)[];
  /** Largest eigenvalue of the Hessian over all examples, at the start. */
  curvature?: number;
}

const WIDTHS = { small: [40, 32, 10], large: [40, 100, 100, 10] } as const;
const EXAMPLES = 1024;
const [SMALLEST, LARGEST] = [2, 512];
const BATCHES: readonly number[] = Array.from({ length: 9 }, (_, k) => SMALLEST * 2 ** k);
/** A coarse picture first, then the gaps. */
const ORDER = [32, 2, 512, 8, 128, 4, 16, 64, 256] as const;
/** Rates 2^.75 apart, from here upwards. */
const LOWEST = { sgd: -6.75, adam: -9.75 } as const;
const RATES = 13;
const APART = 0.75;
/** The batch size whose steps all make where steps are held fixed; slopes are compared below and above it. */
const REFERENCE = 32;
/** How the best rate should grow with the batch: Goyal 2017; Malladi 2022. */
const RULES = { sgd: { slope: 1, label: 'linear rule' }, adam: { slope: 0.5, label: 'square root rule' } } as const;
/** Spans of batch sizes that are compared between figures; chosen, where the bend is measured. */
const SPANS = {
  Small: [SMALLEST, REFERENCE],
  Large: [REFERENCE, LARGEST],
  Whole: [SMALLEST, LARGEST],
  Middle: [REFERENCE, 128],
  End: [128, LARGEST],
} as const;
type Span = keyof typeof SPANS;
/** Seeds of which the curvature at the start is measured; and of how many one is run of the large network. */
const CURVATURE_SEEDS = 5;
const LARGE_SHARE = 8;
/** The run that the Python repeats. */
const SAMPLE = { batch: REFERENCE, index: { sgd: 8, adam: 6 } } as const;
const OPTIMIZERS = ['sgd', 'adam'] as const;

const ratesOf = (optimizer: Optimizer): number[] =>
  Array.from({ length: RATES }, (_, k) => 2 ** (LOWEST[optimizer] + APART * k));
const seedsOf = ({ seeds, network }: Pick<V, 'seeds' | 'network'>): number =>
  network === 'large' ? Math.ceil(seeds / LARGE_SHARE) : seeds;

function stepsOf({ hold, epochs, batch }: Pick<Part, 'hold' | 'epochs' | 'batch'>): number {
  return epochs * Math.ceil(EXAMPLES / (hold === 'epochs' ? batch : REFERENCE));
}

export default defineExperiment({
  title: 'The best rate for each batch size, on networks',
  question: 'Does a larger batch need a larger learning rate?',
  claim: 'A larger batch wants a larger rate',
  source: 'Goyal 2017, Malladi 2022, McCandlish 2018, Shallue 2019; MNIST-1D',
  caption:
    'Every cell is the training loss at the end, a geometric mean over the seeds; deep is low. The frame marks the best rate tried for a batch size, hatching marks rates at which a run diverged. Then the best rate between the cells, and the line with one bend that fits best; hollow, a rate known only to a step of the grid, next to one that diverged. Dashed: the rule, slope 1 for SGD and 1/2 for Adam from the smallest batch on, and 2/λ_max of the start. Where is the bend, and what does a larger batch cost? Intervals are of 95 %, from five seeds on: Student’s t with a bootstrap over the seeds. They cover other examples, weights and batches, and nothing else.',
  pace: 'long',
  checked: 'fits and intervals by NumPy, from all kept losses',
  parameters,
  quick: { seeds: 1, epochs: 1 },
  ahead: [
    { hold: 'steps', seeds: 8 },
    { epochs: 24, seeds: 8 },
    { network: 'large', seeds: 48 },
  ],
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: { all: measure },
  present(values, { all: results }) {
    const { optimizer } = values;
    const grids = gridsOf(values, results);
    const spans = Object.values(SPANS);
    const ridges = {
      sgd: rateRidge(grids.sgd, spans, new RandomState(0)),
      adam: rateRidge(grids.adam, spans, new RandomState(0)),
    };
    const limit = limitOf(results);
    const numbers = numbersOf(values, results, ridges, limit);
    numbers['sampleLoss'] = { value: sampleOf(values, grids[optimizer]), digits: 4 };
    const lines = linesOf(values, ridges[optimizer], limit);
    const onMean = linesOf({ ...values, reading: 'mean' }, ridges[optimizer], limit);
    const shown = OPTIMIZERS.map(
      (rule): ShownRidge => ({
        label: parameters.optimizer.options[rule],
        ridge: ridges[rule],
        chosen: rule === optimizer,
      }),
    ).sort((a, b) => Number(a.chosen) - Number(b.chosen));
    return {
      panels: [
        rateBatchGrid({
          name: 'grid',
          title: `Training loss of ${parameters.optimizer.options[optimizer]} for each batch size and rate, with the best rate`,
          batches: BATCHES,
          rates: grids[optimizer].rates,
          rateLabel: optimizer === 'adam' ? 'rate α' : 'rate on the mean gradient',
          losses: cellMeans(grids[optimizer]),
          ridge: ridges[optimizer].points,
          lines: onMean,
        }),
        bestRatesChart({
          batches: BATCHES,
          ridges: shown,
          rateLabel: values.reading === 'sum' ? 'best rate on the sum' : 'best rate on the mean',
          read: (batch, rate) => readRate(values, batch, rate),
          lines,
        }),
        lowestLossesChart({ batches: BATCHES, ridges: shown }),
        rateBatchTable(`Every cell of ${parameters.optimizer.options[optimizer]}, in numbers`, grids[optimizer]),
      ],
      arrangement: 'sheet-and-stack',
      numbers,
      verdict: verdictOf(values, numbers, ridges[optimizer]),
    };
  },
  python({ optimizer, hold, epochs, network, seed }) {
    const { batch, index } = SAMPLE;
    return networkScript({
      about: `One cell of the grid: batch size ${batch}.`,
      widths: WIDTHS[network],
      activation: 'relu',
      loss: 'cross-entropy',
      initialization: 'he',
      seed,
      train: EXAMPLES,
      optimizer,
      rate: ratesOf(optimizer)[index[optimizer]] ?? Number.NaN,
      batchSize: batch,
      steps: stepsOf({ hold, epochs, batch }),
      prints: { sampleLoss: 'loss(phi)' },
    });
  },
});

/** Seed after seed; of each the optimizer shown, then the other. */
function partsOf(values: V): Part[] {
  const { optimizer, hold, epochs, network, seed } = values;
  const optimizers = [...OPTIMIZERS].sort((a, b) => Number(b === optimizer) - Number(a === optimizer));
  return Array.from({ length: seedsOf(values) }, (_, s) => s).flatMap((s) =>
    optimizers.flatMap((rule) =>
      ORDER.map((batch): Part => {
        const part = { optimizer: rule, hold, epochs, network, batch, seed: seed + s };
        return rule === 'sgd' && batch === LARGEST && s < CURVATURE_SEEDS ? { ...part, curvature: true } : part;
      }),
    ),
  );
}

function measure(part: Part): Result {
  const { optimizer, network, batch, seed } = part;
  const widths = WIDTHS[network];
  const data = keptMnist1d({ seed, train: EXAMPLES }).train;
  const losses = ratesOf(optimizer).map((rate) => {
    const trace = trainNetwork({
      widths,
      data,
      optimizer,
      rate,
      batches: { size: batch },
      steps: stepsOf(part),
      seed,
      replay: true,
    });
    return rounded(trace.trainLoss.at(-1) ?? Number.NaN);
  });
  return part.curvature ? { losses, curvature: curvatureAtStart(network, seed) } : { losses };
}

function rounded(loss: number): number | null {
  return Number.isFinite(loss) ? Number(loss.toPrecision(5)) : null;
}

function curvatureAtStart(network: Network, seed: number): number {
  const widths = WIDTHS[network];
  const problem = createPerceptron({ widths, data: keptMnist1d({ seed, train: EXAMPLES }).train });
  const phi = initialize(widths, stream(seed, 'weights'));
  const random = stream(seed, 'noise');
  const direction = Float64Array.from({ length: problem.dimension }, () => random.normal());
  const found = powerIteration((v, out) => problem.hessianVector(phi, v, out), direction, { tolerance: 1e-3 });
  return Number(found.value.toPrecision(4));
}

/** The results of both optimizers by batch, rate and seed. */
function gridsOf(values: V, results: readonly (Result | undefined)[]): Record<Optimizer, RunGrid> {
  const grid = (
    rule: Optimizer,
  ): { batches: readonly number[]; rates: number[]; losses: (number | undefined)[][][] } => ({
    batches: BATCHES,
    rates: ratesOf(rule),
    losses: BATCHES.map(() => ratesOf(rule).map(() => new Array<number | undefined>(seedsOf(values)).fill(undefined))),
  });
  const grids = { sgd: grid('sgd'), adam: grid('adam') };
  for (const [k, { optimizer, batch, seed }] of partsOf(values).entries()) {
    const column = grids[optimizer].losses[BATCHES.indexOf(batch)];
    for (const [r, loss] of (results[k]?.losses ?? []).entries()) {
      const cell = column?.[r];
      if (cell) cell[seed - values.seed] = loss ?? Number.POSITIVE_INFINITY;
    }
  }
  return grids;
}

/** What the Python prints: the run of the first seed. */
function sampleOf({ optimizer }: V, { losses }: RunGrid): number {
  return losses[BATCHES.indexOf(SAMPLE.batch)]?.[SAMPLE.index[optimizer]]?.[0] ?? Number.NaN;
}

/** 2/λ_max at the start, for each seed that has it. */
function limitOf(results: readonly (Result | undefined)[]): number[] {
  return results.flatMap((result) => (result?.curvature === undefined ? [] : [2 / result.curvature]));
}

const readRate = ({ reading }: Pick<V, 'reading'>, batch: number, rate: number): number =>
  reading === 'sum' ? rate / batch : rate;

/** The rule from the best rate of the smallest batch, and for SGD the limit of a quadratic, over all batch sizes. */
function linesOf({ optimizer, reading }: V, { points }: Ridge, limits: readonly number[]): RateLine[] {
  const { slope, label } = RULES[optimizer];
  const x = Float64Array.from(BATCHES);
  const line = (label: string, rateAt: (batch: number) => number): RateLine => ({
    name: label,
    label,
    role: 'theory',
    x,
    y: x.map((batch) => readRate({ reading }, batch, rateAt(batch))),
  });
  const first = points.find(({ batch }) => batch === SMALLEST);
  return [
    ...(first ? [line(label, (batch) => first.rate * (batch / SMALLEST) ** slope)] : []),
    ...(optimizer === 'sgd' && limits.length > 0 ? [line('2/λ_max at the start', () => mean(limits))] : []),
  ];
}

function numbersOf(
  values: V,
  results: readonly (Result | undefined)[],
  ridges: Record<Optimizer, Ridge>,
  limits: readonly number[],
): Record<string, ShownNumber> {
  // On the sum a rate is B times smaller, so every slope is smaller by 1.
  const less = values.reading === 'sum' ? 1 : 0;
  const slope = (measured: Measured | undefined): ShownNumber => shownNumber(measured, 2, (value) => value - less);
  const shown = ridges[values.optimizer];
  const at = (batch: number): RidgePoint | undefined => shown.points.find((point) => point.batch === batch);
  const rate = (batch: number): ShownNumber => ({
    value: readRate(values, batch, at(batch)?.rate ?? Number.NaN),
    digits: 2,
    significant: true,
  });
  const loss = (batch: number): ShownNumber => ({ value: at(batch)?.loss ?? Number.NaN, digits: 2 });
  const measured = results.flatMap((result) => result?.losses ?? []);
  const limit = limits.length > 0 ? mean(limits) : Number.NaN;
  return {
    done: { value: measured.length, digits: 0 },
    of: { value: results.length * RATES, digits: 0 },
    seeds: { value: seedsOf(values), digits: 0 },
    smallest: { value: SMALLEST, digits: 0 },
    largest: { value: LARGEST, digits: 0 },
    reference: { value: REFERENCE, digits: 0 },
    knee: shownNumber(shown.bend?.batch, 0),
    slope: slope(shown.bend?.before),
    slopeAfter: slope(shown.bend?.after),
    slopeWhole: slope(shown.slopes[spanIndex('Whole')]),
    ...Object.fromEntries(
      OPTIMIZERS.flatMap((rule) => [
        [`${rule}Knee`, shownNumber(ridges[rule].bend?.batch, 0)],
        [`${rule}Slope`, slope(ridges[rule].bend?.before)],
        [`${rule}SlopeAfter`, slope(ridges[rule].bend?.after)],
        ...(Object.keys(SPANS) as Span[]).map((span) => [
          `${rule}${span}`,
          slope(ridges[rule].slopes[spanIndex(span)]),
        ]),
      ]),
    ),
    rateSmallest: rate(SMALLEST),
    rateReference: rate(REFERENCE),
    rateLargest: rate(LARGEST),
    lossSmallest: loss(SMALLEST),
    lossReference: loss(REFERENCE),
    lossLargest: loss(LARGEST),
    // Rate times steps: how far a run can go.
    distance: {
      value: distanceOf(values, at(REFERENCE)) / distanceOf(values, at(SMALLEST)),
      digits: 0,
      percent: true,
    },
    pinned: { value: shown.points.filter(({ pinned }) => pinned).length, digits: 0 },
    limit: { value: limit, digits: 2 },
    overLimit: {
      value: (ridges.sgd.points.find(({ batch }) => batch === LARGEST)?.rate ?? Number.NaN) / limit,
      digits: 1,
    },
    diverged: {
      value: measured.length > 0 ? measured.filter((one) => one === null).length / measured.length : Number.NaN,
      digits: 0,
      percent: true,
    },
  };
}

const distanceOf = (values: V, point: RidgePoint | undefined): number =>
  point ? point.rate * stepsOf({ ...values, batch: point.batch }) : Number.NaN;

const spanIndex = (span: Span): number => Object.keys(SPANS).indexOf(span);

function shownNumber(measured: Measured | undefined, digits: number, of = (value: number) => value): ShownNumber {
  if (!measured) return { value: Number.NaN, digits };
  const { value, low, high } = measured;
  return {
    value: of(value),
    ...(low !== undefined && high !== undefined && { low: of(low), high: of(high) }),
    digits,
  };
}

/** A slope in words, as it would be read off a plot with both axes logarithmic. */
function inWords(slope: number): string {
  if (slope > 1.15) return 'it grows faster than the batch';
  if (slope > 0.85) return 'it grows nearly in proportion to the batch';
  if (slope > 0.65) return 'it grows faster than the square root of the batch';
  if (slope > 0.35) return 'it grows about as the square root of the batch';
  if (slope > 0.15) return 'it grows slowly';
  return slope < -0.1 ? 'it falls' : 'it hardly changes';
}

/** From this slope on the best rate counts as growing. */
const GROWS = 0.3;

function verdictOf(values: V, numbers: Presentation['numbers'], { bend }: Ridge): Presentation['verdict'] {
  const value = (name: string): number => numbers[name]?.value ?? Number.NaN;
  if (!bend)
    return {
      text:
        value('done') === 0
          ? 'No network has been trained at these values yet.'
          : 'So far {done} of {of} networks: too few for a slope.',
    };
  const start = value('done') < value('of') ? 'So far {done} of {of} networks. ' : '';
  const rate = values.reading === 'sum' ? 'the best rate on the sum' : 'the best rate';
  const pinned =
    value('pinned') > 0
      ? ` Hollow rates, {pinned} of ${BATCHES.length}, stand next to one that diverged or was the last tried; no slope counts them.`
      : '';
  const cost =
    ' At the best rate the loss goes from {lossSmallest} at batches of {smallest} to {lossLargest} at {largest}.';
  const { low, high } = bend.change;
  const seen = low === undefined || high === undefined || low > 0 || high < 0;
  const whole = value('slopeWhole');
  if (!seen)
    return {
      text: `${start}No bend can be told from chance: over all batch sizes ${rate} has slope {slopeWhole}: ${inWords(whole)}.${pinned}${cost}`,
      outcome: whole > GROWS ? 'holds' : 'fails',
    };
  const grows = [value('slope'), value('slopeAfter')].filter((one) => one > GROWS).length;
  return {
    text: `${start}The line through the best rates bends at batches of {knee}. Before it ${rate} has slope {slope}: ${inWords(value('slope'))}. After it the slope is {slopeAfter}: ${inWords(value('slopeAfter'))}.${pinned}${cost}`,
    outcome: grows === 2 ? 'holds' : grows === 1 ? 'depends' : 'fails',
  };
}
