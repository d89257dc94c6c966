import type { AtlasPanel, AtlasPlot, ChartPanel, Role } from './panel.ts';

export const atlas = (fields: Omit<AtlasPanel, 'kind'>): AtlasPanel => ({ kind: 'atlas', ...fields });

/** A small chart of the run at one place of the map. */
export const plotAt = (heading: string, at: AtlasPlot['at'], panel: ChartPanel, role?: Role): AtlasPlot => ({
  heading,
  at,
  panel,
  ...(role && { role }),
});
