import { RandomState } from '../../engine/random-state.ts';
import { integer, type Values } from '../../engine/schema.ts';
import { wilson } from '../../engine/statistics/intervals.ts';
import * as f from '../../figure/index.ts';
import { batchSize, seed } from '../kit/fields.ts';

const MOST = 4096;

const parameters = {
  batchSize: batchSize('How many examples you ask before you step. Each one costs a gradient.', [1, 16, MOST], {
    scale: 'log',
  }),
  examples: integer({
    label: 'Examples in all *I*',
    symbol: 'I',
    help: 'How many examples there are. No batch can have more.',
    default: 1024,
    min: 64,
    max: MOST,
    scale: 'log',
  }),
  seed: seed('Another seed gives other examples and other batches.'),
};
type V = Values<typeof parameters>;
type Pair = readonly [number, number];

/** Number of drawn batches, and how many of them are shown one after the other. */
const BATCHES = 200;
const SHOWN = 48;
/** Maximum number of examples drawn as points: more would form a blot. */
const POINTS = 128;

/** The votes of the examples: minus the gradient of half the squared error of each, for the current line. */
interface Votes {
  /** Horizontal position of each example; its height is v0, the gap to the current line. */
  x: f.Column;
  v0: f.Column;
  v1: f.Column;
  /** The average of their votes, and its length. */
  all: Pair;
  length: number;
  /** The root mean squared distance of a single vote from it. */
  scatter: number;
}

/** y = 1 + x/2 + 2 n, where x and n are standard normal; the current line is 0. */
function votesOf(random: RandomState, examples: number): Votes {
  const x = Float64Array.from({ length: examples }, () => random.normal());
  const v0 = x.map((x) => 1 + x / 2 + 2 * random.normal());
  const v1 = v0.map((error, i) => error * x[i]!);
  const all = [average(v0), average(v1)] as const;
  const squares = v0.map((one, i) => (one - all[0]) ** 2 + (v1[i]! - all[1]) ** 2);
  return { x, v0, v1, all, length: Math.hypot(...all), scatter: Math.sqrt(average(squares)) };
}

const average = (column: f.Column): number => column.reduce((sum, one) => sum + one, 0) / column.length;

/** The error of the mean of B out of I votes, drawn without replacement, relative to the length of the average. */
const errorOf = ({ v0, length, scatter }: Votes, B: number): number =>
  (scatter / length) * Math.sqrt((v0.length - B) / (B * (v0.length - 1)));

/** The step suggested by each of the batches. */
interface Batches extends Omit<Votes, 'x' | 'v0' | 'v1'> {
  /** The first examples, as points, and as many of their votes as batches are shown. */
  crowd: Points;
  singles: Points;
  /** Examples of each batch that is shown and not too large. */
  asked: Points[];
  b0: f.Column;
  b1: f.Column;
  /** Theoretical, for one example, for this batch and for one four times as large, if possible. */
  single: number;
  error: number;
  four: number | undefined;
  /** Measured over the batches. */
  measured: number;
  uphill: number;
}

interface Points {
  x: f.Column;
  y: f.Column;
}

type Part = { batchSize: number; examples: number; seed: number };

function measureBatches({ batchSize, examples, seed }: Part): Batches {
  const random = new RandomState(seed);
  const votes = votesOf(random, examples);
  const { x, v0, v1, all, length, scatter } = votes;
  const asked: Points[] = [];
  const b0 = new Float64Array(BATCHES);
  const b1 = new Float64Array(BATCHES);
  for (let k = 0; k < BATCHES; k++) {
    const batch = random.permutation(examples).subarray(0, batchSize);
    if (k < SHOWN && batchSize <= POINTS)
      asked.push({ x: Float64Array.from(batch, (i) => x[i]!), y: Float64Array.from(batch, (i) => v0[i]!) });
    for (const i of batch) {
      b0[k]! += v0[i]! / batchSize;
      b1[k]! += v1[i]! / batchSize;
    }
  }
  const squares = b0.map((one, k) => (one - all[0]) ** 2 + (b1[k]! - all[1]) ** 2);
  return {
    all,
    length,
    scatter,
    crowd: { x: x.slice(0, POINTS), y: v0.slice(0, POINTS) },
    singles: { x: v0.slice(0, SHOWN), y: v1.slice(0, SHOWN) },
    asked,
    b0,
    b1,
    single: errorOf(votes, 1),
    error: errorOf(votes, batchSize),
    four: 4 * batchSize <= examples ? errorOf(votes, 4 * batchSize) : undefined,
    measured: Math.sqrt(average(squares)) / length,
    uphill: b0.filter((one, k) => one * all[0] + b1[k]! * all[1] < 0).length,
  };
}

/**
 * The relative root mean squared distance of batches of these sizes, ascending; smaller ones are the beginnings of
 * larger ones.
 */
