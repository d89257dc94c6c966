import { choice, number, problems, stateAt, type Trace, train, type Values, vector } from '../../../engine/index.ts';
import { LINE_POINTS } from '../../../engine/problems/linear-regression.ts';
import {
  axis,
  type ChartPanel,
  type ChartSeries,
  type Column,
  chart,
  count,
  curve,
  defineExperiment,
  dots,
  fixed,
  level,
  line,
  logAxis,
  type Presentation,
  point,
  pythonScript,
  type Role,
  ring,
  type SurfacePanel,
  significant,
  some,
  stems,
  stepsOf,
  unmeasured,
} from '../../../figure/index.ts';
import { stepCount } from '../../kit/fields.ts';
import { type DescentPart, descentPart, descentRun } from '../../kit/fixed-or-search.ts';
import { SAFE } from '../../kit/limits.ts';
import { runOnSheet, type Track, trackOf } from '../../kit/run-on-sheet.ts';
import { startOnSheet } from '../../kit/start-on-sheet.ts';
import { exactExcesses, excesses, flattest, type Shrinkage, shrinkage, steepest, WORST } from './excess-loss.ts';
import { lineSheet, WINDOW } from './line-sheet.ts';

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
  steps: stepCount('How many steps the run makes.', { default: 10, min: 1, max: 200 }),
  ...startOnSheet([1.6, -0.5], ['intercept', 'slope'], WINDOW),
};
type V = Values<typeof parameters>;

interface Run extends Track {
  /** Rate of each step: found, or fixed. */
  rates: Column;
  lossEvaluations: number;
}

/** What a reader looks at: the run, the iteration that is marked, and the run that was pinned. */
interface Look {
  run: Run;
  last: number;
  now: number | undefined;
  before: Run | undefined;
}

const regression = problems.linearRegression;
const [intercept, slope] = [regression.solution[0]!, regression.solution[1]!];
/** A run this far out will not come back: the loss is a quadratic. */
const BOUNDS = { norm: 1e4 };

