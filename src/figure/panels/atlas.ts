import { defined, type Fields } from '../defined.ts';
import type { AtlasPanel, AtlasPlot, ChartPanel } from './panel.ts';

/** Makes a panel of a map with charts beside it. */
export const atlas = (fields: Omit<AtlasPanel, 'kind'>): AtlasPanel => ({ kind: 'atlas', ...fields });

/** A small chart beside the map, of the run at one of its places. */
export const plot = (
  heading: string,
  panel: ChartPanel,
  look: Fields<Pick<AtlasPlot, 'role' | 'spare'>> = {},
): AtlasPlot => ({ heading, panel, ...defined(look) });
