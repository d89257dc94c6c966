import {
  choice,
  integer,
  median,
  number,
  optimizers,
  rateGrid,
  stateAt,
  stream,
  type Trace,
  train,
} from '../../engine/index.ts';
import { createLinearRegression, type LinearRegression } from '../../engine/problems/linear-regression.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../figure/experiment.ts';
import type { ChartPanel, Column } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';

const TARGETS = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001] as const;

const parameters = {
  target: choice({
    label: 'How close is close enough',
    help: 'The share of the first excess loss that is left when a run counts as done.',
    default: 'all',
    options: { all: 'each in turn', '0.3': '30 %', '0.1': '10 %', '0.01': '1 %', '0.001': '0.1 %', '0.0001': '0.01 %' },
  }),
  aMean: number({
    label: 'Learning rate *B*α of the run shown',
    symbol: String.raw`B\alpha`,
    help: 'The rate on the mean gradient of a batch. The comparison takes the best rate for each target.',
    default: 0.03,
    min: 0.001,
    max: 2,
    step: 0.0001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'Examples that a step of SGD sees, drawn with replacement.',
    default: 1,
    min: 1,
    max: 256,
    scale: 'log',
  }),
  seed: integer({
    label: 'Seed',
    help: 'Of the first data set and its batches; four more follow.',
    default: 1,
    min: 0,
    max: 9999,
  }),
};
type V = Values<typeof parameters>;

type Part =
  | { kind: 'run'; aMean: number; batchSize: number; seed: number }
  | { kind: 'sweep'; batchSize: number; seed: number };

interface Shown {
  kind: 'run';
  /** Share of the first excess that is left after `costs` example gradients. */
  left: Column;
  costs: Column;
  /** The same of descent, after `EXAMPLES`, 2 `EXAMPLES`, … */
  descent: Column;
  floor: number;
}
interface Sweep {
  kind: 'sweep';
  /** Example gradients until each target, by rate, then target; Infinity where a run does not get there. */
  costs: number[][];
  descent: number[];
}
type Result = Shown | Sweep;

const EXAMPLES = 4096;
const DIMENSION = 16;
const SEEDS = 5;
/** Example gradients that SGD may spend: six epochs. */
const BUDGET = 24576;
/** A run is looked at after this many examples. */
const CHECK = 32;
const RATES = rateGrid(0.003, 1.05, 2);
const NOISE_SD = 1;

/** x ~ N(0, diag(1/i)), w* = 0.5 N(0, 1) i^(1/2), y = x·w* + N(0, 1); the loss is the mean of half the squared errors. */
function createData(seed: number): LinearRegression {
  const random = stream(seed, 'data');
  const h = Array.from({ length: DIMENSION }, (_, i) => 1 / (i + 1));
  const design = new Float64Array(EXAMPLES * DIMENSION);
  for (let k = 0; k < design.length; k++) design[k] = Math.sqrt(h[k % DIMENSION]!) * random.normal();
  const w = h.map((hi) => (0.5 * random.normal()) / Math.sqrt(hi));
  const targets = Float64Array.from({ length: EXAMPLES }, (_, i) => {
    let sum = NOISE_SD * random.normal();
    for (let j = 0; j < DIMENSION; j++) sum += design[i * DIMENSION + j]! * w[j]!;
    return sum;
  });
  return createLinearRegression({ design, targets, half: true, reduction: 'mean' });
}

/** Returns the loss above the best fit's, without a pass over the examples. */
function createExcess({ hessian, solution }: LinearRegression): (w: ArrayLike<number>) => number {
  return (w) => {
    let sum = 0;
    for (let i = 0; i < DIMENSION; i++) {
      let row = 0;
      for (let j = 0; j < DIMENSION; j++) row += hessian[i * DIMENSION + j]! * (w[j]! - solution[j]!);
      sum += (w[i]! - solution[i]!) * row;
    }
    return sum / 2;
  };
}

