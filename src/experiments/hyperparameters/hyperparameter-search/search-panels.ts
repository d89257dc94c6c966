import * as f from '../../../figure/index.ts';
import { intervalBand, type Measured, meanOf, measuredColumns, percentCells } from '../../kit/measured.ts';
import type { Course } from './search-numbers.ts';
import type { Configuration, Score, Trial } from './trials.ts';

interface BestSoFarOptions {
  courses: readonly (Course & { name: string; label: string })[];
  /** Name of the course that the reader has chosen. */
  shown: string;
  /** The two that are always compared; further ones are drawn only while they are chosen. */
  compared: readonly [string, string];
  budget: number;
  label: string;
  percent: boolean;
  /** Values for which the axis has room, too, so that it stays where these are shown in their place. */
  alike: readonly number[];
}

/** The worth of the best network so far, against what was spent: means over the searches, a band around the one shown. */
export function bestSoFar({ courses, shown, compared, budget, label, percent, alike }: BestSoFarOptions): f.ChartPanel {
  const own = courses.filter(({ name }) => name === shown);
  const others = courses.filter(({ name }) => name !== shown && compared.includes(name));
  const series = [...others, ...own].flatMap(({ name, label, costs, values }) => {
    const means = f.some(...values.map(meanOf));
    // While a search has found only networks that diverged, its mean is infinite.
    const from = means.findIndex(({ value }) => Number.isFinite(value));
    if (from < 0) return [];
    const finite = means.slice(from).filter(({ value }) => Number.isFinite(value));
    const x = Float64Array.from(costs.slice(from, from + finite.length));
    const y = Float64Array.from(finite, ({ value }) => value);
    // Of two rivals of a third search, one is as grey as the grid's tries are elsewhere.
    const role = name === shown ? 'run' : others.length > 1 && name === compared[1] ? 'baseline' : 'measured';
    const banded = name === shown && finite.some(({ low }) => low !== undefined);
    return f.some<f.ChartSeries>(
      banded && intervalBand(`interval, ${label}`, role, ...asStairs(x, finite)),
      f.stairs(`${label}, choice so far`, role, x, y, { label }),
    );
  });
  // Lines are seen whole; an interval may be as wide as it likes.
  const drawn = [...series.flatMap(({ y }) => [...y]), ...alike];
  const [least, most] = drawn.length > 0 ? [Math.min(...drawn), Math.max(...drawn)] : [0, 1];
  const room = Math.max(0.02 * Math.abs(most), 0.15 * (most - least));
  return f.chart({
    name: 'best so far',
    title: 'The network chosen so far on test examples, against the full trainings spent',
    x: f.axis('full trainings spent', [1, budget]),
    y: f.axis(label, [least - room, most + room], { format: percent ? 'percent' : undefined }),
    series,
  });
}

/** Each interval up to where the next one begins, as stairs have it. */
const asStairs = (x: f.Column, intervals: readonly Measured[]): [f.Column, Measured[]] => [
  Float64Array.from([...x].flatMap((at, k) => (k === 0 ? [at] : [at, at]))),
  intervals.flatMap((one, k) => (k === intervals.length - 1 ? [one] : [one, one])),
];

interface ParallelOptions {
  /** From 0 to 1, bottom to top. */
  axes: readonly { label: string; ends: readonly [number, number]; place(configuration: Configuration): number }[];
  /** The name of the last axis: `validation loss`. */
  score: string;
  trials: readonly Trial[];
  /** Lower is better; Infinity for a network that diverged. */
  scoreOf(score: Score): number;
}

/** Every network as a line over its hyperparameters, each from its lowest to its highest value, to its score. */
export function parallelCoordinates({ axes, score, trials, scoreOf }: ParallelOptions): f.ChartPanel {
  const scores = trials.map((trial) => scoreOf(trial.score));
  const finite = scores.filter((value) => Number.isFinite(value));
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const height = (value: number): number => {
    if (!Number.isFinite(value)) return 0;
    return most > least ? 1 - Math.log(value / least) / Math.log(most / least) : 1;
  };
  const x = Float64Array.from({ length: axes.length + 1 }, (_, k) => k);
  const best = scores.indexOf(least);
  // A quarter of them stands out, so that one can follow them from axis to axis.
  const leads = finite.toSorted((a, b) => a - b)[Math.ceil(trials.length / 4) - 1] ?? least;
  const leading = trials.filter((_, k) => scores[k]! <= leads);
  const spreads = axes.map(({ place }) => {
    const places = leading.map(({ configuration }) => place(configuration));
    return Math.max(...places) - Math.min(...places);
  });
  const narrowest = spreads.indexOf(Math.min(...spreads));
  const all = trials.map(({ configuration }, k) => {
    const y = Float64Array.from([...axes.map((axis) => axis.place(configuration)), height(scores[k]!)]);
    const name = `network ${k + 1}`;
    if (k === best) return f.line(name, 'run', x, y);
    if (scores[k]! <= leads) return f.line(name, 'measured', x, y);
    return f.line(name, Number.isFinite(scores[k]) ? 'baseline' : 'danger', x, y, { faint: true });
  });
  return f.chart({
    name: 'networks',
    title: `The networks of one search: on each axis what was chosen, the highest value on top, and at last the ${score}, the best on top`,
    x: f.axis('', [-0.15, axes.length + 0.8], { ticks: [] }),
    y: f.axis('highest value on top; on the last axis, the lowest', [-0.1, 1.3], { ticks: [] }),
    // On one of the axes the best quarter come closest to each other.
    references: [...axes.map(({ label }) => label), score].map((label, k) =>
      f.upright(k, label, k === narrowest ? 'measured' : 'baseline'),
    ),
    points: [...axes.map(({ ends }) => ends), ...(finite.length > 0 ? [[most, least] as const] : [])].flatMap(
      (ends, k) =>
        ends.map((value, height) =>
          f.point('dot', `${height === 0 ? 'bottom' : 'top'} of axis ${k + 1}`, k, height, {
            role: 'baseline',
            label: String(Number(value.toPrecision(value < 1 ? 2 : 3))),
          }),
        ),
    ),
    // The best on top of the good ones, and these on top of the others.
    series: f.some(
      all.filter((_, k) => k !== best && !(scores[k]! <= leads)),
      all.filter((_, k) => k !== best && scores[k]! <= leads),
      all[best],
    ),
  });
}

/** How well each hyperparameter alone predicts the ranking of the networks: the share of it that is explained, 0 to 1. */
export function whatMatters(score: string, shares: readonly (Measured & { label: string })[]): f.TablePanel {
  return f.table({
    name: 'what matters',
    title: `What matters: how well each alone tells the ranking by ${score}, from 0 to 100 %`,
    columns: [f.words('hyperparameter'), ...measuredColumns('explains', 0)],
    rows: shares.map(({ label, ...share }) => [label, ...percentCells(share)]),
  });
}

/** The networks with the best scores, the best first. */
export function leaderBoard(leaders: readonly { method: string; trial: Trial }[]): f.TablePanel {
  return f.table({
    name: 'leader board',
    title: 'Leader board: the networks with the best scores, of one search of each kind',
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