function measureSizes({ examples, seed, sizes }: { examples: number; seed: number; sizes: number[] }): number[] {
  const random = new RandomState(seed);
  const { v0, v1, all, length } = votesOf(random, examples);
  const squares = sizes.map(() => 0);
  for (let k = 0; k < BATCHES; k++) {
    const order = random.permutation(examples);
    let [s0, s1, taken] = [0, 0, 0];
    sizes.forEach((size, j) => {
      for (; taken < size; taken++) {
        s0 += v0[order[taken]!]!;
        s1 += v1[order[taken]!]!;
      }
      squares[j]! += (s0 / size - all[0]) ** 2 + (s1 / size - all[1]) ** 2;
    });
  }
  return squares.map((sum) => Math.sqrt(sum / BATCHES) / length);
}

/** A batch cannot exceed the number of examples. */
const partOf = ({ batchSize, examples, seed }: V): Part => ({
  batchSize: Math.min(batchSize, examples),
  examples,
  seed,
});

/** The batch sizes measured for the chart; the full batch has no error, for which a log axis has no position. */
const sizesOf = (examples: number): number[] => [1, 4, 16, 64, 256, 1024].filter((size) => size < examples);

export default f.defineExperiment({
  title: 'Why batches: a crowd that votes',
  question: 'How many examples must you ask to know which way to go?',
  source: 'UDL 6.2',
  caption: `Before Play each thin line is the vote of one example. After that it is the average vote of one batch, blue if it points downhill and grey if uphill; the arrow marked *all* is the vote of all, the magenta one that of the last batch. The small chart shows how far a batch is off, as a share of the length of the vote of all: dots are measured, the dashed line is theory. How much larger must a batch be to be half as far off? At most ${POINTS} of the points are drawn. Those of the last batch are blue if it has no more than ${POINTS}. The figure shows ${SHOWN} batches and measures ${BATCHES}.`,
  pace: 'ensemble',
  checked: 'the variance of a mean, drawn without replacement',
  counts: 'batch',
  opens: 3,
  parameters,
  parts: (values: V) => ({
    batches: partOf(values),
    sizes: { examples: values.examples, seed: values.seed, sizes: sizesOf(values.examples) },
  }),
  measure: { batches: measureBatches, sizes: measureSizes },
  present(values, { batches, sizes }, { at } = {}) {
    if (!batches) return f.unmeasured;
    const { batchSize, examples } = partOf(values);
    const { error, four, measured, uphill, single } = batches;
    return {
      panels: [
        votes(values, batches, Math.min(at ?? SHOWN, SHOWN)),
        errors(values, batches, sizes),
        crowd(values, batches, Math.min(at ?? SHOWN, SHOWN)),
      ],
      numbers: f.known({
        batchSize: f.count(batchSize),
        examples: f.count(examples),
        single: share(single),
        error: share(error),
        four: four === undefined ? undefined : share(four),
        measured: share(measured),
        cost: share(batchSize / examples),
        root: f.significant(Math.sqrt(batchSize), 2),
        // For a batch without repetitions: smaller if fewer examples are left.
        rest: f.significant(Math.sqrt((examples - batchSize) / (examples - 1)), 2),
        times: f.significant(examples / batchSize, 2),
        uphill: f.percent(wilson(uphill, BATCHES), 0),
        batches: f.count(BATCHES),
      }),
      steps: SHOWN,
      summary: at === 0 ? 'Before Play each line is the vote of one example.' : summaryOf(batchSize, examples),
      verdict: { text: verdictOf(batchSize, examples, four) },
    };
  },
  python: (values) => {
    const { batchSize, examples, seed } = partOf(values);
    return `"""How far the mean gradient of a batch is from that of all examples."""
import json

import numpy as np

B, I = ${batchSize}, ${examples}
rng = np.random.RandomState(${seed})
x = rng.normal(size=I)
y = 1 + x / 2 + 2 * rng.normal(size=I)
votes = np.stack([y, x * y], axis=1)  # minus the gradient of (y - phi_0 - phi_1 x)^2 / 2, at 0
everyone = votes.mean(axis=0)
batches = np.array([votes[rng.permutation(I)[:B]].mean(axis=0) for _ in range(${BATCHES})])
length = np.linalg.norm(everyone)
scatter = np.sqrt(np.mean(np.sum((votes - everyone) ** 2, axis=1)))
print(json.dumps({
    "single": float(scatter / length),
    "error": float(scatter / length * np.sqrt((I - B) / (B * (I - 1)))),
    "measured": float(np.sqrt(np.mean(np.sum((batches - everyone) ** 2, axis=1))) / length),
    "uphill": float(np.mean(batches @ everyone < 0)),
}))
`;
  },
});

/** A fraction with two digits: 71 %, 0.4 %. */
const share = (value: number): f.ShownNumber => ({ ...f.significant(value, 2), percent: true });

/** One line under a scene. */
const summaryOf = (batchSize: number, examples: number): string =>
  batchSize === examples
    ? 'You asked them all, so the answer is exact.'
    : 'On average, a batch of {batchSize} misses the arrow by {error} of the arrow’s length, at {cost} of the cost.';

