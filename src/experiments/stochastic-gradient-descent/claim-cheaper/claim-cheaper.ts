import { choice, median, type Values } from '../../../engine/index.ts';
import {
  type ChartPanel,
  type Column,
  chart,
  count,
  defineExperiment,
  dots,
  fixed,
  level,
  line,
  logAxis,
  measuring,
  type Presentation,
  percent,
  point,
  pythonScript,
  type ShownNumber,
  significant,
  some,
  stepsOf,
  stretch,
} from '../../../figure/index.ts';
import { meanRate } from '../../kit/batch-fields.ts';
import { batchSize, seed } from '../../kit/fields.ts';
import { rateLimit } from '../../kit/limits.ts';
import {
  BUDGET,
  CHECK,
  type Course,
  createData,
  EXAMPLES,
  measureCourse,
  measureSweep,
  RATES,
  runOf,
  type Sweep,
  stableLimit,
  TARGETS,
} from './example-gradients.ts';

const parameters = {
  target: choice({
    label: 'How close is close enough',
    help: 'The share of the first excess loss that is left when a run counts as done.',
    default: 'all',
    options: { all: 'each in turn', '0.3': '30 %', '0.1': '10 %', '0.01': '1 %', '0.001': '0.1 %', '0.0001': '0.01 %' },
  }),
  aMean: meanRate(
    'Learning rate *B*α of the run shown',
    'The rate on the mean gradient of a batch. The comparison takes the best rate for each target.',
    { default: 0.03, min: 0.001, max: 2, step: 0.0001 },
  ),
  batchSize: batchSize('Examples that a step of SGD sees, drawn with replacement.', {
    default: 1,
    min: 1,
    max: 256,
    scale: 'log',
  }),
  seed: seed('Of the first data set and its batches; four more follow.'),
};
type V = Values<typeof parameters>;

/** How many times fewer example gradients SGD needs; 0 where it does not come to the target. */
type Gain = Pick<ShownNumber, 'value' | 'low' | 'high'>;

const SEEDS = 5;

export default defineExperiment({
  title: 'Is SGD cheaper?',
  question: 'How many gradients of single examples does SGD save, and until when?',
  claim: 'Less computationally expensive',
  source: 'UDL 6.2.2',
  caption:
    'Least squares with 4096 examples. The excess loss left is drawn as a share of the first, against the gradients of single examples computed so far, for descent on all examples (grey) and for one run of SGD; dashed, the floor that the noise of this rate and batch size sets. Then how many times fewer SGD needs until it first touches a target: the median, and as whiskers the range, of 5 seeds that all arrive. SGD has the best of the constant rates for each target, descent its best fixed rate. How close must you come before descent is cheaper?',
  pace: 'ensemble',
  parameters,
  parts: ({ aMean, batchSize, seed }: V) => ({
    course: { aMean, batchSize, seed },
    sweeps: Array.from({ length: SEEDS }, (_, k) => ({ batchSize, seed: seed + k })),
  }),
  measure: { course: measureCourse, sweeps: measureSweep },
  present({ target, aMean, batchSize }, { course, sweeps: arrived }) {
    const sweeps = some(...arrived);
    const gains = TARGETS.map((_, k) => gainAt(sweeps, k));
    const never = gains.findIndex((gain) => gain?.value === 0);
    const lastReached = never < 0 ? TARGETS.length - 1 : Math.max(0, never - 1);
    const limit = stableLimit(batchSize);
    const left = course?.left.at(-1);
    return {
      panels: [courseChart(course), gainChart(gains, target)],
      arrangement: 'columns',
      numbers: {
        seeds: count(sweeps.length),
        budget: count(BUDGET),
        look: count(CHECK),
        ...Object.fromEntries(gains.map((gain, k) => [nameOf(k), fixed(gain, gain && gain.value >= 10 ? 0 : 1)])),
        cheapestTo: percent(TARGETS[0], 0),
        lastReached: share(TARGETS[lastReached]),
        lastTimes: fixed(gains[lastReached], 1),
        neverTo: share(TARGETS[never]),
        arrived: count(arrivedAt(sweeps, target)),
        left: share(left),
        floor: share(course?.floor),
        limit: fixed(limit, 3),
        seedLeft: significant(left, 4),
      },
      verdict: verdictOf(target, gains, never),
      ...rateLimit('aMean', aMean, limit, 'stable'),
    };
  },
  python: (values) =>
    pythonScript({
      about: 'One run of SGD on least squares with 4096 examples.',
      ...runOf(createData(values.seed), values),
      prints: {
        seedLeft:
          '(losses[-1] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0])) / (losses[0] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0]))',
      },
    }),
});

