import type { ChartPanel, ChartSeries, Column } from '../../figure/panels/panel.ts';
import { csvText } from '../page/csv-text.ts';
import { columnRows, LONG_FORM } from '../panels/rows.ts';
import { type Crowd, crowdOf } from './crowd.ts';

/** A column for uPlot: null is a gap, undefined an x of other series that this one lacks. */
type Aligned = (number | null | undefined)[];

/** One row of the list beside an enlarged chart: a series, or a crowd of thin ones. */
export interface Entry {
  name: string;
  series: readonly ChartSeries[];
  /** Its lines if there are many: these are drawn as one picture rather than as columns of the plot. */
  crowd?: Crowd;
}

/** A drawn column: a series, or an edge of its interval. */
export interface Drawn {
  series: ChartSeries;
  part: 'y' | 'low' | 'high';
  entry: number;
}

export interface PlotData {
  entries: readonly Entry[];
  drawn: readonly Drawn[];
  /** The common x, ascending, followed by a column for each of `drawn`. */
  columns: [number[], ...Aligned[]];
}

/** Up to this number, thin lines are listed one by one. */
const LISTED = 3;

/** Entries of the list: many thin lines that belong together (one for each seed) share one entry. */
export function entriesOf(series: readonly ChartSeries[]): Entry[] {
  const entries: Entry[] = [];
  const together = (a: ChartSeries, b: ChartSeries) => a.faint && b.faint && a.role === b.role && a.crowd === b.crowd;
  for (const line of series) {
    const crowd = line.faint ? series.filter((other) => together(line, other)) : [line];
    if (crowd.length < LISTED) entries.push({ name: line.label ?? line.name, series: [line] });
    else if (crowd[0] === line)
      entries.push({ name: `${line.crowd ?? 'thin lines'} (${crowd.length})`, series: crowd });
  }
  return entries;
}

/** @param x whether its values must be positive, as on a logarithmic axis; @param y the same */
export function plotData(series: readonly ChartSeries[], logX: boolean, logY: boolean): PlotData {
  const entries = entriesOf(series).map((entry): Entry => {
    const crowd = entry.series.length < LISTED ? undefined : crowdOf(entry.series, logX, logY);
    return crowd ? { ...entry, crowd } : entry;
  });
  const drawn = entries.flatMap((entry, i) =>
    (entry.crowd ? [] : entry.series).flatMap((one): Drawn[] => [
      ...(one.high ? [{ series: one, part: 'high' as const, entry: i }] : []),
      ...(one.low ? [{ series: one, part: 'low' as const, entry: i }] : []),
      { series: one, part: 'y', entry: i },
    ]),
  );
  const table = drawn.map(({ series: one, part }) => ({ x: one.x, y: one[part] ?? one.y }));
  // The crosshair stops at the steps of a crowd, too.
  const places = entries.flatMap(({ crowd, series: [first] }) => (crowd && first ? [{ x: first.x, y: NONE }] : []));
  const [xs, ...columns] = align([...table, ...places], logX, logY);
  return { entries, drawn, columns: [xs, ...columns.slice(0, table.length)] };
}

const NONE: Column = new Float64Array(0);

/** Merges columns over one common x; a repeated value occurs as often as in the series that repeats it most. */
export function align(
  table: readonly { x: Column; y: Column }[],
  logX = false,
  logY = false,
): [number[], ...Aligned[]] {
  const shown = (x: number) => Number.isFinite(x) && !(logX && x <= 0);
  const times = new Map<number, number>();
  for (const x of new Set(table.map((one) => one.x))) {
    const valueAt = new Map<number, number>();
    for (const value of x) if (shown(value)) valueAt.set(value, (valueAt.get(value) ?? 0) + 1);
    for (const [value, n] of valueAt) times.set(value, Math.max(n, times.get(value) ?? 0));
  }
  const xs: number[] = [];
  const first = new Map<number, number>();
  for (const value of [...times.keys()].sort((a, b) => a - b)) {
    first.set(value, xs.length);
    for (let k = 0; k < times.get(value)!; k++) xs.push(value);
  }
  const columns = table.map(({ x, y }): Aligned => {
    const column: Aligned = new Array<number | null | undefined>(xs.length).fill(undefined);
    const next = new Map<number, number>();
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      const at = x[i]!;
      if (!shown(at)) continue;
      const k = next.get(at) ?? 0;
      next.set(at, k + 1);
      const value = y[i]!;
      column[first.get(at)! + k] = Number.isFinite(value) && !(logY && value <= 0) ? value : null;
    }
    return column;
  });
  return [xs, ...columns];
}

/** The series of a chart between two x values, as CSV in the long form of the figure's own. */
export function csvOf(panel: ChartPanel, shown: readonly ChartSeries[], from: number, to: number): string {
  const rows = shown.flatMap(({ name, x, y, low, high }) =>
    columnRows(panel.name, name, x, y, low, high).filter((row) => Number(row.x) >= from && Number(row.x) <= to),
  );
  return csvText([LONG_FORM, ...rows.map((row) => LONG_FORM.map((column) => row[column]))]);
}
