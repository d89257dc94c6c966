/** Searches of each kind over the networks of `trials.ts`: what is to be trained, and what it shows. */
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
/** At the ends of lines. */
export const SHORT: Readonly<Record<Method, string>> = { ...METHODS, latin: 'Latin', halving: 'halving' };
export type Method = keyof typeof METHODS;
/** Those whose networks are all known before the first is trained. */
export type Designed = Exclude<Method, 'halving'>;
// The keys of a literal, which Object.keys forgets.
export const ALL_METHODS = Object.keys(METHODS) as Method[];
const CRITERIA = ['validation', 'error', 'training'] as const satisfies readonly Criterion[];

export interface SearchSettings {
  /** Searched first. */
  method: Method;
  choose: Criterion;
  space: SpaceName;
  /** The budget of a search, in full trainings. */
  trials: number;
  /** Epochs of a full training. */
  epochs: number;
  /** How often each search is made, and the first seed. */
  seeds: number;
  seed: number;
}

/** A network that is to be trained to the end, and the search that it belongs to. */
export interface Network {
  method: Designed;
  seed: number;
  configuration: Configuration;
}

const shownFirst = <T>(one: T, all: readonly T[]): T[] => [one, ...all.filter((other) => other !== one)];
const seedsOf = ({ seeds, seed }: SearchSettings): number[] => Array.from({ length: seeds }, (_, s) => seed + s);

/** Seed after seed; of each the search shown, then the others. */
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
  /** By which of them this search may choose: halving chose while its networks trained. */
  criteria: readonly Criterion[];
  /** As far as they have arrived, in the order they were made. */
  trials: Trial[];
  complete: boolean;
}

/** Results that have arrived. */
export interface Results {
  networks: ReadonlyMap<Network, Score>;
  halvings: ReadonlyMap<Halving, readonly TrialRow[]>;
}

/** Every search, with what has arrived of it: seed after seed, of each the search shown first. */
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
