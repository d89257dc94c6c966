import type { Column } from '../../figure/panels/panel.ts';

/** One line of the data behind a figure, in long form. */
export interface Row {
  panel: string;
  series: string;
  x: number | string | null;
  y: number | string | null;
  low: number | null;
  high: number | null;
}

/** The columns of the long form, in their order. */
export const LONG_FORM = ['panel', 'series', 'x', 'y', 'low', 'high'] as const satisfies readonly (keyof Row)[];

/** The rows of one series, with intervals if there are columns for them. */
export function columnRows(panel: string, series: string, x: Column, y: Column, low?: Column, high?: Column): Row[] {
  return Array.from({ length: Math.min(x.length, y.length) }, (_, i) => ({
    panel,
    series,
    x: x[i] ?? null,
    y: y[i] ?? null,
    low: low?.[i] ?? null,
    high: high?.[i] ?? null,
  }));
}

export function pointRow(panel: string, series: string, x: number | string, y: number | string): Row {
  return { panel, series, x, y, low: null, high: null };
}
