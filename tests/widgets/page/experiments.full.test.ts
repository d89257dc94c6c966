import { experiments } from '../../../src/experiments/index.ts';
import { expectUsable } from './usable.ts';

for (const [id, load] of Object.entries(experiments)) expectUsable(id, load);
