import {
  choice,
  coordinate,
  integer,
  number,
  problems,
  stateAt,
  type Trace,
  train,
  vector,
} from '../../engine/index.ts';
import { LINE_POINTS } from '../../engine/problems/linear-regression.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import { bands, cellCentres } from '../../figure/panels/contours.ts';
import type { ChartPanel, ChartSeries, Column, PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';
import { type DescentPart, descentPart, descentRun } from '../kit/fixed-or-search.ts';

/** The window of notebook 6.2: intercept and slope. */
const WINDOW = { xDomain: [0, 2], yDomain: [-1, 1] } as const;

const parameters = {
  method: choice({
    label: 'Rate',
    help: 'At each step the rate that a line search finds along the gradient (up to 0.1), or one fixed rate.',
    default: 'line-search',
    options: { 'line-search': 'line search', fixed: 'fixed' },
  }),
  alpha: number({
    label: 'Fixed rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. The gradient is summed over the 12 examples.',
    default: 0.03,
    min: 0.001,
    max: 0.06,
    step: 0.00001,
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'How many steps the run makes.',
    default: 10,
    min: 1,
    max: 200,
    scale: 'log',
  }),
  phi0: number({
    label: 'Start ϕ_0',
    symbol: String.raw`\phi_0`,
    help: 'Where the run starts: the intercept.',
    default: 1.6,
    min: WINDOW.xDomain[0],
    max: WINDOW.xDomain[1],
    step: 0.01,
  }),
  phi1: number({
    label: 'Start ϕ_1',
    symbol: String.raw`\phi_1`,
    help: 'Where the run starts: the slope.',
    default: -0.5,
    min: WINDOW.yDomain[0],
    max: WINDOW.yDomain[1],
    step: 0.01,
  }),
};
type V = Values<typeof parameters>;

interface Result {
  phi0: Column;
  phi1: Column;
  loss: Column;
  /** Rate of each step: found, or fixed. */
  rates: Column;
  lossEvaluations: number;
  divergedAt?: number;
}

const line = problems.linearRegression;
const [flattest = Number.NaN, steepest = Number.NaN] = line.eigenvalues;
const SAFE = 0.9;
/** A run this far out will not come back: the loss is a quadratic. */
const FAR = 1e4;
/** An excess below this is the rounding of a loss near 0.2. */
const ROUNDING = 1e-15;
/** So is an excess below this share of the first. */
const FALLEN = 1e-12;
/** Factor by which the excess loss falls at least, per step: of exact line searches, and of the best fixed rate once it has settled. */
const WORST = ((steepest - flattest) / (steepest + flattest)) ** 2;

export default defineExperiment({
  title: 'Fitting a line by gradient descent',
  question: 'Does a line search beat the best fixed rate?',
  source: 'UDL 6.1.1, Figure 6.1, Notebook 6.2',
  caption:
    'Twelve points and a line with intercept ϕ_0 and slope ϕ_1. The sheet shows the loss of every line, with the path of the run; each place on it is a line through the points of the next chart. Dashed in the last two: what theory says of the excess loss and of the rates. Choose a fixed rate and push it past the mark: along which direction does the run leave? Deterministic.',
  pace: 'instant',
  checked: 'notebook 6.2, and the exact solution',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({ run: descentPart(values) }),
  measure: {
    run(part: DescentPart): Result {
      const trace = train(descentRun(line, part, { norm: FAR }));
      return {
        phi0: coordinate(trace, 0),
        phi1: coordinate(trace, 1),
        loss: trace.loss,
        rates: ratesOf(trace),
        lossEvaluations: trace.lossEvaluations.at(-1)!,
        ...(trace.status.kind === 'diverged' && { divergedAt: trace.status.step }),
      };
    },
  },
  present(values, { run: result }, { at, pinned } = {}) {
    if (!result) throw new Error('linear-regression has one part, and presents once it is measured');
    const last = result.loss.length - 1;
    const now = at === undefined ? undefined : Math.min(at, last);
    const shrunk = shrinkage(result.loss);
    const numbers: Presentation['numbers'] = {
      loss: { value: result.loss[last]!, digits: 4, significant: true },
      startLoss: { value: result.loss[0]!, digits: 2 },
      lowest: { value: line.minimum, digits: 4 },
      excess: { value: Math.max(0, result.loss[last]! - line.minimum), digits: 2, significant: true },
      steps: { value: last, digits: 0 },
      intercept: { value: line.solution[0]!, digits: 3 },
      slope: { value: line.solution[1]!, digits: 3 },
      endPhi0: { value: result.phi0[last]!, digits: 3 },
      endPhi1: { value: result.phi1[last]!, digits: 3 },
      lambdaMin: { value: flattest, digits: 3 },
      lambdaMax: { value: steepest, digits: 2 },
      condition: { value: steepest / flattest, digits: 1 },
      limit: { value: line.limit, digits: 5 },
      bestRate: { value: line.bestRate, digits: 5 },
      worstFactor: { value: WORST, digits: 3 },
      factor: { value: shrunk.factor, digits: 3 },
      roundingFrom: { value: shrunk.roundingFrom, digits: 0 },
      steepFactor: { value: Math.abs(1 - values.alpha * steepest), digits: 2 },
      longestRate: { value: Math.max(...result.rates), digits: 3 },
      shortestRate: { value: Math.min(...result.rates), digits: 3 },
      lossEvaluations: { value: result.lossEvaluations, digits: 0 },
      divergedAt: { value: result.divergedAt ?? Number.NaN, digits: 0 },
    };
    const before = pinned?.results.run;
    return {
      panels: [
        surface(values, result, now, before),
        fitChart(values, result, now),
        excessChart(values, result, now, before),
        rateChart(values, result, now),
      ],
      arrangement: 'columns',
      numbers,
      steps: last,
      ...verdictOf(values, result, shrunk),
      ...(values.method === 'fixed' && {
        limits: {
          alpha: [
            { at: line.bestRate, label: 'best', side: 'none' },
            { at: line.limit, label: '2/λ_max' },
          ],
        },
      }),
    };
  },
  python: (values) =>
    pythonScript({
      about: 'Notebook 6.2: a line through twelve points, by gradient descent.',
      ...descentRun(line, values, { norm: FAR }),
      prints: {
        loss: 'losses[-1]',
        startLoss: 'losses[0]',
        steps: 'len(losses) - 1',
        endPhi0: 'path[-1, 0]',
        endPhi1: 'path[-1, 1]',
        lowest: 'full_loss(np.linalg.lstsq(X, y, rcond=None)[0])',
        limit: '2 / np.linalg.eigvalsh(2 * X.T @ X)[-1]',
        bestRate: '2 / np.linalg.eigvalsh(2 * X.T @ X).sum()',
      },
    }),
});

interface Shrinkage {
  /** By which each step multiplied the excess loss, on average over those that left it above rounding; NaN if none did. */
  factor: number;
  /** The first step whose excess is rounding; NaN if none is. */
  roundingFrom: number;
}

function shrinkage(loss: Column): Shrinkage {
  const first = loss[0]! - line.minimum;
  const gone = loss.findIndex((value) => value - line.minimum <= Math.max(ROUNDING, FALLEN * first));
  const last = gone < 0 ? loss.length - 1 : gone - 1;
  return {
    factor: last > 0 ? ((loss[last]! - line.minimum) / first) ** (1 / last) : Number.NaN,
    roundingFrom: gone < 0 ? Number.NaN : gone,
  };
}

/** Length of each step over that of the gradient where it began. */
function ratesOf(trace: Trace): Column {
  const g = vector(0, 0);
  return Float64Array.from({ length: trace.steps }, (_, t) => {
    const here = stateAt(trace, t);
    const next = stateAt(trace, t + 1);
    line.gradient(here, g);
    return Math.hypot(next[0]! - here[0]!, next[1]! - here[1]!) / (Math.hypot(g[0]!, g[1]!) || 1);
  });
}

let drawn: SurfacePanel['bands'];

/** The loss of every line in the window; drawn once. */
function tints(): NonNullable<SurfacePanel['bands']> {
  if (drawn) return drawn;
  const x = cellCentres(WINDOW.xDomain, 48);
  const y = cellCentres(WINDOW.yDomain, 48);
  const grid = Float64Array.from({ length: x.length * y.length }, (_, k) =>
    line.loss(vector(x[k % x.length]!, y[Math.floor(k / x.length)]!)),
  );
  drawn = bands({ ...WINDOW, grid, columns: x.length, rows: y.length, label: 'loss *L*' });
  return drawn;
}

function surface({ phi0, phi1 }: V, run: Result, now: number | undefined, before: Result | undefined): SurfacePanel {
  const last = run.loss.length - 1;
  const points: PanelPoint[] = [
    {
      name: 'least squares',
      x: line.solution[0]!,
      y: line.solution[1]!,
      mark: 'lowest',
      label: `least squares, ${line.minimum.toFixed(3)}`,
    },
    { name: 'end', x: run.phi0[last]!, y: run.phi1[last]!, mark: 'end', role: 'run' },
  ];
  if (now !== undefined)
    points.push({ name: 'now', x: run.phi0[now]!, y: run.phi1[now]!, mark: 'now', label: `step ${now}` });
  return {
    kind: 'surface',
    name: 'surface',
    title: `Loss of every line, with the path of gradient descent from (${phi0}, ${phi1})`,
    x: { label: 'intercept ϕ_0', domain: WINDOW.xDomain },
    y: { label: 'slope ϕ_1', domain: WINDOW.yDomain },
    equal: true,
    bands: tints(),
    paths: [
      ...(before ? [{ name: 'pinned path', role: 'baseline' as const, x: before.phi0, y: before.phi1 }] : []),
      { name: 'path', role: 'run', x: run.phi0, y: run.phi1, steps: true },
    ],
    points,
    handle: { x: 'phi0', y: 'phi1', at: [phi0, phi1], label: 'drag the start' },
  };
}

function fitChart({ phi0, phi1 }: V, run: Result, now: number | undefined): ChartPanel {
  const ends = Float64Array.of(0, 2);
  const of = (name: string, role: ChartSeries['role'], a: number, b: number, label?: string): ChartSeries => ({
    name,
    role,
    kind: 'line',
    x: ends,
    y: ends.map((x) => a + b * x),
    ...(label && { label }),
  });
  const t = now ?? run.loss.length - 1;
  return {
    kind: 'chart',
    name: 'fit',
    title: 'The twelve points and the fitted line',
    x: { label: 'input *x*', domain: [0, 2], ticks: [0, 1, 2] },
    y: {
      label: now === undefined ? 'the 12 points and the fit' : `the 12 points and the fit at step ${now}`,
      domain: [0, 2],
      ticks: [0, 1, 2],
    },
    series: [
      of('line at the start', 'baseline', phi0, phi1, 'at the start'),
      of('least squares', 'theory', line.solution[0]!, line.solution[1]!),
      {
        name: 'points',
        role: 'measured',
        kind: 'points',
        x: Float64Array.from(LINE_POINTS.x),
        y: Float64Array.from(LINE_POINTS.y),
      },
      of(now === undefined ? 'line at the end' : `line at step ${now}`, 'run', run.phi0[t]!, run.phi1[t]!),
    ],
  };
}

const counted = (column: Column): Column => Float64Array.from(column, (_, t) => t);
/** A log axis has no place for 0. */
const excesses = (loss: Column): Column => loss.map((value) => Math.max(value - line.minimum, ROUNDING));

function excessChart(values: V, run: Result, now: number | undefined, before: Result | undefined): ChartPanel {
  const own = excesses(run.loss);
  const last = own.length - 1;
  // The range depends on the number of steps alone, so that it stands still while other controls move.
  const lowest = 10 ** Math.max(-14, Math.floor(Math.log10(10 * (WORST * 0.75) ** values.steps)));
  const theory: Column =
    values.method === 'fixed' ? exactExcess(values, last) : own.map((_, t) => own[0]! * WORST ** t);
  return {
    kind: 'chart',
    name: 'excess',
    title: 'Loss above the least squares loss, at each step',
    x: { label: 'step *t*', domain: [0, Math.max(1, values.steps)] },
    y: { label: 'loss above the lowest, log scale', domain: [lowest, 100], scale: 'log', format: 'power' },
    steps: true,
    series: [
      ...(before
        ? [
            {
              name: 'pinned',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: counted(before.loss),
              y: excesses(before.loss),
              label: 'pinned',
            },
          ]
        : []),
      { name: 'loss above the lowest', role: 'run', kind: 'line', x: counted(run.loss), y: own },
      {
        name: values.method === 'fixed' ? 'theory' : 'worst case of a line search',
        role: 'theory',
        kind: 'line',
        x: counted(run.loss),
        y: theory,
        label: values.method === 'fixed' ? 'theory' : 'worst case',
      },
    ],
    points: [
      { name: 'end', x: last, y: own[last]!, mark: 'end', role: 'run' },
      ...(now === undefined
        ? []
        : [{ name: 'now', x: now, y: own[now]!, mark: 'now' as const, label: own[now]!.toPrecision(2) }]),
    ],
  };
}

/** The excess at a fixed rate, from the start alone: 1/2 the sum over both directions of lambda (c (1 - alpha lambda)^t)^2. */
function exactExcess({ alpha, phi0, phi1 }: V, last: number): Column {
  const [h00 = 0, h01 = 0] = line.hessian;
  const e = [phi0 - line.solution[0]!, phi1 - line.solution[1]!] as const;
  const squares = line.eigenvalues.map((lambda) => {
    const direction = [h01, lambda - h00] as const;
    return (e[0] * direction[0] + e[1] * direction[1]) ** 2 / (direction[0] ** 2 + direction[1] ** 2);
  });
  return Float64Array.from({ length: last + 1 }, (_, t) =>
    Math.max(
      ROUNDING,
      line.eigenvalues.reduce(
        (sum, lambda, k) => sum + (lambda / 2) * squares[k]! * (1 - alpha * lambda) ** (2 * t),
        0,
      ),
    ),
  );
}

function rateChart(values: V, run: Result, now: number | undefined): ChartPanel {
  const steps = Float64Array.from(run.rates, (_, t) => t + 0.5);
  return {
    kind: 'chart',
    name: 'rates',
    title: 'The rate of each step',
    x: { label: 'step *t*', domain: [0, Math.max(1, values.steps)] },
    y: { label: 'rate of each step', domain: [0, 0.12], ticks: [0, 0.05, 0.1] },
    references: [{ axis: 'y', at: line.limit, label: 'fixed: 2/λ_max', role: 'theory' }],
    series: [
      values.steps > 40
        ? { name: 'rates', role: 'run', kind: 'line', x: steps, y: run.rates }
        : { name: 'rates', role: 'run', kind: 'stems', x: steps, y: run.rates },
    ],
    points:
      now === undefined || now >= run.rates.length
        ? []
        : [{ name: 'now', x: now + 0.5, y: run.rates[now]!, mark: 'now', label: run.rates[now]!.toFixed(3) }],
  };
}

function verdictOf(
  { method, alpha }: V,
  run: Result,
  { factor, roundingFrom }: Shrinkage,
): Pick<Presentation, 'verdict' | 'offers'> {
  if (method === 'line-search') {
    const shrank = Number.isNaN(factor)
      ? ''
      : ' The excess shrank by a factor of {factor} a step; the worst case is {worstFactor}.';
    const gone = Number.isNaN(roundingFrom) ? '' : ' From step {roundingFrom} on the excess is at rounding.';
    return {
      verdict: {
        text: `After {steps} steps with line search the loss is {loss}; the lowest possible is {lowest}.${shrank}${gone}`,
      },
    };
  }
  const best = Number(line.bestRate.toFixed(5));
  const offers = [
    { text: 'Set 0.9 of the limit', set: { alpha: Number((SAFE * line.limit).toFixed(5)) } },
    { text: 'Set the best fixed rate', set: { alpha: best } },
  ];
  if (run.divergedAt !== undefined)
    return {
      verdict: {
        text: 'The run diverged at step {divergedAt}: the rate is past 2/λ_max = {limit}, and each step multiplies the error along the steepest direction by {steepFactor}.',
      },
      offers,
    };
  if (alpha > line.limit)
    return {
      verdict: {
        text: 'The rate is past 2/λ_max = {limit}: each step multiplies the error along the steepest direction by {steepFactor}, and the run diverges. After {steps} steps the loss is {loss}.',
      },
      offers,
    };
  return {
    verdict: {
      text: 'After {steps} steps at a fixed rate the loss is {loss}; the lowest possible is {lowest}. The best fixed rate is {bestRate}.',
    },
    ...(alpha !== best && { offers: offers.slice(1) }),
  };
}
