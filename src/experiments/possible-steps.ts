import { createExpectedChange } from '../engine/expected-change.ts';
import { defineExperiment, type Presentation } from '../engine/experiment.ts';
import {
  type Batch,
  createGabor,
  gaborSurface,
  integer,
  number,
  problems,
  stream,
  vector,
  wilson,
} from '../engine/index.ts';
import { bands } from '../engine/panels/contours.ts';
import { gaborSheet } from '../engine/panels/gabor-sheet.ts';
import type { ChartPanel, Column, SurfaceBands, SurfacePanel } from '../engine/panels/panel.ts';
import type { Values } from '../engine/schema.ts';

/** A part of the notebooks' window, so that single steps can be told apart. */
const WINDOW = { xDomain: [-5, 5], yDomain: [4, 14] } as const;

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. The gradient is summed over the batch.',
    default: 0.8,
    min: 0.005,
    max: 20,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'How many of the 30 examples a batch has, none twice.',
    default: 5,
    min: 1,
    max: 30,
  }),
  pick: integer({
    label: 'Batch shown',
    help: 'Which of the batches to look at: the small sheet is its own loss.',
    default: 11,
    min: 1,
    max: 1000,
  }),
  phi0: number({
    label: 'Point ϕ_0',
    help: 'Where the step is taken from: the offset.',
    default: 0.66,
    min: WINDOW.xDomain[0],
    max: WINDOW.xDomain[1],
    step: 0.01,
  }),
  phi1: number({
    label: 'Point ϕ_1',
    help: 'Where the step is taken from: the frequency.',
    default: 7.86,
    min: WINDOW.yDomain[0],
    max: WINDOW.yDomain[1],
    step: 0.01,
  }),
  seed: integer({
    label: 'Seed',
    help: 'Of the batches, where there are too many to take them all.',
    default: 1,
    min: 0,
    max: 9999,
  }),
};
type V = Values<typeof parameters>;

/** The steps drawn, and the counts over as many batches as can be taken: the second part costs more. */
type Part =
  | ({ kind: 'steps' } & V)
  | { kind: 'count'; alpha: number; batchSize: number; phi0: number; phi1: number; seed?: number };

interface Steps {
  kind: 'steps';
  /** Every batch there is, or 1000 drawn. */
  all: boolean;
  /** Steps along phi0 and phi1, and the change of the loss over all examples; one entry a batch. */
  d0: Column;
  d1: Column;
  change: Column;
  /** The step that all examples would make at the same rate for each, and the loss here. */
  full: readonly [number, number];
  loss: number;
  /** Theory: mean change to second order, and the covariance of a step, (phi0, phi0), (phi0, phi1), (phi1, phi1). */
  expected: number;
  covariance: readonly [number, number, number];
  /** The batch shown, its number, and the bands of its own loss. */
  picked: Batch;
  pick: number;
  pickedBands: SurfaceBands;
}

interface Tally {
  /** Whether every batch there is was counted. */
  all: boolean;
  batches: number;
  uphill: number;
  /** Of the change of the loss over all examples. */
  mean: number;
  standardError: number;
}
type Result = Steps | (Tally & { kind: 'count' });

const N = problems.gabor.examples;
const MOST = 1000;
/** Up to five examples, or all but five, leave 142506 batches at most: these are all counted. Of more, so many are drawn. */
const COUNTED_SIZE = 5;
const COUNTED = 20000;
const CELLS = 44;
/** Steps drawn on the sheet; the numbers are of all. */
const DRAWN = 160;
const BINS = 24;

