/** Tunable hyperparameters of each rule, wherever rules are compared: a rule takes part by an entry here. */
import type { optimizers } from '../../engine/optimizers/index.ts';

type Optimizers = typeof optimizers;

export interface RaceRule {
  /** Heads its line and its row. */
  name: string;
  /** Number of gradient and loss evaluations in its cheapest step. Default 1. */
  cost?: number;
  /** The hyperparameter used as its rate. Default alpha. */
  rate?: string;
  /** Tuned besides the rate, with the values to try: a memory over a hundred steps matters as much. */
  tune?: Readonly<Record<string, readonly number[]>>;
}

/** A rule without an alpha must name its replacement. */
type Entry<H> = Omit<RaceRule, 'rate' | 'tune'> & {
  tune?: { readonly [Name in keyof H]?: readonly number[] };
} & ('alpha' extends keyof H ? { rate?: keyof H } : { rate: keyof H });

/** Fractions of the last average, and of the last average of squares, that a step may keep. */
const momentum = { beta: [0.3, 0.5, 0.7, 0.8, 0.9, 0.95] };
const squares = { gamma: [0.5, 0.9, 0.99, 0.999] };
const both = { beta: [0, 0.5, 0.7, 0.9], gamma: [0.9, 0.99, 0.999] };

export const raceRules = {
  gradientDescent: { name: 'descent' },
  // The gradient, and one bracket of four points; the rate is the longest step the search may take.
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
