import {
  choice,
  coordinate,
  createSchedule,
  type Estimate,
  integer,
  lastState,
  leastSquares,
  mean,
  number,
  optimizers,
  problems,
  stream,
  train,
  wilson,
} from '../../../engine/index.ts';
import { GABOR_WINDOW, gaborLandmarks, reachedMinimum } from '../../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../../engine/schema.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../../figure/experiment.ts';
import type { ChartPanel, Column, PanelPoint, SurfacePanel, TablePanel } from '../../../figure/panels/panel.ts';
import { pythonScript } from '../../../figure/python.ts';
import { gaborSheet, gaborStart } from '../../kit/gabor-sheet.ts';
import { barrier, kramers, stepsToLeave, WELL } from './well-escape.ts';

const other = gaborStart([2, 8], 'the runs start', 'Other start');

const parameters = {
  aMean: number({
    label: 'Learning rate *a* = *B*α',
    symbol: 'a',
    help: 'The rate on the mean gradient of a batch: B times the book’s α. Descent has the same rate on the mean of all 30.',
    default: 2,
    min: 0.02,
    max: 20,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'How many of the 30 examples each step sees.',
    default: 5,
    min: 1,
    max: 30,
  }),
  schedule: choice({
    label: 'Rate over time',
    help: 'Whether the rate falls along a line to 0 over the run, or stays.',
    default: 'linearDecay',
    options: { linearDecay: 'falls to 0', constant: 'stays' },
  }),
  steps: integer({
    label: 'Steps *T*',
    help: 'How many steps each run makes.',
    default: 300,
    min: 10,
    max: 1000,
    scale: 'log',
  }),
  runs: integer({
    label: 'Runs',
    help: 'How many runs of SGD from each start.',
    default: 300,
    min: 50,
    max: 2000,
    scale: 'log',
  }),
  ...gaborStart([3.5, 6.5], 'the runs start'),
  otherPhi0: other.phi0,
  otherPhi1: other.phi1,
  seed: integer({ label: 'Seed', help: 'Of the first run; the others follow.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

interface Run {
  [name: string]: unknown;
  aMean: number;
  batchSize: number;
  schedule: V['schedule'];
  steps: number;
}
type Part =
  | (Run & { kind: 'start'; start: readonly [number, number]; from: number; count: number })
  | (Run & { kind: 'uniform'; from: number; count: number })
  | { kind: 'well'; ratio: number; seed: number };

interface Ends {
  kind: 'start' | 'uniform';
  start?: readonly [number, number];
  /** Index of the minimum each run of SGD, and each of descent, ended at; -1 for none. */
  sgd: number[];
  descent: number[];
  /** One run of each, to draw. */
  shown?: { sgd: readonly [Column, Column]; descent: readonly [Column, Column] };
}
interface Well {
  kind: 'well';
  /** B/a, and steps until each run is in the deeper well. */
  ratio: number;
  steps: number[];
}
type Result = Ends | Well;

const N = problems.gabor.examples;
/** Index of the lowest minimum, and what stands for none of the sheet. */
const LOWEST = 0;
const BEYOND = -1;
const RUNS_PER_PART = 50;
/** How far rings stand beside dots, of the distance from start to start. */
const ASIDE = 0.08;

export default defineExperiment({
  title: 'Escaping local minima',
  question: 'Can the noise of SGD take a run out of a local minimum, and at what price?',
  claim: 'Can (in theory) escape local minima',
  source: 'UDL 6.2.2, Notebook 6.3',
  caption:
    'Two starts, with one run of SGD from each; grey is descent on all thirty examples. Each minimum says which share of the runs of SGD end in its basin, and the line above a sheet how many end in none of them: their way leads beyond its edge. The dots are the shares that end at the lowest minimum, with 95 % intervals; the rings beside them are descent. The last chart has the steps to leave the shallower of two wells against *B*/*a*, with Kramers’ law. Does the noise help on average, or only from some starts?',
  pace: 'ensemble',
  checked: 'Kramers’ law',
  parameters,
  together: [
    ['phi0', 'phi1'],
    ['otherPhi0', 'otherPhi1'],
  ],
  parts: (values: V) => ({
    all: (({ phi0, phi1, otherPhi0, otherPhi1, runs, seed, aMean, batchSize, schedule, steps }: V): Part[] => {
      const run: Run = { aMean, batchSize, schedule, steps };
      const blocks = Array.from({ length: Math.ceil(runs / RUNS_PER_PART) }, (_, k) => {
        const block = { from: seed + k * RUNS_PER_PART, count: Math.min(RUNS_PER_PART, runs - k * RUNS_PER_PART) };
        return [
          { ...run, kind: 'start' as const, start: [phi0, phi1] as const, ...block },
          { ...run, kind: 'start' as const, start: [otherPhi0, otherPhi1] as const, ...block },
          { ...run, kind: 'uniform' as const, ...block },
        ];
      });
      const wells = WELL.ratios.map((ratio) => ({ kind: 'well' as const, ratio, seed }));
      // The same start twice is one piece of work.
      const same = phi0 === otherPhi0 && phi1 === otherPhi1;
      const [first = [], ...rest] = same ? blocks.map(([a, , c]) => [a!, c!]) : blocks;
      return [...first, ...wells, ...rest.flat()];
    })(values),
  }),
  measure: {
    all: (part: Part): Result =>
      part.kind === 'well'
        ? { kind: 'well', ratio: part.ratio, steps: stepsToLeave(part.ratio, part.seed) }
        : measureEnds(part),
  },
  present(values, { all: results }) {
    const starts = [
      [values.phi0, values.phi1],
      [values.otherPhi0, values.otherPhi1],
    ] as const;
    const ends = results.filter((result): result is Ends => result !== undefined && result.kind !== 'well');
    const from = (start: readonly [number, number]): Ends[] =>
      ends.filter((end) => end.start?.[0] === start[0] && end.start[1] === start[1]);
    const uniform = ends.filter(({ kind }) => kind === 'uniform');
    const groups = [from(starts[0]), from(starts[1]), uniform];
    const sgd = groups.map((group) => endsShare(group, LOWEST));
    const descent = groups.map((group) => endsShare(group, LOWEST, 'descent'));
    const wells = results.filter((result): result is Well => result?.kind === 'well').sort((a, b) => a.ratio - b.ratio);
    const gains = sgd
      .slice(0, 2)
      .map((share, k) => share !== undefined && descent[k] !== undefined && share.low > descent[k].value);
    const numbers: Presentation['numbers'] = {
      runs: { value: groups[0]!.reduce((sum, { sgd: list }) => sum + list.length, 0), digits: 0 },
      sgdFirst: percent(sgd[0]),
      descentFirst: percent(descent[0], true),
      sgdOther: percent(sgd[1]),
      descentOther: percent(descent[1], true),
      sgdUniform: percent(sgd[2]),
      descentUniform: percent(descent[2]),
      beyondFirst: percent(endsShare(groups[0]!, BEYOND)),
      beyondOther: percent(endsShare(groups[1]!, BEYOND)),
      wellSlope: {
        value:
          wells.length > 1
            ? leastSquares(wells.map(({ ratio, steps }) => [ratio, Math.log(mean(steps))] as const)).slope
            : Number.NaN,
        digits: 3,
      },
      wellSlopeTheory: { value: (2 * barrier().height) / WELL.sd ** 2, digits: 3 },
      limit: { value: limitOf(), digits: 2 },
      seedPhi1: { value: from(starts[0])[0]?.shown?.sgd[1].at(-1) ?? Number.NaN, digits: 3 },
    };
    return {
      panels: [
        sheet('first-start', starts[0], groups[0]!, ['phi0', 'phi1']),
        sheet('other-start', starts[1], groups[1]!, ['otherPhi0', 'otherPhi1']),
        shares(starts, sgd, descent),
        wellChart(wells),
        endsTable(starts, groups),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(gains, sgd, descent),
      limits: { aMean: [{ at: limitOf(), label: '30 · 2/λ_max' }] },
      ...(values.aMean > limitOf() && {
        offers: [{ text: 'Set 0.9 of the limit', set: { aMean: Number((0.9 * limitOf()).toPrecision(3)) } }],
      }),
    };
  },
  python: ({ aMean, batchSize, schedule, steps, phi0, phi1, seed }) => {
    const script = pythonScript({
      about: 'The first run of the ensemble: SGD on the Gabor loss of notebooks 6.3 and 6.4.',
      problem: problems.gabor,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: aMean / batchSize },
      start: [phi0, phi1],
      steps,
      batches: { size: batchSize, sampling: 'notebook', seed },
      prints: { seedPhi1: 'path[-1, 1]' },
    });
    if (schedule === 'constant') return script;
    return script.replace(
      'for t in range(1, steps + 1):\n',
      `first_alpha = alpha\n\nfor t in range(1, steps + 1):\n    alpha = first_alpha * (1.0 - (t - 1) / steps)\n`,
    );
  },
});

/** Past it, descent on all examples cannot settle at the lowest minimum: N times 2/lambda_max of the summed loss. */
function limitOf(): number {
  return (N * 2) / gaborLandmarks().minima[0]!.eigenvalues[1]!;
}

function optionsOf({ aMean, batchSize, schedule, steps }: Run, full: boolean) {
  return {
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: aMean / (full ? N : batchSize) },
    steps,
    ...(schedule === 'linearDecay' && { schedule: createSchedule('linearDecay', { duration: steps, end: 0 }) }),
  };
}

/** Runs of SGD, and descent from the same start or starts; each end is polished to the minimum of its basin. */
function measureEnds(
  part: Run & { kind: 'start' | 'uniform'; start?: readonly [number, number]; from: number; count: number },
): Ends {
  const ends = { phi: 'ends' as const, loss: 'ends' as const, batches: false };
  const arrived = (start: readonly number[], seed?: number): number => {
    const trace = train({
      ...optionsOf(part, seed === undefined),
      start,
      ...(seed !== undefined && { batches: { size: part.batchSize, sampling: 'notebook' as const, seed } }),
      record: ends,
    });
    return trace.status.kind === 'diverged' ? BEYOND : (reachedMinimum(lastState(trace).slice()) ?? BEYOND);
  };
  const seeds = Array.from({ length: part.count }, (_, r) => part.from + r);
  const { start } = part;
  if (start === undefined) {
    const starts = seeds.map(uniformStart);
    return {
      kind: 'uniform',
      sgd: seeds.map((seed, r) => arrived(starts[r]!, seed)),
      descent: starts.map((one) => arrived(one)),
    };
  }
  const path = (seed?: number): readonly [Column, Column] => {
    const trace = train({
      ...optionsOf(part, seed === undefined),
      start,
      ...(seed !== undefined && { batches: { size: part.batchSize, sampling: 'notebook' as const, seed } }),
    });
    return [coordinate(trace, 0), coordinate(trace, 1)];
  };
  return {
    kind: 'start',
    start,
    sgd: seeds.map((seed) => arrived(start, seed)),
    descent: [arrived(start)],
    shown: { sgd: path(part.from), descent: path() },
  };
}

/** Anywhere in the window of the notebooks, from the start stream of a run's seed. */
function uniformStart(seed: number): [number, number] {
  const random = stream(seed, 'start');
  return [random.uniform(...GABOR_WINDOW.xDomain), random.uniform(...GABOR_WINDOW.yDomain)];
}

/** The share of a group's runs that end in the basin of a minimum of the sheet, by its index, or BEYOND. */
function endsShare(group: readonly Ends[], minimum: number, of: 'sgd' | 'descent' = 'sgd'): Estimate | undefined {
  const list = group.flatMap((ends) => ends[of]);
  return list.length === 0 ? undefined : wilson(list.filter((index) => index === minimum).length, list.length);
}

/** Descent from one start has no interval: it is the same every time. */
function percent(share: Estimate | undefined, exact = false): ShownNumber {
  if (!share || exact) return { value: share?.value ?? Number.NaN, digits: 0, percent: true };
  return { ...share, digits: 1, percent: true };
}

function verdictOf(
  gains: readonly boolean[],
  sgd: readonly (Estimate | undefined)[],
  descent: readonly (Estimate | undefined)[],
): Presentation['verdict'] {
  if (!sgd[0] || !sgd[1] || !descent[0] || !descent[1]) return { text: 'Measuring.' };
  const text =
    'From the first start {sgdFirst} of the runs of SGD end at the lowest minimum, against {descentFirst} for descent; from the other {sgdOther}, against {descentOther}.';
  return { text, outcome: gains.some(Boolean) ? 'holds' : 'fails' };
}

function sheet(
  name: string,
  start: readonly [number, number],
  group: readonly Ends[],
  handle: readonly [string, string],
): SurfacePanel {
  const shown = group.find((part) => part.shown)?.shown;
  const points: PanelPoint[] = gaborLandmarks().minima.map(({ phi }, index) => {
    const share = endsShare(group, index)?.value ?? 0;
    return {
      name: `minimum ${index + 1}`,
      x: phi[0],
      y: phi[1],
      mark: index === LOWEST ? 'lowest' : 'minimum',
      role: 'measured',
      ...(index === LOWEST ? { label: `lowest, ${rounded(share)} %` } : share > 0 && { label: `${rounded(share)} %` }),
    };
  });
  const beyond = endsShare(group, BEYOND)?.value;
  const empty = gaborSheet();
  return {
    ...empty,
    y: { ...empty.y, label: `${empty.y.label}${beyond === undefined ? '' : `; beyond the edge ${rounded(beyond)} %`}` },
    name,
    title: `Loss surface with one run of SGD and of descent from (${start[0]}, ${start[1]}); minima say which share of runs they end`,
    paths: shown
      ? [
          { name: 'descent', role: 'baseline', x: shown.descent[0], y: shown.descent[1], label: 'descent' },
          { name: 'one run of SGD', role: 'run', x: shown.sgd[0], y: shown.sgd[1] },
        ]
      : [],
    points,
    handle: { x: handle[0], y: handle[1], at: start, label: `(${start[0]}, ${start[1]})` },
  };
}

/** A share in percent: whole, or with one decimal where it is small. */
const rounded = (share: number): string => (100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0);

function shares(
  starts: readonly (readonly [number, number])[],
  sgd: readonly (Estimate | undefined)[],
  descent: readonly (Estimate | undefined)[],
): ChartPanel {
  const x = Float64Array.of(1, 2, 3);
  const column = (list: readonly (Estimate | undefined)[], name: 'value' | 'low' | 'high'): Column =>
    Float64Array.from(list, (one) => one?.[name] ?? Number.NaN);
  const names = [...starts.map(([a, b]) => `(${a}, ${b})`), 'uniform starts'];
  return {
    kind: 'chart',
    name: 'shares',
    title: 'Share of runs that end at the lowest minimum, by start, for SGD and for descent',
    x: { label: '', domain: [0.5, 3.7], ticks: [] },
    y: { label: 'runs that end at the lowest minimum', domain: [-0.03, 1.05], ticks: [0, 0.5, 1], format: 'percent' },
    series: [
      // Beside the dots, which it would else hide under where both are alike.
      { name: 'descent', role: 'baseline', kind: 'points', x: x.map((at) => at - ASIDE), y: column(descent, 'value') },
      {
        name: 'SGD',
        role: 'measured',
        kind: 'points',
        x,
        y: column(sgd, 'value'),
        low: column(sgd, 'low'),
        high: column(sgd, 'high'),
      },
    ],
    points: sgd.flatMap((share, k) =>
      share
        ? [
            {
              name: `SGD, ${names[k]}`,
              x: k + 1,
              y: share.value,
              mark: 'dot' as const,
              role: 'measured' as const,
              label: names[k]!,
            },
          ]
        : [],
    ),
  };
}

/** Where every run ends, since a sheet has no room for all of it. */
function endsTable(starts: readonly (readonly [number, number])[], groups: readonly (readonly Ends[])[]): TablePanel {
  const percents = (minimum: number): (number | null)[] =>
    groups.map((group) => {
      const share = endsShare(group, minimum);
      return share ? 100 * share.value : null;
    });
  const columns = [...starts.map(([a, b]) => `from (${a}, ${b}), %`), 'from uniform starts, %'];
  return {
    kind: 'table',
    name: 'ends',
    title: 'In which basins the runs of SGD end',
    columns: [{ label: 'minimum at' }, ...columns.map((label) => ({ label, digits: 1 }))],
    rows: [
      ...gaborLandmarks().minima.map(({ phi }, index) => [
        `(${phi[0].toFixed(1)}, ${phi[1].toFixed(1)})${index === LOWEST ? ', lowest' : ''}`,
        ...percents(index),
      ]),
      ['beyond the edge', ...percents(BEYOND)],
    ],
  };
}

function wellChart(wells: readonly Well[]): ChartPanel {
  const x = Float64Array.from(wells, ({ ratio }) => ratio);
  const means = wells.map(({ steps }) => mean(steps));
  // Times to escape are close to exponential: their sd is their mean.
  const half = 1.96 / Math.sqrt(WELL.runs);
  const line = Float64Array.from({ length: 21 }, (_, k) => 3 + k * 0.5);
  return {
    kind: 'chart',
    name: 'well',
    title: 'Mean number of steps to leave the shallower of two wells, against the batch size over the rate',
    x: { label: 'batch size over rate, *B*/*a*', domain: [3, 13], ticks: [4, 6, 8, 10, 12] },
    y: { label: 'steps to leave a well', domain: [50, 10000], scale: 'log' },
    series: [
      {
        name: 'mean of the runs',
        role: 'measured',
        kind: 'points',
        x,
        y: Float64Array.from(means),
        low: Float64Array.from(means, (m) => m * Math.exp(-half)),
        high: Float64Array.from(means, (m) => m * Math.exp(half)),
      },
      { name: 'Kramers', role: 'theory', kind: 'line', x: line, y: line.map(kramers), label: 'Kramers' },
    ],
  };
}
