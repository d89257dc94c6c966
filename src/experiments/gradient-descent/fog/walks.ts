import {
  coordinate,
  optimizers,
  type Problem,
  type Schema,
  type TrainOptions,
  train,
  vector,
} from '../../../engine/index.ts';
import { type Place, placesOf } from '../../../engine/places.ts';
import type { Column } from '../../../figure/index.ts';
import { createTerrain, HALF } from './terrain.ts';

/** Gradients that each walker has: one for every step. */
export const GRADIENTS = 20;

export const RULES = ['descent', 'momentum', 'adam'] as const;
export type Rule = (typeof RULES)[number];

/** A walk over the terrain: row t is where it stands after t steps. */
export interface Walk {
  x: Column;
  y: Column;
  loss: Column;
}

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
  descent: { optimizer: optimizers.gradientDescent, hyper: { alpha: 0.3 } },
  momentum: { optimizer: optimizers.momentum, hyper: { alpha: 2, beta: 0.9 } },
  adam: { optimizer: optimizers.adam, hyper: { alpha: 1, beta: 0.9, gamma: 0.99 } },
};

export const runOf = (problem: Problem, start: readonly [number, number], made: Made) => ({
  problem,
  start,
  steps: GRADIENTS,
  ...made,
});

/** Where a place of the sheet lies on the terrain. */
export const onTerrain = ([across, up]: Place): [number, number] => [
  HALF[0] * (2 * across - 1),
  HALF[1] * (2 * up - 1),
];

/** The walk of the reader from the start to the places that were chosen, beside those of the rules. */
export function walksOn(seed: number, moves: string): Walks {
  const { problem, start, lowest } = createTerrain(seed);
  const walked = (rule: Rule): Walk => {
    const trace = train(runOf(problem, start, SETTINGS[rule]));
    return { x: coordinate(trace, 0), y: coordinate(trace, 1), loss: trace.loss };
  };
  const visited = [start, ...placesOf(moves).map(onTerrain)];
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

/** The share of the way down, from the start to the lowest place of the terrain, that the lowest place of a walk has made. */
export function wayDown({ loss }: Walk, lowest: number): number {
  const [start = 0] = loss;
  return (start - loss.reduce((least, one) => Math.min(least, one), start)) / (start - lowest);
}
