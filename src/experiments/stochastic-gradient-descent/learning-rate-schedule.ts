import {
  choice,
  createQuadratic,
  createSchedule,
  mean,
  meanError,
  optimizers,
  quantiles,
  type Schedule,
  type ScheduleName,
  schedules,
  train,
  type Values,
} from '../../engine/index.ts';
import * as f from '../../figure/index.ts';
import { meanRate } from '../kit/batch-fields.ts';
import { batchSize, runCount, seed, stepCount } from '../kit/fields.ts';
import { rateLimit } from '../kit/limits.ts';
import { whiskers } from '../kit/measured.ts';
import { type SeedBlock, seedBlocks } from '../kit/seed-blocks.ts';

const parameters = {
  schedule: choice<ScheduleName>({
    label: 'Schedule',
    help: 'How the rate changes over the run.',
    default: 'constant',
    options: {
      constant: 'constant',
      step: 'halved again and again',
      exponential: 'exponential',
      inverseSquareRoot: 'inverse square root',
      linearDecay: 'linear to 0',
      cosine: 'cosine to 0',
    },
  }),
  aMean: meanRate('First rate *a*', 'The rate on the mean gradient of a batch, at the first step.', [0.01, 0.3, 2.2]),
  batchSize: batchSize('The variance of the gradient is divided by it.', [1, 1, 256], { scale: 'log' }),
  steps: stepCount('How many steps each run makes.', [50, 300, 1000], { symbol: undefined }),
  runs: runCount('How many runs, each with its own noise.', [20, 100, 400]),
  seed: seed('The seed of the first run. The other runs have the seeds after it.'),
};
type V = Values<typeof parameters>;

type Block = Pick<V, 'schedule' | 'aMean' | 'batchSize' | 'steps'> & SeedBlock;

/** Curvatures 1/i; the gradient of one example has covariance diag(h), so that both share their axes. */
const CURVATURES = Array.from({ length: 20 }, (_, i) => 1 / (i + 1));
const START = CURVATURES.map(() => 3 / Math.sqrt(CURVATURES.length));
const NOISE_SD = CURVATURES.map(Math.sqrt);
const problem = createQuadratic({ eigenvalues: CURVATURES });
const RUNS_PER_PART = 10;
const LIMIT = 2 / CURVATURES[0]!;
/** Rates at which the floor is measured, with the runs and steps of each. */
const FLOORS = { rates: [0.1, 0.2, 0.4, 0.8, 1.2, 1.6, 1.85], runs: 6, steps: 1200 } as const;

