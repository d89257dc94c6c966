/** The two ways of weight decay in Adam, as a control. */
import { choice } from '../../engine/schema.ts';

export type Way = 'coupled' | 'decoupled';
export const WAYS: readonly Way[] = ['coupled', 'decoupled'];

export const decayWay = choice<Way>({
  label: 'Weight decay',
  help: 'Added to the gradient, as a squared penalty on the weights is, or taken from the weights past the root.',
  default: 'coupled',
  options: { coupled: 'L2 in Adam', decoupled: 'decoupled (AdamW)' },
});
