import { median, train, type Values } from '../../../engine/index.ts';
import { gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import { stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { batchSize, learningRate, momentumBeta, seed, stepCount } from '../../kit/fields.ts';
import { gaborLossAxis, gaborLossChart } from '../../kit/gabor-loss.ts';
import { gaborMarks, gaborSheet, gaborStart } from '../../kit/gabor-sheet.ts';
import { rateLimit } from '../../kit/limits.ts';
import { batchCurvature, notebookRun } from '../../kit/notebook-run.ts';
import { startRing } from '../../kit/start-on-sheet.ts';
import {
  type Ends,
  elsewhereTable,
  endsAt,
  lastLosses,
  type Place,
  placesAround,
  SEEDS,
  type Share,
  type Standing,
  sharesOf,
  standingOf,
} from './elsewhere.ts';

const parameters = {
  alpha: learningRate('The book’s rate: it multiplies the averaged gradient, which is summed over the batch.', {
    default: 0.6,
    min: 0.01,
    max: 10,
  }),
  beta: momentumBeta('The share of the averaged gradient that each step keeps; 0 is plain descent.', {
    default: 0.6,
    min: 0,
    max: 0.99,
  }),
  batchSize: batchSize('How many of the 30 examples each step sees.', { default: 5, min: 1, max: 30 }),
  steps: stepCount('How many steps the runs make.', { default: 81, min: 1, max: 400 }),
  seed: seed('Another seed gives other batches.'),
  ...gaborStart([-1.5, 6.5], 'the runs start'),
  rule: f.ownRule,
  manySeeds: f.seedsOfRun,
};
type V = Values<typeof parameters>;

const methods = {
  sgd: { name: 'SGD', role: 'baseline' },
  momentum: { name: 'momentum', role: 'run' },
  nesterov: { name: 'Nesterov', role: 'measured' },
} as const satisfies Record<string, { name: string; role: f.Role }>;
type Method = keyof typeof methods;
const order: readonly Method[] = ['sgd', 'momentum', 'nesterov'];

type Part = Omit<V, 'manySeeds'> & { method: Method };

/** Plain descent is momentum without memory: the same run for every beta. */
const partOf = ({ manySeeds: _, rule: __, ...values }: V, method: Method): Part => ({
  ...values,
  method,
  beta: method === 'sgd' ? 0 : values.beta,
  rule: '',
});

const runOf = ({ method, phi0, phi1, rule: _, ...run }: Part): f.Run =>
  notebookRun(method === 'nesterov' ? 'nesterov' : 'momentum', { ...run, start: [phi0, phi1] });

type Runs = ReadonlyMap<Method, f.PlaneRun>;
type Seeds = readonly (f.PlaneRun | undefined)[];
/** Last losses of each method, by seed. */
type EndsOf = ReadonlyMap<Method, f.Column>;

/** Losses are drawn up to here; a run that diverged counts as more. */
const HIGHEST = 20;

export default f.defineExperiment({
  title: 'Three runs with the same batches',
  question: 'Does momentum help increase the speed of convergence, and is its trajectory smoother?',
  claim: 'Momentum helps increase speed of convergence',
  source: 'UDL 6.3, Figure 6.7, Notebook 6.4',
  caption:
    'SGD, momentum and Nesterov momentum leave one start and see the same batches. A chart among the further panels has the last loss of one hundred seeds: the sooner a curve rises, the better. A table asks at four rates and from four starts on how many of them momentum ends below SGD. Is it ahead everywhere? One seed for the runs, 100 for each share.',
  pace: 'ensemble',
  checked: 'notebook 6.4',
  main: ['alpha', 'beta'],
  parameters,
  together: [['phi0', 'phi1']],
  parts(values: V) {
    const each = new Map(order.map((method) => [method, partOf(values, method)]));
    const own = { ...partOf(values, 'momentum'), rule: values.rule };
    return {
      // Momentum is the rule that a reader may change.
      runs: new Map(each).set('momentum', own),
      ends: each,
      elsewhere: placesAround(values),
      seeds: f.atEachSeed(values.manySeeds, own),
    };
  },
  ruled: { runs: runOf, seeds: runOf },
  measure: {
    runs: (part: Part, replayed?: f.Replayed): f.PlaneRun => f.planeRun(train({ ...runOf(part), ...replayed })),
    seeds: (part: Part, replayed?: f.Replayed): f.PlaneRun => f.planeRun(train({ ...runOf(part), ...replayed })),
    ends: (part: Part): f.Column => lastLosses(part.method === 'nesterov' ? 'nesterov' : 'momentum', part),
    elsewhere: (place: Place): Ends => endsAt(place),
  },
  present(values, { runs, ends, elsewhere, seeds }, { at, pinned } = {}) {
    const { alpha, beta, batchSize } = values;
    const last = Math.max(1, ...Array.from(runs.values(), ({ loss }) => loss.length - 1));
    const before = pinned?.results.runs.get('momentum');
    const lambda = batchCurvature(batchSize);
    const limit = stabilityLimit(beta) / lambda;
    const [sgd, own] = [ends.get('sgd'), ends.get('momentum')];
    const shares = sgd && own && sharesOf({ sgd, momentum: own });
    const standings = f.some(...elsewhere.values()).map(standingOf);
    const all = standings.length === elsewhere.size;
    const made = {
      panels: [
        surface(values, runs, at, before, seeds),
        lossChart(runs, last, at, before, seeds),
        endChart(ends),
        elsewhereTable(elsewhere),
      ],
      numbers: f.known({
        limit: f.fixed(limit, 2),
        sgdLimit: f.fixed(2 / lambda, 2),
        lowest: f.fixed(gaborLandmarks().minima[0]?.loss, 3),
        ...numbersOf('sgd', runs, ends),
        ...numbersOf('momentum', runs, ends),
        ...numbersOf('nesterov', runs, ends),
        below: shares && f.percent(shares.below, 0),
        asked: f.count(elsewhere.size),
        lower: all ? f.count(standings.filter((standing) => standing === 'lower').length) : undefined,
        higher: all ? f.count(standings.filter((standing) => standing === 'higher').length) : undefined,
      }),
      steps: last,
      verdict: verdictOf(values, shares?.below, all ? standings : []),
      ...rateLimit('alpha', alpha, limit, `momentum, ${Number(stabilityLimit(beta).toFixed(2))}/λ`),
    };
    const other = pinned && { values: pinned.values, run: before, seeds: pinned.results.seeds };
    return f.withOwnRule(values, made, { run: runs.get('momentum'), seeds }, other);
  },
  python: (values) =>
    f.pythonScript({
      about: 'Momentum on the Gabor loss of notebook 6.4, one seed.',
      ...runOf(partOf(values, 'momentum')),
      rule: values.rule,
      prints: {
        momentumLoss: 'losses[-1]',
        momentumLength: 'np.sum(np.linalg.norm(np.diff(path, axis=0), axis=1))',
      },
    }),
});

function numbersOf(method: Method, runs: Runs, ends: EndsOf) {
  const [run, end] = [runs.get(method), ends.get(method)];
  return {
    [`${method}Loss`]: f.fixed(run?.divergedAt === undefined ? run?.loss.at(-1) : Number.POSITIVE_INFINITY, 3),
    [`${method}Length`]: f.fixed(run && f.lengthTo(run), 1),
    [`${method}Turn`]: { ...f.fixed(run && meanTurn(run), 0), unit: '°' },
    [`${method}Median`]: end && f.fixed(median(end), 3),
  };
}

/** Mean angle between a step and the next, in degrees: 0 goes straight on, 180 turns back. None for fewer than two steps. */
function meanTurn({ x, y }: f.PlaneRun): number | undefined {
  if (x.length < 3) return undefined;
  let sum = 0;
  for (let t = 2; t < x.length; t++) {
    const [ax, ay] = [x[t - 1]! - x[t - 2]!, y[t - 1]! - y[t - 2]!];
    const [bx, by] = [x[t]! - x[t - 1]!, y[t]! - y[t - 1]!];
    sum += Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
  }
  return ((sum / (x.length - 2)) * 180) / Math.PI;
}

/** The claim names neither a rate nor a start, so it holds where momentum ends lower at all that are asked about. */
function verdictOf({ beta }: V, below: Share | undefined, standings: readonly Standing[]): f.Presentation['verdict'] {
  // A tie refutes nothing.
  if (beta === 0)
    return { text: 'At β = 0 momentum is SGD, and so is Nesterov: the same run, which ends at a loss of {sgdLoss}.' };
  const runs =
    'With these batches SGD ends at a loss of {sgdLoss}, momentum at {momentumLoss}, Nesterov at {nesterovLoss}.';
  if (!below) return { text: runs };
  const seeds = `${runs} Over a hundred seeds momentum ends below SGD in {below} of them.`;
  if (standings.length === 0) return { text: seeds };
  const every = (standing: Standing): boolean => standings.every((one) => one === standing);
  const outcome: f.Outcome = every('lower') ? 'holds' : every('higher') ? 'fails' : 'depends';
  const rest = standings.includes('even') ? '; at the others a hundred seeds do not tell' : '';
  return {
    text: `${seeds} Asked at {asked} pairs of a rate and a start, it mostly ends lower at {lower} and mostly higher at {higher}${rest}.`,
    outcome,
  };
}

/** Something for each method of which there is a result, in their order. */
const ofEach = <Result, Drawn>(
  results: ReadonlyMap<Method, Result>,
  draw: (method: (typeof methods)[Method], result: Result) => Drawn,
): Drawn[] =>
  order.flatMap((method) => {
    const result = results.get(method);
    return result ? [draw(methods[method], result)] : [];
  });

function surface(
  { phi0, phi1 }: V,
  runs: Runs,
  at: number | undefined,
  before: f.PlaneRun | undefined,
  seeds: Seeds,
): f.SurfacePanel {
  // The ends may lie together, so their names have lines to them. At an earlier step each name stands beside its run.
  const named = (label: string) => (at === undefined ? { label } : {});
  const labelled = (label: string) => (at === undefined ? {} : { label });
  return {
    ...gaborSheet('rough'),
    title: `Loss surface of the Gabor model, with SGD, momentum and Nesterov momentum from (${phi0}, ${phi1})`,
    paths: f.some(
      f.seedPaths(seeds),
      before && f.path('pinned momentum', 'baseline', before, { faint: true }),
      ofEach(runs, ({ name, role }, run) => f.path(name, role, run, { steps: role === 'run', ...named(name) })),
    ),
    points: f.some(
      gaborMarks('minimum'),
      ofEach(runs, ({ name, role }, run) => {
        const t = Math.min(at ?? f.lastStep(run), f.lastStep(run));
        const [mark, where] =
          at === undefined ? (['end', 'end'] as const) : ([role === 'run' ? 'now' : 'dot', `step ${t}`] as const);
        return f.point(mark, `${name}, ${where}`, ...f.standing(run, t), { role, ...labelled(name) });
      }),
    ),
    handle: startRing(parameters, [phi0, phi1]),
  };
}

function lossChart(
  runs: Runs,
  last: number,
  at: number | undefined,
  before: f.PlaneRun | undefined,
  seeds: Seeds,
): f.ChartPanel {
  const own = runs.get('momentum')?.loss;
  const now = at === undefined || !own ? undefined : Math.min(at, own.length - 1);
  return gaborLossChart({
    title: 'Loss of all thirty examples at each step',
    last,
    lowest: 'lowest possible',
    series: f.some(
      f.seedLines(seeds),
      before && f.line('pinned momentum', 'baseline', before.loss, { faint: true }),
      ofEach(runs, ({ name, role }, { loss }) => f.line(name, role, loss, { label: true })),
    ),
    points: f.some(
      own &&
        now !== undefined &&
        f.point('now', 'now', now, own[now]!, { label: `step ${now}: ${own[now]!.toFixed(3)}` }),
    ),
  });
}

/** Share of the seeds that end at or below each loss. */
function endChart(ends: EndsOf): f.ChartPanel {
  return f.chart({
    name: 'ends',
    title: 'Share of a hundred seeds whose last loss is at or below the value',
    x: gaborLossAxis('last loss *L*, log scale', HIGHEST),
    y: f.axis('share of 100 seeds that end at or below', [0, 1], { ticks: [0, 0.5, 1], format: 'percent' }),
    series: ofEach(ends, ({ name, role }, losses) => {
      const finite = losses.filter((loss) => loss < HIGHEST).sort();
      const x = Float64Array.from([0.5, ...finite, HIGHEST]);
      const y = Float64Array.from(x, (_, i) => Math.min(i, finite.length) / SEEDS);
      return f.stairs(name, role, x, y, { label: true });
    }),
  });
}
