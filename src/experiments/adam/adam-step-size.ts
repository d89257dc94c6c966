import {
  defaults,
  type Estimate,
  mean,
  number,
  type Optimizer,
  optimizers,
  type Schema,
  standardError,
  train,
  type Values,
} from '../../engine/index.ts';
import { squareDecay } from '../../engine/optimizers/hyperparameters.ts';
import {
  axis,
  type ChartPanel,
  type Column,
  chart,
  count,
  defineExperiment,
  dots,
  fixed,
  level,
  line,
  pythonLiteral,
  ring,
  type ShownNumber,
  some,
  stems,
  unmeasured,
} from '../../figure/index.ts';
import { momentumBeta, seed } from '../kit/fields.ts';
import { createSlope } from '../kit/slope.ts';

const parameters = {
  snr: number({
    label: 'Signal to noise μ/σ',
    symbol: String.raw`\mu/\sigma`,
    help: 'Mean of the gradient over its standard deviation.',
    default: 1,
    min: 0,
    max: 10,
    step: 0.01,
  }),
  beta: momentumBeta('The share of the averaged gradient that each step keeps.', { default: 0.9, min: 0, max: 0.99 }),
  gamma: squareDecay(0.99, { max: 0.999 }),
  seed: seed('Of the noise; eight seeds from this one on.'),
};
type V = Values<typeof parameters>;

const SEEDS = 8;
const STEPS = 12_000;
/** Steps left out of the averages: the moments start from zero. */
const WARM = 1000;
/** Steps that are drawn one by one. */
const DRAWN = 80;
const RATIOS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7, 10] as const;
/** Within this share of alpha the step counts as of fixed length. */
const FIXED = 0.05;

/** One seed at the reader's ratio. Lengths are in units of alpha. */
interface Run {
  /** Root mean square of the steps of Adam and of normalized gradients. */
  rms: number;
  normalizedRms: number;
  /** The last steps of both. */
  steps: Column;
  normalizedSteps: Column;
}

const adamHyper = ({ beta, gamma }: Pick<V, 'beta' | 'gamma'>) => ({
  ...defaults(optimizers.adam.hyperparameters),
  alpha: 1,
  beta,
  gamma,
});