export default defineExperiment({
  title: 'Is SGD cheaper?',
  question: 'How many gradients of single examples does SGD save, and until when?',
  claim: 'Less computationally expensive',
  source: 'UDL 6.2.2',
  caption:
    'Least squares with 4096 examples. The excess loss left is drawn as a share of the first, against the gradients of single examples computed so far, for descent on all examples (grey) and for one run of SGD; dashed, the floor that the noise of this rate and batch size sets. Then how many times fewer SGD needs until it first touches a target: the median, and as whiskers the range, of 5 seeds that all arrive. SGD has the best of the constant rates for each target, descent its best fixed rate. How close must you come before descent is cheaper?',
  pace: 'ensemble',
  parameters,
  parts: (values: V) => ({
    all: (({ aMean, batchSize, seed }: V): Part[] => [
      { kind: 'run', aMean, batchSize, seed },
      ...Array.from({ length: SEEDS }, (_, k) => ({ kind: 'sweep' as const, batchSize, seed: seed + k })),
    ])(values),
  }),
  measure: {
    all(part: Part): Result {
      const problem = createData(part.seed);
      const excess = createExcess(problem);
      const first = excess(new Float64Array(DIMENSION));
      const run = (alpha: number): Trace => runSgd(problem, part, alpha);
      const left = (trace: Trace): Column =>
        Float64Array.from(trace.phiAt, (_, r) => excess(stateAt(trace, r)) / first);
      const descent = descend(problem, (phi) => excess(phi) / first);
      if (part.kind === 'run') {
        const trace = run(part.aMean);
        const floor = floorOf(problem, part.aMean, part.batchSize) / first;
        return {
          kind: 'run',
          left: left(trace),
          costs: Float64Array.from(trace.phiAt, (t) => t * part.batchSize),
          descent,
          floor,
        };
      }
      const costs = RATES.map((rate) => {
        const trace = run(rate);
        return firstBelow(left(trace)).map((row) =>
          row < 0 ? Number.POSITIVE_INFINITY : trace.phiAt[row]! * part.batchSize,
        );
      });
      return { kind: 'sweep', costs, descent: firstBelow(descent).map((t) => t * EXAMPLES) };
    },
  },
  present(values, { all: results }) {
    const shown = results.find((result) => result?.kind === 'run');
    const sweeps = results.filter((result) => result?.kind === 'sweep');
    const gains = TARGETS.map((_, k) => gainAt(sweeps, k));
    const never = gains.findIndex((gain) => gain?.value === 0);
    const limit = stableLimit(values.batchSize);
    const last = shown?.left.at(-1) ?? Number.NaN;
    const numbers: Presentation['numbers'] = {
      seeds: { value: sweeps.length, digits: 0 },
      budget: { value: BUDGET, digits: 0 },
      look: { value: CHECK, digits: 0 },
      ...Object.fromEntries(
        TARGETS.map((target, k) => [
          nameOf(target),
          { ...(gains[k] ?? { value: Number.NaN }), digits: (gains[k]?.value ?? 0) < 10 ? 1 : 0 },
        ]),
      ),
      cheapestTo: { value: TARGETS[0], digits: 0, percent: true },
      lastReached: {
        value: TARGETS[never < 0 ? TARGETS.length - 1 : Math.max(0, never - 1)]!,
        digits: 2,
        significant: true,
        percent: true,
      },
      lastTimes: {
        ...(gains[never < 0 ? TARGETS.length - 1 : Math.max(0, never - 1)] ?? { value: Number.NaN }),
        digits: 1,
      },
      neverTo: { value: never < 0 ? Number.NaN : TARGETS[never]!, digits: 2, significant: true, percent: true },
      arrived: { value: arrivedAt(sweeps, values.target), digits: 0 },
      left: { value: last, digits: 2, significant: true, percent: true },
      floor: { value: shown?.floor ?? Number.NaN, digits: 2, significant: true, percent: true },
      limit: { value: limit, digits: 3 },
      seedLeft: { value: last, digits: 4, significant: true },
    };
    return {
      panels: [course(shown), gainChart(gains, values.target)],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values.target, gains, never),
      limits: { aMean: [{ at: limit, label: 'stable' }] },
      ...(values.aMean > limit && {
        offers: [{ text: 'Set 0.9 of the limit', set: { aMean: Number((0.9 * limit).toPrecision(3)) } }],
      }),
    };
  },
  python({ aMean, batchSize, seed }) {
    return pythonScript({
      about: 'One run of SGD on least squares with 4096 examples.',
      problem: createData(seed),
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: aMean },
      start: new Array<number>(DIMENSION).fill(0),
      steps: stepsOf(batchSize),
      batches: { size: batchSize, sampling: 'replacement', seed },
      prints: {
        seedLeft:
          '(losses[-1] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0])) / (losses[0] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0]))',
      },
    });
  },
});

