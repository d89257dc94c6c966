/** Several searches of each kind over the networks of `network-search.ts`: what is to be trained, and what it shows. */

import { stream } from '../../../engine/random-state.ts';
import { bootstrap, type Estimate } from '../../../engine/statistics/intervals.ts';
import type { Point } from '../../../engine/statistics/lines.ts';
import { parabolaShare } from '../../../engine/statistics/parabola-fit.ts';
import {
  type Configuration,
  type Criterion,
  configurationAt,
  fromRow,
  halving,
  placeOn,
  roundsOf,
  type Score,
  type SearchAxis,
  type SpaceName,
  scoreBy,
  spaces,
  type Trial,
  type TrialRow,
  toRow,
  tryConfiguration,
} from './network-search.ts';
import { type Design, gridDesign, latinHypercube, randomDesign } from './search-designs.ts';

export const METHODS = {
  random: 'random',
  grid: 'grid',
  latin: 'Latin hypercube',
  halving: 'successive halving',
} as const;
export type Method = keyof typeof METHODS;
// The keys of a literal, which Object.keys forgets.
export const ALL_METHODS = Object.keys(METHODS) as Method[];
const CRITERIA = ['validation', 'error', 'training'] as const satisfies readonly Criterion[];

export interface SearchSettings {
  /** Searched first. */
  method: Method;
  choose: Criterion;
  space: SpaceName;
  /** What a search may spend, in full trainings. */
  trials: number;
  /** Of a full training. */
  epochs: number;
  /** How often each search is made, and the first seed. */
  seeds: number;
  seed: number;
}

/** One network, or one search by halving, whose later rounds depend on its first. */
export type SearchPart =
  | { kind: 'network'; configuration: Configuration; epochs: number; seed: number }
  | { kind: 'halving'; space: SpaceName; trials: number; epochs: number; criterion: Criterion; seed: number };
export type SearchResult = Score | { rows: TrialRow[] };

export function measureSearch(part: SearchPart): SearchResult {
  return part.kind === 'network'
    ? tryConfiguration(part.configuration, part.epochs, part.seed)
    : { rows: halving(part).map(toRow) };
}

interface Planned {
  part: SearchPart;
  method: Method;
  seed: number;
}

/** The search shown with the first seed; then the others; then more seeds. Halving depends on what chooses: one for each. */
export function planSearches({ method, choose, space, trials, epochs, seeds, seed: first }: SearchSettings): Planned[] {
  const order = [method, ...ALL_METHODS.filter((other) => other !== method)];
  const criteria = [choose, ...CRITERIA.filter((other) => other !== choose)];
  return Array.from({ length: seeds }, (_, s) => first + s).flatMap((seed) =>
    order.flatMap((searched): Planned[] => {
      if (searched === 'halving')
        return criteria.map((criterion) => ({
          part: { kind: 'halving', space, trials, epochs, criterion, seed },
          method: searched,
          seed,
        }));
      return designOf(searched, space, trials, seed).map((point) => ({
        part: { kind: 'network', configuration: configurationAt(space, point), epochs, seed },
        method: searched,
        seed,
      }));
    }),
  );
}

function designOf(method: Exclude<Method, 'halving'>, space: SpaceName, trials: number, seed: number): Design {
  const dimensions = spaces[space].axes.length;
  // Whichever is drawn first, both have draws of their own.
  const random = stream(seed, 'start');
  if (method === 'grid') return gridDesign(Math.round(trials ** (1 / dimensions)), dimensions);
  const latin = latinHypercube(trials, dimensions, random);
  return method === 'latin' ? latin : randomDesign(trials, dimensions, random);
}

/** The networks of the grid, which has no seed. */
export const gridOf = (space: SpaceName, trials: number): Configuration[] =>
  designOf('grid', space, trials, 0).map((point) => configurationAt(space, point));

export interface Search {
  method: Method;
  seed: number;
  /** By which of them this search may choose: halving has chosen on the way. */
  criteria: readonly Criterion[];
  /** As far as they have arrived, in the order they were made. */
  trials: Trial[];
  done: number;
  of: number;
}

