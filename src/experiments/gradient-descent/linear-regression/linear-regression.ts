import {
  BOOK,
  choice,
  notebookSearch,
  number,
  type Problem,
  type Schema,
  stateAt,
  type Trace,
  train,
  type Values,
  vector,
} from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { ownPoints } from '../../../figure/parameters/points-kit.ts';
import { stepCount } from '../../kit/fields.ts';
import { descentPart, descentRun } from '../../kit/fixed-or-search.ts';
import { SAFE } from '../../kit/limits.ts';
import { lineMap, WINDOW } from '../../kit/line-map.ts';
import { startOnMap, startRing } from '../../kit/start-on-map.ts';
import { exactExcesses, excesses, type Shrinkage, shrinkage } from './excess-loss.ts';
import { type LineFit, lineFit } from './line-fit.ts';

const start = startOnMap([1.6, -0.5], ['intercept', 'slope'], WINDOW);
/** The range of points accepted for a line fit: any numbers distinguishable with eight digits. */
const ANY = [-1e6, 1e6] as const;

const parameters = {
  method: choice({
    label: 'Rate',
    help: 'At each step the rate that a line search finds along the gradient (up to 0.1 for the points of the book), or one fixed rate.',
    default: 'line-search',
    options: { 'line-search': 'line search', fixed: 'fixed' },
  }),
  alpha: number({
    label: 'Fixed rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. The gradient is summed over all examples.',
    default: 0.03,
    min: 0.001,
    max: 0.06,
    step: 0.00001,
    follows: 'rate',
  }),
  steps: stepCount('How many steps the run makes.', [1, 10, 200]),
  points: ownPoints({
    label: 'Points',
    help: 'The data: the twelve points of the book, or your own.',
    default: BOOK,
    fewest: 2,
    most: 60,
    x: ANY,
    y: ANY,
  }),
  phi0: { ...start.phi0, follows: 'intercept' },
  phi1: { ...start.phi1, follows: 'slope' },
  rule: f.ownRule,
} as const satisfies Schema;
type V = Values<typeof parameters>;

type Descent = f.RunInView<Facts>;
interface Facts {
  /** Rate of each step: found by search, or fixed. */
  rates: f.Column;
  lossEvaluations: number;
}

/** A run this many windows away will not return: the loss is quadratic. */
const FAR = 1e4;

/** The settings of the run. */
function descentOf(values: V) {
  const { problem, frame, notebook } = lineFit(values.points);
  const part = descentPart(values);
  if (notebook) return descentRun(problem, part, { norm: FAR });
  const reach = Math.max(...frame.intercept.map(Math.abs), ...frame.slope.map(Math.abs)) / 2;
  const run = descentRun(problem, part, { norm: FAR * Math.max(1, reach) });
  if (values.method === 'fixed') return run;
  // The notebook's search, in units of rate for these points.
  const { max, threshold } = notebookSearch.descent;
  return { ...run, hyper: { maxBracket: tidy(max * frame.rates), threshold: tidy(threshold * frame.rates) } };
}

export default f.experimentOfRuns({
  title: 'Fitting a line by gradient descent',
  question: 'Does a line search beat the best fixed rate?',
  source: 'UDL 6.1.1, Figure 6.1, Notebook 6.2',
  caption:
    'A few points and a line with intercept ϕ_0 and slope ϕ_1. The map shows the loss of every line, with the path of the run; each place on it is a line through the points of the next chart. The dashed lines are what theory says of the excess loss and of the rates. Choose a fixed rate and push it past the mark: along which direction does the run leave? Nothing here is random.',
  pace: 'instant',
  checked: 'notebook 6.2, and the exact solution',
  main: ['method', 'alpha', 'points'],
  parameters,
  together: [['phi0', 'phi1']],
  about: ({ points }) => aboutOf(lineFit(points)),
  runs: {
    run: (values: V) =>
      f.run(descentOf(values), 'run', 'path', {
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
        measure(run): [Trace, Facts] {
          const trace = train(run);
          return [trace, { rates: ratesOf(run.problem, trace), lossEvaluations: trace.lossEvaluations.at(-1)! }];
        },
      }),
  },
  present(values, { run }) {
    const fit = lineFit(values.points);
    const { problem: regression, steepest, flattest } = fit;
    const [intercept, slope] = [regression.solution[0], regression.solution[1]];
    const { last } = run;
    // With points in other units, losses and rates may have any size.
    const shown = usual(fit) ? f.fixed : (value: number | undefined) => f.significant(value, 4);
    const shrunk = shrinkage(fit, run.loss);
    return {
      panels: [
        surface(values, fit, run),
        fitChart(values, fit, run),
        excessChart(values, fit, run),
        rateChart(values, fit, run),
      ],
      numbers: {
        loss: f.significant(run.loss[last], 4),
        startLoss: shown(run.loss[0], 2),
        lowest: shown(regression.minimum, 4),
        excess: f.significant(Math.max(0, run.loss[last]! - regression.minimum), 2),
        steps: f.count(last),
        intercept: shown(intercept, 3),
        slope: shown(slope, 3),
        endPhi0: shown(run.x[last], 3),
        endPhi1: shown(run.y[last], 3),
        lambdaMin: shown(flattest, 3),
        lambdaMax: shown(steepest, 2),
        condition: f.fixed(steepest / flattest, 1),
        limit: shown(regression.limit, 5),
        bestRate: shown(regression.bestRate, 5),
        worstFactor: f.fixed(fit.worst, 3),
        factor: f.fixed(shrunk.factor, 3),
        roundingFrom: f.count(shrunk.roundingFrom),
        steepFactor: f.fixed(Math.abs(1 - values.alpha * steepest), 2),
        longestRate: shown(Math.max(...run.rates), 3),
        shortestRate: shown(Math.min(...run.rates), 3),
        lossEvaluations: f.count(run.lossEvaluations),
        divergedAt: f.count(run.divergedAt),
        points: f.count(fit.points.length),
      },
      ...(values.method === 'fixed' ? atFixedRate(values, fit, run) : byLineSearch(fit, shrunk)),
    };
  },
});

