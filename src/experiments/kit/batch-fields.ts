/** Parameters shared by experiments with batches. */
import { choice, type NumberParameter, number } from '../../engine/schema.ts';
import { type Sampling, samplings } from '../../engine/training/batches.ts';
import type { Range } from './fields.ts';

/** The rate on the mean gradient of a batch, B times the book's α. */
export const meanRate = (
  label: string,
  help: string,
  [min, atFirst, max]: Range,
  more: { step?: number; symbol?: string } = {},
): NumberParameter =>
  number({ label, symbol: String.raw`B\alpha`, help, default: atFirst, min, max, step: 0.001, scale: 'log', ...more });

/** Set as in notebooks 6.3 and 6.4. */
export const batchSampling = choice<Sampling>({
  label: 'Batches are drawn',
  help: 'How the examples of a batch are chosen.',
  default: 'notebook',
  options: { ...samplings, notebook: 'reshuffled each step' },
});
