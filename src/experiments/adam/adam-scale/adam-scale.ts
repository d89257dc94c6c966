import {
  coordinate,
  createQuadratic,
  defaults,
  integer,
  lastState,
  number,
  optimizers,
  train,
  type Values,
} from '../../../engine/index.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../../figure/experiment.ts';
import type { ChartPanel, Column, SurfacePanel } from '../../../figure/panels/panel.ts';
import { pythonFunction, pythonScripts } from '../../../figure/python.ts';
import { ravineSheet } from './ravine-sheet.ts';
import { type BestSteps, bestSteps, createRavine } from './turned-ravine.ts';

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
  angle: integer({
    label: 'Turn of the ravine',
    unit: '°',
    help: 'Between the ravine and the coordinates; beyond 45° everything repeats as in a mirror.',
    default: 30,
    min: 0,
    max: 45,
  }),
};
type V = Values<typeof parameters>;

const ALPHA = 0.01;
const GAMMA = 0.999;
const STEPS = 200;
/** Scales of the chart, two to a decade. */
const SCALES = Array.from({ length: 29 }, (_, k) => 10 ** (-10 + k / 2));
const ANGLES = [0, 8, 15, 23, 30, 38, 45] as const;
/** Adam does not care while its result changes by less than this share. */
const SAME = 0.05;
/** Number of steps by which a rule may differ from its own in the straight ravine, as a share. */
const SAME_STEPS = 0.25;
/** A start that shows both rules at work; momentum's leap from it stays on the sheet at every turn. */
const START = [-0.6, 0.8] as const;

type Work =
  | { readonly what: 'scales'; readonly scale: number; readonly epsilon: number }
  | { readonly what: 'angle'; readonly angle: number };
interface Path {
  phi0: Column;
  phi1: Column;
}
type Result =
  | { what: 'scales'; adam: Column; descent: Column; adamOwn: number; descentOwn: number; adamUnit: number }
  | { what: 'angle'; angle: number; adam: BestSteps; momentum: BestSteps; adamPath: Path; momentumPath: Path };
type Angle = Extract<Result, { what: 'angle' }>;
type Scales = Extract<Result, { what: 'scales' }>;

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

export default defineExperiment({
  title: 'Scale the loss, turn the ravine',
  question: 'Which changes of the loss does Adam notice?',
  claim: 'Adam notices neither the scale of the loss nor the direction of the ravine',
  source: 'UDL 6.4; Kingma and Ba 2015, section 2.1',
  caption:
    'On the sheet, Adam and momentum, each at its best rate, run from one start in a ravine a hundred times as steep across as along. The distance left is that on a bowl multiplied by *s*, from distance 1. The steps to a thousandth are those in the ravine, however it is turned. Which rule notices which change, and at what scale does Adam notice after all? Deterministic; medians of 64 starts.',
  pace: 'ensemble',
  checked: 'PyTorch, step by step',
  parameters,
  parts: (values: V) => ({
    all: (({ scale, epsilon, angle }: V): Work[] => [
      { what: 'scales', scale, epsilon },
      ...[...new Set([angle, ...ANGLES])].map((one) => ({ what: 'angle' as const, angle: one })),
    ])(values),
  }),
  measure: {
    all(work: Work): Result {
      return work.what === 'scales' ? measureScales(work) : measureAngle(work.angle);
    },
  },
  present(values, { all: results }, { pinned } = {}) {
    const scales = results.find((result): result is Scales => result?.what === 'scales');
    const angles = results.filter((result): result is Angle => result?.what === 'angle');
    const own = angles.find(({ angle }) => angle === values.angle);
    const straight = angles.find(({ angle }) => angle === 0);
    const numbers: Record<string, Presentation['numbers'][string]> = {
      scale: { value: values.scale, digits: 2, significant: true },
      epsilon: { value: values.epsilon, digits: 2, significant: true },
      angle: { value: values.angle, digits: 0, unit: '°' },
      descentLimit: { value: 2 / ALPHA, digits: 0 },
    };
    if (scales) {
      numbers['adamEnd'] = { value: scales.adamOwn, digits: 3, significant: true };
      numbers['adamUnit'] = { value: scales.adamUnit, digits: 3, significant: true };
      numbers['descentEnd'] = { value: scales.descentOwn, digits: 3, significant: true };
    }
    if (own) {
      numbers['adamSteps'] = { value: own.adam.steps, digits: 0 };
      numbers['momentumSteps'] = { value: own.momentum.steps, digits: 0 };
      numbers['adamRate'] = { value: own.adam.rate, digits: 2, significant: true };
    }
    if (straight) {
      numbers['adamStraight'] = { value: straight.adam.steps, digits: 0 };
      numbers['momentumStraight'] = { value: straight.momentum.steps, digits: 0 };
    }
    const before = pinned?.results.all.find((result): result is Scales => result?.what === 'scales');
    return {
      panels: [
        sheet(values, own),
        ...(scales ? [scaleChart(values, scales, before)] : []),
        turnChart(values, angles, own),
      ],
      numbers,
      verdict: verdictOf(scales, own, straight),
      limits: { scale: [{ at: values.epsilon, label: 's = ε', side: 'none' }] },
    };
  },
  python: ({ scale, epsilon }) =>
    pythonScripts('Adam and gradient descent on s x^2 / 2 from x = 1: the distance left.', [
      pythonFunction('adam', { ...adamRun(scale, epsilon), prints: { adamEnd: 'abs(path[-1, 0])' } }),
      pythonFunction('unit', { ...adamRun(1, epsilon), prints: { adamUnit: 'abs(path[-1, 0])' } }),
      pythonFunction('descent', { ...descentRun(scale), prints: { descentEnd: 'abs(path[-1, 0])' } }),
    ]),
});