/** Whether losses and rates are about as large as those of the notebook. */
const usual = ({ frame }: LineFit): boolean => frame.rates === 1 && frame.intercept[1] - frame.intercept[0] <= 20;

const aboutOf = ({ notebook, points }: LineFit): string =>
  notebook
    ? 'Notebook 6.2: a line through twelve points, by gradient descent.'
    : `A line through ${points.length} points, by gradient descent.`;

/** Length of each step relative to the gradient at its beginning. */
function ratesOf(problem: Problem, trace: Trace): f.Column {
  const g = vector(0, 0);
  return Float64Array.from({ length: trace.steps }, (_, t) => {
    const here = stateAt(trace, t);
    const next = stateAt(trace, t + 1);
    problem.gradient(here, g);
    return Math.hypot(next[0]! - here[0]!, next[1]! - here[1]!) / (Math.hypot(g[0]!, g[1]!) || 1);
  });
}

/**
 * With the notebook's points, a search as long as the notebook's is bounded by the worst case; others may need more.
 */
function byLineSearch({ notebook }: LineFit, { factor, roundingFrom }: Shrinkage): Pick<f.Presentation, 'verdict'> {
  const ended = 'After {steps} steps with line search the loss is {loss}; the lowest possible is {lowest}.';
  const sentences = f.some(
    ended,
    factor !== undefined &&
      `The excess shrank by a factor of {factor} a step; the worst case${notebook ? '' : ' of a search of any length'} is {worstFactor}.`,
    roundingFrom !== undefined && 'From step {roundingFrom} on the excess is within rounding errors.',
  );
  return { verdict: { text: sentences.join(' ') } };
}

/** The verdict: what happened, and better rates. */
function atFixedRate(
  { alpha }: V,
  { problem: { limit, bestRate }, frame }: LineFit,
  { divergedAt }: Descent,
): Pick<f.Presented, 'verdict' | 'limits' | 'offers'> {
  const stop = parameters.alpha.step * frame.rates;
  const inStops = (rate: number): number => Number((stop * Math.round(rate / stop)).toPrecision(8));
  const best = inStops(bestRate);
  const setSafe = { text: 'Set the rate to 0.9 of its limit', set: { alpha: inStops(SAFE * limit) } };
  const setBest = { text: 'Set the best fixed rate', set: { alpha: best } };
  const past = divergedAt !== undefined || alpha > limit;
  const offers = f.some(past && setSafe, alpha !== best && setBest);
  return {
    verdict: [
      [
        divergedAt !== undefined,
        'The run diverged at step {divergedAt}: the rate is past 2/λ_max = {limit}, and each step multiplies the error along the steepest direction by {steepFactor}.',
      ],
      [
        past,
        'The rate is past 2/λ_max = {limit}: each step multiplies the error along the steepest direction by {steepFactor}, and the run diverges. After {steps} steps the loss is {loss}.',
      ],
      [
        true,
        'After {steps} steps at a fixed rate the loss is {loss}; the lowest possible is {lowest}. The best fixed rate is {bestRate}.',
      ],
    ],
    limits: {
      alpha: [
        { at: bestRate, label: 'best', side: 'none' },
        { at: limit, label: '2/λ_max' },
      ],
    },
    ...(offers.length > 0 && { offers }),
  };
}

function surface({ phi0, phi1 }: V, { problem: regression, frame, tints }: LineFit, run: Descent): f.SurfacePanel {
  const label = `least squares, ${inDigits(regression.minimum)}`;
  return lineMap(frame, tints(), {
    title: `Loss of every line, with the path of gradient descent from (${phi0}, ${phi1})`,
    points: [f.point('lowest', 'least squares', regression.solution[0]!, regression.solution[1]!, { label })],
    runs: [run.path()],
    handle: startRing(parameters, [phi0, phi1]),
  });
}

/** A loss for a label: its size may be any. */
const inDigits = (loss: number): string =>
  loss === 0 || (loss >= 1e-3 && loss < 1e3) ? loss.toFixed(3) : String(Number(loss.toPrecision(3)));

