import { type Problem, type Schema, type TrainOptions, train, vector } from '../../../engine/index.ts';
import { adam } from '../../../engine/optimizers/adam.ts';
import { gradientDescent } from '../../../engine/optimizers/gradient-descent.ts';
import { momentum } from '../../../engine/optimizers/momentum.ts';
import { type Place, placesOf } from '../../../engine/places.ts';
import * as f from '../../../figure/index.ts';
import { createTerrain, HALF } from './terrain.ts';

/** Steps of a game, of the reader and of each rule. */
export const STEPS = 10;
/** A game once had more, and links of that time have as many places. */
export const ONCE = 20;
/** How far a reader may step, in units of the map. On the terrains of the game no rule steps further. */
export const REACH = 1.2;

export const RULES = ['descent', 'momentum', 'adam'] as const;
export type Rule = (typeof RULES)[number];

/** A walk over the terrain: row t is where it stands after t steps. */
export type Walk = Pick<f.PlaneRun, 'x' | 'y' | 'loss'>;

/** The reader's walk, and the slope that was felt at each of its places. */
export interface OwnWalk extends Walk {
  slopes: readonly (readonly [number, number])[];
}

export interface Walks {
  you: OwnWalk;
  descent: Walk;
  momentum: Walk;
  adam: Walk;
  /** The lowest place of the terrain. */
  lowest: { at: readonly [number, number]; loss: number };
}

type Made = Pick<TrainOptions<Schema>, 'optimizer' | 'hyper'>;

/** Each rule with one setting for all terrains; over sixty of them half and twice its rate are hardly better. */
export const SETTINGS: Readonly<Record<Rule, Made>> = {
  descent: { optimizer: gradientDescent, hyper: { alpha: 0.4 } },
  momentum: { optimizer: momentum, hyper: { alpha: 1.5, beta: 0.8 } },
  adam: { optimizer: adam, hyper: { alpha: 0.7, beta: 0.9, gamma: 0.99 } },
};

/** Steps of each rule beside a reader who has made so many. */
export const stepsBeside = (made: number): number => Math.max(STEPS, made);

export const runOf = (problem: Problem, start: readonly [number, number], made: Made, steps = STEPS) => ({
  problem,
  start,
  steps,
  ...made,
});

/** Where a place of the map lies on the terrain. */
export const onTerrain = ([across, up]: Place): [number, number] => [
  HALF[0] * (2 * across - 1),
  HALF[1] * (2 * up - 1),
];

/** The walk of the reader from the start to the places that were chosen, beside those of the rules. */
export function walksOn(seed: number, moves: string): Walks {
  const { problem, start, lowest } = createTerrain(seed);
  const chosen = placesOf(moves).map(onTerrain);
  const walked = (rule: Rule): Walk =>
    f.planeRun(train(runOf(problem, start, SETTINGS[rule], stepsBeside(chosen.length))));
  const visited = [start, ...chosen];
  const slopes = visited.map(([x, y]): [number, number] => {
    const g = vector(0, 0);
    problem.gradient(vector(x, y), g);
    return [g[0]!, g[1]!];
  });
  const you: OwnWalk = {
    x: Float64Array.from(visited, ([x]) => x),
    y: Float64Array.from(visited, ([, y]) => y),
    loss: Float64Array.from(visited, ([x, y]) => problem.loss(vector(x, y))),
    slopes,
  };
  return { you, descent: walked('descent'), momentum: walked('momentum'), adam: walked('adam'), lowest };
}

/** The share of the way down, from the start to the lowest place of the terrain, at which a walk stands after t steps. */
export function wayDown({ loss }: Pick<Walk, 'loss'>, lowest: number, t = loss.length - 1): number {
  const [start = 0] = loss;
  return (start - loss[t]!) / (start - lowest);
}

/** A last step shorter than this is none, in units of the map. */
const STILL = 0.02;

/** Whether a walk has come to rest. */
export function rests({ x, y }: Walk): boolean {
  const last = x.length - 1;
  return last > 0 && Math.hypot(x[last]! - x[last - 1]!, y[last]! - y[last - 1]!) < STILL;
}
