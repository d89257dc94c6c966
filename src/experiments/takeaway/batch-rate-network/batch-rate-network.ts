import { RandomState } from '../../../engine/random-state.ts';
import { choice, type Values } from '../../../engine/schema.ts';
import * as f from '../../../figure/index.ts';
import { epochCount, firstSeed, seedCount } from '../../kit/fields.ts';
import { type Measured, meanOf, through } from '../../kit/measured.ts';
import { scriptOf } from '../../kit/network-run.ts';
import { soFar, tooFew } from '../../kit/too-few.ts';
import { type Rule, rateBatchGrid, rateBatchTable } from './rate-batch-grid.ts';
import {
  BATCHES,
  type GridColumn,
  gridOf,
  type Optimizer,
  RATES,
  REFERENCE,
  ratesOf,
  runOf,
  stepsOf,
  trainColumn,
  workOf,
} from './rate-columns.ts';
import { type Bend, cellMeans, type Ridge, type RidgePoint, rateRidge } from './rate-ridge.ts';
import { bestRatesChart, lowestLossesChart } from './ridge-charts.ts';

const parameters = {
  optimizer: choice({
    label: 'Optimizer',
    help: 'The rule whose losses the grid shows. Both are in the chart of best rates.',
    default: 'sgd',
    options: { sgd: 'SGD', adam: 'Adam' },
  }),
  reading: choice({
    label: 'The rate multiplies',
    help: 'The mean of the gradients of a batch, or their sum: the book’s α is the rate on the sum. Adam’s rate is the same on both.',
    default: 'mean',
    options: { mean: 'the mean: *a*', sum: 'the sum: α' },
  }),
  hold: choice({
    label: 'Held fixed',
    help: 'Either every batch size goes through the same examples, so larger batches make fewer steps, or all make as many steps as B = 32.',
    default: 'epochs',
    options: { epochs: 'epochs', steps: 'steps' },
  }),
  epochs: epochCount('How many passes a run makes through the training examples.', [1, 6, 24]),
  network: choice({
    label: 'Network',
    help: 'Inputs, hidden units, classes. Both learn the same 1024 examples. The large one is run for an eighth of the seeds.',
    default: 'small',
    options: { small: '40-32-10', large: '40-100-100-10' },
  }),
  seeds: seedCount(
    'How many times each cell is run, each time with other examples, weights and batches.',
    [1, 48, 96],
    { scale: 'log' },
  ),
  seed: firstSeed('Decides the examples, the weights and the batches.'),
};
type V = Values<typeof parameters>;

const [SMALLEST, LARGEST] = [BATCHES[0]!, BATCHES.at(-1)!];
/** A coarse picture first, then the gaps. */
const ORDER = [32, 2, 512, 8, 128, 4, 16, 64, 256];
/** How the best rate should grow with the batch: Goyal 2017; Malladi 2022. */
const RULES = { sgd: { slope: 1, label: 'linear rule' }, adam: { slope: 0.5, label: 'square root rule' } } as const;
/** Ranges of batch sizes compared between figures; chosen around the measured bend. */
const SPANS = {
  Small: [SMALLEST, REFERENCE],
  Large: [REFERENCE, LARGEST],
  Whole: [SMALLEST, LARGEST],
  Middle: [REFERENCE, 128],
  End: [128, LARGEST],
} as const;
/** Number of seeds for the curvature at the start; every n-th one runs on the large network. */
const CURVATURE_SEEDS = 5;
const LARGE_SHARE = 8;
/** Batch sizes whose columns are there before the first step of the picture; each step adds the next one. */
const FIRST = 3;
/** The run repeated in Python. */
const SAMPLE = { batch: REFERENCE, index: { sgd: 8, adam: 6 } } as const;
const OPTIMIZERS = ['sgd', 'adam'] as const;
/** 2/λ_max for a quadratic with the network's curvature before training. */
const LIMIT = 'limit at the start';

const SO_FAR = 'Measured so far: batches of {smallest} to {seen}.';
const COST =
  'At the best rate the loss goes from {lossSmallest} at batches of {smallest} to {lossLargest} at {largest}.';

const seedsOf = ({ seeds, network }: V): number => (network === 'large' ? Math.ceil(seeds / LARGE_SHARE) : seeds);

