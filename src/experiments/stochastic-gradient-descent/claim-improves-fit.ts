import {
  batchAt,
  choice,
  integer,
  mean,
  number,
  optimizers,
  problems,
  type Sampling,
  samplings,
  standardError,
  stateAt,
  stream,
  train,
} from '../../engine/index.ts';
import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../engine/schema.ts';
import { createExpectedChange } from '../../engine/theory/expected-change.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../figure/experiment.ts';
import type { ChartPanel, Column } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';

const parameters = {
  aMean: number({
    label: 'Learning rate *B*α',
    symbol: String.raw`B\alpha`,
    help: 'The rate on the mean gradient of a batch: B times the book’s α, so that the batch size alone changes only the noise.',
    default: 1,
    min: 0.01,
    max: 20,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'How many of the 30 examples each step sees. At 30 there is no noise.',
    default: 5,
    min: 1,
    max: 30,
  }),
  sampling: choice<Sampling>({
    label: 'Batches are drawn',
    help: 'How the examples of a batch are chosen.',
    default: 'notebook',
    options: samplings,
  }),
  steps: integer({
    label: 'Steps *T*',
    help: 'How many steps each run makes.',
    default: 200,
    min: 100,
    max: 600,
    scale: 'log',
  }),
  runs: integer({
    label: 'Runs',
    help: 'How many runs, each with its own start and batches.',
    default: 300,
    min: 25,
    max: 1000,
    scale: 'log',
  }),
  seed: integer({ label: 'Seed', help: 'Of the first run; the others follow.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

interface Part extends Omit<V, 'seed' | 'runs'> {
  [name: string]: unknown;
  /** Seeds of this part's runs: `from` and those after it. */
  from: number;
  count: number;
}

interface Result {
  /** Runs of this part whose step t lowered the loss, over all examples and of its own batch; length T. */
  fullFalls: Column;
  batchFalls: Column;
  /** Shares of a run's first and last 50 steps that did; one entry a run. */
  fullFirst: Column;
  fullLast: Column;
  batchFirst: Column;
  batchLast: Column;
  /** Sum over runs of the change of the loss at each step, and in each window of what theory expects of one step. */
  change: Column;
  expected: Column;
  diverged: number;
  /** Of the first run: steps that raised the loss over all examples, and its last loss. */
  firstUphill: number;
  firstLoss: number;
}

const N = problems.gabor.examples;
const CENTRE = [3.5, 6.5] as const;
const START_SD = 0.5;
const RUNS_PER_PART = 25;
/** Steps in a window. */
const EVERY = 10;
/** Theory costs four steps: every second one will do. */
const THEORY_EVERY = 2;
const EDGE = 50;
/** A change this small is rounding, not a rise. */
const ROUNDING = 1e-12;

/** (3.5, 6.5) + 0.5 N(0, I), from the start stream of a run's seed. */
function startOf(seed: number): [number, number] {
  const random = stream(seed, 'start');
  return [CENTRE[0] + START_SD * random.normal(), CENTRE[1] + START_SD * random.normal()];
}

export default defineExperiment({
  title: 'Does a step improve the fit?',
  question: 'Does every iteration of SGD improve the fit, as the notes say?',
  claim: 'Though it adds noise, still improves fit at every iteration',
  source: 'UDL 6.2.2, Notebook 6.3',
  caption:
    'Steps that lower the loss are counted in windows of ten, for the loss of the step’s own batch and for that of all thirty examples. The mean change of the whole loss is that of one step; dashed, the change that slope, curvature and the spread of the batches predict for short steps. Band: 95 % interval. Which batch size makes the claim true? Each run has its own seed.',
  pace: 'ensemble',
  checked: 'notebook 6.3, and the expected change',
  parameters,
  parts: (values: V) => ({
    all: (({ seed, runs, ...values }: V): Part[] =>
      Array.from({ length: Math.ceil(runs / RUNS_PER_PART) }, (_, k) => ({
        ...values,
        from: seed + k * RUNS_PER_PART,
        count: Math.min(RUNS_PER_PART, runs - k * RUNS_PER_PART),
      })))(values),
  }),
  measure: {
    all({ aMean, batchSize, sampling, steps, from, count }: Part): Result {
      const alpha = aMean / batchSize;
      const expectedChange = createExpectedChange(problems.gabor, {
        alpha,
        batchSize,
        replacement: sampling === 'replacement',
      });
      const result: Result = {
        fullFalls: new Float64Array(steps),
        batchFalls: new Float64Array(steps),
        fullFirst: new Float64Array(count),
        fullLast: new Float64Array(count),
        batchFirst: new Float64Array(count),
        batchLast: new Float64Array(count),
        change: new Float64Array(steps),
        expected: new Float64Array(Math.floor(steps / EVERY)),
        diverged: 0,
        firstUphill: 0,
        firstLoss: 0,
      };
      const falls = (before: number, after: number): number => (after <= before * (1 + ROUNDING) ? 1 : 0);
      for (let r = 0; r < count; r++) {
        const trace = train({
          problem: problems.gabor,
          optimizer: optimizers.gradientDescent,
          hyper: { alpha },
          start: startOf(from + r),
          steps,
          batches: { size: batchSize, sampling, seed: from + r },
        });
        if (trace.status.kind === 'diverged') result.diverged++;
        for (let t = 0; t < trace.steps; t++) {
          const full = falls(trace.loss[t]!, trace.loss[t + 1]!);
          const batch = falls(trace.batchLoss[t]!, problems.gabor.loss(stateAt(trace, t + 1), batchAt(trace, t)));
          result.fullFalls[t]! += full;
          result.batchFalls[t]! += batch;
          result.change[t]! += trace.loss[t + 1]! - trace.loss[t]!;
          if (t < EDGE) {
            result.fullFirst[r]! += full / EDGE;
            result.batchFirst[r]! += batch / EDGE;
          }
          if (t >= steps - EDGE) {
            result.fullLast[r]! += full / EDGE;
            result.batchLast[r]! += batch / EDGE;
          }
          if (r === 0) result.firstUphill += 1 - full;
          const window = Math.floor(t / EVERY);
          if (t % THEORY_EVERY === 0 && window < result.expected.length) {
            const { mean: slope, spread } = expectedChange(stateAt(trace, t));
            result.expected[window]! += ((slope + spread) * THEORY_EVERY) / EVERY;
          }
        }
        if (r === 0) result.firstLoss = trace.loss.at(-1)!;
      }
      return result;
    },
  },
  present(values, { all: results }) {
    const seen = results.filter((result) => result !== undefined);
    const all = (name: 'fullFirst' | 'fullLast' | 'batchFirst' | 'batchLast'): number[] =>
      seen.flatMap((result) => Array.from(result[name]));
    const runs = all('fullFirst').length;
    const totals = (name: 'fullFalls' | 'batchFalls' | 'change' | 'expected'): Column => {
      const length = seen[0]![name].length;
      return Float64Array.from({ length }, (_, t) => seen.reduce((sum, result) => sum + result[name][t]!, 0));
    };
    const full = totals('fullFalls');
    const rises = full.reduce((sum, falls) => sum + runs - falls, 0);
    const numbers: Presentation['numbers'] = {
      runs: { value: runs, digits: 0 },
      steps: { value: values.steps, digits: 0 },
      batchFirst: shareOf(all('batchFirst')),
      batchLast: shareOf(all('batchLast')),
      fullFirst: shareOf(all('fullFirst')),
      fullLast: shareOf(all('fullLast')),
      uphill: { value: rises / (runs * values.steps), digits: 0, percent: true },
      diverged: { value: seen.reduce((sum, { diverged }) => sum + diverged, 0), digits: 0 },
      seedUphill: { value: seen[0]!.firstUphill, digits: 0 },
      seedLoss: { value: seen[0]!.firstLoss, digits: 3 },
      limit: { value: limitOf(), digits: 2 },
    };
    return {
      panels: [
        shares(values, totals('batchFalls'), full, runs),
        changes(values, totals('change'), totals('expected'), runs),
      ],
      numbers,
      verdict:
        rises === 0
          ? { text: 'The loss of all examples falls in every one of {steps} steps of {runs} runs.', outcome: 'holds' }
          : {
              text: 'The loss of the step’s own batch falls in {batchFirst} of the first 50 steps and {batchLast} of the last 50, in {runs} runs. That of all examples falls in {fullFirst} and {fullLast}.',
              outcome: 'fails',
            },
      limits: { aMean: [{ at: limitOf(), label: '30 · 2/λ_max' }] },
      ...(values.aMean > limitOf() && {
        offers: [{ text: 'Set 0.9 of the limit', set: { aMean: Number((0.9 * limitOf()).toPrecision(3)) } }],
      }),
    };
  },
  python: ({ aMean, batchSize, sampling, steps, seed }) =>
    pythonScript({
      about: 'The first run of the ensemble: SGD on the Gabor loss of notebooks 6.3 and 6.4.',
      problem: problems.gabor,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: aMean / batchSize },
      start: startOf(seed),
      steps,
      batches: { size: batchSize, sampling, seed },
      prints: { seedLoss: 'losses[-1]', seedUphill: 'int(np.sum(np.diff(losses) > 1e-12 * losses[:-1]))' },
    }),
});

/** Past it, full-batch descent cannot settle at the lowest minimum: N times 2/lambda_max of the summed loss. */
function limitOf(): number {
  return (N * 2) / gaborLandmarks().minima[0]!.eigenvalues[1]!;
}

/** Mean over runs with its 95 % interval: each run is one observation, since steps of a run hang together. */
function shareOf(perRun: readonly number[]): ShownNumber {
  const value = mean(perRun);
  const half = perRun.length > 1 ? 1.96 * standardError(perRun) : 0;
  // A share that no run departs from has no interval; its mean differs from it by rounding.
  if (half < 1e-9) return { value: Number(value.toFixed(9)), digits: 0, percent: true };
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half), digits: 1, percent: true };
}

