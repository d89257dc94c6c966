import { choice, type Estimate, integer, problems, rateSlope, type Values } from '../../../engine/index.ts';
import { gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import * as f from '../../../figure/index.ts';
import { type BatchRate, bestRateChart, bySize, logSlope, powerLaw, rateLine } from '../../kit/best-rate-chart.ts';
import { firstSeed, seedCount } from '../../kit/fields.ts';
import { through } from '../../kit/measured.ts';
import { EXAMPLES, type GaborRates, gaborRatesScript, ratesOnGabor, startsOf } from './rates-on-gabor.ts';

const parameters = {
  reduction: choice({
    label: 'The batch gradient is',
    help: 'The book adds up the gradients of a batch; most libraries average them. The runs are the same.',
    default: 'sum',
    options: { sum: 'a sum: rate α', mean: 'a mean: rate *a*' },
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
    help: 'The curve of this batch size is drawn over the others. The slope is measured over 1, 2, 3, 5, 10, 15 and 30.',
    default: 5,
    min: 1,
    max: 30,
    onlyMarks: true,
  }),
  budget: integer({
    label: 'Example gradients',
    help: 'How many example gradients every run may spend. With batches of B it can make this many divided by B steps.',
    default: 600,
    min: 150,
    max: 1200,
    step: 30,
    scale: 'log',
  }),
  seeds: seedCount(
    'Starts of all thirty examples; smaller batches have more, single examples eight times as many.',
    [40, 200, 300],
    { step: 10 },
  ),
  seed: firstSeed('The other seeds are those after it.'),
};
type V = Values<typeof parameters>;

/** Measurements of a batch size. */
type Sized = GaborRates & { batchSize: number };

/** All divide 30 and 600, so that every batch size spends the same budget. */
const BATCH_SIZES = [1, 2, 3, 5, 10, 15, 30];
/** The loss of a model that is zero everywhere: that of a run thrown off the map by its rate. */
const ZERO_MODEL = problems.gabor.y.reduce((sum, y) => sum + y * y, 0);
/** A best rate counts if it ends at least a tenth below that. */
const doesWell = ({ lowest }: Sized): boolean => lowest < 0.9 * ZERO_MODEL;
/** Settings of notebook 6.3: batch size, and alpha on the summed gradient. */
const NOTEBOOK = [
  { batchSize: 5, alpha: 0.8 },
  { batchSize: 30, alpha: 0.2 },
] as const;

export default f.defineExperiment({
  title: 'Larger batch, larger rate? The wave and its thirty points',
  question: 'Does the best learning rate of the Gabor model rise with the batch size?',
  claim: 'A larger batch needs a larger rate',
  source: 'Notebooks 6.3 and 6.4',
  caption:
    'Every batch size spends the same number of example gradients. The mean last loss is drawn against rates, each √2 times the last and closer together around the best, and a dot marks the lowest. The best rate is where a smooth curve through the logarithms of the means around the lowest has its minimum, with a 95 % interval over the seeds; hollow where no rate does well. The smaller the batch, the flatter its curve, and the more starts it has. Dashed, the linear rule from the best rate of single examples, and the limit above which no run on all 30 can come to rest at the lowest minimum. Crosses are the rates that notebook 6.3 sets. Give the rate for a sum, then for a mean: what has changed?',
  pace: 'ensemble',
  checked: 'runs one by one',
  main: ['reduction', 'batchSize'],
  parameters,
  parts: ({ batchSize, start, budget, seeds, seed }: V) => ({
    // Full batches and the reader's own first; they are quick.
    sizes: new Map(
      [30, batchSize, 1, 5, 2, 3, 10, 15].map((size) => [size, { batchSize: size, start, budget, seeds, seed }]),
    ),
  }),
  measure: { sizes: ratesOnGabor },
  present(values, { sizes }, { pinned } = {}) {
    const all = bySize(sizes);
    const regular = all.filter(({ batchSize }) => BATCH_SIZES.includes(batchSize));
    const good = regular.filter(doesWell);
    const [smallest, largest] = [good[0], good.at(-1)];
    const chosen = all.find(({ batchSize }) => batchSize === values.batchSize);
    const meanSlope = good.length > 1 ? rateSlope(good) : undefined;
    const sumSlope = meanSlope && lessOne(meanSlope);
    const slope = values.reduction === 'mean' ? meanSlope : sumSlope;
    // The factor on the best rate for a doubled batch.
    const doubled = slope && through(slope, (power) => 2 ** power);
    const late = good.map((one) => one.late).sort((a, b) => a.value - b.value);
    const noisy = good.filter(({ batchSize }) => batchSize < EXAMPLES);
    const noisySlope = noisy.length > 1 ? rateSlope(noisy) : undefined;
    const rateOf = (one: Sized | undefined) => one && inUnit(one.rate, one.batchSize, values);
    return {
      panels: [lossChart(values, all), rateChart(values, all, smallest, bySize(pinned?.results.sizes))],
      numbers: {
        slope: f.fixed(slope, 2),
        meanSlope: f.fixed(meanSlope, 2),
        sumSlope: f.fixed(sumSlope, 2),
        perDoubling: f.fixed(doubled, 2),
        // Only batches with some noise.
        noisySlope: f.fixed(noisySlope, 2),
        perDoublingNoisy: f.fixed(noisySlope && through(noisySlope, (power) => 2 ** power), 2),
        largestNoisy: f.count(noisy.at(-1)?.batchSize),
        smallest: f.count(smallest?.batchSize),
        largest: f.count(largest?.batchSize),
        atSmallest: f.significant(rateOf(smallest), 2),
        atLargest: f.significant(rateOf(largest), 2),
        idleFrom: f.count(regular.find((one) => !doesWell(one))?.batchSize),
        // Medians, so that a late run counts no more than one that has arrived.
        medianSlope: f.fixed(logSlope(good.map(({ batchSize, medianRate: rate }) => ({ batchSize, rate }))), 2),
        leastLate: f.percent(late[0], 0),
        mostLate: f.percent(late.at(-1), 0),
        zeroModel: f.fixed(ZERO_MODEL, 2),
        limit: f.fixed(limitOnMean(), 2),
        seeds: f.count(values.seeds),
        // For single examples.
        mostSeeds: f.count(startsOf({ batchSize: 1, seeds: values.seeds })),
        budget: f.count(values.budget),
        rate: f.significant(rateOf(chosen), 2),
        loss: f.fixed(chosen?.lowest, 2),
        seedLowest: f.fixed(chosen && Math.min(...chosen.first), 3),
        // For the marked batch size, in both parametrizations.
        ...(chosen && { onMean: rateNumber(chosen, 1), onSum: rateNumber(chosen, chosen.batchSize) }),
        ...Object.fromEntries(
          all.flatMap((one) => [
            [`mean${one.batchSize}`, rateNumber(one, 1)],
            [`alpha${one.batchSize}`, rateNumber(one, one.batchSize)],
            [`loss${one.batchSize}`, f.fixed(one.lowest, 2)],
            // The lowest of those tried, without a fit.
            [`tried${one.batchSize}`, f.fixed(one.rates[one.index], 2)],
          ]),
        ),
      },
      ...(good.length > 1 && {
        summary: `The best ${values.reduction === 'mean' ? 'rate on the mean' : 'α, on the sum,'} is {atSmallest} for the smallest batch, and {atLargest} for the largest.`,
      }),
      verdict: verdictOf(values, slope, { regular, good }),
    };
  },
  python: gaborRatesScript,
});

/** A rate on the mean in the reader's parametrization: unchanged, or alpha = rate / B on the sum. */
const inUnit = (rate: number, batchSize: number, { reduction }: V): number =>
  reduction === 'mean' ? rate : rate / batchSize;

/** On the sum a rate is B times smaller, so its slope is smaller by 1. */
const lessOne = ({ value, low, high }: Estimate): Estimate => ({ value: value - 1, low: low - 1, high: high - 1 });

/** With a third digit if the interval is narrow. */
function rateNumber({ rate, low, high }: Sized, over: number): f.ShownNumber {
  const [value, least, most] = [rate / over, low / over, high / over];
  return f.fixed({ value, low: least, high: most }, most - least < 0.02 ? 3 : 2);
}

/** The largest rate on the mean at which descent on all examples is stable at the lowest minimum. */
function limitOnMean(): number {
  return (EXAMPLES * 2) / gaborLandmarks().minima[0]!.eigenvalues[1]!;
}

function verdictOf(
  { reduction, start }: V,
  slope: Estimate | undefined,
  { regular, good }: { regular: readonly Sized[]; good: readonly Sized[] },
): f.Presentation['verdict'] {
  const where = start === 'near' ? '(−1.5, 8.5)' : '(3.5, 6.5)';
  if (!slope) {
    if (regular.length < BATCH_SIZES.length) return f.measuring();
    const which = good.length === 0 ? 'at no batch size' : 'at batch size {smallest} alone';
    return f.unanswered(
      `From starts near ${where} {budget} example gradients are too few: ${which} a rate ends much below {zeroModel}, the loss of a model that is zero everywhere. So there are no best rates to compare.`,
    );
  }
  const outcome = slope.low > 0 ? 'holds' : slope.high < 0 ? 'fails' : 'depends';
  const rate = reduction === 'mean' ? 'the best rate *a*' : 'the best rate α';
  const moves = {
    holds: `${rate} rises from {atSmallest} at batch size {smallest} to {atLargest} at {largest}`,
    fails: `${rate} falls from {atSmallest} at batch size {smallest} to {atLargest} at {largest}`,
    depends: `${rate} neither rises nor falls for certain: {atSmallest} at batch size {smallest}, {atLargest} at {largest}`,
  }[outcome];
  const rule = reduction === 'mean' ? 'the linear rule would double it' : 'the linear rule would leave it as it is';
  const idle =
    good.length < regular.length
      ? ' From batch size {idleFrom} on no rate ends much below {zeroModel}, the loss of a model that is zero everywhere.'
      : '';
  return {
    text: `From {seeds} to {mostSeeds} starts near ${where}, ${moves}. Doubling the batch makes it {perDoubling} times as large, where ${rule}.${idle}`,
    outcome,
  };
}

function lossChart(values: V, all: readonly Sized[]): f.ChartPanel {
  const isMean = values.reduction === 'mean';
  const domain: readonly [number, number] = isMean ? [0.05, 80] : [0.01, 8];
  const isOwn = ({ batchSize }: Sized): boolean => batchSize === values.batchSize;
  const curve = (one: Sized): f.ChartSeries => {
    const { batchSize, means } = one;
    const x = Float64Array.from(one.rates, (rate) => inUnit(rate, batchSize, values));
    const inside = [...x.keys()].filter((k) => x[k]! >= domain[0] && x[k]! <= domain[1]);
    const [first, last] = [inside[0] ?? 0, (inside.at(-1) ?? -1) + 1];
    const [across, up] = [x.slice(first, last), means.slice(first, last)];
    return isOwn(one)
      ? f.line(`B = ${batchSize}`, 'run', across, up)
      : f.line(`B = ${batchSize}`, 'measured', across, up, { faint: true });
  };
  // A long run with small steps may end below a loss of 1.
  const low = Math.min(1, ...all.map((one) => (one.lowest < 1 ? 0.5 : 1)));
  const lowestDots = all.map(
    ({ batchSize, rates, index, lowest }): Dot => ({
      batchSize,
      rate: inUnit(rates[index]!, batchSize, values),
      loss: Math.max(low, lowest),
    }),
  );
  return f.chart({
    name: 'losses',
    title: `Mean last loss against the rate ${isMean ? '*a* on the mean' : 'α on the sum'} of a batch's gradients, for each batch size`,
    x: isMean
      ? f.logAxis('rate *a* on the mean', domain, { ticks: [0.1, 1, 10] })
      : f.logAxis('rate α on the sum', domain, { ticks: [0.01, 0.1, 1] }),
    y: f.logAxis('mean loss at the end', [low, 16], { ticks: [0.5, 1, 2, 5, 10] }),
    series: [...all.filter((one) => !isOwn(one)), ...all.filter(isOwn)].map(curve),
    points: lowestDots.map(({ batchSize, rate, loss }) => {
      const own = batchSize === values.batchSize;
      return f.point(own ? 'end' : 'dot', `lowest of B = ${batchSize}`, rate, loss, {
        role: own ? 'run' : 'measured',
        label: dotLabel(batchSize, lowestDots, values),
      });
    }),
    references: [f.level(ZERO_MODEL, 'a model that is zero everywhere', 'baseline')],
  });
}

/** The position of the lowest loss of a batch size. */
interface Dot {
  batchSize: number;
  rate: number;
  loss: number;
}

/** Dots whose rates and losses differ by less than these fractions leave no room for a name between them. */
const SAME_RATE = 0.2;
const SAME_LOSS = 0.12;

/** The dots in a cluster with one, each near the next. */
function groupOf(one: Dot, dots: readonly Dot[]): Dot[] {
  const near = (a: number, b: number, share: number): boolean => Math.abs(Math.log(a / b)) < share;
  const group = [one];
  for (const { rate, loss } of group)
    group.push(
      ...dots.filter(
        (dot) => !group.includes(dot) && near(dot.rate, rate, SAME_RATE) && near(dot.loss, loss, SAME_LOSS),
      ),
    );
  return dots.filter((dot) => group.includes(dot));
}

/** The batch sizes of the dots in a cluster, written once, beside the lowest of them that is not marked. */
function dotLabel(batchSize: number, dots: readonly Dot[], { batchSize: marked }: V): string | undefined {
  const group = groupOf(dots.find((dot) => dot.batchSize === batchSize)!, dots);
  const sizes = group.map((dot) => dot.batchSize);
  const others = group.filter((dot) => dot.batchSize !== marked);
  const bearer = others.sort((a, b) => a.loss - b.loss)[0] ?? group[0];
  if (bearer?.batchSize !== batchSize) return undefined;
  const named = sizes.some((size) => size === marked || size === 1 || size === EXAMPLES);
  return `${named ? '*B* ' : ''}${sizes.length > 2 ? `${sizes[0]} to ${sizes.at(-1)}` : sizes.join(', ')}`;
}

function rateChart(
  values: V,
  all: readonly Sized[],
  smallest: Sized | undefined,
  pinned: readonly Sized[],
): f.ChartPanel {
  const isMean = values.reduction === 'mean';
  const shown = ({ batchSize, rate, low, high }: Sized) => ({
    batchSize,
    rate: inUnit(rate, batchSize, values),
    low: inUnit(low, batchSize, values),
    high: inUnit(high, batchSize, values),
  });
  const most = Math.max(...all.map(({ rate }) => rate));
  const limits = BATCH_SIZES.map(
    (batchSize): BatchRate => ({ batchSize, rate: inUnit(limitOnMean(), batchSize, values) }),
  );
  return bestRateChart({
    title: `Best rate ${isMean ? '*a* on the mean' : 'α on the sum'} against batch size, with the linear rule`,
    rateLabel: isMean ? 'best rate *a*' : 'best rate α',
    batchSizes: BATCH_SIZES,
    rateDomain: isMean ? [0.2, Math.max(20, 1.3 * most)] : [0.08, 8],
    rateTicks: isMean ? [0.5, 1, 2, 5, 10, 50] : [0.1, 0.2, 0.5, 1, 2, 5],
    rates: all.filter(doesWell).map(shown),
    chosen: values.batchSize,
    pinned: pinned.map(shown),
    idle: all.filter((one) => !doesWell(one)).map(shown),
    lines: f.some(
      smallest && powerLaw('linear rule', 'theory', BATCH_SIZES, shown(smallest), isMean ? 1 : 0),
      rateLine('limit of descent', 'theory', limits, 'limit of descent'),
    ),
    points: NOTEBOOK.map(({ batchSize, alpha }) =>
      f.point('cross', `notebook 6.3, B = ${batchSize}`, batchSize, inUnit(alpha * batchSize, batchSize, values), {
        role: 'baseline',
      }),
    ),
  });
}
