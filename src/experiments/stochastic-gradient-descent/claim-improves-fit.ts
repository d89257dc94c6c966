import {
  mean,
  meanError,
  optimizers,
  problems,
  quantileOfT,
  stateAt,
  stream,
  train,
  type Values,
} from '../../engine/index.ts';
import { createExpectedChange } from '../../engine/theory/expected-change.ts';
import * as f from '../../figure/index.ts';
import { batchSampling, meanRate } from '../kit/batch-fields.ts';
import { batchLossAfter } from '../kit/batch-losses.ts';
import { batchSize, runCount, seed, stepCount } from '../kit/fields.ts';
import { gaborMeanLimit, gaborMeanRate } from '../kit/gabor-limit.ts';
import { type SeedBlock, seedBlocks, seedsOf } from '../kit/seed-blocks.ts';

const parameters = {
  aMean: meanRate(
    'Learning rate *B*α',
    'The rate on the mean gradient of a batch: B times the book’s α, so the batch size affects only the noise.',
    [0.01, 1, 20],
  ),
  batchSize: batchSize('How many of the 30 examples each step sees. At 30 there is no noise.', [1, 5, 30]),
  sampling: batchSampling,
  steps: stepCount('How many steps each run makes.', [100, 200, 600], { symbol: undefined }),
  runs: runCount('How many runs, each with its own start and batches.', [25, 300, 1000]),
  seed: seed('The seed of the first run. The other runs have the seeds after it.'),
};
type V = Values<typeof parameters>;
type Setting = Omit<V, 'seed' | 'runs'>;

/** Outcomes of the steps in the runs of a block. */
interface Steps {
  /** Number of runs whose step t lowered the loss, over all examples and of its own batch; length T. */
  fullFalls: f.Column;
  batchFalls: f.Column;
  /** For each window, the sum over the runs of the squared number of steps that lowered the loss of all examples. */
  fullSquares: f.Column;
  /** Fraction of such steps among a run's first and last 50; one entry per run. */
  fullFirst: f.Column;
  fullLast: f.Column;
  batchFirst: f.Column;
  batchLast: f.Column;
  /** Sum over runs of the change of the loss at each step, and in each window of its theoretical expectation. */
  change: f.Column;
  expected: f.Column;
  diverged: number;
  /** Steps of the first run that raised the loss over all examples; followed by its last loss. */
  firstUphill: number;
  firstLoss: number;
}
type Columns = { [Name in keyof Steps as Steps[Name] extends f.Column ? Name : never]: f.Column };

const CENTRE = [3.5, 6.5] as const;
const START_SD = 0.5;
const RUNS_PER_PART = 25;
/** Steps in a window. */
const EVERY = 10;
/** The theory costs four steps, so every second one is enough. */
const THEORY_EVERY = 2;
const EDGE = 50;
/** A smaller change is rounding, not a rise. */
const ROUNDING = 1e-12;

/** (3.5, 6.5) + 0.5 N(0, I), from the start stream of a run's seed. */
function startOf(seed: number): [number, number] {
  const random = stream(seed, 'start');
  return [CENTRE[0] + START_SD * random.normal(), CENTRE[1] + START_SD * random.normal()];
}

const runOf = ({ aMean, batchSize, sampling, steps }: Setting, seed: number): f.Run => ({
  problem: problems.gabor,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: aMean / batchSize },
  start: startOf(seed),
  steps,
  batches: { size: batchSize, sampling, seed },
});

