import type { ChartPanel, Panel } from '../../figure/panels/panel.ts';
import { plotsIn } from '../panels/index.ts';

/**
 * The charts of a figure, including those in small multiples, but not the small ones around a map, which have no
 * numbers.
 */
export const chartsOf = (panels: readonly Panel[]): ChartPanel[] =>
  panels
    .filter(({ kind }) => kind !== 'atlas')
    .flatMap(plotsIn)
    .filter((panel): panel is ChartPanel => panel.kind === 'chart');

/** Whether another of these charts has the same x axis, so that a crosshair is shared. */
export const countsAlike = (chart: ChartPanel, charts: readonly ChartPanel[]): boolean =>
  charts.filter(({ x }) => x.label === chart.x.label).length > 1;