function measureScales({ scale, epsilon }: Extract<Work, { what: 'scales' }>): Result {
  const record = { phi: 'ends', loss: 'ends' } as const;
  const adam = (s: number): number => Math.abs(lastState(train({ ...adamRun(s, epsilon), record }))[0]!);
  const descent = (s: number): number => {
    const trace = train({ ...descentRun(s), record });
    return trace.status.kind === 'diverged' ? Number.POSITIVE_INFINITY : Math.abs(lastState(trace)[0]!);
  };
  return {
    what: 'scales',
    adam: Float64Array.from(SCALES, adam),
    descent: Float64Array.from(SCALES, descent),
    adamOwn: adam(scale),
    descentOwn: descent(scale),
    adamUnit: adam(1),
  };
}

function measureAngle(angle: number): Result {
  const ravine = createRavine(angle);
  const adamHyper = (alpha: number) => ({ alpha, beta: 0.9, gamma: 0.99 });
  const momentumHyper = (alpha: number) => ({ alpha, beta: 0.9 });
  const adam = bestSteps(ravine, optimizers.adam, adamHyper, [0.01, 2]);
  const momentum = bestSteps(ravine, optimizers.momentum, momentumHyper, [0.01, 0.4]);
  // As far as half the starts need; a rule that never arrives is drawn for a while.
  const shared = (best: BestSteps) => ({ problem: ravine, start: START, steps: Math.min(60, Math.ceil(best.steps)) });
  const pathOf = (trace: ReturnType<typeof train>): Path => ({
    phi0: coordinate(trace, 0),
    phi1: coordinate(trace, 1),
  });
  return {
    what: 'angle',
    angle,
    adam,
    momentum,
    adamPath: pathOf(train({ ...shared(adam), optimizer: optimizers.adam, hyper: adamHyper(adam.rate) })),
    momentumPath: pathOf(
      train({ ...shared(momentum), optimizer: optimizers.momentum, hyper: momentumHyper(momentum.rate) }),
    ),
  };
}

function verdictOf(
  scales: Scales | undefined,
  own: Angle | undefined,
  straight: Angle | undefined,
): Presentation['verdict'] {
  const sameScale = scales && Math.abs(scales.adamOwn / scales.adamUnit - 1) < SAME;
  const sameTurn = own && straight && own.adam.steps <= (1 + SAME_STEPS) * straight.adam.steps;
  const texts: string[] = [];
  if (scales) {
    texts.push(
      `With the loss multiplied by {scale}, Adam ends {adamEnd} from the minimum, against {adamUnit} unscaled${sameScale ? ': it does not notice' : ': ε has its say'}; gradient descent ${Number.isFinite(scales.descentOwn) ? 'ends {descentEnd} from it' : 'diverges'}.`,
    );
  }
  if (own && straight) {
    texts.push(
      `In the ravine turned by {angle} Adam needs {adamSteps} steps, against {adamStraight} in the straight one; momentum {momentumSteps} and {momentumStraight}.`,
    );
  }
  if (sameScale === undefined || sameTurn === undefined)
    return { text: texts.join(' ') || 'The runs are on their way.' };
  const outcome: Outcome = sameScale && sameTurn ? 'holds' : sameScale || sameTurn ? 'depends' : 'fails';
  return { text: texts.join(' '), outcome };
}