export default f.defineExperiment({
  title: 'The best rate for each batch size, on networks',
  question: 'Does a larger batch need a larger learning rate?',
  claim: 'A larger batch needs a larger rate',
  source: 'Goyal 2017, Malladi 2022, McCandlish 2018, Shallue 2019; MNIST-1D',
  caption:
    'Every cell is the training loss at the end, a geometric mean over the seeds; deep is low. A dot marks the best rate for a batch size, read between those tried, and hatching rates at which a run diverged. Then the best rates by themselves, and the line with one bend that fits them best; hollow, a rate known only to a step of the grid, next to one that diverged. Dashed: the rule, slope 1 for SGD and 1/2 for Adam from the smallest batch on, and the limit at the start, 2/λ_max, beyond which a quadratic of that curvature diverges. Touch a cell for its loss. Where is the bend, and what does a larger batch cost? Intervals are of 95 %, from five seeds on: Student’s t with a bootstrap over the seeds. They cover other examples, weights and batches, and nothing else.',
  pace: 'long',
  checked: 'fits and intervals by NumPy, from all kept losses',
  main: ['optimizer', 'reading', 'hold'],
  parameters,
  quick: { seeds: 1, epochs: 1 },
  ahead: [
    { hold: 'steps', seeds: 8 },
    { epochs: 24, seeds: 8 },
    { network: 'large', seeds: 48 },
  ],
  parts: (values: V) => ({ columns: f.keyedByPart(columnsOf(values)) }),
  work: { columns: workOf },
  measure: { columns: trainColumn },
  present(values, { columns }, { at } = {}) {
    const { optimizer } = values;
    const runs = { seed: values.seed, seeds: seedsOf(values) };
    const grids = { sgd: gridOf('sgd', runs, columns), adam: gridOf('adam', runs, columns) };
    const spans = Object.values(SPANS);
    const ridges = {
      sgd: rateRidge(grids.sgd, spans, new RandomState(0)),
      adam: rateRidge(grids.adam, spans, new RandomState(0)),
    };
    const curvatures = f.some(...[...columns.values()].map(({ curvature }) => curvature));
    const limit = meanOf(curvatures.map((curvature) => 2 / curvature))?.value;
    const losses = [...columns.values()].flatMap((column) => column.losses);
    const progress = { done: losses.length, of: columnsOf(values).length * RATES };
    const name = parameters.optimizer.options[optimizer];
    const rules = rulesOf(optimizer, ridges[optimizer], limit);
    const read = readingOf(values, optimizer);
    const isWhole = ridges[optimizer].points.length === BATCHES.length;
    const seen = at === undefined || !isWhole ? BATCHES.length : Math.min(FIRST + at, BATCHES.length);
    const shown = OPTIMIZERS.map((rule) => ({
      label: parameters.optimizer.options[rule],
      ridge: ridges[rule],
      chosen: rule === optimizer,
      read: readingOf(values, rule).rate,
    })).sort((a, b) => Number(a.chosen) - Number(b.chosen));
    return {
      panels: [
        rateBatchGrid({
          title: `Training loss of ${name} for each batch size and rate, with the best rate`,
          batches: BATCHES,
          rates: grids[optimizer].rates,
          // The cells keep their positions, so if a rate on the sum is smaller, their height is B times the rate.
          rateLabel: read.divides
            ? '*B* times the rate α on the sum'
            : values.reading === 'sum'
              ? 'rate α on the sum'
              : 'rate *a* on the mean',
          losses: cellMeans(grids[optimizer]),
          ridge: ridges[optimizer].points,
          // The limit is in the chart beside it.
          rules: rules.filter(({ label }) => label !== LIMIT),
          ...(isWhole && { from: FIRST, seen }),
        }),
        bestRatesChart({
          batches: BATCHES,
          ridges: shown,
          rateLabel: values.reading === 'sum' ? 'best rate α on the sum' : 'best rate *a*',
          rules: rules.map(({ label, rateAt }) => ({ label, rateAt: (batch) => read.rate(batch, rateAt(batch)) })),
        }),
        lowestLossesChart({ batches: BATCHES, ridges: shown }),
        rateBatchTable(`Every cell of ${name}, in numbers`, grids[optimizer]),
      ],
      numbers: {
        done: f.count(progress.done),
        of: f.count(progress.of),
        seeds: f.count(runs.seeds),
        seen: f.count(BATCHES[seen - 1]),
        ...ridgeNumbers(values, ridges),
        limit: f.fixed(limit, 2),
        overLimit: f.fixed(limit && (pointAt(ridges.sgd, LARGEST)?.rate ?? Number.NaN) / limit, 1),
        diverged: f.percent(
          losses.length > 0 ? losses.filter((loss) => loss === null).length / losses.length : undefined,
          0,
        ),
        sampleLoss: f.fixed(grids[optimizer].losses[BATCHES.indexOf(SAMPLE.batch)]?.[SAMPLE.index[optimizer]]?.[0], 4),
      },
      ...(isWhole && { steps: BATCHES.length - FIRST }),
      ...(ridges[optimizer].bend && { summary: seen < BATCHES.length ? SO_FAR : COST }),
      verdict: verdictOf(values, progress, ridges[optimizer]),
    };
  },
  python({ optimizer, hold, epochs, network, seed }) {
    const { batch, index } = SAMPLE;
    return scriptOf(runOf({ optimizer, network, batch, seed }, ratesOf(optimizer)[index[optimizer]]!), {
      about: `One cell of the grid: batch size ${batch}.`,
      steps: stepsOf({ hold, epochs, batch }),
      prints: { sampleLoss: 'loss(phi)' },
    });
  },
});

