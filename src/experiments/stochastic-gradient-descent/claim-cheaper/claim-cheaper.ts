import { choice, median, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { meanRate } from '../../kit/batch-fields.ts';
import { batchSize, seed } from '../../kit/fields.ts';
import { rateLimit } from '../../kit/limits.ts';
import {
  BUDGET,
  CHECK,
  type Course,
  createData,
  EPOCHS,
  EXAMPLES,
  measureCourse,
  measureSweep,
  RATES,
  type Sweep,
  scriptRunOf,
  stableLimit,
  TARGETS,
} from './example-gradients.ts';

const parameters = {
  target: choice({
    label: 'How close is close enough',
    help: 'A run counts as done when this share of its first excess loss is left.',
    default: 'all',
    options: { all: 'each in turn', '0.3': '30 %', '0.1': '10 %', '0.01': '1 %', '0.001': '0.1 %', '0.0001': '0.01 %' },
  }),
  aMean: meanRate(
    'Learning rate *B*α of the run shown',
    'The rate on the mean gradient of a batch. The comparison takes the best rate for each target.',
    [0.001, 0.03, 2],
    { step: 0.0001 },
  ),
  batchSize: batchSize('How many examples a step of SGD sees; they are drawn with replacement.', [1, 1, 256], {
    scale: 'log',
  }),
  seed: seed('The seed of the first data set and its batches. Five more sets have the seeds after it.'),
};
type V = Values<typeof parameters>;

/** By what factor SGD needs fewer example gradients, with the range of the seeds; 0 if they do not reach the target. */
type Gain = Pick<f.ShownNumber, 'value' | 'low' | 'high'> & { arrived: number };

const SEEDS = 6;

export default f.defineExperiment({
  title: 'Is SGD cheaper?',
  question: 'How many gradients of single examples does SGD save, and until when?',
  claim: 'Less computationally expensive',
  source: 'UDL 6.2.2',
  caption:
    'Least squares with 4096 examples; SGD and descent may each spend 60 epochs. The excess loss left is drawn as a share of the first, against the gradients of single examples computed so far, for descent on all examples (grey) and for one run of SGD; dashed, the floor that the noise of this rate and batch size sets. Then how many times fewer SGD needs until it first touches a target than descent on the same data: the median, and as whiskers the range, of 6 seeds; one that never touches it counts as 0. For each target SGD has the best of many constant rates, chosen for a seed on the other five; descent has its best fixed rate. How close must you get before descent is as cheap?',
  pace: 'ensemble',
  main: ['target', 'aMean', 'batchSize'],
  parameters,
  parts: ({ aMean, batchSize, seed }: V) => ({
    course: { aMean, batchSize, seed },
    sweeps: Array.from({ length: SEEDS }, (_, k) => ({ batchSize, seed: seed + k })),
  }),
  measure: { course: measureCourse, sweeps: measureSweep },
  present({ target, aMean, batchSize }, { course, sweeps: arrived }) {
    const sweeps = f.some(...arrived);
    const gains = TARGETS.map((_, k) => gainAt(sweeps, k));
    const limit = stableLimit(batchSize);
    const left = course?.left.at(-1);
    return {
      panels: [courseChart(course), gainChart(gains, target)],
      numbers: {
        seeds: f.count(sweeps.length),
        epochs: f.count(EPOCHS),
        look: f.count(CHECK),
        ...Object.fromEntries(gains.map((gain, k) => [nameOf(k), times(gain)])),
        firstRate: f.significant(RATES[bestOf(sweeps, 0)], 1),
        lastRate: f.significant(RATES[bestOf(sweeps, TARGETS.length - 1)], 1),
        descentEpochs: f.count(epochsOf(sweeps)),
        cheapestTo: f.percent(TARGETS[0], 0),
        lastTo: f.percent(TARGETS.at(-1), 2),
        arrived: f.count(gains[target === 'all' ? TARGETS.length - 1 : targetOf(target)]?.arrived),
        left: share(left),
        floor: share(course?.floor),
        floorMeasured: share(course?.floorMeasured),
        limit: f.fixed(limit, 3),
        seedLeft: f.significant(course?.scriptLeft, 4),
      },
      verdict: verdictOf(target, gains, sweeps.length),
      ...rateLimit('aMean', aMean, limit, 'stable'),
    };
  },
  python: (values) =>
    f.pythonScript({
      about: 'The first epochs of one run of SGD on least squares with 4096 examples.',
      ...scriptRunOf(createData(values.seed), values),
      prints: {
        seedLeft:
          '(losses[-1] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0])) / (losses[0] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0]))',
      },
    }),
});

/** A fraction of the first excess with two digits: 0.03 %. */
const share = (value: number | undefined): f.ShownNumber => ({ ...f.significant(value, 2), percent: true });

/** The name among the numbers of the gain at a target: `times0p3` for .3 %. */
const nameOf = (k: number): string => `times${String(100 * TARGETS[k]!).replace('.', 'p')}`;

/** A whole factor if it is large. */
const times = (gain: Gain | undefined): f.ShownNumber => f.fixed(gain, gain && gain.value >= 10 ? 0 : 1);

const targetOf = (target: V['target']): number => TARGETS.findIndex((one) => String(one) === target);

/** Example gradients of each seed to a target, at one of the rates. */
const costsAt = (sweeps: readonly Sweep[], k: number, r: number): number[] => sweeps.map(({ costs }) => costs[r]![k]!);

const arrivedOf = (costs: readonly number[]): number => costs.filter(Number.isFinite).length;

/**
 * Index of the rate at which most seeds reach a target, and among those the one with the lowest median; -1 if none
 * does.
 */
function bestOf(sweeps: readonly Sweep[], k: number): number {
  if (sweeps.length === 0) return -1;
  const byRate = RATES.map((_, r) => costsAt(sweeps, k, r));
  const most = Math.max(...byRate.map(arrivedOf));
  const medians = byRate.map((costs) => (arrivedOf(costs) === most ? median(costs) : Number.POSITIVE_INFINITY));
  const least = Math.min(...medians);
  return Number.isFinite(least) ? medians.indexOf(least) : -1;
}

/**
 * Factor of fewer example gradients than descent on the same data: the median of the seeds and their range, which for
 * six contains the median of all data sets 97 times in 100, whatever their distribution. Each seed uses the best rate
 * of the others, because a rate chosen on its own data would flatter it. A seed that does not arrive has 0.
 */
function gainAt(sweeps: readonly Sweep[], k: number): Gain | undefined {
  if (sweeps.length < 2) return undefined;
  const costs = sweeps.map(
    ({ costs }, s) =>
      costs[
        bestOf(
          sweeps.filter((_, other) => other !== s),
          k,
        )
      ]?.[k] ?? Number.POSITIVE_INFINITY,
  );
  const each = costs.map((cost, s) => sweeps[s]!.descent[k]! / cost);
  const arrived = arrivedOf(costs);
  if (arrived === 0) return { value: 0, arrived };
  return { value: median(each), low: Math.min(...each), high: Math.max(...each), arrived };
}

/** Whether SGD is cheaper to a target, beyond chance. */
type Cheaper = 'cheaper' | 'even' | 'dearer' | 'never';

function cheaperAt({ value, low = value, high = value }: Gain): Cheaper {
  if (value === 0) return 'never';
  return low > 1 ? 'cheaper' : high < 1 ? 'dearer' : 'even';
}

const OUTCOMES = { cheaper: 'holds', even: 'depends', dearer: 'fails', never: 'fails' } as const;
/** Words for each, after the factors. */
const WORDS = {
  cheaper: '',
  even: ', which is about even, because the range contains 1',
  dearer: ', so that descent is cheaper',
} as const;

function verdictOf(
  target: V['target'],
  gains: readonly (Gain | undefined)[],
  seeds: number,
): f.Presentation['verdict'] {
  const known = f.some(...gains);
  if (known.length < TARGETS.length) return f.measuring();
  const brackets = 'A number that is pressed gives its range over {seeds} seeds.';
  if (target !== 'all') {
    const k = targetOf(target);
    const found = cheaperAt(known[k]!);
    const to = parameters.target.options[target];
    const arrive =
      known[k]!.arrived < seeds ? ' Within {epochs} epochs it gets there on {arrived} of {seeds} seeds.' : '';
    const text =
      found === 'never'
        ? `SGD gets down to ${to} of the first excess within {epochs} epochs on {arrived} of {seeds} seeds, at the constant rate at which most do. Descent does on all.`
        : `To get down to ${to} of the first excess, descent needs {${nameOf(k)}} times as many example gradients as SGD${WORDS[found]}.${arrive} ${brackets}`;
    return { text, outcome: OUTCOMES[found] };
  }
  const found = known.map(cheaperAt);
  const last = found.at(-1)!;
  const first =
    found[0] === 'never'
      ? 'SGD does not get down to {cheapestTo} of the first excess within {epochs} epochs'
      : 'To get down to {cheapestTo} of the first excess, descent needs {times30} times as many example gradients as SGD';
  const rest =
    last === 'never'
      ? 'SGD gets down to {lastTo} within {epochs} epochs on {arrived} of {seeds} seeds'
      : `to get down to {lastTo}, {${nameOf(TARGETS.length - 1)}} times as many${WORDS[last]}`;
  return {
    text: `${first}; ${rest}. ${brackets}`,
    outcome: found.every((one) => one === 'cheaper') ? 'holds' : found[0] === 'cheaper' ? 'depends' : 'fails',
  };
}

/** Number of descent's passes over the examples to the last target: the median of the seeds and their range. */
function epochsOf(sweeps: readonly Sweep[]): { value: number; low: number; high: number } | undefined {
  const epochs = sweeps.map(({ descent }) => descent.at(-1)! / EXAMPLES);
  return epochs.length === 0
    ? undefined
    : { value: median(epochs), low: Math.min(...epochs), high: Math.max(...epochs) };
}

/** The axis ends beyond the budget. */
const END = 2 * BUDGET;

function courseChart(course: Course | undefined): f.ChartPanel {
  const floor = course?.floor ?? Number.POSITIVE_INFINITY;
  return f.chart({
    name: 'course',
    title: 'Share of the first excess loss that is left, against example gradients, for SGD and descent',
    x: f.logAxis('example gradients', [CHECK, END], { ticks: [100, 1000, 10000, 100000], format: 'power' }),
    y: f.logAxis('excess loss left', [1e-4, 3], { ticks: [1e-4, 1e-3, 1e-2, 0.1, 1], format: 'power' }),
    references: Number.isFinite(floor) ? [f.level(floor, 'noise floor', 'theory')] : undefined,
    regions: [f.stretch('x', BUDGET, END, 'baseline', 'both stop')],
    // A log axis has no position for the state before the first gradient.
    series: course
      ? [
          f.line(
            'descent on all examples',
            'baseline',
            f
              .stepsOf(course.descent)
              .map((t) => t * EXAMPLES)
              .subarray(1),
            course.descent.subarray(1),
            { label: 'descent' },
          ),
          f.line('SGD', 'run', course.costs.subarray(1), course.left.subarray(1), { label: true }),
        ]
      : [],
  });
}

/** Start of the axis of the gain. */
const LEAST = 0.4;

function gainChart(gains: readonly (Gain | undefined)[], target: V['target']): f.ChartPanel {
  const reached = TARGETS.flatMap((at, k) => (gains[k] && gains[k].value > 0 ? [{ at, ...gains[k] }] : []));
  const column = (name: 'at' | 'value' | 'low' | 'high'): f.Column =>
    Float64Array.from(reached, (one) => one[name] ?? one.value);
  const tightest = Math.min(1, ...reached.map(({ at }) => at));
  const chosen = reached.find(({ at }) => String(at) === target);
  return f.chart({
    name: 'gain',
    title: 'How many times fewer example gradients SGD needs, by target',
    x: f.logAxis('excess loss left', [0.00007, 0.5], { ticks: [1e-4, 1e-3, 1e-2, 0.1], format: 'power' }),
    y: f.logAxis('times fewer example gradients', [LEAST, 600], { ticks: [1, 10, 100] }),
    references: [f.level(1, 'as many', 'baseline')],
    regions:
      tightest > TARGETS.at(-1)! && reached.length > 0
        ? [f.stretch('x', 0.00007, tightest / 1.6, 'danger', 'not on most seeds')]
        : undefined,
    series: [
      f.dots('best constant rate', 'measured', column('at'), column('value'), {
        // A seed that never arrives has 0, for which a log axis has no position.
        low: column('low').map((low) => Math.max(low, LEAST)),
        high: column('high'),
      }),
    ],
    points: chosen && [f.point('end', 'this target', chosen.at, chosen.value, { role: 'run' })],
  });
}
