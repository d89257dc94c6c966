import type { ChartPanel, Panel } from '../../figure/panels/panel.ts';
import { sheetsIn } from '../panels/index.ts';

/** The charts of a figure, those among small multiples too; not the small ones around a map, which have no numbers. */
export const chartsOf = (panels: readonly Panel[]): ChartPanel[] =>
  panels
    .filter(({ kind }) => kind !== 'atlas')
    .flatMap(sheetsIn)
    .filter((panel): panel is ChartPanel => panel.kind === 'chart');
