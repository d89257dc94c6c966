import { type Problem, type Schema, type TrainOptions, train, vector } from '../../../engine/index.ts';
import { adam } from '../../../engine/optimizers/adam.ts';
import { gradientDescent } from '../../../engine/optimizers/gradient-descent.ts';
import { momentum } from '../../../engine/optimizers/momentum.ts';
import { type Place, placesOf } from '../../../engine/places.ts';
import * as f from '../../../figure/index.ts';
import { createTerrain, HALF } from './terrain.ts';

/** Steps of a game, for the reader and for each rule. */
export const STEPS = 10;
/** Number of steps in an earlier version; old links have as many places. */
export const ONCE = 20;
/** Maximum length of a reader's step, in units of the map. On the game's terrains no rule steps further. */
export const REACH = 1.2;

export const RULES = ['descent', 'momentum', 'adam'] as const;
export type Rule = (typeof RULES)[number];

/** A walk over the terrain: row t is its position after t steps. */
export type Walk = Pick<f.PlaneRun, 'x' | 'y' | 'loss'>;

/** The reader's walk, and the slope felt at each of its positions. */
export interface OwnWalk extends Walk {
  slopes: readonly (readonly [number, number])[];
}

export interface Walks {
  you: OwnWalk;
  descent: Walk;
  momentum: Walk;
  adam: Walk;
  /** The lowest point of the terrain. */
  lowest: { at: readonly [number, number]; loss: number };
}

type Made = Pick<TrainOptions<Schema>, 'optimizer' | 'hyper'>;

/** Each rule with the same setting for all terrains; over sixty of them half and twice its rate are hardly better. */
export const SETTINGS: Readonly<Record<Rule, Made>> = {
  descent: { optimizer: gradientDescent, hyper: { alpha: 0.4 } },
  momentum: { optimizer: momentum, hyper: { alpha: 1.5, beta: 0.8 } },
  adam: { optimizer: adam, hyper: { alpha: 0.7, beta: 0.9, gamma: 0.99 } },
};

/** Number of steps of each rule for a reader who has made `made`. */
export const stepsBeside = (made: number): number => Math.max(STEPS, made);

export const runOf = (problem: Problem, start: readonly [number, number], made: Made, steps = STEPS) => ({
  problem,
  start,
  steps,
  ...made,
});

/** The terrain coordinates of a point on the map. */
export const onTerrain = ([across, up]: Place): [number, number] => [
  HALF[0] * (2 * across - 1),
  HALF[1] * (2 * up - 1),
];

/** The reader's walk from the start to the chosen places, beside those of the rules. */
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

/** Fraction of the way down, from the start to the lowest point of the terrain, reached by a walk after t steps. */
export function wayDown({ loss }: Pick<Walk, 'loss'>, lowest: number, t = loss.length - 1): number {
  const [start = 0] = loss;
  return (start - loss[t]!) / (start - lowest);
}

/** A shorter last step does not count, in units of the map. At twice this, one walk in thirty only crosses a ledge. */
const STILL = 0.01;

/** Whether a walk has come to rest. */
export function rests({ x, y }: Walk): boolean {
  const last = x.length - 1;
  return last > 0 && Math.hypot(x[last]! - x[last - 1]!, y[last]! - y[last - 1]!) < STILL;
}
