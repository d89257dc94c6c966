import {
  bestRate,
  choice,
  flag,
  integer,
  leastSquares,
  mean,
  RandomState,
  rateGrid,
  rateSlope,
  type SeededBestRate,
  seededBestRate,
  standardError,
} from '../../../engine/index.ts';
import type { Values } from '../../../engine/schema.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../../figure/experiment.ts';
import type { ChartPanel, Column } from '../../../figure/panels/panel.ts';
import { bestRateChart, powerLaw, type ShownRate } from '../../kit/best-rate-chart.ts';
import {
  expectedSquaredError,
  ISOTROPIC,
  isotropicExcess,
  noiseScale,
  recursionLimit,
} from './isotropic-regression.ts';

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
  epochs: integer({
    label: 'Epochs',
    help: 'Passes through the 512 examples, where epochs are held fixed.',
    default: 4,
    min: 1,
    max: 8,
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'Updates, where steps are held fixed.',
    default: 60,
    min: 10,
    max: 100,
    scale: 'log',
  }),
  batchSize: choice({
    label: 'Batch size *B* to mark',
    symbol: 'B',
    help: 'Its losses are drawn against the rate, with theory.',
    default: '16',
    options: { '2': '2', '4': '4', '8': '8', '16': '16', '32': '32', '64': '64', '128': '128', '256': '256' },
  }),
  seed: integer({ label: 'First seed', help: 'Of 32, which follow.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

interface Part {
  [name: string]: unknown;
  batchSize: number;
  steps: number;
  noise: boolean;
  seed: number;
}

interface Result {
  batchSize: number;
  /** Mean over seeds of the log excess loss at each rate, and twice its standard error. */
  logs: Column;
  errors: Column;
  /** The lowest excess loss of the first seed. */
  first: number;
  best: SeededBestRate;
}

const SEEDS = 32;
const BATCH_SIZES = [2, 4, 8, 16, 32, 64, 128, 256];
/** On the mean gradient, half octaves apart. */
const RATES = rateGrid(2 ** -10, 2, 2);
/** Slopes above the first count as the linear rule, below the second as next to none. */
const LINEAR = 0.8;
const FLAT = 0.3;
/** Logarithms below the smallest number. */
const LEAST = 1e-300;

export default defineExperiment({
  title: 'Larger batch, larger rate? Exact theory',
  question: 'How does the best rate grow with the batch size, and what does it depend on?',
  claim: 'Twice the batch wants twice the rate',
  source: 'Least squares with 16 normal inputs and 512 examples; exact recursion',
  caption:
    'The excess loss after the run against the rate is that of the marked batch size: dots are the geometric mean of 32 seeds with twice its error; dashed, the exact recursion. Then the best rate for each batch size, with a 95 % bootstrap interval over the seeds, its dashed theory, and the linear rule in grey. Hold steps instead of epochs, or take the label noise away: what is left of the rule?',
  pace: 'ensemble',
  checked: 'exact recursion',
  parameters,
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: { all: measure },
  present(values, { all: results }, { pinned } = {}) {
    const all = inOrder(results);
    const chosen = Number(values.batchSize);
    const own = all.find(({ batchSize }) => batchSize === chosen);
    const theory = BATCH_SIZES.map((batchSize) => ({ batchSize, rate: bestInTheory(batchSize, values) }));
    const complete = all.length === BATCH_SIZES.length;
    const slope = complete ? rateSlope(all.map(asSloped)) : undefined;
    const small = complete ? rateSlope(all.filter(({ batchSize }) => batchSize <= 8).map(asSloped)) : undefined;
    const large = complete ? rateSlope(all.filter(({ batchSize }) => batchSize >= 32).map(asSloped)) : undefined;
    const none = { value: Number.NaN };
    const ownTheory = theory.find(({ batchSize }) => batchSize === chosen)?.rate ?? Number.NaN;
    const power = (one: typeof slope) =>
      one ? { value: 2 ** one.value, low: 2 ** one.low, high: 2 ** one.high } : none;
    const numbers: Record<string, Presentation['numbers'][string]> = {
      slope: { ...(slope ?? none), digits: 2 },
      slopeTheory: { value: slopeOf(theory), digits: 2 },
      slopeSmall: { ...(small ?? none), digits: 2 },
      slopeLarge: { ...(large ?? none), digits: 2 },
      perDoubling: { ...power(slope), digits: 2 },
      rate: { ...(own ? rateOf(own.best) : none), digits: 2, significant: true },
      rateTheory: { value: ownTheory, digits: 2, significant: true },
      smallest: { value: all[0]?.best.rate ?? Number.NaN, digits: 2, significant: true },
      largest: { value: all.at(-1)?.best.rate ?? Number.NaN, digits: 2, significant: true },
      limit: { value: recursionLimit(chosen), digits: 3 },
      batchSize: { value: chosen, digits: 0 },
      steps: { value: stepsOf(chosen, values), digits: 0 },
      epochs: { value: values.epochs, digits: 0 },
      seeds: { value: SEEDS, digits: 0 },
      dimension: { value: ISOTROPIC.dimension, digits: 0 },
      noiseScale: { value: noiseScale(1, values.noise), digits: 0 },
      seedLowest: { value: own?.first ?? Number.NaN, digits: 3, significant: true },
    };
    return {
      panels: [lossChart(values, own), rateChart(values, all, theory, inOrder(pinned?.results.all ?? []))],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, slope?.value),
    };
  },
  python,
});

function inOrder(results: readonly (Result | undefined)[]): Result[] {
  return results.flatMap((result) => (result ? [result] : [])).sort((a, b) => a.batchSize - b.batchSize);
}

const asSloped = ({ batchSize, best }: Result) => ({ batchSize, rate: best.rate, resampled: best.resampled });
const rateOf = ({ rate, low, high }: SeededBestRate) => ({ value: rate, low, high });

function stepsOf(batchSize: number, { hold, epochs, steps }: V): number {
  return hold === 'epochs' ? (epochs * ISOTROPIC.examples) / batchSize : steps;
}

/** The marked batch size first, then the ends, then the gaps. */
function partsOf(values: V): Part[] {
  const sizes = [...new Set([Number(values.batchSize), 256, 2, 32, 8, 128, 4, 64, 16])];
  return sizes.map((batchSize) => ({
    batchSize,
    steps: stepsOf(batchSize, values),
    noise: values.noise,
    seed: values.seed,
  }));
}

function measure(part: Part): Result {
  const { batchSize, seed } = part;
  const logs = RATES.map(() => new Float64Array(SEEDS));
  for (let s = 0; s < SEEDS; s++) {
    const excess = isotropicExcess(RATES, { ...part, seed: seed + s });
    for (const [k, one] of excess.entries())
      logs[k]![s] = Number.isNaN(one) ? Infinity : Math.log(Math.max(LEAST, one));
  }
  return {
    batchSize,
    logs: Float64Array.from(logs, mean),
    errors: Float64Array.from(logs, (list) => 2 * standardError(list)),
    first: Math.exp(Math.min(...logs.map((list) => list[0]!))),
    best: seededBestRate(RATES, logs, { random: new RandomState([seed, RESAMPLING]) }),
  };
}

/** Stream of the bootstrap: the same draws of seeds for every batch size. */
const RESAMPLING = 5;

/** By the same grid and parabola as the measured rates. */
function bestInTheory(batchSize: number, values: V): number {
  const steps = stepsOf(batchSize, values);
  const logs = RATES.map((a) => Math.log(Math.max(LEAST, expectedSquaredError(a, batchSize, steps, values.noise))));
  return bestRate(RATES, logs).rate;
}

function slopeOf(rates: readonly { batchSize: number; rate: number }[]): number {
  return leastSquares(rates.map(({ batchSize, rate }) => [Math.log(batchSize), Math.log(rate)] as const)).slope;
}

function verdictOf({ hold }: V, slope: number | undefined): Presentation['verdict'] {
  if (slope === undefined) return { text: 'Measuring.' };
  const outcome: Outcome = slope > LINEAR ? 'holds' : slope < FLAT ? 'fails' : 'depends';
  const held =
    hold === 'epochs' ? 'With {epochs} epochs for every batch size' : 'With {steps} steps for every batch size';
  const text = {
    holds: 'the linear rule holds, or nearly',
    depends: 'the linear rule holds for small batches, and then no longer',
    fails: 'the linear rule fails',
  }[outcome];
  return {
    text: `${held} ${text}: twice the batch multiplies the best rate by {perDoubling} (slope {slope}, theory {slopeTheory}).`,
    outcome,
  };
}

function lossChart(values: V, own: Result | undefined): ChartPanel {
  const batchSize = Number(values.batchSize);
  const steps = stepsOf(batchSize, values);
  const x = Float64Array.from(RATES);
  const fine = Float64Array.from(rateGrid(RATES[0]!, RATES.at(-1)!, 8));
  const expected = fine.map((a) => expectedSquaredError(a, batchSize, steps, values.noise) / 2);
  const y = own?.logs.map(Math.exp);
  const known = [...(y ?? []), ...expected].filter((one) => one > 0 && Number.isFinite(one));
  const least = Math.floor(Math.log10(Math.min(0.1, ...known)));
  const powers = Array.from({ length: 2 - least }, (_, k) => least + k);
  const apart = Math.ceil(powers.length / 5);
  return {
    kind: 'chart',
    name: 'losses',
    title: `Excess loss after ${steps} steps against the rate, batch size ${batchSize}, measured and by the recursion`,
    x: { label: 'rate on the mean *a*', domain: [RATES[0]!, 3], scale: 'log', ticks: [0.001, 0.01, 0.1, 1] },
    y: {
      label: 'excess loss',
      domain: [10 ** least, 10],
      scale: 'log',
      format: 'power',
      ticks: powers.filter((_, k) => k % apart === 0).map((power) => 10 ** power),
    },
    regions: [{ axis: 'x', from: recursionLimit(batchSize), to: 3, role: 'danger', label: 'grows' }],
    series: [
      { name: 'recursion', role: 'theory', kind: 'line', x: fine, y: expected, label: 'theory' },
      ...(own && y
        ? [
            {
              name: `measured, B = ${batchSize}`,
              role: 'run' as const,
              kind: 'points' as const,
              x,
              y,
              low: y.map((one, k) => one * Math.exp(-own.errors[k]!)),
              high: y.map((one, k) => one * Math.exp(own.errors[k]!)),
            },
          ]
        : []),
    ],
    references: own ? [{ axis: 'x', at: own.best.rate, label: 'best', role: 'measured' }] : [],
  };
}

function rateChart(
  values: V,
  all: readonly Result[],
  theory: readonly { batchSize: number; rate: number }[],
  pinned: readonly Result[],
): ChartPanel {
  const show = ({ batchSize, best: { rate, low, high } }: Result): ShownRate => ({ batchSize, rate, low, high });
  const shown = all.map(show);
  const lowest = Math.min(...theory.map(({ rate }) => rate), ...shown.map(({ low }) => low), 0.02);
  const first = theory[0]!;
  const scale = noiseScale(1, values.noise);
  return bestRateChart({
    title: `Best rate against batch size, ${values.hold} held fixed, measured and by the recursion`,
    rateLabel: 'best rate on the mean *a*',
    batchSizes: BATCH_SIZES,
    rateDomain: [10 ** Math.floor(Math.log10(lowest)), 2],
    rateTicks: [0.001, 0.01, 0.1, 1],
    rates: shown,
    pinned: pinned.map(show),
    chosen: Number(values.batchSize),
    lines: [
      {
        name: 'linear rule',
        role: 'baseline',
        kind: 'line',
        ...powerLaw(BATCH_SIZES, first, 1),
        label: 'linear rule',
      },
      {
        name: 'recursion',
        role: 'theory',
        kind: 'line',
        x: Float64Array.from(theory, ({ batchSize }) => batchSize),
        y: Float64Array.from(theory, ({ rate }) => rate),
        label: 'theory',
      },
    ],
    references: [{ axis: 'x', at: scale, label: values.noise ? `B_noise at the start` : '*D* + 1', role: 'theory' }],
  });
}

/** The first seed at the marked batch size, and the best rates of the recursion. */
function python(values: V): string {
  const { noise, seed } = values;
  const batchSize = Number(values.batchSize);
  return `"""SGD on least squares at each rate, for one seed; the slope of the best rates of the exact recursion."""
import json

import numpy as np

D, N, B = ${ISOTROPIC.dimension}, ${ISOTROPIC.examples}, ${batchSize}
noise = ${noise ? 1 : 0}
rates = ${RATES[0]} * 2 ** (np.arange(${RATES.length}) / 2)
sizes = np.array(${JSON.stringify(BATCH_SIZES)})


def steps_of(size):
    return ${values.hold === 'epochs' ? `${values.epochs} * N // size` : values.steps}


def lowest(log_scores):
    """The rate by a parabola through the lowest score and its neighbours."""
    k = int(np.argmin(log_scores))
    if k in (0, len(rates) - 1):
        return rates[k]
    x = np.log(rates[k - 1:k + 2])
    left, right = np.diff(log_scores[k - 1:k + 2]) / np.diff(x)
    curvature = (right - left) / (x[2] - x[0])
    return np.exp((x[0] + x[1]) / 2 - left / (2 * curvature))


def expected_error(a, size):
    error = 1.0
    for _ in range(steps_of(size)):
        error = (1 - 2 * a + a * a * (1 + (D + 1) / size)) * error + a * a * noise * D / size
    return max(error, ${LEAST})


w = np.random.RandomState([${seed}, 4]).randn(D)
w /= np.linalg.norm(w)
rng = np.random.RandomState([${seed}, 2])
X = rng.randn(N, D)
n = noise * rng.randn(N)
H = X.T @ X / N
best = np.linalg.solve(H, X.T @ n / N)
rng = np.random.RandomState(${seed})
# The error e = w - w*, one row for each rate.
e = np.tile(-w, (len(rates), 1))
for _ in range(steps_of(B)):
    batch = rng.randint(0, N, B)
    residuals = e @ X[batch].T - n[batch]
    e = e - rates[:, None] * (residuals @ X[batch]) / B
excess = 0.5 * np.sum((e - best) @ H * (e - best), axis=1)

with np.errstate(over="ignore"):
    theory = [lowest(np.log([expected_error(a, size) for a in rates])) for size in sizes]
print(json.dumps({
    "seedLowest": float(np.min(excess)),
    "slopeTheory": float(np.polyfit(np.log(sizes), np.log(theory), 1)[0]),
}))
`;
}
