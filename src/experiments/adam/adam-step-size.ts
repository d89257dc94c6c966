import {
  defaults,
  mean,
  number,
  type Optimizer,
  optimizers,
  type Schema,
  train,
  type Values,
} from '../../engine/index.ts';
import { squareDecay } from '../../engine/optimizers/hyperparameters.ts';
import { createAdamStep, settledStep } from '../../engine/theory/adam-step.ts';
import * as f from '../../figure/index.ts';
import { momentumBeta, seed } from '../kit/fields.ts';
import { type Measured, meanOf, whiskers } from '../kit/measured.ts';
import { createSlope } from '../kit/slope.ts';

const parameters = {
  snr: number({
    label: 'Signal to noise μ/σ',
    symbol: String.raw`\mu/\sigma`,
    help: 'The mean of the gradient divided by its standard deviation.',
    default: 1,
    min: 0,
    max: 10,
    step: 0.01,
  }),
  beta: momentumBeta('The share of the averaged gradient that each step keeps.', [0, 0.9, 0.99]),
  gamma: squareDecay(0.99, { max: 0.999 }),
  seed: seed('Decides the noise. Eight seeds are used, from this one on.'),
};
type V = Values<typeof parameters>;

const SEEDS = 8;
const STEPS = 12_000;
/** Steps left out of the averages: the moments start from zero. */
const WARM = 1000;
/** Steps drawn individually. */
const DRAWN = 80;
const RATIOS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7, 10] as const;
/** Within this fraction of alpha the step counts as of fixed length. */
const FIXED = 0.05;

/** One seed at the reader's ratio. Lengths are in units of alpha. */
interface Run {
  /** Root mean square of the steps of Adam and of normalized gradients. */
  rms: number;
  normalizedRms: number;
  /** The last steps of both. */
  steps: f.Column;
  normalizedSteps: f.Column;
}

const adamHyper = ({ beta, gamma }: Pick<V, 'beta' | 'gamma'>) => ({
  ...defaults(optimizers.adam.hyperparameters),
  alpha: 1,
  beta,
  gamma,
});

export default f.defineExperiment({
  title: 'Adam’s step is a signal-to-noise meter',
  question: 'Does every step move a fixed distance along each coordinate?',
  claim: 'We move a fixed distance along each coordinate',
  source: 'UDL 6.4, eq 6.13 to 6.17; Kingma and Ba 2015, section 2.1',
  caption:
    'One parameter, a gradient of mean μ with noise of standard deviation σ. The dots say how long Adam’s steps are, in units of α, as a root mean square. Their 95 % whiskers over the seeds are mostly hidden inside them. The dashed line is the exact length, and the grey line the formula for squares that are never forgotten. Where is the step as long as that of normalized gradients? 8 seeds, 11 000 steps each.',
  pace: 'ensemble',
  checked: 'an exact integral, by NumPy too',
  main: ['snr', 'beta'],
  parameters,
  parts({ snr, beta, gamma, seed }: V) {
    const seeds = Array.from({ length: SEEDS }, (_, r) => seed + r);
    return {
      own: seeds.map((one) => ({ snr, beta, gamma, seed: one })),
      // At every ratio of the chart; the reader's own is not included, so that changing it leaves these unchanged.
      grid: seeds.map((one) => ({ beta, gamma, seed: one })),
    };
  },
  measure: {
    own({ snr, beta, gamma, seed }: V): Run {
      const steps = stepsMade(optimizers.adam, adamHyper({ beta, gamma }), snr, seed);
      const normalized = stepsMade(optimizers.normalizedGradients, { alpha: 1 }, snr, seed);
      return {
        rms: rootMeanSquare(steps),
        normalizedRms: rootMeanSquare(normalized),
        steps: steps.slice(-DRAWN),
        normalizedSteps: normalized.slice(-DRAWN),
      };
    },
    /** The root mean square of Adam's steps at each ratio. */
    grid: ({ beta, gamma, seed }: Omit<V, 'snr'>): f.Column =>
      Float64Array.from(RATIOS, (snr) =>
        rootMeanSquare(stepsMade(optimizers.adam, adamHyper({ beta, gamma }), snr, seed)),
      ),
  },
  present(values, results, { pinned, large = false } = {}) {
    const runs = results.own.filter((run) => run !== undefined);
    if (runs.length === 0) return f.unmeasured;
    const grids = results.grid.filter((grid) => grid !== undefined);
    const [first] = results.own;
    const own = meanOf(runs.map(({ rms }) => rms))!;
    const grid = grids.length > 0 ? RATIOS.map((_, k) => meanOf(grids.map((grid) => grid[k]!))!) : [];
    const at = (snr: (typeof RATIOS)[number]): f.ShownNumber => f.fixed(grid[RATIOS.indexOf(snr)], 3);
    const isFixed = Math.abs(own.value - 1) < FIXED;
    const exact = createAdamStep(values);
    const formula = (snr: number): number => settledStep(values, snr);
    const worst = Math.max(...RATIOS.map((snr) => Math.abs(formula(snr) / exact(snr) - 1)));
    return {
      panels: [
        rmsChart(values, { grid, grids: large ? grids : [], own, exact, formula }, pinned?.values),
        stepChart(first),
      ],
      numbers: {
        snr: f.fixed(values.snr, 2),
        rms: f.fixed(own, 3),
        theory: f.fixed(known(exact(values.snr)), 3),
        formula: f.fixed(formula(values.snr), 3),
        // The maximum error of the formula over the ratios of the chart.
        formulaError: f.percent(known(worst), worst < 0.1 ? 1 : 0),
        normalizedRms: f.fixed(mean(runs.map(({ normalizedRms }) => normalizedRms)), 3),
        noiseOnly: at(0),
        evenMix: at(1),
        mostlySignal: at(10),
        seedRms: f.fixed(first?.rms, 3),
        seeds: f.count(runs.length),
      },
      verdict: {
        text: `At a signal-to-noise ratio of {snr}, Adam’s steps are {rms} α long, as a root mean square; ${values.gamma > 0 ? 'theory gives {theory}, and' : 'theory has no value for γ = 0, and'} the formula for squares that are never forgotten {formula}. Those of normalized gradients are {normalizedRms} α long, ${isFixed ? 'nearly the same here' : 'whatever the noise'}.`,
        outcome: isFixed ? 'holds' : 'fails',
      },
    };
  },
  python: ({
    snr,
    beta,
    gamma,
    seed,
  }) => `"""Adam on a gradient of mean mu with standard normal noise: the root mean square of step / alpha, one seed."""
import json

import numpy as np

mu, steps, warm = ${f.pythonLiteral(snr)}, ${STEPS}, ${WARM}
rng = np.random.RandomState([${seed}, 3])


def gradient(phi):
    return mu + np.array([rng.normal()])


${Object.entries(adamHyper({ beta, gamma }))
  .map(([name, value]) => `${name} = ${f.pythonLiteral(value)}`)
  .join('\n')}
phi = np.zeros(1)
${optimizers.adam.pythonState}
path = [phi[0]]

for t in range(1, steps + 1):
${optimizers.adam.python.replace(/^/gm, '    ')}
    path.append(phi[0])
${gamma > 0 ? exactInPython : ''}
print(json.dumps({
    "seedRms": np.sqrt(np.mean(np.diff(path)[warm:] ** 2)),
    "formula": np.sqrt((mu ** 2 + (1 - beta) / (1 + beta)) / (mu ** 2 + 1)),
${gamma > 0 ? '    "theory": theory,\n' : ''}}))
`,
});