/** A share of the first excess in two digits: 0.03 %. */
const share = (value: number | undefined): ShownNumber => ({ ...significant(value, 2), percent: true });

/** What the gain at a target is called among the numbers: `times0p3` for .3 %. */
const nameOf = (k: number): string => `times${String(100 * TARGETS[k]!).replace('.', 'p')}`;

const targetOf = (target: V['target']): number => TARGETS.findIndex((one) => String(one) === target);

/** Times fewer example gradients at the best rate, by medians over seeds; low and high the range of seeds; 0 where at no rate every seed arrives. */
function gainAt(sweeps: readonly Sweep[], k: number): Gain | undefined {
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
  const k = target === 'all' ? TARGETS.length - 1 : targetOf(target);
  return Math.max(...RATES.map((_, r) => sweeps.filter(({ costs }) => Number.isFinite(costs[r]![k]!)).length));
}

function verdictOf(target: V['target'], gains: readonly (Gain | undefined)[], never: number): Presentation['verdict'] {
  if (gains[0] === undefined) return measuring();
  if (target !== 'all') {
    const k = targetOf(target);
    const gain = gains[k]?.value ?? 0;
    const to = parameters.target.options[target];
    if (gain === 0)
      return {
        text: `At no constant rate does SGD come to ${to} of the first excess on every seed within {budget} examples; at best it does on {arrived} of {seeds}. Descent does on all.`,
        outcome: 'fails',
      };
    return {
      text: `To come to ${to} of the first excess, descent needs {${nameOf(k)}} times as many example gradients as SGD. Brackets: the range of {seeds} seeds.`,
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

function courseChart(course: Course | undefined): ChartPanel {
  const floor = course?.floor ?? Number.POSITIVE_INFINITY;
  return chart({
    name: 'course',
    title: 'Share of the first excess loss that is left, against example gradients, for SGD and descent',
    x: logAxis('example gradients', [CHECK, 150000], { ticks: [100, 1000, 10000, 100000], format: 'power' }),
    y: logAxis('excess loss left', [1e-4, 3], { ticks: [1e-4, 1e-3, 1e-2, 0.1, 1], format: 'power' }),
    references: Number.isFinite(floor) ? [level(floor, 'noise floor', 'theory')] : undefined,
    regions: [stretch('x', BUDGET, 150000, 'baseline', 'SGD stops')],
    // A log axis has no place for what was left before the first gradient.
    series: course
      ? [
          line(
            'descent on all examples',
            'baseline',
            stepsOf(course.descent)
              .map((t) => t * EXAMPLES)
              .subarray(1),
            course.descent.subarray(1),
            { label: 'descent' },
          ),
          line('SGD', 'run', course.costs.subarray(1), course.left.subarray(1), { label: 'SGD' }),
        ]
      : [],
  });
}

function gainChart(gains: readonly (Gain | undefined)[], target: V['target']): ChartPanel {
  const reached = TARGETS.flatMap((at, k) => (gains[k] && gains[k].value > 0 ? [{ at, ...gains[k] }] : []));
  const column = (name: 'at' | 'value' | 'low' | 'high'): Column =>
    Float64Array.from(reached, (one) => one[name] ?? one.value);
  const tightest = Math.min(1, ...reached.map(({ at }) => at));
  const chosen = reached.find(({ at }) => String(at) === target);
  return chart({
    name: 'gain',
    title: 'How many times fewer example gradients SGD needs, by target',
    x: logAxis('excess loss left', [0.00007, 0.5], { ticks: [1e-4, 1e-3, 1e-2, 0.1], format: 'power' }),
    y: logAxis('times fewer example gradients', [0.5, 600], { ticks: [1, 10, 100] }),
    references: [level(1, 'as many', 'baseline')],
    regions:
      tightest > TARGETS.at(-1)! && reached.length > 0
        ? [stretch('x', 0.00007, tightest / 1.6, 'danger', 'not on every seed')]
        : undefined,
    series: [
      dots('best constant rate', 'measured', column('at'), column('value'), {
        low: column('low'),
        high: column('high'),
      }),
    ],
    points: chosen && [point('end', 'this target', chosen.at, chosen.value, { role: 'run' })],
  });
}