export default f.defineExperiment({
  title: 'The noise floor, and schedules that lower it',
  question: 'What does a falling rate win, and what does it cost?',
  claim: 'A falling rate ends lower than a constant one',
  source: 'UDL 6.2.2',
  caption:
    'A noisy quadratic. The first chart has the loss of one run at each step, with the mean and the middle 80 % of all runs. The dashed line is the expected value, exact at every step. The noise floor is where a constant rate ends, measured and exact. The expected loss at the end compares the schedules, and the rate is drawn at every step. For how short a run, or how small a rate, does a schedule not pay? Each run has its own seed.',
  pace: 'ensemble',
  main: ['schedule', 'aMean'],
  parameters,
  parts: ({ runs, seed, schedule, aMean, batchSize, steps }: V) => ({
    runs: seedBlocks(seed, runs, RUNS_PER_PART).map(
      (block): Block => ({ schedule, aMean, batchSize, steps, ...block }),
    ),
    floors: new Map(FLOORS.rates.map((rate) => [rate, { rate, seed }])),
  }),
  measure: {
    /** Losses at every step, run after run; Infinity after a run has diverged. */
    runs({ schedule, aMean, batchSize, steps, from, count }: Block): f.Column {
      const losses = new Float64Array(count * (steps + 1)).fill(Number.POSITIVE_INFINITY);
      for (let r = 0; r < count; r++) {
        const { loss } = train({
          problem,
          optimizer: optimizers.gradientDescent,
          hyper: { alpha: aMean },
          start: START,
          steps,
          schedule: scheduleOf(schedule, steps),
          noise: { sd: NOISE_SD, batch: batchSize },
          seed: from + r,
          record: { phi: 'ends', loss: 'all' },
        });
        losses.set(loss, r * (steps + 1));
      }
      return losses;
    },
    floors: floorLosses,
  },
  present(values, { runs, floors }, { pinned, large = false } = {}) {
    const { schedule, aMean, batchSize, steps } = values;
    const rows = runs.flatMap((losses) => (losses ? split(losses, steps + 1) : []));
    if (rows.length === 0) return f.unmeasured;
    const expected = expectedLosses(schedule, values);
    const ends = rows.map((row) => row.at(-1)!);
    const end = mean(ends);
    const half = ends.length > 1 && Number.isFinite(end) ? meanError(ends) : Number.NaN;
    const byName = scheduleNames().map((name) => ({ name, loss: expectedLosses(name, values).at(-1)! }));
    const best = byName.reduce((a, b) => (b.loss < a.loss ? b : a));
    const constant = byName.find(({ name }) => name === 'constant')!.loss;
    const floor = floorOf(aMean, batchSize);
    return {
      panels: [
        course(values, { rows, large }, expected, pinned && expectedLosses(pinned.values.schedule, pinned.values)),
        floorChart(values, floors),
        endChart(byName, schedule),
        rateChart(values, pinned?.values),
      ],
      numbers: {
        runs: f.count(ends.length),
        steps: f.count(steps),
        loss: f.significant(f.around(end, half), 3),
        expected: f.significant(expected.at(-1), 3),
        constant: f.significant(constant, 3),
        best: f.significant(best.loss, 3),
        floor: f.significant(floor, 3),
        seedLoss: f.significant(ends[0], 4),
      },
      summary:
        schedule === 'constant'
          ? 'After {steps} steps the mean loss is {loss}.'
          : 'After {steps} steps the mean loss is {loss}; at a constant rate it would be {constant}, by theory.',
      verdict: verdictsOf(values, expected, constant, floor),
      ...rateLimit('aMean', aMean, LIMIT, 'limit'),
    };
  },
  python: ({
    schedule,
    aMean,
    batchSize,
    steps,
    seed,
  }) => `"""A noisy quadratic: the expected loss, exact, and the first run of the ensemble."""
import json

import numpy as np

h = np.array(${JSON.stringify(CURVATURES)})
start = np.array(${JSON.stringify(START)})
B, alpha, steps = ${batchSize}, ${aMean}, ${steps}
${Object.entries(scheduleValues(schedule, steps))
  .map(([name, value]) => `${name} = ${value}`)
  .join('\n')}
factor = lambda t: ${schedules[schedule].python}
rng = np.random.RandomState([${seed}, 3])
phi, mean, variance = start.copy(), start.copy(), np.zeros(len(h))
for t in range(steps):
    a = alpha * factor(t)
    phi = phi - a * (h * phi + np.sqrt(h / B) * rng.normal(size=len(h)))
    mean = (1 - a * h) * mean
    variance = (1 - a * h) ** 2 * variance + a * a * h / B
print(json.dumps({
    "seedLoss": float(np.sum(h * phi ** 2) / 2),
    "expected": float(np.sum(h * (mean ** 2 + variance)) / 2),
    "floor": float(np.sum(alpha * h / (B * (2 - alpha * h))) / 2),
}))
`,
});

const scheduleNames = (): ScheduleName[] => Object.keys(parameters.schedule.options) as ScheduleName[];

/** Each schedule fits the run: halved four times, or down to 0 at its end. */
function scheduleValues(name: ScheduleName, steps: number): Record<string, number> {
  switch (name) {
    case 'constant':
      return {};
    case 'step':
      return { every: Math.ceil(steps / 5), ratio: 0.5 };
    case 'exponential':
      return { halfLife: Math.ceil(steps / 5) };
    case 'inverseSquareRoot':
      return { scale: Math.ceil(steps / 20) };
    case 'linearDecay':
    case 'cosine':
      return { duration: steps, end: 0 };
  }
}

function scheduleOf(name: ScheduleName, steps: number): Schedule {
  return createSchedule(name, scheduleValues(name, steps));
}

