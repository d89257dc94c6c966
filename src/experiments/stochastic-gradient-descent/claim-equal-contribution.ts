import {
  batchAt,
  choice,
  integer,
  mean,
  number,
  optimizers,
  problems,
  quantiles,
  standardError,
  stream,
  train,
  wilson,
} from '../../engine/index.ts';
import { createLinearRegression, type LinearRegression } from '../../engine/problems/linear-regression.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';

const parameters = {
  sampling: choice({
    label: 'Examples are drawn',
    help: 'Shuffled once in each epoch, or each drawn on its own from all of them.',
    default: 'compare',
    options: { compare: 'both ways', epochs: 'shuffled each epoch', replacement: 'with replacement' },
  }),
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. A step sees one example.',
    default: 0.003,
    min: 0.0005,
    max: 0.3,
    step: 0.0001,
    scale: 'log',
  }),
  examples: integer({
    label: 'Examples *N*',
    symbol: 'N',
    help: 'How many examples there are; an epoch is as many steps.',
    default: 256,
    min: 32,
    max: 512,
    scale: 'log',
  }),
  runs: integer({
    label: 'Runs',
    help: 'How many runs of each kind, all on the same data.',
    default: 100,
    min: 10,
    max: 400,
    scale: 'log',
  }),
  seed: integer({
    label: 'Seed',
    help: 'Of the data and of the first run; the other runs follow.',
    default: 1,
    min: 0,
    max: 9999,
  }),
};
type V = Values<typeof parameters>;

type Kind = 'epochs' | 'replacement';
interface Part {
  [name: string]: unknown;
  sampling: Kind;
  alpha: number;
  examples: number;
  dataSeed: number;
  from: number;
  count: number;
}
interface Result {
  sampling: Kind;
  /** Mean loss above the least squares fit's after each epoch, run after run; Infinity once a run has diverged. */
  excess: Column;
  /** Examples of the first epochs of all runs that were used k times in it; the last entry holds k and more. */
  uses: Column;
  /** The loss of the least squares fit, a mean over the examples. */
  minimum: number;
}

const EPOCHS = 20;
const DIMENSION = 8;
const RUNS_PER_PART = 10;
const MOST_USES = 7;
const NAMES: Readonly<Record<Kind, string>> = { epochs: 'shuffled each epoch', replacement: 'with replacement' };
/** What notebook 6.3 draws: 41 batches of 5 from 30 examples, seed 1. */
const NOTEBOOK = { steps: 41, alpha: 0.8, size: 5, start: [3.5, 6.5] } as const;

/** X, w and the noise of the labels from N(0, 1), in this order; the loss of an example is half its squared error. */
function createData(examples: number, seed: number): LinearRegression {
  const random = stream(seed, 'data');
  const normals = (n: number): Column => Float64Array.from({ length: n }, () => random.normal());
  const design = normals(examples * DIMENSION);
  const w = normals(DIMENSION);
  const targets = normals(examples).map((noise, i) => {
    let sum = noise;
    for (let j = 0; j < DIMENSION; j++) sum += design[i * DIMENSION + j]! * w[j]!;
    return sum;
  });
  return createLinearRegression({ design, targets, half: true });
}

/** How often each of the 30 examples is used in the notebook's run. */
function notebookUses(): Column {
  const trace = train({
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: NOTEBOOK.alpha },
    start: NOTEBOOK.start,
    steps: NOTEBOOK.steps,
    batches: { size: NOTEBOOK.size, sampling: 'notebook', seed: 1 },
  });
  const uses = new Float64Array(problems.gabor.examples);
  for (const i of trace.batches) uses[i]!++;
  return uses;
}