export default defineExperiment({
  title: 'Fitting a line by gradient descent',
  question: 'Does a line search beat the best fixed rate?',
  source: 'UDL 6.1.1, Figure 6.1, Notebook 6.2',
  caption:
    'Twelve points and a line with intercept ϕ_0 and slope ϕ_1. The sheet shows the loss of every line, with the path of the run; each place on it is a line through the points of the next chart. Dashed in the last two: what theory says of the excess loss and of the rates. Choose a fixed rate and push it past the mark: along which direction does the run leave? Deterministic.',
  pace: 'instant',
  checked: 'notebook 6.2, and the exact solution',
  main: ['method', 'alpha'],
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({ run: descentPart(values) }),
  measure: {
    run(part: DescentPart): Run {
      const trace = train(descentRun(regression, part, BOUNDS));
      return { ...trackOf(trace), rates: ratesOf(trace), lossEvaluations: trace.lossEvaluations.at(-1)! };
    },
  },
  present(values, { run }, { at, pinned } = {}) {
    if (!run) return unmeasured;
    const last = run.loss.length - 1;
    const look = { run, last, now: at === undefined ? undefined : Math.min(at, last), before: pinned?.results.run };
    const shrunk = shrinkage(run.loss);
    return {
      panels: [surface(values, look), fitChart(values, look), excessChart(values, look), rateChart(values, look)],
      numbers: {
        loss: significant(run.loss[last], 4),
        startLoss: fixed(run.loss[0], 2),
        lowest: fixed(regression.minimum, 4),
        excess: significant(Math.max(0, run.loss[last]! - regression.minimum), 2),
        steps: count(last),
        intercept: fixed(intercept, 3),
        slope: fixed(slope, 3),
        endPhi0: fixed(run.phi0[last], 3),
        endPhi1: fixed(run.phi1[last], 3),
        lambdaMin: fixed(flattest, 3),
        lambdaMax: fixed(steepest, 2),
        condition: fixed(steepest / flattest, 1),
        limit: fixed(regression.limit, 5),
        bestRate: fixed(regression.bestRate, 5),
        worstFactor: fixed(WORST, 3),
        factor: fixed(shrunk.factor, 3),
        roundingFrom: count(shrunk.roundingFrom),
        steepFactor: fixed(Math.abs(1 - values.alpha * steepest), 2),
        longestRate: fixed(Math.max(...run.rates), 3),
        shortestRate: fixed(Math.min(...run.rates), 3),
        lossEvaluations: count(run.lossEvaluations),
        divergedAt: count(run.divergedAt),
      },
      steps: last,
      ...(values.method === 'fixed' ? atFixedRate(values, run) : byLineSearch(shrunk)),
    };
  },
  python: (values) =>
    pythonScript({
      about: 'Notebook 6.2: a line through twelve points, by gradient descent.',
      ...descentRun(regression, values, BOUNDS),
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

/** Length of each step over that of the gradient where it began. */
function ratesOf(trace: Trace): Column {
  const g = vector(0, 0);
  return Float64Array.from({ length: trace.steps }, (_, t) => {
    const here = stateAt(trace, t);
    const next = stateAt(trace, t + 1);
    regression.gradient(here, g);
    return Math.hypot(next[0]! - here[0]!, next[1]! - here[1]!) / (Math.hypot(g[0]!, g[1]!) || 1);
  });
}

function byLineSearch({ factor, roundingFrom }: Shrinkage): Pick<Presentation, 'verdict'> {
  const ended = 'After {steps} steps with line search the loss is {loss}; the lowest possible is {lowest}.';
  const sentences = some(
    ended,
    factor !== undefined && 'The excess shrank by a factor of {factor} a step; the worst case is {worstFactor}.',
    roundingFrom !== undefined && 'From step {roundingFrom} on the excess is at rounding.',
  );
  return { verdict: { text: sentences.join(' ') } };
}

/** What happened, and which rates are better. */
function atFixedRate({ alpha }: V, { divergedAt }: Run): Pick<Presentation, 'verdict' | 'limits' | 'offers'> {
  const { limit, bestRate } = regression;
  const best = Number(bestRate.toFixed(5));
  const setSafe = { text: 'Set 0.9 of the limit', set: { alpha: Number((SAFE * limit).toFixed(5)) } };
  const setBest = { text: 'Set the best fixed rate', set: { alpha: best } };
  const past = divergedAt !== undefined || alpha > limit;
  const offers = some(past && setSafe, alpha !== best && setBest);
  const text =
    divergedAt !== undefined
      ? 'The run diverged at step {divergedAt}: the rate is past 2/λ_max = {limit}, and each step multiplies the error along the steepest direction by {steepFactor}.'
      : past
        ? 'The rate is past 2/λ_max = {limit}: each step multiplies the error along the steepest direction by {steepFactor}, and the run diverges. After {steps} steps the loss is {loss}.'
        : 'After {steps} steps at a fixed rate the loss is {loss}; the lowest possible is {lowest}. The best fixed rate is {bestRate}.';
  return {
    verdict: { text },
    limits: {
      alpha: [
        { at: bestRate, label: 'best', side: 'none' },
        { at: limit, label: '2/λ_max' },
      ],
    },
    ...(offers.length > 0 && { offers }),
  };
}

function surface({ phi0, phi1 }: V, { run, now, before }: Look): SurfacePanel {
  const { paths, points } = runOnSheet(run, now, before);
  const label = `least squares, ${regression.minimum.toFixed(3)}`;
  return lineSheet({
    title: `Loss of every line, with the path of gradient descent from (${phi0}, ${phi1})`,
    paths,
    points: [point('lowest', 'least squares', intercept, slope, { label }), ...points],
    handle: ring({ x: 'phi0', y: 'phi1' }, [phi0, phi1], 'click anywhere to start'),
  });
}

function fitChart({ phi0, phi1 }: V, { run, last, now }: Look): ChartPanel {
  const ends = Float64Array.of(0, 2);
  const fit = (name: string, role: Role, a: number, b: number, label?: string): ChartSeries =>
    curve(name, role, ends, (x) => a + b * x, { label });
  const t = now ?? last;
  const shown = 'the 12 points and the fit';
  return chart({
    name: 'fit',
    title: 'The twelve points and the fitted line',
    x: axis('input *x*', [0, 2], { ticks: [0, 1, 2] }),
    y: axis(now === undefined ? shown : `${shown} at step ${now}`, [0, 2], { ticks: [0, 1, 2] }),
    series: [
      fit('line at the start', 'baseline', phi0, phi1, 'at the start'),
      fit('least squares', 'theory', intercept, slope),
      dots('points', 'measured', Float64Array.from(LINE_POINTS.x), Float64Array.from(LINE_POINTS.y)),
      fit(now === undefined ? 'line at the end' : `line at step ${now}`, 'run', run.phi0[t]!, run.phi1[t]!),
    ],
  });
}

function excessChart({ method, alpha, phi0, phi1, steps }: V, { run, last, now, before }: Look): ChartPanel {
  const own = excesses(run.loss);
  // The range depends on the number of steps alone, so that it stands still while other controls move.
  const lowest = 10 ** Math.max(-14, Math.floor(Math.log10(10 * (WORST * 0.75) ** steps)));
  const t = stepsOf(own);
  const theory =
    method === 'fixed'
      ? line('theory', 'theory', t, exactExcesses(alpha, [phi0, phi1], last), { label: 'theory' })
      : curve('worst case of a line search', 'theory', t, (k) => own[0]! * WORST ** k, { label: 'worst case' });
  return chart({
    name: 'excess',
    title: 'Loss above the least squares loss, at each step',
    x: axis('step *t*', [0, Math.max(1, steps)]),
    y: logAxis('loss above the lowest, log scale', [lowest, 100], { format: 'power' }),
    steps: true,
    series: some(
      before && line('pinned', 'baseline', stepsOf(before.loss), excesses(before.loss), { label: 'pinned' }),
      line('loss above the lowest', 'run', t, own),
      theory,
    ),
    points: some(
      point('end', 'end', last, own[last]!, { role: 'run' }),
      now !== undefined && point('now', 'now', now, own[now]!, { label: own[now]!.toPrecision(2) }),
    ),
  });
}

function rateChart({ steps }: V, { run: { rates }, now }: Look): ChartPanel {
  const draw = steps > 40 ? line : stems;
  const middles = stepsOf(rates).map((t) => t + 0.5);
  const rate = now === undefined ? undefined : rates[now];
  return chart({
    name: 'rates',
    title: 'The rate of each step',
    x: axis('step *t*', [0, Math.max(1, steps)]),
    y: axis('rate of each step', [0, 0.12], { ticks: [0, 0.05, 0.1] }),
    references: [level(regression.limit, 'fixed: 2/λ_max', 'theory')],
    series: [draw('rates', 'run', middles, rates)],
    points: some(
      now !== undefined && rate !== undefined && point('now', 'now', now + 0.5, rate, { label: rate.toFixed(3) }),
    ),
  });
}