/** The expected loss at each step: the mean and the variance along each axis in turn. */
function expectedLosses(name: ScheduleName, { aMean, batchSize, steps }: V): f.Column {
  const factor = scheduleOf(name, steps);
  const losses = new Float64Array(steps + 1);
  const rates = Float64Array.from({ length: steps }, (_, t) => aMean * factor(t));
  for (const [i, h] of CURVATURES.entries()) {
    let square = START[i]! ** 2;
    losses[0]! += (h * square) / 2;
    for (let t = 0; t < steps; t++) {
      const a = rates[t]!;
      // The squared mean and the variance shrink by the same factor, so only their sum is needed.
      square = (1 - a * h) ** 2 * square + (a * a * h) / batchSize;
      losses[t + 1]! += (h * square) / 2;
    }
  }
  return losses;
}

/** 1/2 sum a h / (B (2 - a h)): the loss at which a constant rate stays. */
function floorOf(a: number, batchSize: number): number {
  if (a >= LIMIT) return Number.POSITIVE_INFINITY;
  return CURVATURES.reduce((sum, h) => sum + (a * h) / (batchSize * (2 - a * h)), 0) / 2;
}

/**
 * Mean loss of each run over the second half of its steps, at batch size 1. From the origin the loss rises to its
 * floor, twice as fast as a run from far away would fall to it.
 */
function floorLosses({ rate, seed }: { rate: number; seed: number }): number[] {
  return Array.from({ length: FLOORS.runs }, (_, r) => {
    const { loss } = train({
      problem,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: rate },
      start: CURVATURES.map(() => 0),
      steps: FLOORS.steps,
      noise: { sd: NOISE_SD },
      seed: seed + r,
      record: { phi: 'ends', loss: 'all' },
    });
    return mean(loss.subarray(FLOORS.steps / 2));
  });
}

function split(losses: f.Column, length: number): f.Column[] {
  return Array.from({ length: losses.length / length }, (_, r) => losses.subarray(r * length, (r + 1) * length));
}

function verdictsOf({ schedule, aMean }: V, losses: f.Column, constant: number, floor: number): f.Sentences {
  const [first, expected] = [losses[0]!, losses.at(-1)!];
  const measured = 'After {steps} steps the mean loss of {runs} runs is {loss}; theory says {expected}.';
  const isConstant = schedule === 'constant';
  // The floor of a large rate is above the start, and the loss rises to it.
  const near = expected < 1.1 * floor && expected > 0.9 * floor;
  const falling = `${measured} A constant rate would end at {constant}: here the schedule`;
  return [
    [isConstant && aMean >= LIMIT, 'The rate is past 2/λ_max: the loss grows without bound.'],
    [
      isConstant && near,
      `${measured} The run has ${first < floor ? 'risen' : 'come down'} to the floor of this rate, {floor}.`,
    ],
    [
      isConstant,
      `${measured} The run is still ${expected < floor ? 'below' : 'above'} the floor of this rate, {floor}.`,
    ],
    [expected < constant, `${falling} pays.`, 'holds'],
    [true, `${falling} costs more than it gains.`, 'fails'],
  ];
}

/** Losses of each run at every step, and whether all of them are drawn. */
interface Losses {
  rows: readonly f.Column[];
  large: boolean;
}

/** Start of the loss axis, as long as all losses are above it: so that a sinking floor is visible. */
const LOW = 0.012;

function course({ steps }: V, { rows, large }: Losses, expected: f.Column, before: f.Column | undefined): f.ChartPanel {
  const x = Float64Array.from({ length: steps + 1 }, (_, t) => t);
  // In a small chart the eye cannot distinguish more than a hundred points.
  const kept = large ? x : x.filter((t) => t % Math.ceil(steps / 100) === 0);
  const clamp = (value: number): number => Math.min(value, 1e12);
  const edges = Array.from(kept, (t) =>
    quantiles(
      rows.map((row) => row[t]!),
      [0.1, 0.9],
    ).map(clamp),
  );
  const lower = Float64Array.from(edges, (edge) => edge[0]!);
  const upper = Float64Array.from(edges, (edge) => edge[1]!);
  const low = Math.min(LOW, Math.min(...expected) / 4);
  const means = kept.map((t) => clamp(mean(rows.map((row) => row[t]!))));
  return f.chart({
    name: 'loss',
    title: `Loss at each step: ${large ? 'each run' : 'one run'}, the mean and the middle 80 % of all runs, and the expected value`,
    x: f.axis('step *t*', [0, steps]),
    y: f.logAxis('loss *L*', [low, Math.min(1e3, 2 * Math.max(...expected))]),
    series: f.some(
      f.band('middle 80 %', 'run', kept, { low: lower, high: upper }),
      large ? f.eachSeed('each run', 'run', x, rows) : f.line('one run', 'run', x, rows[0]!, { faint: true }),
      before && f.line('pinned, expected', 'baseline', before, { label: 'before' }),
      f.line('mean of the runs', 'run', kept, means, { label: 'mean' }),
      f.line('expected', 'theory', x, expected, { label: true }),
    ),
  });
}

