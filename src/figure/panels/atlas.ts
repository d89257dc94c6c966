import { defined, type Fields } from '../defined.ts';
import type { AtlasPanel, AtlasPlot, ChartPanel } from './panel.ts';

export const atlas = (fields: Omit<AtlasPanel, 'kind'>): AtlasPanel => ({ kind: 'atlas', ...fields });

/** A small chart of the run at one place of the map. */
export const plotAt = (
  heading: string,
  at: AtlasPlot['at'],
  panel: ChartPanel,
  look: Fields<Pick<AtlasPlot, 'role' | 'spare'>> = {},
): AtlasPlot => ({ heading, at, panel, ...defined(look) });
