import type { ChartPanel, Column, SurfacePanel } from '../../figure/panels/panel.ts';

/** A row of a figure's data in long form. */
export interface Row {
  panel: string;
  series: string;
  x: number | string | null;
  y: number | string | null;
  low: number | null;
  high: number | null;
}

/** The columns of the long form, in order. */
export const LONG_FORM = ['panel', 'series', 'x', 'y', 'low', 'high'] as const satisfies readonly (keyof Row)[];

/** The rows of one series, with intervals if it has such columns. */
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

/** The data of a chart: every series with its interval, points and references. */
export function rowsOfChart(panel: ChartPanel, prefix = panel.name): Row[] {
  return [
    ...panel.series.flatMap((s) => columnRows(prefix, s.name, s.x, s.y, s.low, s.high)),
    ...(panel.points ?? []).map((point) => pointRow(prefix, point.name, point.x, point.y)),
    ...(panel.references ?? []).map(
      ({ axis, at, label }): Row => ({ ...pointRow(prefix, label, at, at), [axis === 'x' ? 'y' : 'x']: null }),
    ),
  ];
}

/**
 * The data of a map: paths, lines, points, arrows, regions and the shares of cells. Tints illustrate a formula, and are
 * not data.
 */
export function rowsOfSurface(panel: SurfacePanel, prefix = panel.name): Row[] {
  return [
    ...(panel.paths ?? []).flatMap((path) => columnRows(prefix, path.name, path.x, path.y)),
    ...(panel.lines ?? []).flatMap((line) => columnRows(prefix, line.name, line.x, line.y)),
    ...(panel.points ?? []).map((point) => pointRow(prefix, point.name, point.x, point.y)),
    ...(panel.arrows ?? []).flatMap(({ name, from, to }) => [
      pointRow(prefix, name, ...from),
      pointRow(prefix, name, ...to),
    ]),
    ...(panel.regions ?? []).flatMap(({ name, polygon }) => polygon.map((corner) => pointRow(prefix, name, ...corner))),
    ...(panel.cells?.categories ?? []).map(({ label, share }) => pointRow(prefix, 'share of cells', label, share)),
    ...(panel.handle ? [pointRow(prefix, panel.handle.label, ...panel.handle.at)] : []),
  ];
}
