import { meanInterval } from '../../../engine/statistics/mean-interval.ts';
import type { ChartPanel, ChartSeries, Column, TablePanel } from '../../../figure/panels/panel.ts';
import type { Configuration, Score, Trial } from './network-search.ts';

export interface Course {
  name: string;
  label: string;
  /** Full trainings spent. */
  costs: readonly number[];
  /** At each cost, one value for each search; empty where none is complete. */
  values: readonly (readonly number[])[];
}

interface BestSoFarOptions {
  courses: readonly Course[];
  /** Name of the course that the reader has chosen. */
  shown: string;
  budget: number;
  label: string;
  percent: boolean;
}

/** What the best network so far is worth, against what was spent: means over the searches, a band around the one shown. */
export function bestSoFar({ courses, shown, budget, label, percent }: BestSoFarOptions): ChartPanel {
  const ordered = [...courses].sort((a, b) => Number(a.name === shown) - Number(b.name === shown));
  const series = ordered.flatMap((course): ChartSeries[] => {
    const means = course.values.map((values) => meanInterval(values));
    // While a search has found only networks that diverged, its mean is infinite.
    const from = means.findIndex(({ value }) => Number.isFinite(value));
    if (from < 0) return [];
    const finite = means.slice(from).filter(({ value }) => Number.isFinite(value));
    const x = Float64Array.from(course.costs.slice(from, from + finite.length));
    const column = (of: (mean: (typeof finite)[number]) => number): Column => Float64Array.from(finite, of);
    const role = course.name === shown ? 'run' : 'baseline';
    const y = column(({ value }) => value);
    const line: ChartSeries = { name: `${course.label}, choice so far`, role, kind: 'step', x, y, label: course.label };
    if (role === 'baseline' || finite.every((mean) => !('low' in mean))) return [line];
    const low = column((mean) => ('low' in mean ? mean.low : mean.value));
    const high = column((mean) => ('high' in mean ? mean.high : mean.value));
    return [{ name: `interval, ${course.label}`, role, kind: 'band', x, y, low, high }, line];
  });
  // The first trials of a search may be anything; the picture is of what comes later.
  const late = series.flatMap(({ y }) => [...y].filter((_, k) => k >= Math.min(2, y.length - 1)));
  const [least, most] = late.length > 0 ? [Math.min(...late), Math.max(...late)] : [0, 1];
  const room = Math.max(0.02 * Math.abs(most), 0.15 * (most - least));
  return {
    kind: 'chart',
    name: 'best so far',
    title: 'The network chosen so far on test examples, against the full trainings spent',
    x: { label: 'full trainings spent', domain: [1, budget] },
    y: { label, domain: [least - room, most + room], ...(percent && { format: 'percent' as const }) },
    series,
  };
}

interface ParallelOptions {
  /** From 0 to 1, bottom to top. */
  axes: readonly { label: string; place(configuration: Configuration): number }[];
  /** What the last axis is: `validation loss`. */
  score: string;
  trials: readonly Trial[];
  /** Lower is better; Infinity for a network that diverged. */
  scoreOf(score: Score): number;
}

/** Every network as a line over its hyperparameters, each from its lowest to its highest value, to its score. */
export function parallelCoordinates({ axes, score, trials, scoreOf }: ParallelOptions): ChartPanel {
  const scores = trials.map((trial) => scoreOf(trial.score));
  const finite = scores.filter((value) => Number.isFinite(value));
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const place = (value: number): number =>
    Number.isFinite(value) ? (most > least ? 1 - Math.log(value / least) / Math.log(most / least) : 1) : 0;
  const best = scores.indexOf(least);
  const x = Float64Array.from({ length: axes.length + 1 }, (_, k) => k);
  const all = trials.map((trial, k): ChartSeries => {
    const at = [...axes.map((axis) => axis.place(trial.configuration)), place(scores[k]!)];
    const diverged = !Number.isFinite(scores[k]);
    return {
      name: `network ${k + 1}`,
      role: k === best ? 'run' : diverged ? 'danger' : 'baseline',
      kind: 'line',
      x,
      y: Float64Array.from(at),
      ...(k !== best && { faint: true }),
    };
  });
  // The best on top of the others.
  const series = [...all.filter((_, k) => k !== best), ...all.filter((_, k) => k === best)];
  return {
    kind: 'chart',
    name: 'networks',
    title: `The networks of one search: hyperparameters, each from its lowest to its highest value, and ${score}`,
    x: { label: '', domain: [-0.15, axes.length + 0.8], ticks: [] },
    y: { label: 'from lowest to highest; best score on top', domain: [-0.04, 1.12], ticks: [] },
    references: [...axes.map(({ label }) => label), 'score'].map((label, k) => ({
      axis: 'x',
      at: k,
      label,
      role: 'baseline',
    })),
    series,
  };
}

/** How much of the order of the networks each hyperparameter explains by itself: shares from 0 to 1. */
export function whatMatters(
  score: string,
  shares: readonly { label: string; value: number; low?: number; high?: number }[],
): TablePanel {
  const percent = (share: number | undefined): number | null => (share === undefined ? null : 100 * share);
  return {
    kind: 'table',
    name: 'what matters',
    title: `What matters: how much of the order by ${score} each explains by itself, in percent`,
    columns: [
      { label: 'hyperparameter', align: 'left' },
      { label: 'explains', digits: 0 },
      { label: 'from', digits: 0 },
      { label: 'to', digits: 0 },
    ],
    rows: shares.map(({ label, value, low, high }) => [label, percent(value), percent(low), percent(high)]),
    open: true,
  };
}

/** The networks with the best scores, the best first. */
export function leaderBoard(leaders: readonly { method: string; trial: Trial }[]): TablePanel {
  return {
    kind: 'table',
    name: 'leader board',
    title: 'Leader board: the networks with the best scores, of one search of each kind',
    columns: [
      { label: 'found by', align: 'left' },
      { label: 'rate', digits: 4 },
      { label: 'momentum β', digits: 2 },
      { label: 'batch', digits: 0 },
      { label: 'width', digits: 0 },
      { label: 'training loss', digits: 3 },
      { label: 'validation loss', digits: 3 },
      { label: 'validation error, %', digits: 1 },
      { label: 'test loss', digits: 3 },
      { label: 'test error, %', digits: 1 },
    ],
    rows: leaders.map(({ method, trial: { configuration, score } }) => [
      method,
      configuration.rate,
      configuration.beta,
      configuration.batch,
      configuration.width,
      score.train,
      score.validation,
      100 * score.validationError,
      score.test,
      100 * score.testError,
    ]),
    open: true,
  };
}