/** Seed after seed; for each the displayed optimizer, then the other. */
function columnsOf(values: V): GridColumn[] {
  const { optimizer, hold, epochs, network, seed } = values;
  const optimizers = [...OPTIMIZERS].sort((a, b) => Number(b === optimizer) - Number(a === optimizer));
  return Array.from({ length: seedsOf(values) }, (_, s) => s).flatMap((s) =>
    optimizers.flatMap((rule) =>
      ORDER.map((batch): GridColumn => {
        const column = { optimizer: rule, hold, epochs, network, batch, seed: seed + s };
        return rule === 'sgd' && batch === LARGEST && s < CURVATURE_SEEDS ? { ...column, curvature: true } : column;
      }),
    ),
  );
}

/** How rates on the mean gradient, and slopes of such rates, are expressed for the reader. */
interface Reading {
  /** Whether the equivalent rate on the sum of the gradients is B times smaller. */
  divides: boolean;
  rate(batch: number, rate: number): number;
  slope(slope: number): number;
}

/**
 * On the sum SGD's rate is B times smaller, so every slope is smaller by 1. Adam makes the same step for the sum as for
 * the mean.
 */
function readingOf({ reading }: V, optimizer: Optimizer): Reading {
  const divides = reading === 'sum' && optimizer === 'sgd';
  return {
    divides,
    rate: (batch, rate) => (divides ? rate / batch : rate),
    slope: (slope) => (divides ? slope - 1 : slope),
  };
}

const pointAt = ({ points }: Ridge, batch: number): RidgePoint | undefined =>
  points.find((point) => point.batch === batch);

/** The rule from the best rate of the smallest batch, and for SGD the limit of a quadratic. */
function rulesOf(optimizer: Optimizer, ridge: Ridge, limit: number | undefined): Rule[] {
  const { slope, label } = RULES[optimizer];
  const first = pointAt(ridge, SMALLEST);
  return f.some(
    first && { label, rateAt: (batch) => first.rate * (batch / SMALLEST) ** slope },
    optimizer === 'sgd' && limit !== undefined && { label: LIMIT, rateAt: () => limit },
  );
}

