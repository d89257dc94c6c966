/** A picture that stays because the newest text of the reader's has a mistake: the runs that it should have changed are old. */
import type { Panel } from '../../figure/panels/panel.ts';
import { remember } from './remember.ts';

/** What the text with the mistake would have changed: the reader's own run, or, as a loss or a model does, every run. */
export type Aged = 'own' | 'all' | 'none';

/** The same panel with its old runs faint, which their names say; the same object where nothing is old. */
export const aged: (panel: Panel, what: Aged) => Panel = remember(
  (panel: Panel, what: Aged): Panel => {
    if (what === 'none') return panel;
    const isOld = ({ role }: { role: string }): boolean => what === 'all' || role === 'run';
    if (panel.kind === 'surface')
      return {
        ...panel,
        paths: (panel.paths ?? []).map((path) =>
          isOld(path) ? { ...path, faint: true, ...(path.label && { label: `${path.label}, old` }) } : path,
        ),
      };
    if (panel.kind === 'chart')
      return {
        ...panel,
        series: panel.series.map((one) => (one.kind === 'line' && isOld(one) ? { ...one, faint: true } : one)),
      };
    return panel;
  },
  (what) => what,
);
