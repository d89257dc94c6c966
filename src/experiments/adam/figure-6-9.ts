import {
  choice,
  coordinate,
  lastState,
  number,
  optimizers,
  problems,
  type Trace,
  train,
  type Values,
} from '../../engine/index.ts';
import { squareDecay } from '../../engine/optimizers/hyperparameters.ts';
import { defaults } from '../../engine/values.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column, MultiplesPanel, PanelPoint, Role } from '../../figure/panels/panel.ts';
import { type PythonFunction, pythonFunction, pythonScripts } from '../../figure/python.ts';
import { valleyMinimum, valleySheet } from '../kit/valley-sheet.ts';

const rate = (of: string, help: string, initial: number) =>
  number({
    label: `Rate α, ${of}`,
    symbol: String.raw`\alpha`,
    help,
    default: initial,
    min: 0.005,
    max: 3,
    step: 0.001,
    scale: 'log',
  });

const parameters = {
  alphaSmall: rate('small', 'Of the first gradient descent.', 0.08),
  alphaLarge: rate('large', 'Of the second gradient descent.', 1),
  alphaNormalized: rate('normalized', 'How far every step of normalized gradients goes along each coordinate.', 0.08),
  alphaAdam: rate('Adam', 'Of Adam.', 0.05),
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'Of Adam: the share of the averaged gradient that each step keeps.',
    default: 0.9,
    min: 0,
    max: 0.99,
    step: 0.01,
  }),
  gamma: {
    ...squareDecay(0.99, { max: 0.999 }),
    help: 'Of Adam: the share of the averaged squared gradient that each step keeps.',
  },
  length: choice({
    label: 'Steps',
    help: 'As many as the figure draws of each rule, or the same number for all.',
    default: 'figure',
    options: { figure: 'as in the figure', equal: '200 each' },
  }),
  phi0: number({ label: 'Start ϕ_0', help: 'Where all four runs start.', default: -0.7, min: -1, max: 1, step: 0.01 }),
  phi1: number({ label: 'Start ϕ_1', help: 'Where all four runs start.', default: -0.9, min: -1, max: 1, step: 0.01 }),
};
type V = Values<typeof parameters>;

/** Steps that the figure draws of each rule. */
const STEPS = { small: 200, large: 40, normalized: 40, adam: 60 } as const;
type Rule = keyof typeof STEPS;
const order = ['small', 'large', 'normalized', 'adam'] as const satisfies readonly Rule[];
const EQUAL = 200;
/** A run has reached the floor of the valley once its loss is this small. */
const FLOOR = 0.01;
/** A run is called slow that takes this many times as long as the quickest. */
const SLOW = 4;
/** Further than this from the middle of the valley a run is on its walls. */
const WALL = 0.05;

const headings: Readonly<Record<Rule, string>> = {
  small: 'Small rate',
  large: 'Large rate',
  normalized: 'Normalized gradients',
  adam: 'Adam',
};

interface Run {
  phi0: Column;
  phi1: Column;
  loss: Column;
  diverged: boolean;
}
interface Result extends Readonly<Record<Rule, Run>> {
  /** How many times a small difference at the start has grown at the end of the figure's run of the large rate. */
  growth: number;
}

/** A difference at the start that stays small over the run, and is far above rounding. */
const APART = 1e-9;

/** What each run is made of, for the engine and for Python alike. */
function runsOf(v: V) {
  const steps = (rule: Rule): number => (v.length === 'equal' ? EQUAL : STEPS[rule]);
  const shared = { problem: problems.gaussianValley, start: [v.phi0, v.phi1] };
  const { gradientDescent, normalizedGradients, adam } = optimizers;
  const normalized = { ...defaults(normalizedGradients.hyperparameters), alpha: v.alphaNormalized };
  const adaptive = { ...defaults(adam.hyperparameters), alpha: v.alphaAdam, beta: v.beta, gamma: v.gamma };
  return {
    small: { ...shared, optimizer: gradientDescent, hyper: { alpha: v.alphaSmall }, steps: steps('small') },
    large: { ...shared, optimizer: gradientDescent, hyper: { alpha: v.alphaLarge }, steps: steps('large') },
    normalized: { ...shared, optimizer: normalizedGradients, hyper: normalized, steps: steps('normalized') },
    adam: { ...shared, optimizer: adam, hyper: adaptive, steps: steps('adam') },
  };
}

