import { choice, type Estimate, flag, rateGrid, rateSlope, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { type BatchRate, bestRateChart, bySize, logSlope, powerLaw, rateLine } from '../../kit/best-rate-chart.ts';
import { epochCount, firstSeed, stepCount } from '../../kit/fields.ts';
import { through } from '../../kit/measured.ts';
import { BATCH_SIZES, bestInTheory, type Excess, excessByRate, RATES, SEEDS } from './excess-by-rate.ts';
import { excessScript } from './excess-script.ts';
import { expectedSquaredError, ISOTROPIC, noiseScale, recursionLimit } from './isotropic-regression.ts';

const parameters = {
  hold: choice({
    label: 'Held fixed',
    help: 'What all batch sizes have in common: passes through the data, or updates.',
    default: 'epochs',
    options: { epochs: 'epochs', steps: 'steps' },
  }),
  noise: flag({
    label: 'Label noise',
    help: 'On: N(0, 1) is added to every label. Off: some w fits all examples exactly.',
    default: true,
  }),
  epochs: epochCount('How many passes through the 512 examples a run makes, where epochs are held fixed.', [1, 4, 8]),
  steps: stepCount('Updates, where steps are held fixed.', [10, 60, 100]),
  batchSize: choice({
    label: 'Batch size *B* to mark',
    symbol: 'B',
    help: 'The losses of this batch size are drawn against the rate, beside what theory says.',
    default: '16',
    options: { '2': '2', '4': '4', '8': '8', '16': '16', '32': '32', '64': '64', '128': '128', '256': '256' },
  }),
  seed: firstSeed('The first of 32 seeds that follow one another.'),
};
type V = Values<typeof parameters>;

/** Measurements of a batch size. */
type Sized = Excess & { batchSize: number };

/**
 * Slopes above the first, a factor of 1.8 for each doubling, count as the linear rule to within a tenth; below the
 * second as almost none.
 */
const LINEAR = Math.log2(1.8);
const FLAT = 0.3;

export default f.defineExperiment({
  title: 'Larger batch, larger rate? Exact theory',
  question: 'How does the best rate grow with the batch size, and what does it depend on?',
  claim: 'Twice the batch needs twice the rate',
  source: 'Least squares with 16 normal inputs and 512 examples; exact recursion',
  caption:
    'The excess loss after the run against the rate is that of the marked batch size: dots are the geometric mean of 32 seeds with its 95 % interval; dashed, the exact recursion. Then the best rate for each batch size, with the interval over the seeds, its dashed theory, and the linear rule in grey. Hold steps instead of epochs, or take the label noise away: what is left of the rule?',
  pace: 'ensemble',
  checked: 'exact recursion',
  main: ['hold', 'batchSize'],
  parameters,
  parts: (values: V) => ({
    // The marked batch size first, then the ends, then the gaps.
    sizes: new Map(
      [Number(values.batchSize), 256, 2, 32, 8, 128, 4, 64, 16].map((size) => [size, runOf(size, values)]),
    ),
  }),
  measure: { sizes: excessByRate },
  present(values, { sizes }, { pinned } = {}) {
    const all = bySize(sizes);
    const chosen = Number(values.batchSize);
    const own = sizes.get(chosen);
    const theory = BATCH_SIZES.map((batchSize) => ({ batchSize, rate: bestInTheory(runOf(batchSize, values)) }));
    const slopeOver = (least: number, most: number): Estimate | undefined =>
      all.length < BATCH_SIZES.length
        ? undefined
        : rateSlope(all.filter(({ batchSize }) => batchSize >= least && batchSize <= most));
    const [slope, slopeSmall] = [slopeOver(2, 256), slopeOver(2, 8)];
    return {
      panels: [lossChart(values, own), rateChart(values, { all, theory, pinned: bySize(pinned?.results.sizes) })],
      numbers: {
        slope: f.fixed(slope, 2),
        slopeTheory: f.fixed(logSlope(theory), 2),
        slopeSmall: f.fixed(slopeSmall, 2),
        slopeLarge: f.fixed(slopeOver(32, 256), 2),
        perDoubling: f.fixed(slope && through(slope, (power) => 2 ** power), 2),
        rate: f.significant(own && { value: own.rate, low: own.low, high: own.high }, 2),
        smallest: f.significant(all[0]?.rate, 2),
        largest: f.significant(all.at(-1)?.rate, 2),
        limit: f.fixed(recursionLimit(chosen), 3),
        batchSize: f.count(chosen),
        steps: f.count(runOf(chosen, values).steps),
        epochs: f.count(values.epochs),
        seeds: f.count(SEEDS),
        dimension: f.count(ISOTROPIC.dimension),
        noiseScale: f.count(noiseScale(1, values.noise)),
        seedLowest: f.significant(own?.first, 3),
      },
      ...(slope && { summary: 'Twice the batch multiplies the best rate by {perDoubling}, on average.' }),
      verdict: verdictOf(values, slope?.value, slopeSmall?.value),
    };
  },
  python: ({ hold, noise, epochs, steps, batchSize, seed }) =>
    excessScript({
      batchSize: Number(batchSize),
      steps: hold === 'epochs' ? `${epochs} * N // size` : String(steps),
      noise,
      seed,
    }),
});

/** The settings for one batch size. */
const runOf = (batchSize: number, { hold, epochs, steps, noise, seed }: V) => ({
  batchSize,
  steps: hold === 'epochs' ? (epochs * ISOTROPIC.examples) / batchSize : steps,
  noise,
  seed,
});

function verdictOf({ hold }: V, slope: number | undefined, small = Number.NaN): f.Presentation['verdict'] {
  if (slope === undefined) return f.measuring();
  const outcome = slope > LINEAR ? 'holds' : slope < FLAT ? 'fails' : 'depends';
  const held =
    hold === 'epochs' ? 'With {epochs} epochs for every batch size' : 'With {steps} steps for every batch size';
  const text = {
    holds: 'the linear rule holds to within a tenth',
    depends:
      small > LINEAR
        ? 'the linear rule holds for small batches, and then no longer'
        : 'the best rate grows, but by less than the linear rule even for small batches',
    fails: 'the linear rule fails',
  }[outcome];
  return {
    text: `${held} ${text}: twice the batch multiplies the best rate by {perDoubling} (slope {slope}, theory {slopeTheory}).`,
    outcome,
  };
}

function lossChart(values: V, own: Excess | undefined): f.ChartPanel {
  const { batchSize, steps, noise } = runOf(Number(values.batchSize), values);
  const fine = Float64Array.from(rateGrid(RATES[0]!, RATES.at(-1)!, 8));
  const expected = fine.map((a) => expectedSquaredError(a, batchSize, steps, noise) / 2);
  const measured = own?.logs.map(Math.exp);
  const known = [...(measured ?? []), ...expected].filter((one) => one > 0 && Number.isFinite(one));
  const least = Math.floor(Math.log10(Math.min(0.1, ...known)));
  const powers = Array.from({ length: 2 - least }, (_, k) => least + k);
  const apart = Math.ceil(powers.length / 5);
  return f.chart({
    name: 'losses',
    title: `Excess loss after ${steps} steps against the rate, batch size ${batchSize}, measured and by the recursion`,
    x: f.logAxis('rate on the mean *a*', [RATES[0]!, 3], { ticks: [0.001, 0.01, 0.1, 1] }),
    y: f.logAxis('excess loss', [10 ** least, 10], {
      format: 'power',
      ticks: powers.filter((_, k) => k % apart === 0).map((power) => 10 ** power),
    }),
    regions: [f.stretch('x', recursionLimit(batchSize), 3, 'danger', 'grows')],
    series: f.some(
      f.line('recursion', 'theory', fine, expected, { label: 'theory' }),
      own &&
        measured &&
        f.dots(`measured, B = ${batchSize}`, 'run', own.rates, measured, {
          low: measured.map((one, k) => one * Math.exp(-own.errors[k]!)),
          high: measured.map((one, k) => one * Math.exp(own.errors[k]!)),
        }),
    ),
    references: f.some(own && f.upright(own.rate, 'best', 'measured')),
  });
}

interface Rates {
  all: readonly Sized[];
  theory: readonly BatchRate[];
  pinned: readonly BatchRate[];
}

function rateChart({ hold, noise, batchSize }: V, { all, theory, pinned }: Rates): f.ChartPanel {
  const lowest = Math.min(...theory.map(({ rate }) => rate), ...all.map(({ low }) => low), 0.02);
  return bestRateChart({
    title: `Best rate against batch size, ${hold} held fixed, measured and by the recursion`,
    rateLabel: 'best rate on the mean *a*',
    batchSizes: BATCH_SIZES,
    rateDomain: [10 ** Math.floor(Math.log10(lowest)), 2],
    rateTicks: [0.001, 0.01, 0.1, 1],
    rates: all,
    pinned,
    chosen: Number(batchSize),
    lines: [
      powerLaw('linear rule', 'baseline', BATCH_SIZES, theory[0]!, 1),
      rateLine('recursion', 'theory', theory, 'theory'),
    ],
    // With label noise it changes during the run, and no line can represent it.
    references: f.some(!noise && f.upright(noiseScale(1, noise), '*D* + 1', 'theory')),
  });
}