export default defineExperiment({
  title: 'Every step that a batch could make',
  question: 'From one point, how many of the possible batches step uphill?',
  source: 'UDL 6.2, Figure 6.6',
  caption:
    'From one point, a line to where each possible batch would step: blue where the loss of all thirty examples falls, grey where it rises. The dark arrow is the step of all thirty at the same rate per example; the dashed ellipse lies two standard deviations from it. The small sheet is the loss of one batch, and the chart the change of the whole loss for the batches shown; its dashed mark is the mean that theory expects of short steps. Where on the sheet do almost all batches agree, and where do they not? Where there are more than 1000 batches, as many drawn at random are shown; the shares and means in the text are of all batches up to 142506, and of 20000 at random beyond.',
  pace: 'ensemble',
  checked: 'every batch, counted',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V): Part[] => {
    const { alpha, batchSize, phi0, phi1, seed } = values;
    const drawn = Math.min(batchSize, N - batchSize) > COUNTED_SIZE;
    return [
      { kind: 'steps', ...values },
      { kind: 'count', alpha, batchSize, phi0, phi1, ...(drawn && { seed }) },
    ];
  },
  measure(part: Part): Result {
    if (part.kind === 'count') return { kind: 'count', ...count(part) };
    const { alpha, batchSize, pick, phi0, phi1, seed } = part;
    const { batches, all } = batchesOf(batchSize, seed);
    const phi = vector(phi0, phi1);
    const here = problems.gabor.loss(phi);
    const g = vector(0, 0);
    const next = vector(0, 0);
    const [d0, d1, change] = [
      new Float64Array(batches.length),
      new Float64Array(batches.length),
      new Float64Array(batches.length),
    ];
    for (const [k, batch] of batches.entries()) {
      problems.gabor.gradient(phi, g, batch);
      d0[k] = -alpha * g[0]!;
      d1[k] = -alpha * g[1]!;
      next[0] = phi0 + d0[k]!;
      next[1] = phi1 + d1[k]!;
      change[k] = problems.gabor.loss(next) - here;
    }
    problems.gabor.gradient(phi, g);
    const rate = (alpha * batchSize) / N;
    const expected = createExpectedChange(problems.gabor, { alpha, batchSize, replacement: false })(phi);
    const index = Math.min(pick, batches.length) - 1;
    const picked = batches[index]!;
    return {
      kind: 'steps',
      all,
      d0,
      d1,
      change,
      full: [-rate * g[0]!, -rate * g[1]!],
      loss: here,
      expected: expected.mean + expected.spread,
      covariance: stepCovariance(phi, alpha, batchSize),
      picked,
      pick: index + 1,
      pickedBands: batchBands(picked),
    };
  },
  present(values, results, { pinned } = {}) {
    const run = results.find((result) => result?.kind === 'steps');
    if (!run) throw new Error('possible-steps presents once its first part, the steps, is measured');
    // Until the count is there, what is shown is what is known.
    const tally: Tally = results.find((result) => result?.kind === 'count') ?? tallyOf(run.change, run.all);
    const { all, batches: total, mean: average } = tally;
    const half = 1.96 * tally.standardError;
    const share = all ? { value: tally.uphill / total } : wilson(tally.uphill, total);
    const pinnedRun = pinned?.results.find((result) => result?.kind === 'steps');
    const numbers: Presentation['numbers'] = {
      batches: { value: total, digits: 0 },
      uphill: { ...share, digits: 0, percent: true },
      loss: { value: run.loss, digits: 2 },
      meanChange: { value: average, ...(!all && { low: average - half, high: average + half }), digits: 2 },
      expectedChange: { value: run.expected, digits: 2 },
      scatter: { value: Math.sqrt(run.covariance[0] + run.covariance[2]), digits: 2 },
      pickedChange: { value: run.change[run.pick - 1]!, digits: 2 },
      pick: { value: run.pick, digits: 0 },
    };
    const some = all ? 'Of all {batches} batches' : 'Of {batches} batches drawn at random';
    return {
      panels: [steps(values, run, pinnedRun), batchSheet(values, run), histogram(run, average)],
      arrangement: 'sheet-and-stack',
      numbers,
      verdict: {
        text:
          total === 1
            ? 'There is one batch of all examples. Its step changes the loss by {meanChange}.'
            : `${some}, {uphill} step uphill on the loss of all examples. The mean change is {meanChange}; that of batch {pick} is {pickedChange}.`,
      },
    };
  },
  python: ({
    alpha,
    batchSize,
    phi0,
    phi1,
    seed,
  }) => `"""The step of every batch from one point of the Gabor loss, or of many drawn at random."""
import itertools
import json

import numpy as np

${problems.gabor.python}
alpha, B, N = ${alpha}, ${batchSize}, ${N}
phi = np.array([${phi0}, ${phi1}])
if min(B, N - B) <= ${COUNTED_SIZE}:
    batches = np.array(list(itertools.combinations(range(N), B)))
else:
    rng = np.random.RandomState(${seed})
    batches = np.array([rng.permutation(N)[:B] for _ in range(${COUNTED})])
gradients = np.array([gradient(phi, [i]) for i in range(N)])
ends = phi - alpha * gradients[batches].sum(axis=1)
changes = np.array([loss(end) for end in ends]) - loss(phi)
print(json.dumps({
    "batches": len(batches),
    "uphill": float(np.mean(changes > 0)),
    "loss": float(loss(phi)),
    "meanChange": float(np.mean(changes)),
}))
`,
});

/** All batches of a size in lexicographic order, or 1000 first parts of random permutations where there are more. */
function batchesOf(size: number, seed: number): { batches: Batch[]; all: boolean } {
  // 1, 30 or 435 batches of 0, 1 or 2 examples, or of all but as many; of three there are 4060.
  if (Math.min(size, N - size) <= 2) {
    const batches: Batch[] = [];
    const grow = (chosen: readonly number[], from: number): void => {
      if (chosen.length === size) batches.push(Int32Array.from(chosen));
      else for (let i = from; i <= N - (size - chosen.length); i++) grow([...chosen, i], i + 1);
    };
    grow([], 0);
    return { batches, all: true };
  }
  const random = stream(seed, 'batches');
  return { batches: Array.from({ length: MOST }, () => random.permutation(N).slice(0, size)), all: false };
}