export default defineExperiment({
  title: 'Four ways down one valley',
  question: 'What does each rule do with a valley that is steep across and flat along?',
  claim: 'Adam is down before gradient descent at either rate',
  source: 'UDL 6.4, Figure 6.9, Notebook 6.5',
  caption:
    'One loss, one start, four rules; the valley curves sixteen times as much across as along. Drag the ring and all four runs follow. Is there a fixed rate that does as well as Adam? Deterministic.',
  pace: 'instant',
  checked: 'notebook 6.5',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({ run: values }),
  measure: {
    run(values: V): Result {
      const runs = runsOf(values);
      return {
        small: kept(train(runs.small)),
        large: kept(train(runs.large)),
        normalized: kept(train(runs.normalized)),
        adam: kept(train(runs.adam)),
        growth: growthOf(values),
      };
    },
  },
  present(values, { run: result }, { at, pinned } = {}) {
    if (!result) throw new Error('figure-6-9 has one part, and presents once it is measured');
    const limit = 2 / valleyMinimum().eigenvalues[1];
    const [from, to] = lastPair(result.normalized);
    const numbers: Record<string, Presentation['numbers'][string]> = {
      limit: { value: limit, digits: 2 },
      floor: { value: FLOOR, digits: 2 },
      // A rough size: past the limit it depends on the direction of the difference.
      growth: { value: Number(result.growth.toPrecision(1)), digits: 0 },
      cycleFrom0: { value: from[0], digits: 2 },
      cycleFrom1: { value: from[1], digits: 2 },
      cycleTo0: { value: to[0], digits: 2 },
      cycleTo1: { value: to[1], digits: 2 },
    };
    for (const rule of order) {
      const run = result[rule];
      numbers[`${rule}Loss`] = { value: run.loss.at(-1)!, digits: 3, significant: true };
      numbers[`${rule}Steps`] = { value: arrival(run), digits: 0 };
    }
    return {
      panels: [sheets(values, result, limit, at, pinned?.results.run), lossChart(result, at, limit, values)],
      arrangement: 'rows',
      numbers,
      steps: Math.max(...order.map((rule) => result[rule].loss.length - 1)),
      verdict: verdictOf(result),
      limits: {
        alphaSmall: [{ at: limit, label: '2/λ_max' }],
        alphaLarge: [{ at: limit, label: '2/λ_max' }],
      },
      // The large rate is past the limit on purpose.
      ...(values.alphaSmall > limit && {
        offers: [
          { text: 'Set the small rate to 0.9 of its limit', set: { alphaSmall: Number((0.9 * limit).toPrecision(3)) } },
        ],
      }),
    };
  },
  python: (values) => {
    const runs = runsOf(values);
    const prints = (rule: Rule) => ({ prints: { [`${rule}Loss`]: 'losses[-1]' } });
    // At a rate past the limit the errors of the last bit grow without end, so that run is left out.
    const functions: PythonFunction[] = [
      pythonFunction('small', { ...runs.small, ...prints('small') }),
      pythonFunction('normalized', { ...runs.normalized, ...prints('normalized') }),
      pythonFunction('adam', { ...runs.adam, ...prints('adam') }),
    ];
    return pythonScripts('Gradient descent, normalized gradients and Adam on the loss of Figure 6.9.', functions);
  },
});

function growthOf(values: V): number {
  const { large } = runsOf(values);
  const end = (phi0: number) =>
    lastState(
      train({ ...large, start: [phi0, values.phi1], steps: STEPS.large, record: { phi: 'ends', loss: 'ends' } }),
    );
  const [own, other] = [end(values.phi0), end(values.phi0 + APART)];
  return Math.hypot(own[0]! - other[0]!, own[1]! - other[1]!) / APART;
}

function kept(trace: Trace): Run {
  return {
    phi0: coordinate(trace, 0),
    phi1: coordinate(trace, 1),
    loss: trace.loss,
    diverged: trace.status.kind === 'diverged',
  };
}

/** The first step at which the loss is down at the floor; NaN if none is. */
function arrival({ loss }: Run): number {
  const t = loss.findIndex((value) => value <= FLOOR);
  return t < 0 ? Number.NaN : t;
}

type Pair = readonly [number, number];

/** The last two points of a run. */
function lastPair({ phi0, phi1 }: Run): readonly [Pair, Pair] {
  const before = Math.max(0, phi0.length - 2);
  return [
    [phi0[before]!, phi1[before]!],
    [phi0.at(-1)!, phi1.at(-1)!],
  ];
}

/** Whether a run has come back to where it was two steps ago, without standing still. */
function cycles({ phi0, phi1 }: Run): boolean {
  const last = phi0.length - 1;
  if (last < 4) return false;
  const gap = (s: number, t: number): number => Math.hypot(phi0[s]! - phi0[t]!, phi1[s]! - phi1[t]!);
  return gap(last, last - 2) < 1e-3 * gap(last, last - 1) && gap(last, last - 1) > 1e-6;
}

/** What goes right or wrong in a run, in a few words. */
function noteOf(run: Run, quickest: number): string {
  const last = run.loss.length - 1;
  if (run.diverged) return 'diverges';
  if (cycles(run)) return 'ends in a two-cycle';
  if (run.loss[last]! <= FLOOR) {
    const steps = arrival(run);
    return `${steps > SLOW * quickest ? 'slow: ' : ''}${steps} steps to the floor`;
  }
  const [before, now] = lastPair(run);
  if (before[1] * now[1] < 0 && Math.abs(now[1]) > WALL) return 'leaps across the valley';
  return Math.abs(now[1]) > WALL ? 'still on the wall' : 'crawls along the valley';
}

