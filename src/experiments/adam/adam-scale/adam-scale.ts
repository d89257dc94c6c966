import { createQuadratic, defaults, lastState, number, optimizers, train, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { turnOfValley } from '../../kit/fields.ts';
import { ravineMap } from './ravine-map.ts';
import { type Turn, turnedRavine } from './turned-ravine.ts';

const parameters = {
  scale: number({
    label: 'Scale of the loss *s*',
    symbol: 's',
    help: 'The whole loss is multiplied by this.',
    default: 0.01,
    min: 1e-10,
    max: 1e4,
    step: 1e-10,
    scale: 'log',
  }),
  epsilon: number({
    label: 'Guard ε',
    symbol: String.raw`\epsilon`,
    help: 'Added to the root before Adam divides by it.',
    default: 1e-8,
    min: 1e-12,
    max: 1,
    step: 1e-12,
    scale: 'log',
  }),
  angle: turnOfValley(),
};
type V = Values<typeof parameters>;

const ALPHA = 0.01;
/** Gradient descent diverges from this scale on. */
const DESCENT_LIMIT = 2 / ALPHA;
const GAMMA = 0.999;
const STEPS = 200;
/** Scales of the chart, two to a decade. */
const SCALES = Float64Array.from({ length: 29 }, (_, k) => 10 ** (-10 + k / 2));
const ANGLES = [0, 8, 15, 23, 30, 38, 45] as const;
/** Adam is unaffected if its result changes by less than this fraction. */
const SAME = 0.05;
/** Relative difference of the number of steps from that in the straight ravine. */
const SAME_STEPS = 0.25;

/** Distances from the minimum after the last step; Infinity if a run diverged. */
interface Ends {
  /** At each scale of the chart. */
  adam: f.Column;
  descent: f.Column;
  /** At the reader's scale, and for Adam at scale 1. */
  adamOwn: number;
  descentOwn: number;
  adamUnit: number;
}

/** The settings of the runs on the bowl s x^2 / 2, for the engine and for Python. */
const bowl = (scale: number) => ({ problem: createQuadratic({ eigenvalues: [scale] }), start: [1], steps: STEPS });
const adamRun = (scale: number, epsilon: number) => ({
  ...bowl(scale),
  optimizer: optimizers.adam,
  hyper: { ...defaults(optimizers.adam.hyperparameters), alpha: ALPHA, gamma: GAMMA, epsilon },
});
const descentRun = (scale: number) => ({
  ...bowl(scale),
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: ALPHA },
});

export default f.defineExperiment({
  title: 'Scale the loss, turn the valley',
  question: 'Which changes of the loss does Adam notice?',
  claim: 'Adam notices neither the scale of the loss nor the direction of the valley',
  source: 'UDL 6.4; Kingma and Ba 2015, section 2.1',
  caption:
    'On the map, Adam and momentum, each at its best rate, run from one start in a valley a hundred times as steep across as along. The chart of the distance left is for a bowl multiplied by *s*, from distance 1. The steps to a thousandth of the loss are counted in the valley, turn by turn. Which rule notices which change, and at what scale does Adam notice after all? Chance is only in the 64 starts; the steps are medians over them.',
  pace: 'ensemble',
  checked: 'PyTorch, step by step',
  main: ['scale', 'epsilon', 'angle'],
  parameters,
  parts: ({ scale, epsilon, angle }: V) => ({
    bowl: { scale, epsilon },
    ravines: new Map([angle, ...ANGLES].map((one) => [one, { angle: one }])),
  }),
  measure: {
    bowl: measureBowl,
    ravines: ({ angle }: { angle: number }): Turn => turnedRavine(angle),
  },
  present(values, { bowl: ends, ravines }, { pinned } = {}) {
    const [own, straight] = [ravines.get(values.angle), ravines.get(0)];
    return {
      panels: f.some<f.Panel>(
        ravineMap(values.angle, own),
        ends && scaleChart(values, ends, pinned?.results.bowl),
        turnChart(values, ravines),
      ),
      numbers: f.known({
        scale: f.significant(values.scale, 2),
        epsilon: f.significant(values.epsilon, 2),
        angle: { ...f.count(values.angle), unit: '°' },
        adamEnd: ends && f.significant(ends.adamOwn, 3),
        adamUnit: ends && f.significant(ends.adamUnit, 3),
        descentEnd: ends && f.significant(ends.descentOwn, 3),
        adamSteps: own && f.count(own.adam.steps),
        momentumSteps: own && f.count(own.momentum.steps),
        adamStraight: straight && f.count(straight.adam.steps),
        momentumStraight: straight && f.count(straight.momentum.steps),
      }),
      verdict: verdictOf(ends, own, straight),
      limits: { scale: [{ at: values.epsilon, label: 's = ε', side: 'none' }] },
    };
  },
  python: ({ scale, epsilon }) =>
    f.pythonScripts('Adam and gradient descent on s x^2 / 2 from x = 1: the distance left.', [
      f.pythonFunction('adam', { ...adamRun(scale, epsilon), prints: { adamEnd: 'abs(path[-1, 0])' } }),
      f.pythonFunction('unit', { ...adamRun(1, epsilon), prints: { adamUnit: 'abs(path[-1, 0])' } }),
      f.pythonFunction('descent', { ...descentRun(scale), prints: { descentEnd: 'abs(path[-1, 0])' } }),
    ]),
});

