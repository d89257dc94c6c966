/** Searches of each kind over the networks of `trials.ts`: the networks to train, and the results. */
import { stream } from '../../../engine/random-state.ts';
import { keyedByPart } from '../../../figure/index.ts';
import { type Design, gridDesign, latinHypercube, randomDesign } from './designs.ts';
import {
  type Configuration,
  type Criterion,
  configurationAt,
  fromRow,
  type Halving,
  roundsOf,
  type Score,
  type SpaceName,
  scoreBy,
  spaces,
  type Training,
  type Trial,
  type TrialRow,
} from './trials.ts';

export const METHODS = {
  random: 'random',
  grid: 'grid',
  latin: 'Latin hypercube',
  halving: 'successive halving',
} as const;
/** Names at the ends of lines. */
export const SHORT: Readonly<Record<Method, string>> = { ...METHODS, latin: 'Latin', halving: 'halving' };
export type Method = keyof typeof METHODS;
/** Methods whose networks are all known before the first is trained. */
export type Designed = Exclude<Method, 'halving'>;
// Safe: the keys of a literal, which Object.keys does not type.
export const ALL_METHODS = Object.keys(METHODS) as Method[];
const CRITERIA = ['validation', 'error', 'training'] as const satisfies readonly Criterion[];

export interface SearchSettings {
  /** The method searched first. */
  method: Method;
  choose: Criterion;
  space: SpaceName;
  /** The budget of a search, in full trainings. */
  trials: number;
  /** Epochs of a full training. */
  epochs: number;
  /** Number of repetitions of each search, and the first seed. */
  seeds: number;
  seed: number;
}

/** A network to be trained fully, and its search. */
export interface Network {
  method: Designed;
  seed: number;
  configuration: Configuration;
}

const shownFirst = <T>(one: T, all: readonly T[]): T[] => [one, ...all.filter((other) => other !== one)];
const seedsOf = ({ seeds, seed }: SearchSettings): number[] => Array.from({ length: seeds }, (_, s) => seed + s);

/** Seed after seed; for each, the displayed search, then the others. */
export function networksOf(settings: SearchSettings): ReadonlyMap<Network, Training> {
  const { method, space, trials, epochs } = settings;
  const designs = shownFirst(method, ALL_METHODS).filter((one) => one !== 'halving');
  const networks = seedsOf(settings).flatMap((seed) =>
    designs.flatMap((design) =>
      designOf(design, space, trials, seed).map(
        (point): Network => ({
          method: design,
          seed,
          configuration: configurationAt(space, point),
        }),
      ),
    ),
  );
  return new Map(
    networks.map((network) => [network, { configuration: network.configuration, epochs, seed: network.seed }]),
  );
}

export function halvingsOf(settings: SearchSettings): ReadonlyMap<Halving, Halving> {
  const { choose, space, trials, epochs } = settings;
  const criteria = shownFirst(choose, CRITERIA);
  return keyedByPart(
    seedsOf(settings).flatMap((seed) => criteria.map((criterion) => ({ space, trials, epochs, criterion, seed }))),
  );
}

function designOf(method: Designed, space: SpaceName, trials: number, seed: number): Design {
  const dimensions = spaces[space].axes.length;
  // Separate streams, so that the order of drawing does not matter.
  const random = stream(seed, 'start');
  if (method === 'grid') return gridDesign(Math.round(trials ** (1 / dimensions)), dimensions);
  const latin = latinHypercube(trials, dimensions, random);
  return method === 'latin' ? latin : randomDesign(trials, dimensions, random);
}

/** The networks of the grid, which does not depend on a seed. */
export const gridOf = (space: SpaceName, trials: number): Configuration[] =>
  designOf('grid', space, trials, 0).map((point) => configurationAt(space, point));

export interface Search {
  method: Method;
  seed: number;
  /** The criteria available to this search: halving has already chosen while its networks trained. */
  criteria: readonly Criterion[];
  /** Those finished so far, in the order of creation. */
  trials: Trial[];
  complete: boolean;
}

/** Available results. */
export interface Results {
  networks: ReadonlyMap<Network, Score>;
  halvings: ReadonlyMap<Halving, readonly TrialRow[]>;
}

/** Every search with its results so far: seed after seed, for each the displayed search first. */
export function searchesOf(settings: SearchSettings, { networks, halvings }: Results): Search[] {
  const { method, choose, space, trials, epochs } = settings;
  const designed = (by: Designed, seed: number): Search => {
    const own = [...networks].filter(([network]) => network.method === by && network.seed === seed);
    const made = own.map(([{ configuration }, score]): Trial => ({ configuration, epochs, score }));
    return { method: by, seed, criteria: CRITERIA, trials: made, complete: made.length === trials };
  };
  const halved = (seed: number, criterion: Criterion): Search => {
    const [own] = [...halvings].filter(([part]) => part.seed === seed && part.criterion === criterion);
    const made = own?.[1].map((row) => fromRow(space, row)) ?? [];
    return { method: 'halving', seed, criteria: [criterion], trials: made, complete: own !== undefined };
  };
  return seedsOf(settings).flatMap((seed) =>
    shownFirst(method, ALL_METHODS).flatMap((by) =>
      by === 'halving' ? shownFirst(choose, CRITERIA).map((one) => halved(seed, one)) : [designed(by, seed)],
    ),
  );
}

/** The best of those trained longest: scores after few epochs and after many are not comparable. */
export function bestOf(trials: readonly Trial[], criterion: Criterion): Score {
  // Later trials are never shorter, and in a tie the first is chosen.
  const longest = trials.at(-1)!.epochs;
  let best = trials.at(-1)!.score;
  for (let k = trials.length - 1; k >= 0 && trials[k]!.epochs === longest; k--) {
    const { score } = trials[k]!;
    if (scoreBy(criterion, score) <= scoreBy(criterion, best)) best = score;
  }
  return best;
}

/** The moments at which a search chooses: full trainings spent, and trials made by then. */
export function choicesOf(method: Method, trials: number): { cost: number; made: number }[] {
  // Networks finish one by one; halving chooses at the end of a round.
  if (method !== 'halving') return Array.from({ length: trials }, (_, k) => ({ cost: k + 1, made: k + 1 }));
  const ends: { cost: number; made: number }[] = [];
  for (const { size, cost } of roundsOf(trials)) {
    const before = ends.at(-1) ?? { cost: 0, made: 0 };
    ends.push({ cost: before.cost + cost, made: before.made + size });
  }
  return ends;
}
