import type { Shown } from './bench.ts';
import { contestants } from './contestants.ts';

/** Every rule's place and loss at every step, in long form. */
export function csvOf(shown: Pick<Shown, 'settings' | 'runs'>): string {
  const rows = contestants(shown).flatMap(({ spoken, run }) =>
    Array.from(run.loss, (loss, t) => `${spoken},${t},${run.x[t]},${run.y[t]},${loss}`),
  );
  return `rule,step,phi0,phi1,loss\n${rows.join('\n')}\n`;
}