export default defineExperiment({
  title: 'Do all examples contribute equally?',
  question: 'Do all examples contribute equally, and does it matter?',
  claim: 'All training examples contribute equally',
  source: 'UDL 6.2.2, Notebook 6.3',
  caption:
    'Least squares, one example a step. The loss above the best fit’s is a median with the middle 80 % of the runs; dashed, the floor that theory gives for drawing with replacement. The uses in one epoch stand beside the counts that are expected; the uses in notebook 6.3 are those of its thirty examples. At which rate does it stop to matter? Each run has its own seed.',
  pace: 'ensemble',
  parameters,
  parts: (values: V) => ({
    all: (({ sampling, alpha, examples, runs, seed }: V): Part[] => {
      const kinds: Kind[] = sampling === 'compare' ? ['replacement', 'epochs'] : [sampling];
      return Array.from({ length: Math.ceil(runs / RUNS_PER_PART) }, (_, k) =>
        kinds.map((kind) => ({
          sampling: kind,
          alpha,
          examples,
          dataSeed: seed,
          from: seed + k * RUNS_PER_PART,
          count: Math.min(RUNS_PER_PART, runs - k * RUNS_PER_PART),
        })),
      ).flat();
    })(values),
  }),
  measure: {
    all({ sampling, alpha, examples, dataSeed, from, count }: Part): Result {
      const problem = createData(examples, dataSeed);
      const excess = new Float64Array(count * (EPOCHS + 1)).fill(Number.POSITIVE_INFINITY);
      const uses = new Float64Array(MOST_USES + 1);
      const seen = new Int32Array(examples);
      for (let r = 0; r < count; r++) {
        const trace = train({
          problem,
          optimizer: optimizers.gradientDescent,
          hyper: { alpha },
          start: new Float64Array(DIMENSION),
          steps: EPOCHS * examples,
          batches: { size: 1, sampling, seed: from + r },
          record: { phi: 'ends', loss: examples, batches: true },
        });
        for (const [k, t] of trace.lossAt.entries()) {
          if (t % examples === 0)
            excess[r * (EPOCHS + 1) + t / examples] = (trace.loss[k]! - problem.minimum) / examples;
        }
        if (trace.status.kind === 'diverged') continue;
        seen.fill(0);
        for (let t = 0; t < examples; t++) seen[batchAt(trace, t)[0]!]!++;
        for (const times of seen) uses[Math.min(times, MOST_USES)]!++;
      }
      return { sampling, excess, uses, minimum: problem.minimum / examples };
    },
  },
  present(values, { all: results }) {
    const seen = results.filter((result) => result !== undefined);
    const of = (kind: Kind): Result[] => seen.filter((result) => result.sampling === kind);
    const ends = (kind: Kind): number[] => lastExcess(of(kind));
    const [redrawn, shuffled] = [summary(ends('replacement')), summary(ends('epochs'))];
    const ratio = redrawn.value / shuffled.value;
    const error = 1.96 * Math.hypot(redrawn.error / redrawn.value, shuffled.error / shuffled.value);
    const notebook = notebookUses();
    const unseen = (kind: Kind): Pick<ShownNumber, 'value' | 'low' | 'high'> => {
      const uses = usesOf(of(kind));
      const total = uses.reduce((sum, n) => sum + n, 0);
      // None unseen in shuffled epochs is no estimate: it cannot be otherwise.
      if (total === 0 || uses[0] === 0) return { value: total === 0 ? Number.NaN : 0 };
      return wilson(uses[0]!, total);
    };
    const floor = floorTheory(values.alpha, seen[0]!.minimum);
    const limit = 2 / (DIMENSION + 2);
    const numbers: Presentation['numbers'] = {
      runs: { value: Math.max(ends('replacement').length, ends('epochs').length), digits: 0 },
      unseen: { ...unseen('replacement'), digits: 1, percent: true },
      unseenShuffled: { ...unseen('epochs'), digits: 0, percent: true },
      unseenTheory: { value: (1 - 1 / values.examples) ** values.examples, digits: 1, percent: true },
      excess: { value: redrawn.value, digits: 2, significant: true },
      excessShuffled: { value: shuffled.value, digits: 2, significant: true },
      floorTheory: { value: floor, digits: 2, significant: true },
      ratio: { value: ratio, low: ratio * Math.exp(-error), high: ratio * Math.exp(error), digits: ratio < 10 ? 2 : 1 },
      notebookLeast: { value: Math.min(...notebook), digits: 0 },
      notebookMost: { value: Math.max(...notebook), digits: 0 },
      seedExcess: { value: seen[0]!.excess[EPOCHS]!, digits: 3, significant: true },
    };
    const diverged = seen.some(({ excess }) => excess.some((value) => value === Number.POSITIVE_INFINITY));
    return {
      panels: [
        losses(values, of('replacement'), of('epochs'), floor),
        counts(values, of('replacement'), of('epochs')),
        notebookChart(notebook),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values.sampling, diverged, ratio),
      limits: { alpha: [{ at: limit, label: '2/(*D* + 2)' }] },
      ...(values.alpha > limit && {
        offers: [{ text: 'Set 0.9 of the limit', set: { alpha: Number((0.9 * limit).toPrecision(3)) } }],
      }),
    };
  },
  python({ sampling, alpha, examples, seed }) {
    const problem = createData(examples, seed);
    return pythonScript({
      about: 'The first run of the ensemble: least squares, one example a step.',
      problem,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha },
      start: new Array<number>(DIMENSION).fill(0),
      steps: EPOCHS * examples,
      batches: { size: 1, sampling: sampling === 'compare' ? 'replacement' : sampling, seed },
      prints: {
        seedExcess: '(losses[-1] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0])) / N',
        unseenTheory: '(1 - 1 / N) ** N',
      },
    });
  },
});