function ridgeNumbers(values: V, ridges: Record<Optimizer, Ridge>): f.Presentation['numbers'] {
  const { optimizer } = values;
  const own = ridges[optimizer];
  const slope = (measured: Measured | undefined, rule = optimizer): f.ShownNumber =>
    f.fixed(measured && through(measured, readingOf(values, rule).slope), 2);
  const doubling = (measured: Measured | undefined, rule = optimizer): f.ShownNumber =>
    f.fixed(measured && through(measured, (value) => 2 ** readingOf(values, rule).slope(value)), 2);
  const rate = (batch: number): f.ShownNumber => {
    const point = pointAt(own, batch);
    return f.significant(point && readingOf(values, optimizer).rate(batch, point.rate), 2);
  };
  const loss = (batch: number): f.ShownNumber => f.fixed(pointAt(own, batch)?.loss, 2);
  // Rate times steps: the reach of a run.
  const distance = (batch: number): number => (pointAt(own, batch)?.rate ?? Number.NaN) * stepsOf({ ...values, batch });
  const spans = Object.keys(SPANS);
  return {
    smallest: f.count(SMALLEST),
    largest: f.count(LARGEST),
    reference: f.count(REFERENCE),
    knee: f.count(own.bend?.batch),
    slope: slope(own.bend?.before),
    slopeAfter: slope(own.bend?.after),
    perDoubling: doubling(own.bend?.before),
    perDoublingAfter: doubling(own.bend?.after),
    slopeWhole: slope(own.slopes[spans.indexOf('Whole')]),
    ...Object.fromEntries(
      OPTIMIZERS.flatMap((rule) => [
        [`${rule}Knee`, f.count(ridges[rule].bend?.batch)],
        [`${rule}Slope`, slope(ridges[rule].bend?.before, rule)],
        [`${rule}SlopeAfter`, slope(ridges[rule].bend?.after, rule)],
        ...spans.map((span, k) => [`${rule}${span}`, slope(ridges[rule].slopes[k], rule)]),
      ]),
    ),
    adamPerDoubling: doubling(ridges.adam.slopes[spans.indexOf('Small')], 'adam'),
    rateSmallest: rate(SMALLEST),
    rateReference: rate(REFERENCE),
    rateLargest: rate(LARGEST),
    lossSmallest: loss(SMALLEST),
    lossReference: loss(REFERENCE),
    lossLargest: loss(LARGEST),
    distance: f.percent(distance(REFERENCE) / distance(SMALLEST), 0),
    pinned: f.count(own.points.filter(({ pinned }) => pinned).length),
  };
}

/** Whether chance cannot explain a bend. */
function isSeen({ change: { low, high } }: Bend): boolean {
  return low === undefined || high === undefined || low > 0 || high < 0;
}

/** From this slope on, a factor of 1.8 for each doubling, a best rate is proportional to within a tenth. */
const PROPORTIONAL = Math.log2(1.8);

/** A slope in words, as read off a log-log plot. */
function inWords(slope: number): string {
  if (slope > 1.15) return 'it grows faster than the batch';
  if (slope > PROPORTIONAL) return 'it grows nearly in proportion to the batch, within a tenth of 2';
  if (slope > 0.65) return 'it grows faster than the square root of the batch';
  if (slope > 0.35) return 'it grows about as the square root of the batch';
  if (slope > 0.15) return 'it grows slowly';
  return slope < -0.1 ? 'it falls' : 'it hardly changes';
}

/** From this slope on the best rate counts as growing. */
const GROWS = 0.3;

function verdictOf(values: V, { done, of }: { done: number; of: number }, ridge: Ridge): f.Presentation['verdict'] {
  const { bend, points, slopes } = ridge;
  if (!bend)
    return tooFew(
      { done, of },
      'So far {done} of {of} networks: too few for a slope.',
      'All {of} networks are trained, but too few batch sizes have a best rate between rates that were tried: there is no slope.',
    );
  const start = soFar({ done, of }, 'networks');
  const read = readingOf(values, values.optimizer);
  const rate = values.reading === 'sum' ? 'the best rate on the sum' : 'the best rate';
  const same =
    values.reading === 'sum' && !read.divides
      ? ' On the mean the rates are the same, because Adam’s step does not know the scale of its gradient.'
      : '';
  const pinned = points.some((point) => point.pinned)
    ? ` Hollow dots, {pinned} of ${BATCHES.length}, lie at the edge of what was tried and are left out of the slope.`
    : '';
  if (!isSeen(bend)) {
    const whole = read.slope(slopes[Object.keys(SPANS).indexOf('Whole')]!.value);
    return {
      text: `${start}There is no clear bend: over all batch sizes ${rate} has a slope of {slopeWhole} against the batch size, on log axes: ${inWords(whole)}.${same}${pinned} ${COST}`,
      outcome: whole > GROWS ? 'holds' : 'fails',
    };
  }
  const [before, after] = [read.slope(bend.before.value), read.slope(bend.after.value)];
  const grows = [before, after].filter((slope) => slope > GROWS).length;
  return {
    text: `${start}The line through the best rates bends at batches of {knee}. Before it, doubling the batch makes ${rate} {perDoubling} times as large: ${inWords(before)}. After it, {perDoublingAfter} times: ${inWords(after)}.${same}${pinned} ${COST}`,
    outcome: grows === 2 ? 'holds' : grows === 1 ? 'depends' : 'fails',
  };
}
