/**
 * Entries of the race: a rule or a problem takes part by an entry here. Words, ticks and controls are derived from it.
 */
import { GABOR_WINDOW, gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import { problems } from '../../../engine/problems/index.ts';
import { raceRules } from '../../kit/race-rules.ts';

export { type RaceRule, raceRules } from '../../kit/race-rules.ts';

type Interval = readonly [number, number];
type Place = readonly [number, number];

/** A problem of two parameters. */
export interface RaceProblem {
  /** Heads its column, and the chart of its runs. */
  name: string;
  /** Region from which the starts are drawn. */
  window: readonly [Interval, Interval];
  /** The lowest loss. */
  lowest(): number;
  /** The points with the lowest loss. */
  lowestAt(): readonly Place[];
}

const UNIT: Interval = [-1, 1];

export const raceProblems = {
  gabor: {
    name: 'Gabor model',
    window: [GABOR_WINDOW.xDomain, GABOR_WINDOW.yDomain],
    lowest: () => gaborLandmarks().minima[0]!.loss,
    lowestAt: () => [gaborLandmarks().minima[0]!.phi],
  },
  gaussianValley: { name: 'valley', window: [UNIT, UNIT], lowest: () => 0, lowestAt: () => [[0.7, 0]] },
  linearRegression: {
    name: 'line fit',
    window: [[0, 2], UNIT],
    lowest: () => problems.linearRegression.minimum,
    lowestAt: () => [[problems.linearRegression.solution[0]!, problems.linearRegression.solution[1]!]],
  },
  quadratic: { name: 'ravine', window: [UNIT, UNIT], lowest: () => 0, lowestAt: () => [[0, 0]] },
  rosenbrock: {
    name: 'Rosenbrock',
    window: [
      [-2, 2],
      [-1, 3],
    ],
    lowest: () => 0,
    lowestAt: () => [[1, 1]],
  },
  saddle: {
    name: 'saddle',
    window: [UNIT, UNIT],
    lowest: () => -0.25,
    lowestAt: () => [
      [0, 1],
      [0, -1],
    ],
  },
} as const satisfies { readonly [Name in keyof typeof problems]?: RaceProblem };

export type RuleName = keyof typeof raceRules;
export type ProblemName = keyof typeof raceProblems;

// Safe: both records have only the keys in their types.
export const RULES = Object.keys(raceRules) as RuleName[];
export const PROBLEMS = Object.keys(raceProblems) as ProblemName[];
