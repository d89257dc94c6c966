import type { ChartPanel, Panel } from '../../figure/panels/panel.ts';
import { plotsIn } from '../panels/index.ts';

/** The charts of a figure, those among small multiples too; not the small ones around a map, which have no numbers. */
export const chartsOf = (panels: readonly Panel[]): ChartPanel[] =>
  panels
    .filter(({ kind }) => kind !== 'atlas')
    .flatMap(plotsIn)
    .filter((panel): panel is ChartPanel => panel.kind === 'chart');

/** Whether another of these charts counts the same along x, so that one crosshair goes through both. */
export const countsAlike = (chart: ChartPanel, charts: readonly ChartPanel[]): boolean =>
  charts.filter(({ x }) => x.label === chart.x.label).length > 1;
