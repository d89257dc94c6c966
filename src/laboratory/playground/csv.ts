import { csvText } from '../../widgets/figure/csv-text.ts';
import type { Shown } from './bench.ts';
import { contestants } from './contestants.ts';

/** Every rule's place and loss at every step, in long form. */
export const csvOf = (shown: Pick<Shown, 'settings' | 'runs'>): string =>
  csvText([
    ['rule', 'step', 'phi0', 'phi1', 'loss'],
    ...contestants(shown).flatMap(({ spoken, run }) =>
      Array.from(run.loss, (loss, t) => [spoken, t, run.x[t], run.y[t], loss]),
    ),
  ]);