export default f.defineExperiment({
  title: 'Does a step improve the fit?',
  question: 'Does every iteration of SGD improve the fit, as the notes say?',
  claim: 'Though it adds noise, still improves fit at every iteration',
  source: 'UDL 6.2.2, Notebook 6.3',
  caption:
    'Steps that lower the loss are counted in windows of ten, for the loss of the step’s own batch and for that of all thirty examples. The mean change of the whole loss is that of one step; dashed, the change that slope, curvature and the spread of the batches predict for short steps. Band: 95 % interval. Which batch size makes the claim true? Each run has its own seed.',
  pace: 'ensemble',
  checked: 'notebook 6.3, and the expected change',
  main: ['aMean', 'batchSize'],
  parameters,
  parts: ({ runs, seed, ...setting }: V) => ({
    runs: seedBlocks(seed, runs, RUNS_PER_PART).map((block) => ({ ...setting, ...block })),
  }),
  measure: {
    runs({ from, count, ...setting }: Setting & SeedBlock): Steps {
      const { aMean, batchSize, sampling, steps } = setting;
      const expectedChange = createExpectedChange(problems.gabor, {
        alpha: aMean / batchSize,
        batchSize,
        replacement: sampling === 'replacement',
      });
      const expected = new Float64Array(Math.floor(steps / EVERY));
      const runs = seedsOf({ from, count }).map((seed) => {
        const trace = train(runOf(setting, seed));
        for (let t = 0; t < trace.steps && t < EVERY * expected.length; t += THEORY_EVERY) {
          const { mean: slope, spread } = expectedChange(stateAt(trace, t));
          expected[Math.floor(t / EVERY)]! += ((slope + spread) * THEORY_EVERY) / EVERY;
        }
        return {
          loss: trace.loss,
          full: falls(trace.loss.subarray(0, -1), trace.loss.subarray(1)),
          batch: falls(trace.batchLoss, batchLossAfter(problems.gabor, trace)),
          diverged: trace.status.kind === 'diverged',
        };
      });
      type One = (typeof runs)[number];
      /** Summed over the runs; a diverged one has fewer steps. */
      const byStep = (of: (run: One, t: number) => number): f.Column =>
        Float64Array.from({ length: steps }, (_, t) =>
          runs.reduce((sum, run) => (t < run.full.length ? sum + of(run, t) : sum), 0),
        );
      const byRun = (of: (run: One) => f.Column): f.Column => Float64Array.from(runs, (run) => shareOf(of(run)));
      const inWindow = ({ full }: One, k: number): number =>
        full.subarray(k * EVERY, (k + 1) * EVERY).reduce((sum, fell) => sum + fell, 0);
      return {
        fullSquares: expected.map((_, k) => runs.reduce((sum, run) => sum + inWindow(run, k) ** 2, 0)),
        fullFalls: byStep(({ full }, t) => full[t]!),
        batchFalls: byStep(({ batch }, t) => batch[t]!),
        fullFirst: byRun(({ full }) => full.subarray(0, EDGE)),
        fullLast: byRun(({ full }) => full.subarray(steps - EDGE)),
        batchFirst: byRun(({ batch }) => batch.subarray(0, EDGE)),
        batchLast: byRun(({ batch }) => batch.subarray(steps - EDGE)),
        change: byStep(({ loss }, t) => loss[t + 1]! - loss[t]!),
        expected,
        diverged: runs.filter(({ diverged }) => diverged).length,
        firstUphill: runs[0]!.full.filter((fell) => !fell).length,
        firstLoss: runs[0]!.loss.at(-1)!,
      };
    },
  },
  present(values, { runs: blocks }) {
    const seen = f.some(...blocks);
    const [first] = seen;
    if (!first) return f.unmeasured;
    const total = (name: keyof Columns): f.Column =>
      first[name].map((_, t) => seen.reduce((sum, block) => sum + block[name][t]!, 0));
    const full = total('fullFalls');
    const each = (name: keyof Columns): number[] => seen.flatMap((block) => [...block[name]]);
    const runs = each('fullFirst').length;
    const rises = full.reduce((sum, falls) => sum + runs - falls, 0);
    return {
      panels: [
        shares(values, total('batchFalls'), { falls: full, squares: total('fullSquares') }, runs),
        changes(values, total('change'), total('expected'), runs),
      ],
      numbers: {
        runs: f.count(runs),
        steps: f.count(values.steps),
        batchFirst: meanShare(each('batchFirst')),
        batchLast: meanShare(each('batchLast')),
        fullFirst: meanShare(each('fullFirst')),
        fullLast: meanShare(each('fullLast')),
        uphill: f.percent(rises / (runs * values.steps), 0),
        diverged: f.count(seen.reduce((sum, { diverged }) => sum + diverged, 0)),
        seedUphill: f.count(first.firstUphill),
        seedLoss: f.fixed(first.firstLoss, 3),
        limit: f.fixed(gaborMeanLimit(), 2),
      },
      verdict:
        rises === 0
          ? { text: 'The loss of all examples falls in every one of {steps} steps of {runs} runs.', outcome: 'holds' }
          : {
              text: 'The loss of the step’s own batch falls in {batchFirst} of the first 50 steps and {batchLast} of the last 50, in {runs} runs. The loss of all examples falls in {fullFirst} and {fullLast}.',
              outcome: 'fails',
            },
      ...gaborMeanRate(values.aMean),
    };
  },
  python: (values) =>
    f.pythonScript({
      about: 'The first run of the ensemble: SGD on the Gabor loss of notebooks 6.3 and 6.4.',
      ...runOf(values, values.seed),
      prints: { seedLoss: 'losses[-1]', seedUphill: 'int(np.sum(np.diff(losses) > 1e-12 * losses[:-1]))' },
    }),
});