function measureBowl({ scale, epsilon }: { scale: number; epsilon: number }): Ends {
  const record = { phi: 'ends', loss: 'ends' } as const;
  const adam = (s: number): number => Math.abs(lastState(train({ ...adamRun(s, epsilon), record }))[0]!);
  const descent = (s: number): number => {
    const trace = train({ ...descentRun(s), record });
    return trace.status.kind === 'diverged' ? Number.POSITIVE_INFINITY : Math.abs(lastState(trace)[0]!);
  };
  return {
    adam: SCALES.map(adam),
    descent: SCALES.map(descent),
    adamOwn: adam(scale),
    descentOwn: descent(scale),
    adamUnit: adam(1),
  };
}

function verdictOf(
  ends: Ends | undefined,
  own: Turn | undefined,
  straight: Turn | undefined,
): f.Presentation['verdict'] {
  const sameScale = ends && Math.abs(ends.adamOwn / ends.adamUnit - 1) < SAME;
  const sameTurn = own && straight && own.adam.steps <= (1 + SAME_STEPS) * straight.adam.steps;
  const descent = Number.isFinite(ends?.descentOwn) ? 'ends {descentEnd} from it' : 'diverges';
  const text = f
    .some(
      ends &&
        `With the loss multiplied by {scale}, Adam ends {adamEnd} from the minimum, against {adamUnit} unscaled${sameScale ? ': it does not notice' : ': ε has its say'}; gradient descent ${descent}.`,
      sameTurn !== undefined &&
        'In the valley turned by {angle} Adam needs {adamSteps} steps, against {adamStraight} in the straight one; momentum needs {momentumSteps}, against {momentumStraight}.',
    )
    .join(' ');
  if (sameScale === undefined || sameTurn === undefined)
    return text ? { text } : f.measuring('The runs are being computed.');
  return { text, outcome: sameScale && sameTurn ? 'holds' : sameScale || sameTurn ? 'depends' : 'fails' };
}

/** The chart ends here; a run that diverged is above it. */
const FAR = 3;

function scaleChart({ scale, epsilon }: V, ends: Ends, before: Ends | undefined): f.ChartPanel {
  const descent = ends.descent.map((end) => Math.min(end, FAR));
  return f.chart({
    name: 'scale',
    title: 'Distance left after 200 steps against the scale of the loss',
    x: f.logAxis('scale *s*, log scale', [1e-10, 1e4], { ticks: [1e-8, 1e-4, 1, 1e4], format: 'power' }),
    y: f.logAxis('distance left after 200 steps, log scale', [5e-3, FAR], { ticks: [0.01, 0.1, 1], format: 'number' }),
    regions: [f.stretch('x', DESCENT_LIMIT, 1e4, 'danger')],
    references: [f.upright(epsilon, 's = ε', 'theory')],
    series: f.some(
      before && f.line('pinned, Adam', 'baseline', SCALES, before.adam, { faint: true }),
      f.line('gradient descent', 'baseline', SCALES, descent, { label: 'descent' }),
      f.line('Adam', 'run', SCALES, ends.adam, { label: true }),
    ),
    handle: f.ring({ x: 'scale' }, [scale, ends.adamOwn], 'drag the scale'),
  });
}

function turnChart({ angle }: V, ravines: ReadonlyMap<number, Turn>): f.ChartPanel {
  const sorted = [...ravines].sort(([a], [b]) => a - b);
  const x = Float64Array.from(sorted, ([one]) => one);
  const steps = (rule: keyof Turn): f.Column => Float64Array.from(sorted, ([, turn]) => turn[rule].steps);
  const own = ravines.get(angle);
  return f.chart({
    name: 'turn',
    title: 'Steps to a thousandth of the first loss against the turn of the valley',
    x: f.axis('turn of the valley, degrees', [0, 45], { ticks: [0, 15, 30, 45] }),
    y: f.axis('steps to a thousandth of the loss', [0, 45], { ticks: [0, 20, 40] }),
    series: [
      f.line('momentum', 'measured', x, steps('momentum'), { label: true }),
      f.line('Adam', 'run', x, steps('adam'), { label: true }),
    ],
    handle: own && f.ring({ x: 'angle' }, [angle, own.adam.steps], 'turn'),
  });
}