/** What the loss of all examples does over every batch of a size, or over 20000 drawn where there are too many. */
function count({ alpha, batchSize, phi0, phi1, seed }: Part & { kind: 'count' }): Tally {
  const g = vector(0, 0);
  const next = vector(phi0, phi1);
  const here = problems.gabor.loss(next);
  const own = Array.from({ length: N }, (_, i) => {
    problems.gabor.gradient(vector(phi0, phi1), g, Int32Array.of(i));
    return [g[0]!, g[1]!] as const;
  });
  const changes: number[] = [];
  const step = (g0: number, g1: number): void => {
    next[0] = phi0 - alpha * g0;
    next[1] = phi1 - alpha * g1;
    changes.push(problems.gabor.loss(next) - here);
  };
  if (seed !== undefined) {
    const random = stream(seed, 'batches');
    for (let k = 0; k < COUNTED; k++) {
      let [g0, g1] = [0, 0];
      for (const i of random.permutation(N).subarray(0, batchSize)) {
        g0 += own[i]![0];
        g1 += own[i]![1];
      }
      step(g0, g1);
    }
    return tallyOf(changes, false);
  }
  // A batch of more than half is all examples but the few that it leaves out.
  const [most, few] = [2 * batchSize > N, Math.min(batchSize, N - batchSize)];
  problems.gabor.gradient(vector(phi0, phi1), g);
  const [all0, all1] = [g[0]!, g[1]!];
  const grow = (left: number, from: number, g0: number, g1: number): void => {
    if (left === 0) step(most ? all0 - g0 : g0, most ? all1 - g1 : g1);
    else for (let i = from; i <= N - left; i++) grow(left - 1, i + 1, g0 + own[i]![0], g1 + own[i]![1]);
  };
  grow(few, 0, 0, 0);
  return tallyOf(changes, true);
}

function tallyOf(changes: ArrayLike<number>, all: boolean): Tally {
  const n = changes.length;
  let [uphill, sum, squares] = [0, 0, 0];
  for (let k = 0; k < n; k++) {
    if (changes[k]! > 0) uphill++;
    sum += changes[k]!;
  }
  for (let k = 0; k < n; k++) squares += (changes[k]! - sum / n) ** 2;
  return { all, batches: n, uphill, mean: sum / n, standardError: Math.sqrt(squares / Math.max(1, n - 1) / n) };
}

/** alpha^2 B (N - B)/(N - 1) times the covariance of one example's gradient. */
function stepCovariance(phi: Column, alpha: number, size: number): readonly [number, number, number] {
  const g = vector(0, 0);
  const one: Batch = new Int32Array(1);
  let [m0, m1, s00, s01, s11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < N; i++) {
    one[0] = i;
    problems.gabor.gradient(phi, g, one);
    m0 += g[0]! / N;
    m1 += g[1]! / N;
    s00 += g[0]! ** 2 / N;
    s01 += (g[0]! * g[1]!) / N;
    s11 += g[1]! ** 2 / N;
  }
  const scale = (alpha ** 2 * size * (N - size)) / (N - 1);
  return [scale * (s00 - m0 * m0), scale * (s01 - m0 * m1), scale * (s11 - m1 * m1)];
}

let drawn: SurfacePanel | undefined;

/** The loss of all examples over the window, without marks; drawn once. */
function sheet(): SurfacePanel {
  drawn ??= {
    ...gaborSheet(),
    x: { label: 'offset ϕ_0', domain: WINDOW.xDomain },
    y: { label: 'frequency ϕ_1', domain: WINDOW.yDomain },
    bands: bands({ ...gaborSurface({ ...WINDOW, columns: 60, rows: 60, ring: true }), label: 'loss *L*' }),
  };
  return drawn;
}

function batchBands(batch: Batch): SurfaceBands {
  const { x, y } = problems.gabor;
  const own = createGabor({ x: Array.from(batch, (i) => x[i]!), y: Array.from(batch, (i) => y[i]!) });
  return bands({
    ...gaborSurface({ ...WINDOW, columns: CELLS, rows: CELLS, ring: true }, own),
    label: 'loss of the batch',
    tints: 10,
  });
}

/** A line from the point to the end of each step and back: one path for many steps. */
function star(phi0: number, phi1: number, { d0, d1 }: Steps, kept: readonly number[]): { x: Column; y: Column } {
  return {
    x: Float64Array.from(kept.flatMap((k) => [phi0, phi0 + d0[k]!, phi0])),
    y: Float64Array.from(kept.flatMap((k) => [phi1, phi1 + d1[k]!, phi1])),
  };
}