function sheet({ angle }: V, own: Angle | undefined): SurfacePanel {
  const paths: SurfacePanel['paths'] = own
    ? [
        { name: 'momentum', role: 'measured', x: own.momentumPath.phi0, y: own.momentumPath.phi1 },
        { name: 'Adam', role: 'run', x: own.adamPath.phi0, y: own.adamPath.phi1 },
      ]
    : [];
  return {
    ...ravineSheet(angle),
    title: `A ravine turned by ${angle}°, with Adam and momentum at their best rates`,
    equal: true,
    paths,
    points: [
      { name: 'minimum', x: 0, y: 0, mark: 'minimum' },
      { name: 'start', x: START[0], y: START[1], mark: 'hollow', role: 'baseline', label: 'start' },
      ...(own
        ? [
            {
              name: 'momentum, furthest',
              ...furthest(own.momentumPath),
              mark: 'dot' as const,
              role: 'measured' as const,
              label: 'momentum',
            },
            {
              name: 'Adam, furthest',
              ...furthest(own.adamPath),
              mark: 'dot' as const,
              role: 'run' as const,
              label: 'Adam',
            },
          ]
        : []),
    ],
  };
}

/** Where a path is furthest from its start: the place that its name has to itself. */
function furthest({ phi0, phi1 }: Path): { x: number; y: number } {
  const gap = (t: number): number => Math.hypot(phi0[t]! - START[0], phi1[t]! - START[1]);
  const t = phi0.reduce((best, _, k) => (gap(k) > gap(best) ? k : best), 0);
  return { x: phi0[t]!, y: phi1[t]! };
}

const S = Float64Array.from(SCALES);
/** The chart ends here; a run that diverged lies above it. */
const FAR = 3;

function scaleChart(values: V, scales: Scales, before: Scales | undefined): ChartPanel {
  return {
    kind: 'chart',
    name: 'scale',
    title: 'Distance left after 200 steps against the scale of the loss',
    x: {
      label: 'scale *s*, log scale',
      domain: [1e-10, 1e4],
      scale: 'log',
      ticks: [1e-8, 1e-4, 1, 1e4],
      format: 'power',
    },
    y: {
      label: 'distance left after 200 steps, log scale',
      domain: [5e-3, FAR],
      scale: 'log',
      ticks: [0.01, 0.1, 1],
      format: 'number',
    },
    regions: [{ axis: 'x', from: 2 / ALPHA, to: 1e4, role: 'danger' }],
    references: [{ axis: 'x', at: values.epsilon, label: 's = ε', role: 'theory' }],
    series: [
      ...(before
        ? [
            {
              name: 'pinned, Adam',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: S,
              y: before.adam,
              faint: true,
            },
          ]
        : []),
      {
        name: 'gradient descent',
        role: 'baseline',
        kind: 'line',
        x: S,
        y: scales.descent.map((end) => Math.min(end, FAR)),
        label: 'descent',
      },
      { name: 'Adam', role: 'run', kind: 'line', x: S, y: scales.adam, label: 'Adam' },
    ],
    handle: { x: 'scale', at: [values.scale, scales.adamOwn], label: 'drag the scale' },
  };
}

function turnChart(values: V, angles: readonly Angle[], own: Angle | undefined): ChartPanel {
  const sorted = [...angles].sort((a, b) => a.angle - b.angle);
  const x = Float64Array.from(sorted, ({ angle }) => angle);
  const series = (rule: 'adam' | 'momentum') => Float64Array.from(sorted, (one) => one[rule].steps);
  return {
    kind: 'chart',
    name: 'turn',
    title: 'Steps to a thousandth of the first loss against the turn of the ravine',
    x: { label: 'turn of the ravine, degrees', domain: [0, 45], ticks: [0, 15, 30, 45] },
    y: { label: 'steps to a thousandth of the loss', domain: [0, 45], ticks: [0, 20, 40] },
    series: [
      { name: 'momentum', role: 'measured', kind: 'line', x, y: series('momentum'), label: 'momentum' },
      { name: 'Adam', role: 'run', kind: 'line', x, y: series('adam'), label: 'Adam' },
    ],
    ...(own && { handle: { x: 'angle', at: [values.angle, own.adam.steps] as const, label: 'turn' } }),
  };
}