/** 1 for each step that lowered the loss, 0 for the others. */
const falls = (before: f.Column, after: f.Column): f.Column =>
  before.map((loss, t) => (after[t]! <= loss * (1 + ROUNDING) ? 1 : 0));

/** Fraction among 50 steps; steps that a diverged run never made lowered nothing. */
const shareOf = (falls: f.Column): number => falls.reduce((sum, fell) => sum + fell / EDGE, 0);

/** Mean over runs with its 95 % interval: each run is one observation, since the steps of a run are dependent. */
function meanShare(perRun: readonly number[]): f.ShownNumber {
  const value = mean(perRun);
  const half = perRun.length > 1 ? meanError(perRun) : 0;
  // If all runs agree there is no interval; their mean differs from them only by rounding.
  if (half < 1e-9) return f.percent(Number(value.toFixed(9)), 0);
  return f.percent({ value, low: Math.max(0, value - half), high: Math.min(1, value + half) }, digitsOf(value));
}

/** Decimals of a percentage: as many as distinguish nearly all from all, and hardly any from none. */
export function digitsOf(share: number): number {
  const isExtreme = (digits: number): boolean => ['0', '100'].includes(String(Number((100 * share).toFixed(digits))));
  return [1, 2, 3].find((digits) => !isExtreme(digits)) ?? 4;
}

/** Sums over windows of ten, as fractions of their size. */
function windows(counts: f.Column, of: number): f.Column {
  return middlesOf(counts.length).map((_, k) => {
    const ten = counts.subarray(k * EVERY, (k + 1) * EVERY);
    return ten.reduce((sum, count) => sum + count, 0) / (EVERY * of);
  });
}

const middlesOf = (steps: number): f.Column =>
  Float64Array.from({ length: Math.floor(steps / EVERY) }, (_, k) => (k + 0.5) * EVERY);

/** Half-widths of the intervals of the fractions in each window: a run is one observation, as above. */
export function windowErrors(shares: f.Column, squares: f.Column, runs: number): f.Column {
  const t = quantileOfT(runs - 1);
  const variance = (p: number, k: number): number => (squares[k]! / EVERY ** 2 - runs * p * p) / (runs - 1);
  return shares.map((p, k) => t * Math.sqrt(Math.max(0, variance(p, k)) / runs));
}

function shares(
  { steps }: V,
  batchFalls: f.Column,
  { falls, squares }: { falls: f.Column; squares: f.Column },
  runs: number,
): f.ChartPanel {
  const middles = middlesOf(steps);
  const full = windows(falls, runs);
  const half = windowErrors(full, squares, runs);
  const [low, high] = [full.map((p, k) => p - half[k]!), full.map((p, k) => p + half[k]!)];
  return f.chart({
    name: 'falls',
    title: 'Share of steps that lower the loss of the batch, and of all examples',
    x: f.axis('step *t*', [0, steps]),
    y: f.axis('steps that lower the loss', [0.4, 1.03], { ticks: [0.5, 0.75, 1], format: 'percent' }),
    references: [f.level(1, 'every iteration', 'theory')],
    series: [
      f.band('all examples, 95 % interval', 'measured', middles, { y: full, low, high }),
      f.line('its own batch', 'batch', middles, windows(batchFalls, runs), { label: true }),
      f.line('all examples', 'measured', middles, full, { label: 'all 30' }),
    ],
  });
}

function changes({ steps }: V, change: f.Column, expected: f.Column, runs: number): f.ChartPanel {
  const middles = middlesOf(steps);
  const measured = windows(change, runs);
  const theory = expected.map((sum) => sum / runs);
  const low = Math.min(-0.02, ...measured);
  return f.chart({
    name: 'change',
    title: 'Mean change of the loss over all examples in one step, measured and expected',
    x: f.axis('step *t*', [0, steps]),
    y: f.axis('mean change of the whole loss', [1.2 * low, Math.max(0.02, 1.2 * Math.max(...measured), -0.3 * low)]),
    references: [f.level(0, '', 'baseline')],
    series: [
      f.dots('measured', 'measured', middles, measured),
      f.line('expected, to second order', 'theory', middles, theory, { label: 'expected' }),
    ],
  });
}