const stepsOf = (batchSize: number): number => Math.floor(BUDGET / batchSize);

function nameOf(target: number): string {
  return `times${String(100 * target).replace('.', 'p')}`;
}

function runSgd(problem: LinearRegression, { batchSize, seed }: Part, alpha: number): Trace {
  return train({
    problem,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha },
    start: new Float64Array(DIMENSION),
    steps: stepsOf(batchSize),
    batches: { size: batchSize, sampling: 'replacement', seed },
    record: { phi: Math.max(1, Math.ceil(CHECK / batchSize)), loss: 'ends', batches: false },
  });
}

/** Shares left after each step of descent at 2 / (smallest + largest curvature), until the last target. */
function descend(problem: LinearRegression, left: (phi: ArrayLike<number>) => number): Column {
  const shares = [1];
  train({
    problem,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: problem.bestRate },
    start: new Float64Array(DIMENSION),
    steps: 500,
    record: { phi: 'ends', loss: 'ends' },
    until(phi) {
      shares.push(left(phi));
      return shares.at(-1)! < TARGETS.at(-1)!;
    },
  });
  return Float64Array.from(shares);
}

/** For each target the first index at or below it, or -1. */
function firstBelow(left: Column): number[] {
  return TARGETS.map((target) => left.findIndex((share) => share <= target));
}

/**
 * The stationary excess of SGD with replacement on normal inputs: 2 E = s^2 S / (1 - S), S the sum over the curvatures of
 * (a/B) h / (2 - a h (1 + 1/B)); unstable where S >= 1.
 */
function shareOfNoise(curvatures: readonly number[], a: number, batchSize: number): number {
  let sum = 0;
  for (const h of curvatures) {
    const past = 2 - a * h * (1 + 1 / batchSize);
    if (!(past > 0)) return Number.POSITIVE_INFINITY;
    sum += ((a / batchSize) * h) / past;
  }
  return sum;
}

function floorOf({ eigenvalues, minimum }: LinearRegression, a: number, batchSize: number): number {
  const share = shareOfNoise(eigenvalues, a, batchSize);
  return share < 1 ? (minimum * share) / (1 - share) : Number.POSITIVE_INFINITY;
}

/** The largest rate at which the noise does not feed itself, for curvatures 1/i. */
function stableLimit(batchSize: number): number {
  const curvatures = Array.from({ length: DIMENSION }, (_, i) => 1 / (i + 1));
  let [low, high] = [0, 2];
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (shareOfNoise(curvatures, middle, batchSize) < 1) low = middle;
    else high = middle;
  }
  return low;
}

/** Times fewer example gradients at the best rate, by medians over seeds; low and high the range of seeds; 0 where at no rate every seed arrives. */
function gainAt(sweeps: readonly Sweep[], k: number): Pick<ShownNumber, 'value' | 'low' | 'high'> | undefined {
  if (sweeps.length === 0) return undefined;
  const descent = median(sweeps.map((sweep) => sweep.descent[k]!));
  const byRate = RATES.map((_, r) => sweeps.map(({ costs }) => costs[r]![k]!));
  const medians = byRate.map((costs) => (costs.every(Number.isFinite) ? median(costs) : Number.POSITIVE_INFINITY));
  const best = Math.min(...medians);
  if (!Number.isFinite(best)) return { value: 0 };
  const each = byRate[medians.indexOf(best)]!.map((cost, s) => sweeps[s]!.descent[k]! / cost);
  return { value: descent / best, low: Math.min(...each), high: Math.max(...each) };
}

/** Seeds that arrive at the target chosen (the last of them where it is each in turn), at the rate where most do. */
function arrivedAt(sweeps: readonly Sweep[], target: V['target']): number {
  const k = target === 'all' ? TARGETS.length - 1 : TARGETS.findIndex((one) => String(one) === target);
  return Math.max(...RATES.map((_, r) => sweeps.filter(({ costs }) => Number.isFinite(costs[r]![k]!)).length));
}