function steps({ phi0, phi1 }: V, run: Steps, before: Steps | undefined): SurfacePanel {
  const every = Math.max(1, Math.ceil(run.change.length / DRAWN));
  const drawn = Array.from(run.change, (_, k) => k).filter((k) => k % every === 0);
  const [c00, c01, c11] = run.covariance;
  // Two standard deviations, through the Cholesky factor of the covariance.
  const a = Math.sqrt(c00);
  const b = a > 0 ? c01 / a : 0;
  const c = Math.sqrt(Math.max(0, c11 - b * b));
  const angles = Array.from({ length: 49 }, (_, k) => (2 * Math.PI * k) / 48);
  const centre = [phi0 + run.full[0], phi1 + run.full[1]] as const;
  const index = run.pick - 1;
  return {
    ...sheet(),
    title: `Where ${run.change.length === 1 ? 'the one batch' : `each of ${run.change.length} batches`} would step from (${phi0}, ${phi1})`,
    paths: [
      {
        name: 'steps downhill',
        role: 'batch',
        faint: true,
        ...star(
          phi0,
          phi1,
          run,
          drawn.filter((k) => run.change[k]! <= 0),
        ),
      },
      {
        name: 'steps uphill',
        role: 'baseline',
        faint: true,
        ...star(
          phi0,
          phi1,
          run,
          drawn.filter((k) => run.change[k]! > 0),
        ),
      },
    ],
    lines: [
      {
        name: 'two standard deviations',
        role: 'theory',
        x: Float64Array.from(angles, (t) => centre[0] + 2 * a * Math.cos(t)),
        y: Float64Array.from(angles, (t) => centre[1] + 2 * (b * Math.cos(t) + c * Math.sin(t))),
      },
    ],
    arrows: [
      ...(before
        ? [
            {
              name: 'pinned step of all 30',
              role: 'baseline' as const,
              from: [phi0, phi1] as const,
              to: [phi0 + before.full[0], phi1 + before.full[1]] as const,
            },
          ]
        : []),
      { name: 'step of all 30', role: 'measured', from: [phi0, phi1], to: centre, label: 'all 30' },
      {
        name: `step of batch ${run.pick}`,
        role: 'run',
        from: [phi0, phi1],
        to: [phi0 + run.d0[index]!, phi1 + run.d1[index]!],
        label: `batch ${run.pick}`,
      },
    ],
    handle: { x: 'phi0', y: 'phi1', at: [phi0, phi1], label: '' },
  };
}

function batchSheet({ phi0, phi1 }: V, run: Steps): SurfacePanel {
  const index = run.pick - 1;
  return {
    ...sheet(),
    name: 'batch-loss',
    title: `Loss of batch ${run.pick} alone, with the step that it makes`,
    y: { ...sheet().y, label: `loss of batch ${run.pick} alone` },
    bands: run.pickedBands,
    points: [{ name: 'point', x: phi0, y: phi1, mark: 'start', role: 'run' }],
    arrows: [
      {
        name: `step of batch ${run.pick}`,
        role: 'run',
        from: [phi0, phi1],
        to: [phi0 + run.d0[index]!, phi1 + run.d1[index]!],
        label: 'its step',
      },
    ],
  };
}

function histogram(run: Steps, average: number): ChartPanel {
  const sorted = run.change.slice().sort();
  const low = Math.min(sorted[0]!, run.expected, -1e-3);
  const high = Math.max(sorted.at(-1)!, run.expected, 1e-3);
  const width = (high - low) / BINS;
  const counts = new Float64Array(BINS);
  for (const change of run.change) counts[Math.min(BINS - 1, Math.floor((change - low) / width))]!++;
  const shares = counts.map((n) => n / run.change.length);
  return {
    kind: 'chart',
    name: 'change',
    title: 'Change of the loss over all examples, for each batch shown',
    x: { label: 'change of the loss of all examples', domain: [low - width / 2, high + width / 2] },
    y: { label: 'share of the batches', domain: [0, 1.15 * Math.max(...shares)], format: 'percent' },
    regions: high > 0 ? [{ axis: 'x', from: 0, to: high + width / 2, role: 'baseline', label: 'uphill' }] : [],
    references: [
      { axis: 'x', at: average, label: 'mean', role: 'measured' },
      { axis: 'x', at: run.expected, label: 'expected', role: 'theory' },
    ],
    series: [
      {
        name: 'batches',
        role: 'batch',
        kind: 'bars',
        x: Float64Array.from(counts, (_, k) => low + (k + 0.5) * width),
        y: shares,
      },
    ],
  };
}
