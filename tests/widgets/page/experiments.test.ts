import { experiments } from '../../../src/experiments/index.ts';
import { expectUsable } from './usable.ts';

/** With steps to stand at, of many parts, and with results that were computed ahead. */
for (const id of ['gabor-descent', 'possible-steps', 'momentum-valley', 'mnist1d'] as const)
  expectUsable(id, experiments[id]!);
