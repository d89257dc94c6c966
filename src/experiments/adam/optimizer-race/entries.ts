/** What takes part in the race: a rule or a problem does so by its entry here. Words, ticks and controls follow. */
import type { optimizers } from '../../../engine/optimizers/index.ts';
import { GABOR_WINDOW, gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import { problems } from '../../../engine/problems/index.ts';

type Optimizers = typeof optimizers;

export interface RaceRule {
  /** Heads its line and its row. */
  name: string;
  /** Gradients and losses that its cheapest step asks for. Default 1. */
  cost?: number;
  /** The hyperparameter that is its rate. Default alpha. */
  rate?: string;
  /** What is tuned besides the rate, and the values it may take: what a rule remembers of a hundred steps matters as much. */
  tune?: Readonly<Record<string, readonly number[]>>;
}

/** A rule without an alpha must say what takes its place. */
type Entry<H> = Omit<RaceRule, 'rate' | 'tune'> & {
  tune?: { readonly [Name in keyof H]?: readonly number[] };
} & ('alpha' extends keyof H ? { rate?: keyof H } : { rate: keyof H });

/** Shares of the last average, and of the last average of squares, that a step may keep. */
const momentum = { beta: [0.3, 0.5, 0.7, 0.8, 0.9, 0.95] };
const squares = { gamma: [0.5, 0.9, 0.99, 0.999] };
const both = { beta: [0, 0.5, 0.7, 0.9], gamma: [0.9, 0.99, 0.999] };

export const raceRules = {
  gradientDescent: { name: 'descent' },
  // The gradient, and one bracket of four points; the rate is the longest step that the search may take.
  lineSearch: { name: 'line search', cost: 5, rate: 'maxBracket', tune: { iterations: [3, 6, 15] } },
  momentum: { name: 'momentum', tune: momentum },
  nesterov: { name: 'Nesterov', tune: momentum },
  normalizedGradients: { name: 'normalized' },
  adagrad: { name: 'Adagrad' },
  rmsprop: { name: 'RMSProp', tune: squares },
  adam: { name: 'Adam', tune: both },
  amsgrad: { name: 'AMSGrad', tune: both },
  adamw: { name: 'AdamW', tune: both },
  nadam: { name: 'NAdam', tune: both },
  torchSgd: { name: 'PyTorch SGD', tune: momentum },
} as const satisfies { readonly [Rule in keyof Optimizers]?: Entry<Optimizers[Rule]['hyperparameters']> };

type Interval = readonly [number, number];
type Place = readonly [number, number];

/** A problem of two parameters. */
export interface RaceProblem {
  /** Heads its column, and the chart of its runs. */
  name: string;
  /** Where the starts are drawn from. */
  window: readonly [Interval, Interval];
  /** The lowest loss there is. */
  lowest(): number;
  /** Where it is. */
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

// Both records have only the keys that their types say.
export const RULES = Object.keys(raceRules) as RuleName[];
export const PROBLEMS = Object.keys(raceProblems) as ProblemName[];
