import {
  choice,
  createQuadratic,
  createSchedule,
  integer,
  mean,
  number,
  optimizers,
  quantiles,
  type Schedule,
  type ScheduleName,
  schedules,
  standardError,
  train,
} from '../../engine/index.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column } from '../../figure/panels/panel.ts';

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
  aMean: number({
    label: 'First learning rate *B*α',
    symbol: String.raw`B\alpha`,
    help: 'The rate on the mean gradient of a batch, at the first step.',
    default: 0.3,
    min: 0.01,
    max: 2.2,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'The variance of the gradient is divided by it.',
    default: 1,
    min: 1,
    max: 256,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps *T*',
    help: 'How many steps each run makes.',
    default: 300,
    min: 50,
    max: 1000,
    scale: 'log',
  }),
  runs: integer({
    label: 'Runs',
    help: 'How many runs, each with its own noise.',
    default: 100,
    min: 20,
    max: 400,
    scale: 'log',
  }),
  seed: integer({ label: 'Seed', help: 'Of the first run; the others follow.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

interface Run {
  [name: string]: unknown;
  schedule: ScheduleName;
  aMean: number;
  batchSize: number;
  steps: number;
}
type Part = (Run & { kind: 'runs'; from: number; count: number }) | { kind: 'floor'; rate: number; seed: number };

interface Runs {
  kind: 'runs';
  /** Losses at every step, run after run; Infinity after a run has diverged. */
  losses: Column;
}
interface Floor {
  kind: 'floor';
  rate: number;
  /** Mean loss of each run over the second half of its steps, at batch size 1. */
  means: number[];
}
type Result = Runs | Floor;

/** Curvatures 1/i; the gradient of one example has covariance diag(h), so that both share their axes. */
const CURVATURES = Array.from({ length: 20 }, (_, i) => 1 / (i + 1));
const START = CURVATURES.map(() => 3 / Math.sqrt(CURVATURES.length));
const NOISE_SD = CURVATURES.map(Math.sqrt);
const problem = createQuadratic({ eigenvalues: CURVATURES });
const RUNS_PER_PART = 10;
const LIMIT = 2 / CURVATURES[0]!;
/** Rates at which the floor is measured, with the runs and steps of each. */
const FLOORS = { rates: [0.1, 0.2, 0.4, 0.8, 1.2, 1.6, 1.85], runs: 6, steps: 1200 } as const;

export default defineExperiment({
  title: 'The noise floor, and schedules that sink it',
  question: 'What does a falling rate win, and what does it cost?',
  claim: 'A falling rate ends lower than a constant one',
  source: 'UDL 6.2.2',
  caption:
    'A noisy quadratic. The loss of one run at each step, the mean and the middle 80 % of all; dashed, its expected value, exact at every step. The noise floor is where a constant rate ends, measured and exact. The expected loss at the end compares the schedules. For how short a run, or how small a rate, does a schedule not pay? Each run has its own seed.',
  pace: 'ensemble',
  parameters,
  parts: (values: V) => ({
    all: (({ runs, seed, schedule, aMean, batchSize, steps }: V): Part[] => {
      const run: Run = { schedule, aMean, batchSize, steps };
      const blocks = Array.from({ length: Math.ceil(runs / RUNS_PER_PART) }, (_, k) => ({
        ...run,
        kind: 'runs' as const,
        from: seed + k * RUNS_PER_PART,
        count: Math.min(RUNS_PER_PART, runs - k * RUNS_PER_PART),
      }));
      const floors = FLOORS.rates.map((rate) => ({ kind: 'floor' as const, rate, seed }));
      return [blocks[0]!, ...floors, ...blocks.slice(1)];
    })(values),
  }),
  measure: {
    all(part: Part): Result {
      if (part.kind === 'floor') return measureFloor(part);
      const { steps, count } = part;
      const losses = new Float64Array(count * (steps + 1)).fill(Number.POSITIVE_INFINITY);
      for (let r = 0; r < count; r++) {
        const trace = train({
          problem,
          optimizer: optimizers.gradientDescent,
          hyper: { alpha: part.aMean },
          start: START,
          steps,
          schedule: scheduleOf(part.schedule, steps),
          noise: { sd: NOISE_SD, batch: part.batchSize },
          seed: part.from + r,
          record: { phi: 'ends', loss: 'all' },
        });
        losses.set(trace.loss, r * (steps + 1));
      }
      return { kind: 'runs', losses };
    },
  },
  present(values, { all: results }, { pinned } = {}) {
    const blocks = results.filter((result): result is Runs => result?.kind === 'runs');
    const floors = results
      .filter((result): result is Floor => result?.kind === 'floor')
      .sort((a, b) => a.rate - b.rate);
    const rows = blocks.flatMap(({ losses }) => split(losses, values.steps + 1));
    const expected = expectedLosses(values.schedule, values);
    const ends = rows.map((row) => row.at(-1)!);
    const end = mean(ends);
    const half = ends.length > 1 && Number.isFinite(end) ? 1.96 * standardError(ends) : Number.NaN;
    const byName = scheduleNames().map((name) => ({ name, loss: expectedLosses(name, values).at(-1)! }));
    const best = byName.reduce((a, b) => (b.loss < a.loss ? b : a));
    const constant = byName.find(({ name }) => name === 'constant')!.loss;
    const floor = floorOf(values.aMean, values.batchSize);
    const numbers: Presentation['numbers'] = {
      runs: { value: ends.length, digits: 0 },
      steps: { value: values.steps, digits: 0 },
      loss: {
        value: end,
        ...(Number.isFinite(half) && { low: end - half, high: end + half }),
        digits: 3,
        significant: true,
      },
      expected: { value: expected.at(-1)!, digits: 3, significant: true },
      constant: { value: constant, digits: 3, significant: true },
      best: { value: best.loss, digits: 3, significant: true },
      floor: { value: floor, digits: 3, significant: true },
      // The rule that the floor is proportional to a/B, without the stability term 1 / (1 - a h / 2).
      linearFloor: {
        value: ((values.aMean / values.batchSize) * CURVATURES.reduce((sum, h) => sum + h, 0)) / 4,
        digits: 4,
      },
      seedLoss: { value: ends[0]!, digits: 4, significant: true },
    };
    const before = pinned && { values: pinned.values, expected: expectedLosses(pinned.values.schedule, pinned.values) };
    return {
      panels: [
        course(values, rows, expected, before?.expected),
        floorChart(values, floors),
        endChart(byName, values.schedule),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, expected.at(-1)!, constant, floor),
      limits: { aMean: [{ at: LIMIT, label: '2/λ_max' }] },
      ...(values.aMean > LIMIT && { offers: [{ text: 'Set 0.9 of the limit', set: { aMean: 0.9 * LIMIT } }] }),
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

/** The expected loss at each step: the mean and the variance along each axis, one after the other. */
function expectedLosses(name: ScheduleName, { aMean, batchSize, steps }: V): Column {
  const factor = scheduleOf(name, steps);
  const losses = new Float64Array(steps + 1);
  const rates = Float64Array.from({ length: steps }, (_, t) => aMean * factor(t));
  for (const [i, h] of CURVATURES.entries()) {
    let square = START[i]! ** 2;
    losses[0]! += (h * square) / 2;
    for (let t = 0; t < steps; t++) {
      const a = rates[t]!;
      // Mean squared and variance shrink by the same factor, so their sum may be followed alone.
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

/** From the origin: the loss rises to its floor, and twice as fast as a run from afar would come down to it. */
function measureFloor({ rate, seed }: { rate: number; seed: number }): Floor {
  const means = Array.from({ length: FLOORS.runs }, (_, r) => {
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
  return { kind: 'floor', rate, means };
}

function split(losses: Column, length: number): Column[] {
  return Array.from({ length: losses.length / length }, (_, r) => losses.subarray(r * length, (r + 1) * length));
}

function verdictOf({ schedule, aMean }: V, expected: number, constant: number, floor: number): Presentation['verdict'] {
  if (aMean >= LIMIT && schedule === 'constant')
    return { text: 'The rate is past 2/λ_max: the loss grows without bound.' };
  const measured = 'After {steps} steps the mean loss of {runs} runs is {loss}; theory says {expected}.';
  if (schedule === 'constant') {
    const there =
      expected < 1.1 * floor
        ? 'The run has come down to the floor of this rate'
        : 'The run is still above the floor of this rate';
    return { text: `${measured} ${there}, {floor}.` };
  }
  return {
    text: `${measured} A constant rate would end at {constant}: here the schedule ${expected < constant ? 'pays' : 'costs more than it wins'}.`,
    outcome: expected < constant ? 'holds' : 'fails',
  };
}

function course({ steps }: V, rows: readonly Column[], expected: Column, before: Column | undefined): ChartPanel {
  const x = Float64Array.from({ length: steps + 1 }, (_, t) => t);
  // A hundred places are as many as the eye tells apart.
  const kept = x.filter((t) => t % Math.ceil(steps / 100) === 0);
  const clamp = (value: number): number => Math.min(value, 1e12);
  const edges = Array.from(kept, (t) =>
    quantiles(
      rows.map((row) => row[t]!),
      [0.1, 0.9],
    ).map(clamp),
  );
  const lower = Float64Array.from(edges, (edge) => edge[0]!);
  const upper = Float64Array.from(edges, (edge) => edge[1]!);
  const low = Math.min(...expected) / 4;
  return {
    kind: 'chart',
    name: 'loss',
    title: 'Loss at each step: one run, the mean and the middle 80 % of all runs, and the expected value',
    x: { label: 'step *t*', domain: [0, steps] },
    y: { label: 'loss *L*', domain: [low, Math.min(1e3, 2 * Math.max(...expected))], scale: 'log' },
    series: [
      { name: 'middle 80 %', role: 'run', kind: 'band', x: kept, y: lower, low: lower, high: upper },
      { name: 'one run', role: 'run', kind: 'line', x, y: rows[0]!, faint: true },
      ...(before
        ? [
            {
              name: 'pinned, expected',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: Float64Array.from(before, (_, t) => t),
              y: before,
              label: 'pinned',
            },
          ]
        : []),
      {
        name: 'mean of the runs',
        role: 'run',
        kind: 'line',
        x: kept,
        y: kept.map((t) => clamp(mean(rows.map((row) => row[t]!)))),
        label: 'mean',
      },
      { name: 'expected', role: 'theory', kind: 'line', x, y: expected, label: 'expected' },
    ],
  };
}

function floorChart({ aMean }: V, floors: readonly Floor[]): ChartPanel {
  const x = Float64Array.from({ length: 60 }, (_, k) => 0.05 * (1.95 / 0.05) ** (k / 59));
  const at = Float64Array.from(floors, ({ rate }) => rate);
  const means = Float64Array.from(floors, (floor) => mean(floor.means));
  const half = floors.map((floor) => 1.96 * standardError(floor.means));
  return {
    kind: 'chart',
    name: 'floor',
    title: 'The loss at which a constant rate stays, against the rate, at batch size 1',
    x: { label: 'rate *B*α', domain: [0.05, 2], scale: 'log', ticks: [0.1, 0.5, 1, 2] },
    y: { label: 'noise floor, *B* = 1', domain: [0.03, 20], scale: 'log', ticks: [0.1, 1, 10] },
    references: aMean < LIMIT && aMean > 0.05 ? [{ axis: 'x', at: aMean, label: 'this rate', role: 'baseline' }] : [],
    series: [
      {
        name: 'measured',
        role: 'measured',
        kind: 'points',
        x: at,
        y: means,
        low: means.map((m, k) => m - half[k]!),
        high: means.map((m, k) => m + half[k]!),
      },
      { name: 'exact', role: 'theory', kind: 'line', x, y: x.map((a) => floorOf(a, 1)), label: 'exact' },
    ],
  };
}

function endChart(byName: readonly { name: ScheduleName; loss: number }[], chosen: ScheduleName): ChartPanel {
  const ends = (loss: number): boolean => Number.isFinite(loss) && loss < 1e6;
  const sorted = byName.filter(({ loss }) => ends(loss));
  const widest = 1.35 * Math.max(0, ...sorted.map(({ loss }) => loss)) || 1;
  return {
    kind: 'chart',
    name: 'end',
    title: 'Expected loss at the last step, for each schedule at the same first rate',
    x: { label: 'loss *L*', domain: [0, widest] },
    y: { label: 'expected loss at the end', domain: [0, byName.length + 1], ticks: [] },
    series: [
      {
        name: 'schedules',
        role: 'theory',
        kind: 'points',
        x: Float64Array.from(sorted, ({ loss }) => loss),
        y: Float64Array.from(sorted, ({ name }) => byName.length - byName.findIndex((one) => one.name === name)),
      },
    ],
    points: byName.map(({ name, loss }, k) => ({
      name: ends(loss) ? name : `${name}, out of sight`,
      x: ends(loss) ? loss : 0.96 * widest,
      y: byName.length - k,
      mark: ends(loss) ? (name === chosen ? 'end' : 'dot') : 'cross',
      role: ends(loss) ? (name === chosen ? 'run' : 'theory') : 'danger',
      label: `${parameters.schedule.options[name]}${ends(loss) ? '' : ': grows without bound'}`,
    })),
  };
}
