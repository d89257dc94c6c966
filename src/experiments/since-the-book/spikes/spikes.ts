import { choice, number, type Values } from '../../../engine/index.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import * as f from '../../../figure/index.ts';
import { batchSize, seed } from '../../kit/fields.ts';
import { type Measured, meanOf, whiskers } from '../../kit/measured.ts';
import {
  ALPHA,
  type Clipping,
  type Data,
  examplesOf,
  huberMinimum,
  RUNS,
  type Settled,
  type Sides,
  STEPS,
  settled,
} from './outliers.ts';

const parameters = {
  clip: number({
    label: 'Longest gradient',
    help: 'A gradient that is longer is shortened to this length.',
    default: 2,
    min: 0.1,
    max: 100,
    step: 0.01,
    scale: 'log',
  }),
  sides: choice<Sides>({
    label: 'The far two',
    help: 'On one side the rare large gradients all point one way; on both sides they cancel on average.',
    default: 'one',
    options: { one: 'on one side', both: 'on both sides' },
  }),
  far: number({
    label: 'How far',
    help: 'Where the two examples are. The others are normal around 0 with standard deviation 1.',
    default: 30,
    min: 3,
    max: 100,
    step: 0.1,
    scale: 'log',
  }),
  batchSize: batchSize('How many examples each gradient is the mean of.', [1, 1, 50], { scale: 'log' }),
  seed: seed('Decides the batches.'),
};
type V = Values<typeof parameters>;

const LENGTHS = [0.3, 1, 3, 10, 30] as const;
/** No clipping. */
const NONE = 0;

export default f.defineExperiment({
  title: 'Spikes and clipping',
  question: 'What does it cost to cut a rare large gradient down?',
  claim: 'Clipping leaves the run nearer to the minimum',
  source: 'Pascanu, Mikolov and Bengio 2013 (arXiv 1211.5063); Koloskova et al. 2023 (arXiv 2305.01588); Huber 1964',
  caption: `Descent on the mean of a hundred examples, two of them far away; α is ${ALPHA}. One run with clipping and the same batches without it, the mean of the examples, where the loss is lowest, and the place where the clipped slopes of the examples cancel. Then how much is left above the minimum, for each length to which gradients are clipped. When does the run settle in the wrong place? ${RUNS} runs of ${STEPS} steps, with 95 % intervals.`,
  pace: 'ensemble',
  checked: 'Huber’s loss, and PyTorch’s clipping step by step',
  main: ['clip', 'sides'],
  parameters,
  parts({ clip, batchSize: size, seed: first, far, sides }: V) {
    const part = (one: number): [number, Clipping] => [one, { clip: one, batchSize: size, seed: first, far, sides }];
    return { runs: new Map([...new Set([clip, NONE, ...LENGTHS])].map(part)) };
  },
  measure: { runs: settled },
  present(values, { runs }, { at, pinned } = {}) {
    const { clip } = values;
    const x = examplesOf(values);
    const lowest = mean([...x]);
    const [own, plain] = [runs.get(clip), runs.get(NONE)];
    const huber = huberMinimum(x, clip);
    const middle = own && meanOf([...own.middle].map((value) => value - lowest));
    return {
      panels: [
        runChart(values, { own, plain, lowest, huber }, pinned?.results.runs.get(pinned.values.clip)),
        leftChart(
          values,
          (one) => {
            const there = runs.get(one);
            return there && left(there);
          },
          lowest,
          x,
        ),
      ],
      steps: STEPS,
      ...(own &&
        plain && {
          summary:
            at === 0
              ? 'The run is about to begin.'
              : isCut(own, plain)
                ? '{clippedLeft} is left above the minimum, and {plainLeft} without clipping.'
                : '{plainLeft} is left above the minimum. No gradient was as long as {clip}.',
        }),
      numbers: f.known({
        clip: f.significant(clip, 3),
        runs: f.count(RUNS),
        clippedLeft: asShown(own && left(own)),
        plainLeft: asShown(plain && left(plain)),
        bias: middle && f.fixed(middle, 2),
        biasTheory: f.fixed(huber - lowest, 2),
      }),
      verdict: verdictOf(own, plain, values.batchSize === 1),
    };
  },
});

const asShown = (value: Measured | undefined) => value && f.significant(value, 2);

const left = (of: Settled): Measured | undefined => meanOf([...of.left]);

/** A run whose mean position still moves by more than this, beyond its interval, has not arrived. */
const STILL = 0.05;

