/** Analyses the best networks: their common properties, and which hyperparameter explains their order. */
import { stream } from '../../../engine/random-state.ts';
import { bootstrap } from '../../../engine/statistics/intervals.ts';
import type { Point } from '../../../engine/statistics/lines.ts';
import { parabolaShare } from '../../../engine/statistics/parabola-fit.ts';
import type { Measured } from '../../kit/measured.ts';
import type { Method, Search, SearchSettings } from './searches.ts';
import { type Configuration, placeOn, type SearchAxis, type SpaceName, scoreBy, spaces, type Trial } from './trials.ts';

export interface Leader {
  method: Method;
  trial: Trial;
}

const LEADERS = 12;

/** The best of all fully trained networks, from one search of each kind. */
export function leadersOf(searches: readonly Search[], { choose, epochs }: SearchSettings): Leader[] {
  return searches
    .flatMap(({ method, trials }) => trials.map((trial) => ({ method, trial })))
    .filter(({ trial }) => trial.epochs === epochs)
    .sort((a, b) => scoreBy(choose, a.trial.score) - scoreBy(choose, b.trial.score))
    .slice(0, LEADERS);
}

/** The ratio of the largest to the smallest value among some networks. */
export function spreadOf(leaders: readonly Leader[], of: (configuration: Configuration) => number): number {
  const values = leaders.map(({ trial }) => of(trial.configuration));
  return values.length > 0 ? Math.max(...values) / Math.min(...values) : Number.NaN;
}

export interface Coordinate {
  name: SearchAxis['name'] | 'ratio';
  label: string;
  of(configuration: Configuration): number;
  /** Position between the smallest and the largest searched value: 0 to 1. */
  place(configuration: Configuration): number;
  /** The smallest and the largest searched value. */
  ends: readonly [number, number];
  /** The ratio of the largest to the smallest value; NaN on a linear axis that starts at 0. */
  range: number;
}

/** The searched hyperparameters; if both rate and batch size are, also their ratio. */
export function coordinatesOf(space: SpaceName): Coordinate[] {
  const own = spaces[space].axes.map(
    (axis: SearchAxis): Coordinate => ({
      name: axis.name,
      label: axis.label,
      of: (configuration) => configuration[axis.name],
      place: (configuration) => placeOn(axis, configuration),
      ends: [axis.from, axis.to],
      range: axis.from > 0 ? axis.to / axis.from : Number.NaN,
    }),
  );
  if (space === 'adam') return own;
  const [rate, , batch] = spaces.four.axes;
  const [least, most] = [rate.from / batch.to, rate.to / batch.from];
  const of = ({ rate, batch }: Configuration): number => rate / batch;
  const place = (c: Configuration): number => Math.log(of(c) / least) / Math.log(most / least);
  return [...own, { name: 'ratio', label: 'rate ÷ batch size', of, place, ends: [least, most], range: most / least }];
}

/** Fewer searches than this do not show how much their results scatter. */
const ENOUGH = 5;

/**
 * The fraction of the differences between networks that a coordinate explains by itself: R squared of a parabola in it,
 * fitted to the networks' ranks in their own search, pooled over the searches. Ranks, since a network that diverged has
 * no loss but a rank: the last. Only designs with independently drawn coordinates count: random and Latin. The interval
 * is a bootstrap over the seeds, undefined for fewer than 5.
 */
export function explainedBy(
  { place }: Coordinate,
  searches: readonly Search[],
  { choose, seed }: SearchSettings,
): Measured {
  const bySeed = new Map<number, Point[]>();
  for (const search of searches) {
    if (search.method !== 'random' && search.method !== 'latin') continue;
    const points = bySeed.get(search.seed) ?? [];
    bySeed.set(search.seed, points);
    const scores = search.trials.map(({ score }) => scoreBy(choose, score));
    for (const [k, { configuration }] of search.trials.entries()) {
      const below = scores.filter((score) => score < scores[k]!).length;
      const equal = scores.filter((score) => score === scores[k]!).length;
      points.push([place(configuration), (below + (equal - 1) / 2) / scores.length]);
    }
  }
  const seeds = [...bySeed.values()];
  const statistic = (drawn: readonly Point[][]): number => parabolaShare(drawn.flat());
  if (seeds.length < ENOUGH) return { value: seeds.length > 0 ? statistic(seeds) : Number.NaN };
  const { value, ...ends } = bootstrap(seeds, statistic, { random: stream(seed, 'noise'), resamples: 500 });
  return 'low' in ends ? { value, low: Math.max(0, ends.low), high: Math.min(1, ends.high) } : { value };
}