/** The steps of one run after its first thousand, with a rate of 1. */
function stepsMade<H extends Schema>(
  optimizer: Optimizer<H>,
  hyper: Partial<Values<H>>,
  snr: number,
  seed: number,
): f.Column {
  const { phi } = train({
    problem: createSlope(snr),
    optimizer,
    hyper,
    start: [0],
    steps: STEPS,
    noise: { sd: 1 },
    seed,
    record: { loss: 'ends' },
  });
  return phi.subarray(WARM + 1).map((after, t) => after - phi[WARM + t]!);
}

function rootMeanSquare(steps: f.Column): number {
  return Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length);
}

/** The mean may not exist; then theory is shown as a dash. */
const known = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** The integral of `createAdamStep`, with each of its sums computed term by term. */
const exactInPython = `
k = np.arange(int(np.ceil(np.log(1e-17) / np.log(max(beta, gamma)))))
w, d = (1 - beta) * beta ** k, (1 - gamma) * gamma ** k


def height(s):
    r = 1 / (1 + 2 * s * d)
    weight = np.exp(np.sum(np.log(r) / 2 - s * mu ** 2 * d * r))
    return s * weight * ((mu * (w @ r)) ** 2 + w ** 2 @ r)


theory = np.sqrt(0.1 * sum(height(s) for s in np.exp(np.arange(-30, 40, 0.1))))
`;

const CURVE = Float64Array.from({ length: 101 }, (_, k) => k / 10);

interface Lengths {
  grid: readonly Measured[];
  /** One row per seed, if all are drawn. */
  grids: readonly f.Column[];
  own: Measured;
  exact(snr: number): number;
  formula(snr: number): number;
}

function rmsChart(values: V, { grid, grids, own, exact, formula }: Lengths, before: V | undefined): f.ChartPanel {
  const reach = Math.max(1, own.value, ...grid.map(({ value }) => value));
  return f.chart({
    name: 'length of steps',
    title: 'Root mean square of Adam’s steps against the signal-to-noise ratio of the gradient',
    x: f.axis('signal to noise μ/σ', [0, 10], { ticks: [0, 2, 4, 6, 8, 10] }),
    y: f.axis('root mean square of step / α', [0, 1.1 * reach], { ticks: [0, 0.5, 1] }),
    references: [f.level(1, 'normalized gradients', 'baseline')],
    series: f.some(
      before &&
        before.gamma > 0 &&
        f.curve('pinned theory', 'baseline', CURVE, createAdamStep(before), { label: 'pinned' }),
      f.curve('formula', 'baseline', CURVE, formula, { label: true }),
      values.gamma > 0 && f.curve('theory', 'theory', CURVE, exact, { label: true }),
      f.eachSeed('each seed', 'measured', Float64Array.from(RATIOS), grids),
      whiskers('Adam', 'measured', RATIOS.slice(0, grid.length), grid),
    ),
    handle: f.ring({ x: 'snr' }, [values.snr, own.value], 'drag the noise'),
  });
}

function stepChart(run: Run | undefined): f.ChartPanel {
  const last = Float64Array.from({ length: DRAWN }, (_, t) => t - DRAWN);
  return f.chart({
    name: 'steps',
    title: 'The last steps of one seed, by Adam and by normalized gradients',
    x: f.axis('step, counted from the end', [-DRAWN, 0]),
    y: f.axis('one step / α, one seed', [-1.5, 1.5], { ticks: [-1, 0, 1] }),
    series: f.some(
      run && f.dots('normalized gradients', 'baseline', last, run.normalizedSteps),
      run && f.stems('Adam', 'run', last, run.steps),
    ),
  });
}
