/** The two ways of weight decay in Adam, as a control, and the rule of each. */
import { adam } from '../../engine/optimizers/adam.ts';
import { adamw } from '../../engine/optimizers/adamw.ts';
import type { Optimizer } from '../../engine/optimizers/optimizer.ts';
import { choice } from '../../engine/schema.ts';

export type Way = 'coupled' | 'decoupled';
export const WAYS: readonly Way[] = ['coupled', 'decoupled'];
export const wayNames = { coupled: 'L2 in Adam', decoupled: 'decoupled decay' } as const;

export const decayWay = choice<Way>({
  label: 'Weight decay',
  help: 'Added to the gradient, as a squared penalty on the weights is, or taken from the weights past the root.',
  default: 'coupled',
  options: { coupled: 'L2 in Adam', decoupled: 'decoupled (AdamW)' },
});

/** The requested way, followed by the other. */
export const bothWays = (way: Way): Way[] => [way, ...WAYS.filter((other) => other !== way)];

/** Safe: both rules have the hyperparameters set with them, `alpha` and `weightDecay`. */
export const decaying = (way: Way): Optimizer => (way === 'coupled' ? adam : adamw) as Optimizer;
