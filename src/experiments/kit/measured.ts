/** Values measured on some seeds, and drawing them with their intervals. */
import { meanInterval } from '../../engine/statistics/mean-interval.ts';
import { mean } from '../../engine/statistics/summary.ts';
import * as f from '../../figure/index.ts';

/** A value, with its interval if there are enough seeds. */
export interface Measured {
  value: number;
  low?: number;
  high?: number;
}

/** The mean with its 95 % interval by Student's t; undefined if there are no values yet. */
export const meanOf = (values: readonly number[]): Measured | undefined =>
  values.length > 0 ? meanInterval(values) : undefined;

/** The mean and, for several values, the smallest and the largest; undefined if there are no values yet. */
export function rangeOf(values: readonly number[]): Measured | undefined {
  if (values.length === 0) return undefined;
  const value = mean(values);
  return values.length > 1 ? { value, low: Math.min(...values), high: Math.max(...values) } : { value };
}

/** A measured value and its interval transformed by an increasing function: a logarithm, or another unit. */
export function through({ value, low, high }: Measured, of: (value: number) => number): Measured {
  return low === undefined || high === undefined
    ? { value: of(value) }
    : { value: of(value), low: of(low), high: of(high) };
}

/** Measured values as columns; without an interval, both ends equal the value. */
function columnsOf(measured: readonly Measured[]): { y: f.Column; low: f.Column; high: f.Column } {
  return {
    y: Float64Array.from(measured, ({ value }) => value),
    low: Float64Array.from(measured, ({ value, low }) => low ?? value),
    high: Float64Array.from(measured, ({ value, high }) => high ?? value),
  };
}

/** A value and the ends of its interval as columns of a table, and its cells in a row. */
export const measuredColumns = (label: string, digits: number): f.TableColumn[] =>
  [label, 'from', 'to'].map((end) => f.figures(end, digits));
export const measuredCells = (measured: Partial<Measured> = {}): (number | null)[] =>
  [measured.value, measured.low, measured.high].map((end) => end ?? null);

/** Share in percent for a table cell; null if unknown. */
export const inPercent = (share: number | undefined): number | null => (share === undefined ? null : 100 * share);
export const percentCells = ({ value, low, high }: Partial<Measured> = {}): (number | null)[] =>
  [value, low, high].map(inPercent);

/** Points whose whiskers are the intervals. */
export function whiskers(
  name: string,
  role: f.Role,
  x: Iterable<number>,
  measured: readonly Measured[],
): f.ChartSeries {
  const { y, ...ends } = columnsOf(measured);
  return f.dots(name, role, [...x], y, ends);
}

/** A line through the finite means, with the whiskers of their intervals. */
export function lineWithWhiskers(
  name: string,
  role: f.Role,
  x: Iterable<number>,
  measured: readonly (Measured | undefined)[],
): f.ChartSeries[] {
  const there = [...x].flatMap((at, k) => {
    const mean = measured[k];
    return mean && Number.isFinite(mean.value) ? [{ at, mean }] : [];
  });
  if (there.length === 0) return [];
  const at = there.map((point) => point.at);
  const means = there.map(({ mean }) => mean);
  return [
    f.line(name, role, at, columnsOf(means).y, { label: true }),
    whiskers(`${name}, with intervals`, role, at, means),
  ];
}

/** A band of the intervals. */
export const intervalBand = (name: string, role: f.Role, x: f.Column, measured: readonly Measured[]): f.ChartSeries =>
  f.band(name, role, x, columnsOf(measured));