function fitChart({ phi0, phi1 }: V, { problem, points, frame }: LineFit, { now, at }: Descent): f.ChartPanel {
  const ends = Float64Array.from(frame.x);
  const [intercept, slope] = [problem.solution[0]!, problem.solution[1]!];
  const ticks = ([low, high]: readonly [number, number]): readonly number[] | undefined =>
    low === 0 && high === 2 ? [0, 1, 2] : undefined;
  const fit = (name: string, role: f.Role, a: number, b: number, label?: string): f.ChartSeries =>
    f.curve(name, role, ends, (x) => a + b * x, { label });
  const shown = `the ${points.length} points and the fit`;
  return f.chart({
    name: 'fit',
    title: `The ${points.length} points and the fitted line`,
    x: f.axis('input *x*', frame.x, { ticks: ticks(frame.x) }),
    y: f.axis(now === undefined ? shown : `${shown} at step ${now}`, frame.y, { ticks: ticks(frame.y) }),
    series: [
      fit('line at the start', 'baseline', phi0, phi1, 'at the start'),
      fit('least squares', 'theory', intercept, slope),
      f.dots(
        'points',
        'measured',
        points.map(([x]) => x),
        points.map(([, y]) => y),
        { drags: 'points' },
      ),
      fit(now === undefined ? 'line at the end' : `line at step ${now}`, 'run', ...at()),
    ],
  });
}

function excessChart({ method, alpha, phi0, phi1, steps }: V, fit: LineFit, run: Descent): f.ChartPanel {
  const [lowest, highest] = excessRange(fit, steps);
  const own = run.line({
    name: 'loss above the lowest',
    of: ({ loss }) => excesses(fit, loss),
    says: (excess) => excess.toPrecision(2),
    ends: 'disc',
  });
  const [first = 0] = excesses(fit, run.loss);
  const theory =
    method === 'fixed'
      ? f.line('theory', 'theory', exactExcesses(fit, alpha, [phi0, phi1], run.last), { label: true })
      : f.curve(
          'worst case of a line search',
          'theory',
          f.stepsOf(run.loss),
          (k) => Math.max(fit.rounding, first * fit.worst ** k),
          { label: 'worst case' },
        );
  return f.chart({
    name: 'excess',
    title: 'Loss above the least squares loss, at each step',
    x: f.axis('step *t*', [0, Math.max(1, steps)]),
    y: f.logAxis('loss above the lowest, log scale', [lowest, highest], { format: 'power' }),
    steps: true,
    series: [...own.series, theory],
    points: own.points,
  });
}

/** Depends only on the points and the number of steps, so that it does not change while other controls move. */
function excessRange({ problem, frame, notebook, worst }: LineFit, steps: number): readonly [number, number] {
  const corners = frame.intercept.flatMap((a) => frame.slope.map((b) => problem.loss(vector(a, b))));
  const most = notebook ? 2 : Math.ceil(Math.log10(Math.max(...corners) - problem.minimum) + 1e-9);
  const from = notebook ? most : Math.min(most, Math.floor(Math.log10(valleyFloor(problem, frame))));
  const down = Math.max(-16, Math.floor(Math.log10(10 * (worst * 0.75) ** steps)) - 2);
  return [10 ** (from + Math.min(down, -2)), 10 ** most];
}

/**
 * The highest excess on the map of a line that is best for its intercept, or for its slope. A run is soon there, and if
 * the inputs are far from 0 that is far below the corners of the map.
 */
function valleyFloor({ hessian, solution }: LineFit['problem'], { intercept, slope }: LineFit['frame']): number {
  const [h00 = 0, h01 = 0, , h11 = 0] = hessian;
  const far = (ends: readonly [number, number], best = 0): number =>
    Math.max(...ends.map((end) => (end - best) ** 2)) / 2;
  const across = h00 * h11 - h01 * h01;
  return Math.max(far(intercept, solution[0]) * (across / h11), far(slope, solution[1]) * (across / h00));
}

function rateChart({ steps }: V, { problem, frame }: LineFit, { rates, now }: Descent): f.ChartPanel {
  const draw = steps > 40 ? f.line : f.stems;
  const middles = f.stepsOf(rates).map((t) => t + 0.5);
  const rate = now === undefined ? undefined : rates[now];
  return f.chart({
    name: 'rates',
    title: 'The rate of each step',
    x: f.axis('step *t*', [0, Math.max(1, steps)]),
    y: f.axis('rate of each step', [0, tidy(0.12 * frame.rates)], {
      ticks: [0, 0.05, 0.1].map((rate) => tidy(rate * frame.rates)),
    }),
    references: [f.level(problem.limit, 'fixed: 2/λ_max', 'theory')],
    series: [draw('rates', 'run', middles, rates)],
    points: f.some(
      now !== undefined &&
        rate !== undefined &&
        f.point('now', 'now', now + 0.5, rate, { label: frame.rates === 1 ? rate.toFixed(3) : rate.toPrecision(3) }),
    ),
  });
}

const tidy = (value: number): number => Number(value.toPrecision(6));
