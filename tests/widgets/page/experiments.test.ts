import { experiments } from '../../../src/experiments/index.ts';
import { expectUsable } from './usable.ts';

/** With steps to stand at, and of many parts; the full tests have all experiments. */
for (const id of ['gabor-descent', 'possible-steps', 'momentum-valley']) expectUsable(id, experiments[id]!);