/** Sums of each ten neighbours, as shares of their number. */
function windows(counts: Column, of: number): Column {
  return Float64Array.from({ length: Math.floor(counts.length / EVERY) }, (_, k) => {
    let sum = 0;
    for (let t = k * EVERY; t < (k + 1) * EVERY; t++) sum += counts[t]!;
    return sum / (EVERY * of);
  });
}

function shares({ steps }: V, batchFalls: Column, fullFalls: Column, runs: number): ChartPanel {
  const middles = Float64Array.from({ length: Math.floor(steps / EVERY) }, (_, k) => (k + 0.5) * EVERY);
  const full = windows(fullFalls, runs);
  const half = full.map((p) => 1.96 * Math.sqrt((p * (1 - p)) / (runs * EVERY)));
  return {
    kind: 'chart',
    name: 'falls',
    title: 'Share of steps that lower the loss of the batch, and of all examples',
    x: { label: 'step *t*', domain: [0, steps] },
    y: { label: 'steps that lower the loss', domain: [0.4, 1.03], ticks: [0.5, 0.75, 1], format: 'percent' },
    references: [{ axis: 'y', at: 1, label: 'every iteration', role: 'theory' }],
    series: [
      {
        name: 'all examples, 95 % interval',
        role: 'measured',
        kind: 'band',
        x: middles,
        y: full,
        low: full.map((p, k) => p - half[k]!),
        high: full.map((p, k) => p + half[k]!),
      },
      {
        name: 'its own batch',
        role: 'batch',
        kind: 'line',
        x: middles,
        y: windows(batchFalls, runs),
        label: 'its own batch',
      },
      { name: 'all examples', role: 'measured', kind: 'line', x: middles, y: full, label: 'all 30' },
    ],
  };
}

function changes({ steps }: V, change: Column, expected: Column, runs: number): ChartPanel {
  const middles = Float64Array.from({ length: Math.floor(steps / EVERY) }, (_, k) => (k + 0.5) * EVERY);
  const measured = windows(change, runs);
  const theory = Float64Array.from(expected, (sum) => sum / runs);
  const low = Math.min(-0.02, ...measured);
  return {
    kind: 'chart',
    name: 'change',
    title: 'Mean change of the loss over all examples in one step, measured and expected',
    x: { label: 'step *t*', domain: [0, steps] },
    y: {
      label: 'mean change of the whole loss',
      domain: [1.2 * low, Math.max(0.02, 1.2 * Math.max(...measured), -0.3 * low)],
    },
    references: [{ axis: 'y', at: 0, label: '', role: 'baseline' }],
    series: [
      { name: 'measured', role: 'measured', kind: 'points', x: middles, y: measured },
      {
        name: 'expected, to second order',
        role: 'theory',
        kind: 'line',
        x: middles,
        y: theory,
        label: 'expected',
      },
    ],
  };
}