function lastExcess(results: readonly Result[]): number[] {
  return results.flatMap(({ excess }) =>
    Array.from({ length: excess.length / (EPOCHS + 1) }, (_, r) => excess[r * (EPOCHS + 1) + EPOCHS]!),
  );
}

function summary(values: readonly number[]): { value: number; error: number } {
  if (values.length === 0) return { value: Number.NaN, error: 0 };
  const value = mean(values);
  return { value, error: values.length > 1 && Number.isFinite(value) ? standardError(values) : 0 };
}

/** Where SGD with replacement stays: 1/2 alpha D s^2 / (2 - alpha (D + 2)) for normal inputs, s^2 = twice the loss of the best fit. */
function floorTheory(alpha: number, minimum: number): number {
  const past = 2 - alpha * (DIMENSION + 2);
  return past > 0 ? (alpha * DIMENSION * 2 * minimum) / (2 * past) : Number.POSITIVE_INFINITY;
}

function verdictOf(sampling: V['sampling'], diverged: boolean, ratio: number): Presentation['verdict'] {
  if (diverged) return { text: 'Runs diverged: the rate is too large for single examples.', outcome: 'fails' };
  if (sampling === 'epochs')
    return {
      text: 'Shuffled each epoch, every example is used once in each: a share of {unseenShuffled} is unseen.',
      outcome: 'holds',
    };
  const redrawn = 'Drawn with replacement, a share of {unseen} is unseen in an epoch; theory says {unseenTheory}';
  if (sampling === 'replacement' || Number.isNaN(ratio)) return { text: `${redrawn}.`, outcome: 'fails' };
  return {
    text: `${redrawn}. Its excess loss after 20 epochs, over {runs} runs, is {ratio} times that of shuffled epochs, which leave {unseenShuffled} unseen.`,
    outcome: 'depends',
  };
}

