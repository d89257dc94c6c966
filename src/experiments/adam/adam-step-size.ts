import {
  defaults,
  integer,
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
import { defineExperiment, type Presentation, type ShownNumber } from '../../figure/experiment.ts';
import type { ChartPanel, Column } from '../../figure/panels/panel.ts';
import { pythonLiteral } from '../../figure/python.ts';
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
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the averaged gradient that each step keeps.',
    default: 0.9,
    min: 0,
    max: 0.99,
    step: 0.01,
  }),
  gamma: squareDecay(0.99, { max: 0.999 }),
  seed: integer({ label: 'Seed', help: 'Of the noise; eight seeds from this one on.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

const SEEDS = 8;
const STEPS = 12_000;
/** Steps left out of the averages: the moments start from zero. */
const WARM = 1000;
/** Steps that are drawn one by one. */
const DRAWN = 80;
const GRID = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7, 10] as const;
/** Within this share of alpha the step counts as of fixed length. */
const FIXED = 0.05;

interface Work extends Readonly<Record<string, unknown>> {
  snr: number;
  beta: number;
  gamma: number;
  seed: number;
  /** The first seed's steps are drawn. */
  draws: boolean;
}

interface Result {
  /** Root mean square of step / alpha at each ratio of the grid, and at the reader's. */
  grid: Column;
  own: number;
  normalized: number;
  /** The last steps of Adam and of normalized gradients, in units of alpha; only where they are drawn. */
  adamSteps: Column;
  normalizedSteps: Column;
}

const adamHyper = ({ beta, gamma }: Pick<Work, 'beta' | 'gamma'>) => ({
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
  parts: (values: V) => ({
    all: (({ seed, ...shared }: V): Work[] =>
      Array.from({ length: SEEDS }, (_, r) => ({ ...shared, seed: seed + r, draws: r === 0 })))(values),
  }),
  measure: {
    all({ snr, beta, gamma, seed, draws }: Work): Result {
      const adam = (ratio: number): Column => stepsOf(optimizers.adam, adamHyper({ beta, gamma }), ratio, seed);
      const own = adam(snr);
      const normalized = stepsOf(optimizers.normalizedGradients, { alpha: 1 }, snr, seed);
      const drawn = (steps: Column): Column => (draws ? steps.slice(-DRAWN) : new Float64Array(0));
      return {
        grid: Float64Array.from(GRID, (ratio) => rootMeanSquare(adam(ratio))),
        own: rootMeanSquare(own),
        normalized: rootMeanSquare(normalized),
        adamSteps: drawn(own),
        normalizedSteps: drawn(normalized),
      };
    },
  },
  present(values, { all: results }, { pinned } = {}) {
    const seeds = results.filter((result) => result !== undefined);
    const own = estimate(seeds.map((one) => one.own));
    const grid = GRID.map((_, k) => estimate(seeds.map((one) => one.grid[k]!)));
    const at = (ratio: (typeof GRID)[number]): ShownNumber => shown(grid[GRID.indexOf(ratio)]!);
    const numbers: Presentation['numbers'] = {
      snr: { value: values.snr, digits: 2 },
      rms: shown(own),
      theory: { value: theory(values, values.snr), digits: 3 },
      normalizedRms: { value: mean(seeds.map((one) => one.normalized)), digits: 3 },
      noiseOnly: at(0),
      evenMix: at(1),
      mostlySignal: at(10),
      noiseOnlyTheory: { value: theory(values, 0), digits: 3 },
      seedRms: { value: seeds[0]!.own, digits: 3 },
      seeds: { value: seeds.length, digits: 0 },
    };
    const fixed = Math.abs(own.value - 1) < FIXED;
    const before = pinned?.results.all.filter((result) => result !== undefined) ?? [];
    return {
      panels: [
        rmsChart(values, grid, own, pinned && before.length > 0 ? pinned.values : undefined),
        stepChart(seeds[0]!),
      ],
      arrangement: 'columns',
      numbers,
      verdict: {
        text: `At a signal-to-noise ratio of {snr} Adam’s steps are {rms} α long, as a root mean square; theory gives {theory}. Those of normalized gradients are {normalizedRms} α long, ${fixed ? 'nearly the same here' : 'whatever the noise'}.`,
        outcome: fixed ? 'holds' : 'fails',
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
function stepsOf<H extends Schema>(
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
  return Float64Array.from({ length: STEPS - WARM }, (_, t) => phi[WARM + t + 1]! - phi[WARM + t]!);
}

function rootMeanSquare(steps: Column): number {
  return Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length);
}

/** Root of E[m^2] / E[g^2], with the variance of the average sigma^2 (1 - beta)/(1 + beta): true where v hardly moves, gamma near 1. */
function theory({ beta }: Pick<V, 'beta'>, snr: number): number {
  return Math.sqrt((snr ** 2 + (1 - beta) / (1 + beta)) / (snr ** 2 + 1));
}

interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** Mean over the seeds with a 95 % interval; without one while there is a single seed. */
function estimate(values: readonly number[]): Estimate {
  const value = mean(values);
  const half = values.length > 1 ? 1.96 * standardError(values) : 0;
  return { value, low: value - half, high: value + half };
}

function shown({ value, low, high }: Estimate): ShownNumber {
  return { value, low, high, digits: 3 };
}

const CURVE = Float64Array.from({ length: 101 }, (_, k) => k / 10);

function rmsChart(values: V, grid: readonly Estimate[], own: Estimate, before: V | undefined): ChartPanel {
  const reach = Math.max(1, own.value, ...grid.map(({ value }) => value));
  return {
    kind: 'chart',
    name: 'length of steps',
    title: 'Root mean square of Adam’s steps against the signal-to-noise ratio of the gradient',
    x: { label: 'signal to noise μ/σ', domain: [0, 10], ticks: [0, 2, 4, 6, 8, 10] },
    y: { label: 'root mean square of step / α', domain: [0, 1.1 * reach], ticks: [0, 0.5, 1] },
    references: [{ axis: 'y', at: 1, label: 'normalized gradients', role: 'baseline' }],
    series: [
      ...(before
        ? [
            {
              name: 'pinned theory',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: CURVE,
              y: CURVE.map((snr) => theory(before, snr)),
              label: 'pinned',
            },
          ]
        : []),
      {
        name: 'theory',
        role: 'theory',
        kind: 'line',
        x: CURVE,
        y: CURVE.map((snr) => theory(values, snr)),
        label: 'theory',
      },
      {
        name: 'Adam',
        role: 'measured',
        kind: 'points',
        x: Float64Array.from(GRID),
        y: Float64Array.from(grid, ({ value }) => value),
        low: Float64Array.from(grid, ({ low }) => low),
        high: Float64Array.from(grid, ({ high }) => high),
      },
    ],
    handle: { x: 'snr', at: [values.snr, own.value], label: 'drag the noise' },
  };
}

function stepChart({ adamSteps, normalizedSteps }: Result): ChartPanel {
  const x = adamSteps.map((_, t) => t - adamSteps.length);
  return {
    kind: 'chart',
    name: 'steps',
    title: 'The last steps of one seed, by Adam and by normalized gradients',
    x: { label: 'step, counted from the end', domain: [-DRAWN, 0] },
    y: { label: 'one step / α, one seed', domain: [-1.5, 1.5], ticks: [-1, 0, 1] },
    series: [
      { name: 'normalized gradients', role: 'baseline', kind: 'points', x, y: normalizedSteps },
      { name: 'Adam', role: 'run', kind: 'stems', x, y: adamSteps },
    ],
  };
}