function sheets(
  values: V,
  result: Result,
  limit: number,
  at: number | undefined,
  before: Result | undefined,
): MultiplesPanel {
  const quickest = Math.min(...order.map((rule) => arrival(result[rule])).filter(Number.isFinite));
  return {
    kind: 'multiples',
    name: 'four runs',
    title: `The paths of four rules from (${values.phi0}, ${values.phi1})`,
    items: order.map((rule, index) => {
      const run = result[rule];
      const past = rule === 'small' && values.alphaSmall > limit;
      const note = `${past ? 'past its limit: ' : ''}${noteOf(run, quickest)}`;
      const old = before?.[rule];
      const last = run.loss.length - 1;
      const now = Math.min(at ?? last, last);
      const points: PanelPoint[] = [
        ...(valleySheet().points ?? []),
        ...(index > 0
          ? [{ name: 'start', x: values.phi0, y: values.phi1, mark: 'start' as const, role: 'run' as const }]
          : []),
        { name: 'end', x: run.phi0[last]!, y: run.phi1[last]!, mark: 'end', role: 'run' },
      ];
      if (at !== undefined)
        points.push({ name: 'now', x: run.phi0[now]!, y: run.phi1[now]!, mark: 'now', label: `${now}` });
      return {
        heading: headings[rule],
        note,
        panel: {
          ...valleySheet(),
          name: rule,
          title: `${headings[rule]}: ${note}`,
          paths: [
            ...(old ? [{ name: 'pinned path', role: 'baseline' as const, x: old.phi0, y: old.phi1 }] : []),
            { name: 'path', role: 'run' as const, x: run.phi0, y: run.phi1, steps: true },
          ],
          points,
          // One ring for all four: they share their start.
          ...(index === 0 && {
            handle: { x: 'phi0', y: 'phi1', at: [values.phi0, values.phi1] as const, label: 'drag the start' },
          }),
        },
      };
    }),
  };
}

function lossChart(result: Result, at: number | undefined, limit: number, values: V): ChartPanel {
  const roles: Readonly<Record<Rule, Role>> = {
    small: 'baseline',
    large: values.alphaLarge > limit ? 'danger' : 'baseline',
    normalized: 'measured',
    adam: 'run',
  };
  const last = Math.max(...order.map((rule) => result[rule].loss.length - 1));
  const now = at === undefined ? undefined : Math.min(at, result.adam.loss.length - 1);
  return {
    kind: 'chart',
    name: 'loss',
    title: 'Loss of the four runs at each step',
    x: { label: 'step *t*', domain: [0, last] },
    y: { label: 'loss *L*, log scale', domain: [1e-5, 2], scale: 'log', ticks: [1e-4, 1e-2, 1], format: 'power' },
    steps: true,
    references: [{ axis: 'y', at: FLOOR, label: 'the floor', role: 'baseline' }],
    series: order.map((rule) => ({
      name: headings[rule],
      role: roles[rule],
      kind: 'line',
      x: result[rule].loss.map((_, t) => t),
      y: result[rule].loss,
      label: rule === 'normalized' ? 'normalized' : headings[rule].toLowerCase().replace('adam', 'Adam'),
    })),
    points:
      now === undefined
        ? []
        : [
            {
              name: 'now',
              x: now,
              y: result.adam.loss[now]!,
              mark: 'now',
              label: `step ${now}: Adam ${result.adam.loss[now]!.toPrecision(3)}`,
            },
          ],
  };
}

/** Adam against the better of the two gradient descents, by the step at which each is down at the floor. */
function verdictOf(result: Result): Presentation['verdict'] {
  const adam = arrival(result.adam);
  const descents = (['small', 'large'] as const).filter((rule) => !Number.isNaN(arrival(result[rule])));
  const first = descents.sort((a, b) => arrival(result[a]) - arrival(result[b]))[0];
  const fixed =
    first === undefined
      ? 'neither gradient descent gets there'
      : `gradient descent at the ${first} rate after {${first}Steps}`;
  const pace = cycles(result.normalized)
    ? ' Normalized gradients are there after {normalizedSteps} and never settle: they jump between ({cycleFrom0}, {cycleFrom1}) and ({cycleTo0}, {cycleTo1}).'
    : '';
  const known = cycles(result.normalized) && !Number.isNaN(arrival(result.normalized)) ? pace : '';
  if (Number.isNaN(adam)) {
    return { text: `Adam is not down at a loss of {floor} when the run ends; ${fixed}.${known}`, outcome: 'fails' };
  }
  const faster = first !== undefined && arrival(result[first]) <= adam;
  return {
    text: `Adam is down at a loss of {floor} after {adamSteps} steps${first === undefined ? ';' : ','} ${fixed}.${known}`,
    outcome: faster ? 'fails' : 'holds',
  };
}