function verdictOf(batchSize: number, examples: number, four: number | undefined): string {
  if (batchSize === examples)
    return 'You asked all {examples}. The answer is exact, and you pay for all of them before the first step.';
  const paid =
    'A batch of {batchSize} is off by {error} of the length of the vote of all {examples}, for {cost} of the cost.';
  return four === undefined
    ? `${paid} There are not four times as many to ask; all {examples} would be exact.`
    : `${paid} Four times as many would be off by {four}.`;
}

/** Independent of the batch, so that the crowd visibly contracts; some votes of single examples are outside. */
const WINDOW = { x: [-3, 4.5], y: [-1.9, 2.4] } as const;

function votes({ batchSize, examples }: V, { b0, b1, all, singles }: Batches, shown: number): f.SurfacePanel {
  // Before the first batch: single votes, without their average.
  const { x, y } = shown === 0 ? singles : { x: b0, y: b1 };
  const kept = Array.from({ length: shown === 0 ? Math.min(SHOWN, examples) : shown }, (_, k) => k);
  const down = (k: number): boolean => shown === 0 || x[k]! * all[0] + y[k]! * all[1] >= 0;
  const star = (of: readonly number[]): { x: f.Column; y: f.Column } => ({
    x: Float64Array.from(of.flatMap((k) => [0, x[k]!, 0])),
    y: Float64Array.from(of.flatMap((k) => [0, y[k]!, 0])),
  });
  return f.map({
    name: 'votes',
    title:
      shown === 0
        ? `The votes of ${kept.length} of the ${examples} examples`
        : `The steps that batches of ${Math.min(batchSize, examples)} vote for`,
    x: f.axis('raise the line, ϕ_0', WINDOW.x, { ticks: [-2, 0, 2, 4] }),
    y: f.axis('make it steeper, ϕ_1', WINDOW.y, { ticks: [-1, 0, 1, 2] }),
    paths: [
      f.path('votes downhill', 'batch', star(kept.filter(down)), { faint: true }),
      f.path('votes uphill', 'baseline', star(kept.filter((k) => !down(k))), { faint: true }),
    ],
    points: [f.point('now', 'you', 0, 0)],
    arrows: f.some(
      shown > 0 && f.arrow('vote of all', 'measured', [0, 0], all, `all ${examples}`),
      shown > 0 && f.arrow('vote of the last batch', 'run', [0, 0], [b0[shown - 1]!, b1[shown - 1]!], 'this batch'),
    ),
  });
}

/** The ballot: some of the points, the current line, and the line after a step along the last batch's vote. */
function crowd({ examples }: V, { crowd, asked, b0, b1, all }: Batches, shown: number): f.ChartPanel {
  const ends = Float64Array.of(-3, 3);
  const after = (one: number, other: number): f.Column => ends.map((x) => one + other * x);
  const batch = asked[shown - 1];
  return f.chart({
    name: 'crowd',
    title: `${crowd.x.length} of the ${examples} points, the line that you have, and the lines that are voted for`,
    x: f.axis('*x*', [-3, 3], { ticks: [-2, 0, 2] }),
    y: f.axis('the points, and the line', [-6, 8], { ticks: [-4, 0, 4, 8] }),
    series: f.some(
      f.dots('points', 'measured', crowd.x, crowd.y, { faint: batch !== undefined }),
      batch && f.dots('points asked', 'batch', batch.x, batch.y),
      f.line('line you have', 'baseline', ends, after(0, 0), { label: 'you' }),
      shown > 0 && f.line('line of all', 'measured', ends, after(...all), { label: 'all' }),
      shown > 0 &&
        f.line('line of the batch', 'run', ends, after(b0[shown - 1]!, b1[shown - 1]!), { label: 'this batch' }),
    ),
  });
}

function errors(values: V, batches: Batches, measured: readonly number[] = []): f.ChartPanel {
  const { batchSize, examples } = partOf(values);
  const { single, error } = batches;
  const theory = Float64Array.from({ length: 49 }, (_, k) => (examples - 0.5) ** (k / 48));
  return f.chart({
    name: 'error',
    title: 'How far a batch is off, against how many examples it asks',
    x: f.logAxis('examples asked, which is the cost', [0.9, 1.15 * MOST], { ticks: [1, 4, 16, 64, 256, 1024, 4096] }),
    y: f.logAxis('off by', [0.02, 5], { ticks: [0.03, 0.1, 0.3, 1, 3], format: 'percent' }),
    references: [f.upright(examples, 'all', 'baseline')],
    series: [
      f.curve('theory', 'theory', theory, (B) => single * Math.sqrt((examples - B) / (B * (examples - 1)))),
      f.dots('measured', 'measured', sizesOf(examples).slice(0, measured.length), measured),
    ],
    points: f.some(error > 0.02 && f.point('end', 'your batch', batchSize, error, { role: 'run', label: true })),
  });
}