function losses({ alpha }: V, redrawn: readonly Result[], shuffled: readonly Result[], floor: number): ChartPanel {
  const x = Float64Array.from({ length: EPOCHS + 1 }, (_, k) => k);
  const series = (results: readonly Result[], role: 'measured' | 'baseline', label: string): ChartSeries[] => {
    if (results.length === 0) return [];
    const at = (k: number): number[] =>
      results.flatMap(({ excess }) =>
        Array.from({ length: excess.length / (EPOCHS + 1) }, (_, r) => excess[r * (EPOCHS + 1) + k]!),
      );
    const bands = Array.from(x, (k) => quantiles(at(k), [0.1, 0.5, 0.9]));
    const column = (j: number): Column => Float64Array.from(bands, (band) => Math.min(band[j]!, 1e6));
    return [
      { name: `${label}, middle 80 %`, role, kind: 'band', x, y: column(1), low: column(0), high: column(2) },
      { name: `${label}, median`, role, kind: 'line', x, y: column(1), label },
    ];
  };
  return {
    kind: 'chart',
    name: 'excess',
    title: 'Loss above that of the best fit, after each epoch, for both ways to draw',
    x: { label: 'epoch', domain: [0, EPOCHS] },
    y: { label: 'loss above the best fit’s', domain: [alpha < 0.01 ? 1e-4 : 1e-3, 20], scale: 'log', format: 'power' },
    ...(Number.isFinite(floor) &&
      redrawn.length > 0 && {
        references: [{ axis: 'y', at: floor, label: 'floor with replacement', role: 'theory' as const }],
      }),
    series: [...series(redrawn, 'baseline', NAMES.replacement), ...series(shuffled, 'measured', NAMES.epochs)],
  };
}

function usesOf(results: readonly Result[]): Column {
  return Float64Array.from({ length: MOST_USES + 1 }, (_, k) => results.reduce((sum, { uses }) => sum + uses[k]!, 0));
}

/** Shares of examples used k times in an epoch: counted, and binomial(N, 1/N). */
function counts({ examples }: V, redrawn: readonly Result[], shuffled: readonly Result[]): ChartPanel {
  const x = Float64Array.from({ length: MOST_USES + 1 }, (_, k) => k);
  const shares = (results: readonly Result[]): Column => {
    const uses = usesOf(results);
    const total = uses.reduce((sum, n) => sum + n, 0);
    return uses.map((n) => n / total);
  };
  let expected = (1 - 1 / examples) ** examples;
  const theory = x.map((k) => {
    const here = expected;
    expected *= (examples - k) / ((k + 1) * (examples - 1));
    return here;
  });
  return {
    kind: 'chart',
    name: 'uses',
    title: 'Share of the examples that are used 0, 1, 2 … times in an epoch',
    x: { label: 'uses in one epoch', domain: [-0.6, MOST_USES + 0.6], ticks: [0, 1, 2, 3, 4, 5, 6, 7] },
    y: { label: 'share of the examples', domain: [0, 1.02], ticks: [0, 0.5, 1], format: 'percent' },
    series: [
      ...(shuffled.length > 0
        ? [{ name: NAMES.epochs, role: 'measured' as const, kind: 'stems' as const, x, y: shares(shuffled) }]
        : []),
      ...(redrawn.length > 0
        ? [
            { name: NAMES.replacement, role: 'baseline' as const, kind: 'bars' as const, x, y: shares(redrawn) },
            { name: 'expected with replacement', role: 'theory' as const, kind: 'points' as const, x, y: theory },
          ]
        : []),
    ],
  };
}

function notebookChart(uses: Column): ChartPanel {
  const x = Float64Array.from(uses, (_, i) => i + 1);
  const expected = (NOTEBOOK.steps * NOTEBOOK.size) / uses.length;
  return {
    kind: 'chart',
    name: 'notebook-uses',
    title: 'How often the 41 batches of notebook 6.3 use each of the thirty examples',
    x: { label: 'example *i*', domain: [0, 31], ticks: [1, 10, 20, 30] },
    y: { label: 'uses in notebook 6.3', domain: [0, 13], ticks: [0, 5, 10] },
    references: [{ axis: 'y', at: expected, label: `equal, ${expected.toFixed(1)}`, role: 'theory' }],
    series: [{ name: 'uses', role: 'batch', kind: 'bars', x, y: uses }],
  };
}
