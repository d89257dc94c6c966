import { experiments } from '../../../src/experiments/index.ts';
import { expectUsable } from './usable.ts';

/** Some with steps, and with many parts; the full tests cover all experiments. */
for (const id of ['gabor-descent', 'possible-steps', 'momentum-valley']) expectUsable(id, experiments[id]!);
