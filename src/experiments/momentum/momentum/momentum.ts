import { median, type Values } from '../../../engine/index.ts';
import { gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import { stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { batchSize, learningRate, momentumBeta, seed, stepCount } from '../../kit/fields.ts';
import { gaborLossAxis, gaborLossChart } from '../../kit/gabor-loss.ts';
import { gaborMap, gaborMarks, gaborStart } from '../../kit/gabor-map.ts';
import { rateLimit } from '../../kit/limits.ts';
import { batchCurvature, notebookRun } from '../../kit/notebook-run.ts';
import { startRing } from '../../kit/start-on-map.ts';
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
  alpha: learningRate(
    'The book’s rate: it multiplies the averaged gradient, which is summed over the batch.',
    [0.01, 0.6, 10],
  ),
  beta: momentumBeta('The share of the averaged gradient that each step keeps; 0 is plain descent.', [0, 0.6, 0.99]),
  batchSize: batchSize('How many of the 30 examples each step sees.', [1, 5, 30]),
  steps: stepCount('How many steps the runs make.', [1, 81, 400]),
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

/** Plain descent is momentum without memory: the same run for every beta. */
const listed = (
  method: Method,
  { phi0, phi1, rule: _, manySeeds: __, ...values }: V,
  prints?: Record<string, string>,
) => {
  const beta = method === 'sgd' ? 0 : values.beta;
  const { role, name } = methods[method];
  const rule = method === 'nesterov' ? 'nesterov' : 'momentum';
  return f.run(notebookRun(rule, { ...values, beta, start: [phi0, phi1] }), role, name, { prints });
};

type Part = Omit<V, 'manySeeds' | 'rule'> & { method: Method };
const partOf = ({ manySeeds: _, rule: __, ...values }: V, method: Method): Part => ({
  ...values,
  method,
  beta: method === 'sgd' ? 0 : values.beta,
});

type Runs = Readonly<Record<Method, f.RunInView>>;
/** Last losses of each method, by seed. */
type EndsOf = ReadonlyMap<Method, f.Column>;

/** Losses are drawn up to here; a run that diverged counts as more. */
const HIGHEST = 20;

export default f.experimentOfRuns({
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
  about: 'Momentum on the Gabor loss of notebook 6.4, one seed.',
  runs: {
    // Momentum is the rule that a reader may change.
    momentum: (v: V) =>
      listed('momentum', v, {
        momentumLoss: 'losses[-1]',
        momentumLength: 'np.sum(np.linalg.norm(np.diff(path, axis=0), axis=1))',
      }),
    sgd: (v: V) => listed('sgd', v),
    nesterov: (v: V) => listed('nesterov', v),
  },
  parts: (values: V) => ({
    ends: new Map(order.map((method) => [method, partOf(values, method)])),
    elsewhere: placesAround(values),
  }),
  measure: {
    ends: (part: Part): f.Column => lastLosses(part.method === 'nesterov' ? 'nesterov' : 'momentum', part),
    elsewhere: (place: Place): Ends => endsAt(place),
  },
  present(values, { ends, elsewhere, ...runs }) {
    const { alpha, beta, batchSize } = values;
    const lambda = batchCurvature(batchSize);
    const limit = stabilityLimit(beta) / lambda;
    const [sgd, own] = [ends.get('sgd'), ends.get('momentum')];
    const shares = sgd && own && sharesOf({ sgd, momentum: own });
    const standings = f.some(...elsewhere.values()).map(standingOf);
    const all = standings.length === elsewhere.size;
    return {
      panels: [surface(values, runs), lossChart(runs), endChart(ends), elsewhereTable(elsewhere)],
      numbers: f.known({
        limit: f.fixed(limit, 2),
        sgdLimit: f.fixed(2 / lambda, 2),
        lowest: f.fixed(gaborLandmarks().minima[0]?.loss, 3),
        ...numbersOf('sgd', runs.sgd, ends),
        ...numbersOf('momentum', runs.momentum, ends),
        ...numbersOf('nesterov', runs.nesterov, ends),
        below: shares && f.percent(shares.below, 0),
        asked: f.count(elsewhere.size),
        lower: all ? f.count(standings.filter((standing) => standing === 'lower').length) : undefined,
        higher: all ? f.count(standings.filter((standing) => standing === 'higher').length) : undefined,
      }),
      verdict: verdictsOf(values, shares?.below, all ? standings : []),
      ...rateLimit('alpha', alpha, limit, `momentum, ${Number(stabilityLimit(beta).toFixed(2))}/λ`),
    };
  },
});

function numbersOf(method: Method, run: f.RunInView, ends: EndsOf) {
  const end = ends.get(method);
  return {
    [`${method}Loss`]: f.fixed(run.divergedAt === undefined ? run.loss.at(-1) : Number.POSITIVE_INFINITY, 3),
    [`${method}Length`]: f.fixed(f.lengthTo(run), 1),
    [`${method}Turn`]: { ...f.fixed(meanTurn(run), 0), unit: '°' },
    [`${method}Median`]: end && f.fixed(median(end), 3),
  };
}

/**
 * Mean angle between a step and the next, in degrees: 0 goes straight on, 180 turns back. Undefined for fewer than two
 * steps.
 */
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

/** The claim names neither a rate nor a start, so it holds only if momentum ends lower at all of those compared. */
function verdictsOf({ beta }: V, below: Share | undefined, standings: readonly Standing[]): f.Sentences {
  const runs =
    'With these batches SGD ends at a loss of {sgdLoss}, momentum at {momentumLoss}, Nesterov at {nesterovLoss}.';
  const seeds = `${runs} Over a hundred seeds momentum ends below SGD in {below} of them.`;
  const asked = `${seeds} Asked at {asked} pairs of a rate and a start, it mostly ends lower at {lower} and mostly higher at {higher}`;
  const every = (standing: Standing): boolean => standings.every((one) => one === standing);
  return [
    // A tie refutes nothing.
    [beta === 0, 'At β = 0 momentum is SGD, and so is Nesterov: the same run, which ends at a loss of {sgdLoss}.'],
    [!below, runs],
    [standings.length === 0, seeds],
    [every('lower'), `${asked}.`, 'holds'],
    [every('higher'), `${asked}.`, 'fails'],
    [standings.includes('even'), `${asked}; at the others a hundred seeds do not tell.`, 'depends'],
    [true, `${asked}.`, 'depends'],
  ];
}

const surface = ({ phi0, phi1 }: V, runs: Runs): f.SurfacePanel =>
  f.map({
    ...gaborMap('rough'),
    title: `Loss surface of the Gabor model, with SGD, momentum and Nesterov momentum from (${phi0}, ${phi1})`,
    points: gaborMarks('minimum'),
    // The ends may be close together, so their names have lines to them. At an earlier step each name is beside its
    // run.
    runs: order.map((method) => runs[method].path({ follows: true, steps: method === 'momentum' })),
    handle: startRing(parameters, [phi0, phi1]),
  });

const lossChart = (runs: Runs): f.ChartPanel =>
  gaborLossChart({
    title: 'Loss of all thirty examples at each step',
    last: Math.max(...order.map((method) => runs[method].last)),
    lowest: 'lowest possible',
    runs: order.map((method) => runs[method].line({ says: (loss, t) => `step ${t}: ${loss.toFixed(3)}` })),
  });

/** Fraction of the seeds that end at or below each loss. */
function endChart(ends: EndsOf): f.ChartPanel {
  return f.chart({
    name: 'ends',
    title: 'Share of a hundred seeds whose last loss is at or below the value',
    x: gaborLossAxis('last loss *L*, log scale', HIGHEST),
    y: f.axis('share of 100 seeds that end at or below', [0, 1], { ticks: [0, 0.5, 1], format: 'percent' }),
    series: order.flatMap((method) => {
      const losses = ends.get(method);
      if (!losses) return [];
      const { name, role } = methods[method];
      const finite = losses.filter((loss) => loss < HIGHEST).sort();
      const x = Float64Array.from([0.5, ...finite, HIGHEST]);
      const y = Float64Array.from(x, (_, i) => Math.min(i, finite.length) / SEEDS);
      return f.stairs(name, role, x, y, { label: true });
    }),
  });
}