export default defineExperiment({
  title: 'Adam’s step is a signal-to-noise meter',
  question: 'Does every step move a fixed distance along each coordinate?',
  claim: 'We move a fixed distance along each coordinate',
  source: 'UDL 6.4, eq 6.13 to 6.17; Kingma and Ba 2015, section 2.1',
  caption:
    'One parameter, a gradient of mean μ with noise of deviation σ. Dots: how long Adam’s steps are, in units of α, as a root mean square; whiskers: 95 % over the seeds, mostly inside the dots; dashes: theory. Where is the step as long as that of normalized gradients? 8 seeds, 11 000 steps each.',
  pace: 'ensemble',
  checked: 'theory of its long-run mean square',
  parameters,
  parts({ snr, beta, gamma, seed }: V) {
    const seeds = Array.from({ length: SEEDS }, (_, r) => seed + r);
    return {
      own: seeds.map((one) => ({ snr, beta, gamma, seed: one })),
      // At every ratio of the chart; the reader's own is not asked, so that moving it leaves these as they are.
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
    grid: ({ beta, gamma, seed }: Omit<V, 'snr'>): Column =>
      Float64Array.from(RATIOS, (snr) =>
        rootMeanSquare(stepsMade(optimizers.adam, adamHyper({ beta, gamma }), snr, seed)),
      ),
  },
  present(values, results, { pinned } = {}) {
    const runs = results.own.filter((run) => run !== undefined);
    if (runs.length === 0) return unmeasured;
    const grids = results.grid.filter((grid) => grid !== undefined);
    const [first] = results.own;
    const own = estimate(runs.map(({ rms }) => rms));
    const grid = grids.length > 0 ? RATIOS.map((_, k) => estimate(grids.map((one) => one[k]!))) : [];
    const at = (snr: (typeof RATIOS)[number]): ShownNumber => fixed(grid[RATIOS.indexOf(snr)], 3);
    const isFixed = Math.abs(own.value - 1) < FIXED;
    return {
      panels: [rmsChart(values, grid, own, pinned?.values), stepChart(first)],
      arrangement: 'columns',
      numbers: {
        snr: fixed(values.snr, 2),
        rms: fixed(own, 3),
        theory: fixed(theory(values, values.snr), 3),
        normalizedRms: fixed(mean(runs.map(({ normalizedRms }) => normalizedRms)), 3),
        noiseOnly: at(0),
        evenMix: at(1),
        mostlySignal: at(10),
        noiseOnlyTheory: fixed(theory(values, 0), 3),
        seedRms: fixed(first?.rms, 3),
        seeds: count(runs.length),
      },
      verdict: {
        text: `At a signal-to-noise ratio of {snr} Adam’s steps are {rms} α long, as a root mean square; theory gives {theory}. Those of normalized gradients are {normalizedRms} α long, ${isFixed ? 'nearly the same here' : 'whatever the noise'}.`,
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

mu, steps, warm = ${pythonLiteral(snr)}, ${STEPS}, ${WARM}
rng = np.random.RandomState([${seed}, 3])


def gradient(phi):
    return mu + np.array([rng.normal()])


${Object.entries(adamHyper({ beta, gamma }))
  .map(([name, value]) => `${name} = ${pythonLiteral(value)}`)
  .join('\n')}
phi = np.zeros(1)
${optimizers.adam.pythonState}
path = [phi[0]]

for t in range(1, steps + 1):
${optimizers.adam.python.replace(/^/gm, '    ')}
    path.append(phi[0])

print(json.dumps({
    "seedRms": np.sqrt(np.mean(np.diff(path)[warm:] ** 2)),
    "theory": np.sqrt((mu ** 2 + (1 - beta) / (1 + beta)) / (mu ** 2 + 1)),
}))
`,
});

/** The steps of one run after its first thousand, with a rate of 1. */
function stepsMade<H extends Schema>(
  optimizer: Optimizer<H>,
  hyper: Partial<Values<H>>,
  snr: number,
  seed: number,
): Column {
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

function rootMeanSquare(steps: Column): number {
  return Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length);
}

/** Root of E[m^2] / E[g^2], with the variance of the average sigma^2 (1 - beta)/(1 + beta): true where v hardly moves, gamma near 1. */
function theory({ beta }: Pick<V, 'beta'>, snr: number): number {
  return Math.sqrt((snr ** 2 + (1 - beta) / (1 + beta)) / (snr ** 2 + 1));
}

/** Mean over the seeds with a 95 % interval; without one while there is a single seed. */
function estimate(values: readonly number[]): Estimate {
  const value = mean(values);
  const half = values.length > 1 ? 1.96 * standardError(values) : 0;
  return { value, low: value - half, high: value + half };
}

const CURVE = Float64Array.from({ length: 101 }, (_, k) => k / 10);

function rmsChart(values: V, grid: readonly Estimate[], own: Estimate, before: V | undefined): ChartPanel {
  const reach = Math.max(1, own.value, ...grid.map(({ value }) => value));
  const curve = (of: V): Column => CURVE.map((snr) => theory(of, snr));
  const column = (of: keyof Estimate): Column => Float64Array.from(grid, (one) => one[of]);
  const ratios = Float64Array.from(grid, (_, k) => RATIOS[k]!);
  return chart({
    name: 'length of steps',
    title: 'Root mean square of Adam’s steps against the signal-to-noise ratio of the gradient',
    x: axis('signal to noise μ/σ', [0, 10], { ticks: [0, 2, 4, 6, 8, 10] }),
    y: axis('root mean square of step / α', [0, 1.1 * reach], { ticks: [0, 0.5, 1] }),
    references: [level(1, 'normalized gradients', 'baseline')],
    series: some(
      before && line('pinned theory', 'baseline', CURVE, curve(before), { label: 'pinned' }),
      line('theory', 'theory', CURVE, curve(values), { label: 'theory' }),
      dots('Adam', 'measured', ratios, column('value'), { low: column('low'), high: column('high') }),
    ),
    handle: ring({ x: 'snr' }, [values.snr, own.value], 'drag the noise'),
  });
}

function stepChart(run: Run | undefined): ChartPanel {
  const last = Float64Array.from({ length: DRAWN }, (_, t) => t - DRAWN);
  return chart({
    name: 'steps',
    title: 'The last steps of one seed, by Adam and by normalized gradients',
    x: axis('step, counted from the end', [-DRAWN, 0]),
    y: axis('one step / α, one seed', [-1.5, 1.5], { ticks: [-1, 0, 1] }),
    series: some(
      run && dots('normalized gradients', 'baseline', last, run.normalizedSteps),
      run && stems('Adam', 'run', last, run.steps),
    ),
  });
}