/** The searches that some results belong to; `results` in the order of the plan. */
export function searchesOf(settings: SearchSettings, results: readonly (SearchResult | undefined)[]): Search[] {
  const searches = new Map<string, Search>();
  for (const [k, { part, method, seed }] of planSearches(settings).entries()) {
    const criteria = part.kind === 'halving' ? [part.criterion] : CRITERIA;
    const key = `${method} ${seed} ${part.kind === 'halving' ? part.criterion : ''}`;
    const search = searches.get(key) ?? { method, seed, criteria, trials: [], done: 0, of: 0 };
    searches.set(key, search);
    search.of += 1;
    const result = results[k];
    if (!result) continue;
    search.done += 1;
    if ('rows' in result) search.trials.push(...result.rows.map((row) => fromRow(settings.space, row)));
    else if (part.kind === 'network')
      search.trials.push({ configuration: part.configuration, epochs: part.epochs, score: result });
  }
  return [...searches.values()];
}

/** The best of those trained longest: scores after few epochs and after many are not of one kind. */
export function bestOf(trials: readonly Trial[], criterion: Criterion): Score {
  // Later trials are never shorter, and of equals the first is chosen.
  const longest = trials.at(-1)!.epochs;
  let best = trials.at(-1)!.score;
  for (let k = trials.length - 1; k >= 0 && trials[k]!.epochs === longest; k--) {
    const { score } = trials[k]!;
    if (scoreBy(criterion, score) <= scoreBy(criterion, best)) best = score;
  }
  return best;
}

/** When a search chooses: full trainings spent, and trials made by then. */
export function choicesOf(method: Method, trials: number): { cost: number; made: number }[] {
  // Networks come one by one; halving chooses when a round is over.
  if (method !== 'halving') return Array.from({ length: trials }, (_, k) => ({ cost: k + 1, made: k + 1 }));
  const ends: { cost: number; made: number }[] = [];
  for (const { size, cost } of roundsOf(trials)) {
    const before = ends.at(-1) ?? { cost: 0, made: 0 };
    ends.push({ cost: before.cost + cost, made: before.made + size });
  }
  return ends;
}

export interface Leader {
  method: Method;
  trial: Trial;
}

const LEADERS = 12;

/** The best of all networks that were trained to the end, of one search of each kind. */
export function leadersOf(searches: readonly Search[], { choose, epochs }: SearchSettings): Leader[] {
  return searches
    .flatMap(({ method, trials }) => trials.map((trial) => ({ method, trial })))
    .filter(({ trial }) => trial.epochs === epochs)
    .sort((a, b) => scoreBy(choose, a.trial.score) - scoreBy(choose, b.trial.score))
    .slice(0, LEADERS);
}

/** The largest value among some networks over the smallest. */
export function spreadOf(leaders: readonly Leader[], of: (configuration: Configuration) => number): number {
  const values = leaders.map(({ trial }) => of(trial.configuration));
  return values.length > 0 ? Math.max(...values) / Math.min(...values) : Number.NaN;
}

export interface Coordinate {
  name: SearchAxis['name'] | 'ratio';
  label: string;
  /** From the least value searched to the largest: 0 to 1. */
  place(configuration: Configuration): number;
  /** The largest value over the least; NaN on a linear axis that starts at 0. */
  range: number;
}

/** The hyperparameters that are searched; where rate and batch size both are, their ratio beside them. */
export function coordinatesOf(space: SpaceName): Coordinate[] {
  const own = spaces[space].axes.map(
    (axis: SearchAxis): Coordinate => ({
      name: axis.name,
      label: axis.label,
      place: (configuration) => placeOn(axis, configuration),
      range: axis.from > 0 ? axis.to / axis.from : Number.NaN,
    }),
  );
  if (space === 'adam') return own;
  const [rate, , batch] = spaces.four.axes;
  const [least, most] = [rate.from / batch.to, rate.to / batch.from];
  const place = (c: Configuration): number => Math.log(c.rate / c.batch / least) / Math.log(most / least);
  return [...own, { name: 'ratio', label: 'rate/batch', place, range: most / least }];
}

/** Fewer searches than this say nothing about how far their results scatter. */
const ENOUGH = 5;

/**
 * How much of the differences between networks a coordinate explains by itself: R squared of the parabola in it, of the
 * networks' ranks in their own search, pooled over the searches. Ranks, since a network that diverged has no loss but a
 * place: the last. Only designs whose coordinates are drawn apart from each other count: random and Latin. The interval
 * is a bootstrap over the seeds, left out where they are fewer than 5.
 */
export function explainedBy(
  { place }: Coordinate,
  searches: readonly Search[],
  { choose, seed }: SearchSettings,
): { value: number } | Estimate {
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
  return bootstrap(seeds, statistic, { random: stream(seed, 'noise'), resamples: 500 });
}