function verdictOf(
  target: V['target'],
  gains: readonly (Pick<ShownNumber, 'value'> | undefined)[],
  never: number,
): Presentation['verdict'] {
  if (gains[0] === undefined) return { text: 'Measuring.' };
  if (target !== 'all') {
    const k = TARGETS.findIndex((one) => String(one) === target);
    const gain = gains[k]?.value ?? 0;
    const to = parameters.target.options[target];
    if (gain === 0)
      return {
        text: `At no constant rate does SGD come to ${to} of the first excess on every seed within {budget} examples; at best it does on {arrived} of {seeds}. Descent does on all.`,
        outcome: 'fails',
      };
    return {
      text: `To come to ${to} of the first excess, descent needs {${nameOf(TARGETS[k]!)}} times as many example gradients as SGD. Brackets: the range of {seeds} seeds.`,
      outcome: gain > 1 ? 'holds' : 'fails',
    };
  }
  const rest =
    never < 0 ? '' : '. To {neverTo} SGD does not come on every seed within {budget} examples, at any constant rate';
  return {
    text: `To come to {cheapestTo} of the first excess, descent needs {times30} times as many example gradients as SGD; to {lastReached}, {lastTimes} times${rest}. Brackets: the range of {seeds} seeds.`,
    outcome: never < 0 ? 'holds' : never === 0 ? 'fails' : 'depends',
  };
}

function course(shown: Shown | undefined): ChartPanel {
  const descent = shown?.descent ?? new Float64Array();
  const costs = Float64Array.from(descent, (_, t) => t * EXAMPLES);
  return {
    kind: 'chart',
    name: 'course',
    title: 'Share of the first excess loss that is left, against example gradients, for SGD and descent',
    x: {
      label: 'example gradients',
      domain: [CHECK, 150000],
      scale: 'log',
      ticks: [100, 1000, 10000, 100000],
      format: 'power',
    },
    y: {
      label: 'excess loss left',
      domain: [1e-4, 3],
      scale: 'log',
      ticks: [1e-4, 1e-3, 1e-2, 0.1, 1],
      format: 'power',
    },
    ...(shown &&
      Number.isFinite(shown.floor) && {
        references: [{ axis: 'y', at: shown.floor, label: 'noise floor', role: 'theory' as const }],
      }),
    regions: [{ axis: 'x', from: BUDGET, to: 150000, role: 'baseline', label: 'SGD stops' }],
    series: shown
      ? [
          {
            name: 'descent on all examples',
            role: 'baseline',
            kind: 'line',
            x: costs.subarray(1),
            y: descent.subarray(1),
            label: 'descent',
          },
          {
            name: 'SGD',
            role: 'run',
            kind: 'line',
            x: shown.costs.subarray(1),
            y: shown.left.subarray(1),
            label: 'SGD',
          },
        ]
      : [],
  };
}

function gainChart(
  gains: readonly (Pick<ShownNumber, 'value' | 'low' | 'high'> | undefined)[],
  target: V['target'],
): ChartPanel {
  const reached = TARGETS.flatMap((at, k) => (gains[k] && gains[k].value > 0 ? [{ at, ...gains[k] }] : []));
  const column = (name: 'at' | 'value' | 'low' | 'high'): Column =>
    Float64Array.from(reached, (one) => one[name] ?? one.value);
  const tightest = Math.min(1, ...reached.map(({ at }) => at));
  const chosen = reached.find(({ at }) => String(at) === target);
  return {
    kind: 'chart',
    name: 'gain',
    title: 'How many times fewer example gradients SGD needs, by target',
    x: {
      label: 'excess loss left',
      domain: [0.00007, 0.5],
      scale: 'log',
      ticks: [1e-4, 1e-3, 1e-2, 0.1],
      format: 'power',
    },
    y: { label: 'times fewer example gradients', domain: [0.5, 600], scale: 'log', ticks: [1, 10, 100] },
    references: [{ axis: 'y', at: 1, label: 'as many', role: 'baseline' }],
    ...(tightest > TARGETS.at(-1)! &&
      reached.length > 0 && {
        regions: [
          { axis: 'x', from: 0.00007, to: tightest / 1.6, role: 'danger' as const, label: 'not on every seed' },
        ],
      }),
    series: [
      {
        name: 'best constant rate',
        role: 'measured',
        kind: 'points',
        x: column('at'),
        y: column('value'),
        low: column('low'),
        high: column('high'),
      },
    ],
    ...(chosen && {
      points: [{ name: 'this target', x: chosen.at, y: chosen.value, mark: 'end' as const, role: 'run' as const }],
    }),
  };
}
