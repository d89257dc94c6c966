import { quantiles } from '../../../engine/statistics/index.ts';
import * as f from '../../../figure/index.ts';
import { type Measured, meanOf, measuredColumns, percentCells } from '../../kit/measured.ts';
import type { Coordinate } from './best-networks.ts';
import type { Course } from './search-numbers.ts';
import type { Score, Trial } from './trials.ts';

interface BestSoFarOptions {
  courses: readonly (Course & { name: string; label: string })[];
  /** Name of the chosen course. */
  shown: string;
  /** The two that are always compared; others are drawn only while they are chosen. */
  compared: readonly [string, string];
  budget: number;
  label: string;
  percent: boolean;
  /** Further values within the axis, so that it does not change when these are shown instead. */
  alike: readonly number[];
}

/** The quality of the best network so far against the trainings spent: means over the searches. */
export function bestSoFar({ courses, shown, compared, budget, label, percent, alike }: BestSoFarOptions): f.ChartPanel {
  const own = courses.filter(({ name }) => name === shown);
  const others = courses.filter(({ name }) => name !== shown && compared.includes(name));
  const series = [...others, ...own].flatMap(({ name, label, costs, values }) => {
    const means = f.some(...values.map(meanOf));
    // As long as a search has found only networks that diverged, its mean is infinite.
    const from = means.findIndex(({ value }) => Number.isFinite(value));
    if (from < 0) return [];
    const finite = means.slice(from).filter(({ value }) => Number.isFinite(value));
    const x = Float64Array.from(costs.slice(from, from + finite.length));
    const y = Float64Array.from(finite, ({ value }) => value);
    // If a third search has two rivals, one of them is as grey as the grid's tries elsewhere.
    const role = name === shown ? 'run' : others.length > 1 && name === compared[1] ? 'baseline' : 'measured';
    return [f.stairs(`${label}, choice so far`, role, x, y, { label })];
  });
  const drawn = [...series.flatMap(({ y }) => [...y]), ...alike];
  const [least, most] = drawn.length > 0 ? [Math.min(...drawn), Math.max(...drawn)] : [0, 1];
  const room = Math.max(0.02 * Math.abs(most), 0.15 * (most - least));
  return f.chart({
    name: 'best so far',
    title: 'The network chosen so far on test examples, against the full trainings paid for',
    x: f.axis('full trainings paid for', [1, budget]),
    y: f.axis(label, [least - room, most + room], { format: percent ? 'percent' : undefined }),
    series,
  });
}

interface AgainstOptions {
  /** The horizontal axis. */
  coordinate: Coordinate;
  /** The name of the score: `validation loss`. */
  score: string;
  /** Lower is better; Infinity for a network that diverged. */
  scoreOf(score: Score): number;
  /** The networks of the displayed search, and those of its repetitions. */
  trials: readonly Trial[];
  repeated: readonly Trial[];
  /** Networks of the searches compared, so that the axis does not change when these are shown instead. */
  alike: readonly Trial[];
}

/** The quantile of all scores at the top of the axis. */
const HIGH = 0.93;

/**
 * The score of every network against one of its hyperparameters; the best quarter of the displayed search is
 * highlighted.
 */
export function scoreAgainst({ coordinate, score, scoreOf, trials, repeated, alike }: AgainstOptions): f.ChartPanel {
  const { label, of, ends, range } = coordinate;
  const scores = [...new Set([...trials, ...repeated, ...alike])]
    .map((trial) => scoreOf(trial.score))
    .filter(Number.isFinite);
  const [least = 1, high = 2] = quantiles(scores.length > 0 ? scores : [1, 2], [0, HIGH]);
  const top = high * 1.1;
  // A few are far above the others, and a diverged one has no loss: these are drawn at the edge.
  const placed = (all: readonly Trial[]) =>
    all
      .map(({ configuration, score }) => [of(configuration), Math.min(scoreOf(score), top)] as const)
      .sort(([, a], [, b]) => a - b);
  const own = placed(trials);
  const lead = Math.ceil(trials.length / 4);
  const dots = (of: string, role: f.Role, some: readonly (readonly [number, number])[], faint = false) =>
    some.length > 0 &&
    f.dots(
      of,
      role,
      some.map(([x]) => x),
      some.map(([, y]) => y),
      { faint },
    );
  const [best] = own;
  const [from, to] = ends;
  const room = 0.03 * (to - from);
  return f.chart({
    name: 'against',
    title: `The ${score} of each network against its ${label}; the best quarter of one search is dark, and the best magenta; at the upper edge are those that are higher still`,
    x: Number.isNaN(range) ? f.axis(label, [from - room, to + room]) : f.logAxis(label, [from / 1.3, to * 1.3]),
    y: f.logAxis(score, [least / 1.05, top * 1.02]),
    series: f.some(
      dots('networks of the repetitions', 'baseline', placed(repeated), true),
      dots('networks of this search', 'batch', own.slice(lead)),
      dots('its best quarter', 'measured', own.slice(1, lead)),
    ),
    points: f.some(best && f.point('end', 'the best', ...best, { role: 'run', label: 'best of this search' })),
  });
}

/** How well each hyperparameter alone predicts the ranking of the networks: the explained fraction, 0 to 1. */
export function whatMatters(score: string, shares: readonly (Measured & { label: string })[]): f.TablePanel {
  return f.table({
    name: 'what matters',
    title: `What matters: how well each alone tells the ranking by ${score}, from 0 to 100 %`,
    columns: [f.words('hyperparameter'), ...measuredColumns('explains', 0)],
    rows: shares.map(({ label, ...share }) => [label, ...percentCells(share)]),
  });
}

/** The networks with the best scores, best first. */
export function leaderBoard(leaders: readonly { method: string; trial: Trial }[]): f.TablePanel {
  return f.table({
    name: 'leader board',
    title: 'Leader board: the networks with the best scores in one search of each kind',
    columns: [
      f.words('found by'),
      f.figures('rate', 4),
      f.figures('momentum β', 2),
      f.figures('batch', 0),
      f.figures('width', 0),
      f.figures('training loss', 3),
      f.figures('validation loss', 3),
      f.figures('validation error, %', 1),
      f.figures('test loss', 3),
      f.figures('test error, %', 1),
    ],
    rows: leaders.map(({ method, trial: { configuration: c, score: s } }) => [
      method,
      c.rate,
      c.beta,
      c.batch,
      c.width,
      s.train,
      s.validation,
      100 * s.validationError,
      s.test,
      100 * s.testError,
    ]),
  });
}
