import {
  coordinate,
  flag,
  integer,
  number,
  optimizers,
  problems,
  quantiles,
  stateAt,
  train,
  trainMany,
} from '../../../engine/index.ts';
import type { Values } from '../../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../../figure/experiment.ts';
import type { ChartPanel, Column, SurfacePanel } from '../../../figure/panels/panel.ts';
import { pythonScript } from '../../../figure/python.ts';
import { saddleSheet } from './saddle-sheet.ts';

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one.',
    default: 0.1,
    min: 0.01,
    max: 1,
    step: 0.001,
    scale: 'log',
  }),
  offset: number({
    label: 'Distance from the ridge',
    symbol: 'y_0',
    help: 'How far beside the exact path into the saddle gradient descent starts; and how unlike the hidden units start, where they are not alike.',
    default: 1e-8,
    min: 1e-12,
    max: 0.3,
    step: 1e-12,
    scale: 'log',
  }),
  noise: number({
    label: 'Gradient noise σ',
    symbol: String.raw`\sigma`,
    help: 'Standard deviation of what batches add to each coordinate of the gradient.',
    default: 1e-3,
    min: 1e-6,
    max: 0.3,
    step: 1e-6,
    scale: 'log',
  }),
  alike: flag({
    label: 'Hidden units start alike',
    help: 'Whether the three hidden units of the small network start with the same weights.',
    default: true,
  }),
  runs: integer({ label: 'Runs', help: 'How many runs with noise.', default: 200, min: 20, max: 1000, scale: 'log' }),
  seed: integer({ label: 'Seed', help: 'Of the first run; the others follow.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

type Part =
  | { kind: 'noisy'; alpha: number; noise: number; from: number; count: number }
  | { kind: 'exact'; alpha: number; offset: number }
  | { kind: 'network'; offset: number; seed: number };

interface Noisy {
  kind: 'noisy';
  /** Steps until abs(y) is past `LEFT`; Infinity where a run never was. */
  steps: number[];
  /** One run, to draw. */
  x: Column;
  y: Column;
}
interface Exact {
  kind: 'exact';
  /** Steps from each of OFFSETS. */
  steps: number[];
  /** The run from the reader's own offset, and how many steps it takes. */
  x: Column;
  y: Column;
  own: number;
}
interface Network {
  kind: 'network';
  /** Largest difference between two hidden units at every `NETWORK.every`th step, on all examples and on batches. */
  descent: Column;
  batches: Column;
}
type Result = Noisy | Exact | Network;

/** A run has left the saddle when abs(y) is more than this. */
const LEFT = 0.5;
const START_X = 1.2;
const RUNS_PER_PART = 50;
const OFFSETS = Float64Array.from({ length: 23 }, (_, k) => 10 ** (-12 + k / 2));
const NETWORK = { steps: 1200, every: 10, alpha: 0.05, batchSize: 2, unit: [1, 0.2, 0.5] } as const;

const left = (phi: ArrayLike<number>): boolean => Math.abs(phi[1]!) > LEFT;
/** Steps in which even the smallest offset, or noise, has grown past `LEFT` several times over. */
const longest = (alpha: number): number => Math.ceil(45 / Math.log1p(alpha));

export default defineExperiment({
  title: 'Leaving a saddle point',
  question: 'Does the noise of SGD keep it from getting stuck near saddle points?',
  claim: 'Reduces the chances of getting stuck near saddle points',
  source: 'UDL 6.1.2 and 6.2.2',
  caption:
    'Descent starts a little beside the ridge, descent with noise on it: normal noise of σ in each coordinate. Both come to the saddle together. Look at their distances from the ridge: noise makes one at once, and when it is larger than the noise it grows as that of descent does, by a factor 1 + α a step; σ and the first distance decide which is sooner away. Steps to leave: for descent against the distance that it starts at, with the theory dashed; the band holds the middle 80 % of the runs with noise. The last chart shows how unlike three hidden units of a small network become. Why does noise help at the one saddle and not at the other? Descent is deterministic; each run with noise has its own seed.',
  pace: 'ensemble',
  parameters,
  parts: (values: V) => ({
    all: (({ alpha, offset, noise, alike, runs, seed }: V): Part[] => {
      const blocks = Array.from({ length: Math.ceil(runs / RUNS_PER_PART) }, (_, k) => ({
        kind: 'noisy' as const,
        alpha,
        noise,
        from: seed + k * RUNS_PER_PART,
        count: Math.min(RUNS_PER_PART, runs - k * RUNS_PER_PART),
      }));
      return [
        { kind: 'exact', alpha, offset },
        blocks[0]!,
        { kind: 'network', offset: alike ? 0 : offset, seed },
        ...blocks.slice(1),
      ];
    })(values),
  }),
  measure: {
    all(part: Part): Result {
      if (part.kind === 'network') return measureNetwork(part);
      const run = {
        problem: problems.saddle,
        optimizer: optimizers.gradientDescent,
        hyper: { alpha: part.alpha },
        steps: longest(part.alpha),
        until: left,
      };
      if (part.kind === 'noisy') {
        const noisy = { ...run, start: [START_X, 0], noise: { sd: part.noise } };
        const shown = train({ ...noisy, seed: part.from });
        const { statuses } = trainMany({
          ...noisy,
          seed: part.from,
          seeds: Array.from({ length: part.count }, (_, r) => part.from + r),
        });
        return {
          kind: 'noisy',
          steps: statuses.map((status) => (status.kind === 'finished' ? Number.POSITIVE_INFINITY : status.step)),
          x: coordinate(shown, 0),
          y: coordinate(shown, 1),
        };
      }
      const from = (y0: number) => train({ ...run, start: [START_X, y0] });
      const own = from(part.offset);
      return {
        kind: 'exact',
        steps: Array.from(OFFSETS, (y0) => from(y0).steps),
        x: coordinate(own, 0),
        y: coordinate(own, 1),
        own: own.steps,
      };
    },
  },
  present(values, { all: results }) {
    const exact = results.find((result) => result?.kind === 'exact');
    const noisy = results.filter((result) => result?.kind === 'noisy');
    const network = results.find((result) => result?.kind === 'network');
    const steps = noisy.flatMap((block) => block.steps);
    const [low = Number.NaN, middle = Number.NaN, high = Number.NaN] =
      steps.length > 0 ? quantiles(steps, [0.1, 0.5, 0.9]) : [];
    const spread = network?.batches.at(-1) ?? Number.NaN;
    const numbers: Presentation['numbers'] = {
      runs: { value: steps.length, digits: 0 },
      offset: { value: values.offset, digits: 1, significant: true },
      descentSteps: { value: exact?.own ?? Number.NaN, digits: 0 },
      descentTheory: { value: escapeTheory(values.alpha, values.offset), digits: 0 },
      fromHundredth: { value: exact?.steps[20] ?? Number.NaN, digits: 0 },
      noisySteps: { value: middle, low, high, digits: 0 },
      noisyMedian: { value: middle, digits: 0 },
      noisyTheory: { value: noisyTheory(values.alpha, values.noise), digits: 0 },
      spread: { value: spread, digits: spread === 0 ? 0 : 2 },
      descentSpread: { value: network?.descent.at(-1) ?? Number.NaN, digits: 2 },
    };
    const faster = exact !== undefined && middle < exact.own;
    const parted = spread > 0.1;
    return {
      panels: [
        sheet(exact, noisy),
        distances(values, exact, noisy),
        escapeChart(values, exact, [low, middle, high]),
        units(network),
      ],
      arrangement: 'columns',
      numbers,
      verdict: {
        text:
          exact && steps.length > 0 && network
            ? `Descent with noise, from exactly on the ridge, leaves the saddle in {noisyMedian} steps, the median of {runs} runs; descent from {offset} beside it in {descentSteps}. How strong the noise is, and how near the start, decide the order. ${parted ? 'Hidden units that start unlike grow apart, to a difference of {spread}' : values.alike ? 'Hidden units that start alike stay alike: their difference is {spread}' : 'The hidden units have hardly parted: their difference is {spread}'}.`
            : 'Measuring.',
        outcome: faster && parted ? 'holds' : faster || parted ? 'depends' : 'fails',
      },
    };
  },
  python: ({ alpha, offset }) =>
    pythonScript({
      about: 'Gradient descent beside a saddle: steps until it has left.',
      problem: problems.saddle,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha },
      start: [START_X, offset],
      steps: longest(alpha),
      prints: {
        descentSteps: `int(np.argmax(np.abs(path[:, 1]) > ${LEFT}))`,
        descentTheory: `float(np.log(${LEFT} / path[0, 1]) / np.log1p(alpha))`,
      },
    }),
});

/** y grows by 1 + alpha a step while it is small. */
function escapeTheory(alpha: number, y0: number): number {
  return Math.log(LEFT / y0) / Math.log1p(alpha);
}

/** Median of abs(y) for a sum of normal steps, each grown since: N(0, s^2), s = alpha sigma (1 + alpha)^t / sqrt((1 + alpha)^2 - 1). */
function noisyTheory(alpha: number, sigma: number): number {
  const MEDIAN = 0.6744897501960817;
  return escapeTheory(alpha, (MEDIAN * alpha * sigma) / Math.sqrt((1 + alpha) ** 2 - 1));
}

/** Three tanh units, alike or `offset` apart, trained on all eight examples and on batches of two. */
function measureNetwork({ offset, seed }: { offset: number; seed: number }): Network {
  const problem = problems.tanhNetwork;
  const start = [-1, 0, 1].flatMap((j) => [NETWORK.unit[0] + j * offset, NETWORK.unit[1], NETWORK.unit[2]]);
  const run = {
    problem,
    optimizer: optimizers.gradientDescent,
    start: [...start, 0],
    steps: NETWORK.steps,
    hyper: { alpha: NETWORK.alpha },
    record: { phi: NETWORK.every, loss: 'ends' as const },
  };
  const spreads = (trace: ReturnType<typeof train>): Column =>
    Float64Array.from(trace.phiAt, (_, r) => problem.spread(stateAt(trace, r)));
  return {
    kind: 'network',
    descent: spreads(train(run)),
    batches: spreads(train({ ...run, batches: { size: NETWORK.batchSize, seed } })),
  };
}

function sheet(exact: Exact | undefined, noisy: readonly Noisy[]): SurfacePanel {
  const shown = besides(noisy);
  return {
    ...saddleSheet(),
    title: 'A saddle: descent starts just beside the ridge, descent with noise on it',
    paths: [
      ...noisy.map(({ x, y }, k) => ({
        name: `with noise, block ${k + 1}`,
        role: 'batch' as const,
        x,
        y,
        ...(k === shown ? { label: 'with noise' } : { faint: true }),
      })),
      ...(exact ? [{ name: 'descent', role: 'run' as const, x: exact.x, y: exact.y, label: 'descent' }] : []),
    ],
  };
}

/** Of the runs with noise, the one to draw in full: one that leaves on the other side than descent, where it is seen. */
function besides(noisy: readonly Noisy[]): number {
  return Math.max(
    0,
    noisy.findIndex(({ y }) => y.at(-1)! < 0),
  );
}

/** How far each run is from the ridge, step by step. */
function distances({ offset }: V, exact: Exact | undefined, noisy: readonly Noisy[]): ChartPanel {
  const shown = besides(noisy);
  const longest = Math.max(1, exact?.own ?? 0, ...noisy.map(({ y }) => y.length - 1));
  // On the ridge itself the distance is 0, which a log axis has no place for.
  const line = (y: Column, from: number) => ({
    kind: 'line' as const,
    x: Float64Array.from({ length: y.length - from }, (_, t) => t + from),
    y: y.slice(from).map(Math.abs),
  });
  const least = Math.min(offset, ...noisy.map(({ y }) => Math.abs(y[1] ?? offset)));
  return {
    kind: 'chart',
    name: 'distance',
    title: 'Distance from the ridge at each step, for descent and for descent with noise',
    x: { label: 'step *t*', domain: [0, 1.02 * longest] },
    y: {
      label: 'distance from the ridge, log scale',
      domain: [10 ** Math.floor(Math.log10(Math.max(least, 1e-14))), 2],
      scale: 'log',
      format: 'power',
    },
    references: [{ axis: 'y', at: LEFT, label: 'has left', role: 'measured' }],
    series: [
      ...noisy.map(({ y }, k) => ({
        name: `with noise, block ${k + 1}`,
        role: 'batch' as const,
        ...line(y, 1),
        ...(k === shown ? { label: 'with noise' } : { faint: true }),
      })),
      ...(exact ? [{ name: 'descent', role: 'run' as const, ...line(exact.y, 0), label: 'descent' }] : []),
    ],
  };
}

function escapeChart(
  { alpha, offset }: V,
  exact: Exact | undefined,
  [low, middle, high]: readonly [number, number, number],
): ChartPanel {
  const domain = [1e-13, 1] as const;
  const theory = OFFSETS.map((y0) => escapeTheory(alpha, y0));
  const top = 1.15 * Math.max(theory[0]!, Number.isFinite(high) ? high : 0);
  const both = Float64Array.from(domain);
  const level = (value: number): Column => Float64Array.from([value, value]);
  return {
    kind: 'chart',
    name: 'steps-to-leave',
    title: 'Steps until abs(y) is more than 0.5, against the distance from the ridge at the start',
    x: {
      label: 'first distance from the ridge',
      domain,
      scale: 'log',
      format: 'power',
      ticks: [1e-12, 1e-8, 1e-4, 1],
    },
    y: { label: 'steps to leave', domain: [0, top] },
    regions: [{ axis: 'x', from: domain[0], to: 10 ** -12.4, role: 'danger', label: 'at 0: never' }],
    series: [
      ...(Number.isFinite(middle)
        ? [
            {
              name: 'with noise from exactly 0, middle 80 %',
              role: 'batch' as const,
              kind: 'band' as const,
              x: both,
              y: level(middle),
              low: level(low),
              high: level(Math.min(high, 2 * top)),
            },
            {
              name: 'with noise from exactly 0, median',
              role: 'batch' as const,
              kind: 'line' as const,
              x: both,
              y: level(middle),
              label: 'with noise, from 0',
            },
          ]
        : []),
      ...(exact
        ? [
            {
              name: 'descent',
              role: 'measured' as const,
              kind: 'points' as const,
              x: OFFSETS,
              y: Float64Array.from(exact.steps),
            },
          ]
        : []),
      {
        name: 'theory of descent',
        role: 'theory',
        kind: 'line',
        x: OFFSETS,
        y: theory,
        label: 'ln(0.5/y_0)/ln(1 + α)',
      },
    ],
    points: exact
      ? [{ name: 'this run', x: offset, y: exact.own, mark: 'end', role: 'run', label: `${exact.own} steps` }]
      : [],
  };
}

function units(network: Network | undefined): ChartPanel {
  const x = Float64Array.from(network?.batches ?? [], (_, k) => Math.min(k * NETWORK.every, NETWORK.steps));
  const top = Math.max(1, ...(network?.batches ?? []), ...(network?.descent ?? []));
  return {
    kind: 'chart',
    name: 'hidden-units',
    title: 'Largest difference between two of three hidden units, on all examples and on batches',
    x: { label: 'step *t*', domain: [0, NETWORK.steps] },
    y: { label: 'difference of the hidden units', domain: [0, 1.1 * top] },
    series: network
      ? [
          { name: 'descent', role: 'baseline', kind: 'line', x, y: network.descent, label: 'descent' },
          { name: 'SGD', role: 'batch', kind: 'line', x, y: network.batches, label: 'SGD' },
        ]
      : [],
  };
}