function isOnItsWay({ moved }: Settled): boolean {
  const { value, low = value, high = value } = meanOf([...moved]) ?? { value: 0 };
  return low > STILL || high < -STILL;
}

function verdictOf(own: Settled | undefined, plain: Settled | undefined, single: boolean): f.Presentation['verdict'] {
  if (!own || !plain) return f.measuring('The runs are being computed.');
  if (!isCut(own, plain))
    return {
      text: 'No gradient was as long as {clip}, so nothing was cut: the run ends {plainLeft} above the minimum.',
    };
  const ends = 'Clipped to {clip}, the run ends {clippedLeft} above the minimum, and unclipped {plainLeft}.';
  if (isOnItsWay(own)) return { text: `${ends} With steps so short it is still on its way.`, outcome: 'depends' };
  const [clipped, unclipped] = [left(own)!, left(plain)!];
  const isBelow = (one: Measured, other: Measured): boolean => (one.high ?? one.value) < (other.low ?? other.value);
  return {
    text: `${ends} Clipped it settles {bias} from the lowest place${single ? '; the clipped slopes cancel {biasTheory} from it' : ''}.`,
    outcome: isBelow(clipped, unclipped) ? 'holds' : isBelow(unclipped, clipped) ? 'fails' : 'depends',
  };
}

/** Whether clipping has changed any of the runs. */
const isCut = (own: Settled, plain: Settled): boolean => own.left.some((left, r) => left !== plain.left[r]);

interface Seen {
  own: Settled | undefined;
  plain: Settled | undefined;
  lowest: number;
  huber: number;
}

function runChart(
  { clip, batchSize: size }: V,
  { own, plain, lowest, huber }: Seen,
  before: Settled | undefined,
): f.ChartPanel {
  const drawn = [own, plain, before].flatMap((one) => (one ? [...one.path] : []));
  const [low, high] = [Math.min(-1, ...drawn), Math.max(5, ...drawn)];
  const run = (name: string, role: 'run' | 'baseline', path: f.Column | undefined, label: string) =>
    path && f.line(name, role, path, { label });
  const cut = own && plain && isCut(own, plain);
  // Named in the margin, like the runs, which stay near these positions.
  const place = (name: string, at: number, label: string) =>
    f.line(name, 'theory', Float64Array.of(0, STEPS), Float64Array.of(at, at), { label });
  return f.chart({
    name: 'run',
    title: 'One run, step by step, with clipping and without',
    x: f.axis('step *t*', [0, STEPS]),
    steps: true,
    y: f.axis('parameter ϕ', [low - 0.2, high + 0.2]),
    series: f.some(
      place('mean of the examples', lowest, 'the mean'),
      size === 1 &&
        Math.abs(huber - lowest) > 0.15 &&
        place(`where slopes clipped to ${Number(clip.toPrecision(3))} cancel`, huber, 'slopes cancel'),
      run('pinned', 'baseline', before?.path, 'pinned'),
      cut && run('without clipping', 'baseline', plain.path, 'without'),
      cut ? run('clipped', 'run', own.path, 'clipped') : run('not clipped', 'run', own?.path, 'the run'),
    ),
  });
}

function leftChart(
  { clip, batchSize: size }: V & Data,
  left: (clip: number) => Measured | undefined,
  lowest: number,
  x: f.Column,
): f.ChartPanel {
  const plain = left(NONE);
  const there = LENGTHS.flatMap((one) => {
    const found = left(one);
    return found ? [[one, found] as const] : [];
  });
  const lengths = Float64Array.from({ length: 40 }, (_, k) => 10 ** (-1 + (3 * k) / 39));
  return f.chart({
    name: 'left',
    title: 'What is left above the minimum, against the longest gradient',
    x: f.logAxis('longest gradient', [0.1, 100], { ticks: LENGTHS, format: 'number' }),
    y: f.logAxis('left above the minimum', [1e-4, 10], { ticks: [1e-3, 0.1, 10], format: 'number' }),
    references: f.some(
      plain && f.level(plain.value, 'without clipping', 'baseline'),
      f.upright(clip, 'yours', 'theory'),
    ),
    series: f.some(
      // For larger batches the slopes are means, so this line is only for single examples.
      size === 1 &&
        f.curve('bias alone, in theory', 'theory', lengths, (one) =>
          Math.max(1e-4, (huberMinimum(x, one) - lowest) ** 2 / 2),
        ),
      there.length > 0 &&
        whiskers(
          'clipped, mean and interval',
          'run',
          there.map(([one]) => one),
          there.map(([, found]) => found),
        ),
    ),
  });
}