function rateChart(values: V, before: V | undefined): f.ChartPanel {
  const rates = ({ schedule, aMean, steps }: V): f.Column =>
    Float64Array.from({ length: steps }, (_, t) => aMean * scheduleOf(schedule, steps)(t));
  const lineOf = (rate: f.Column, role: 'run' | 'baseline', label: string): f.ChartSeries =>
    f.line(label, role, rate, { label: true });
  return f.chart({
    name: 'rate',
    title: 'The rate at each step',
    x: f.axis('step *t*', [0, values.steps]),
    y: f.axis('rate *a*', [0, 1.1 * Math.max(values.aMean, before?.aMean ?? 0)]),
    // One x axis with the losses below it.
    names: ['expected', 'mean'],
    series: f.some(before && lineOf(rates(before), 'baseline', 'before'), lineOf(rates(values), 'run', 'rate')),
  });
}

function floorChart({ aMean }: V, floors: ReadonlyMap<number, readonly number[]>): f.ChartPanel {
  const x = Float64Array.from({ length: 60 }, (_, k) => 0.05 * (1.95 / 0.05) ** (k / 59));
  const losses = Array.from(floors.values(), (runs) => f.around(mean(runs), meanError(runs)));
  return f.chart({
    name: 'floor',
    title: 'The loss at which a constant rate stays, against the rate, at batch size 1',
    x: f.logAxis('rate *B*α', [0.05, 2], { ticks: [0.1, 0.5, 1, 2] }),
    y: f.logAxis('noise floor, *B* = 1', [0.03, 20], { ticks: [0.1, 1, 10] }),
    references: f.some(aMean < LIMIT && aMean > 0.05 && f.upright(aMean, 'this rate', 'baseline')),
    series: [
      whiskers('measured', 'measured', floors.keys(), losses),
      f.curve('exact', 'theory', x, (a) => floorOf(a, 1), { label: true }),
    ],
  });
}

function endChart(byName: readonly { name: ScheduleName; loss: number }[], chosen: ScheduleName): f.ChartPanel {
  const ends = (loss: number): boolean => Number.isFinite(loss) && loss < 1e6;
  const sorted = byName.filter(({ loss }) => ends(loss));
  const widest = 1.35 * Math.max(0, ...sorted.map(({ loss }) => loss)) || 1;
  const rowOf = (name: ScheduleName): number => byName.length - byName.findIndex((one) => one.name === name);
  return f.chart({
    name: 'end',
    title: 'Expected loss at the last step, for each schedule at the same first rate',
    x: f.axis('loss *L*', [0, widest]),
    y: f.axis('expected loss at the end', [0, byName.length + 1], { ticks: [] }),
    series: [
      f.dots(
        'schedules',
        'theory',
        sorted.map(({ loss }) => loss),
        sorted.map(({ name }) => rowOf(name)),
      ),
    ],
    points: byName.map(({ name, loss }) => {
      const label = parameters.schedule.options[name];
      if (!ends(loss))
        return f.point('cross', `${name}, out of sight`, 0.96 * widest, rowOf(name), {
          role: 'danger',
          label: `${label}: grows without bound`,
        });
      const own = name === chosen;
      return f.point(own ? 'end' : 'dot', name, loss, rowOf(name), { role: own ? 'run' : 'theory', label });
    }),
  });
}
