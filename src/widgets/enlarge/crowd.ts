/**
 * Renders many thin lines as one picture: how much of each pixel they cover, in a few milliseconds for any number of
 * lines.
 */
import type { ChartSeries, Column } from '../../figure/panels/panel.ts';

interface Line {
  /** Ascending. On a logarithmic axis both columns are decimal logarithms. */
  x: Column;
  /** NaN, drawn as a gap, for values outside the axis's domain. */
  y: Column;
}

export interface Crowd {
  lines: readonly Line[];
  /** The smallest and largest y, in the chart's own units; undefined if nothing can be shown. */
  reach: readonly [number, number] | undefined;
}

/** The visible part of the axes, in the units of the lines; `width` and `height` in pixels. */
export interface Frame {
  x: readonly [number, number];
  y: readonly [number, number];
  width: number;
  height: number;
}

/** The lines in drawing units; undefined if they do not run from left to right. */
export function crowdOf(series: readonly ChartSeries[], logX: boolean, logY: boolean): Crowd | undefined {
  const rises = (x: Column) => x.every((at, i) => i === 0 || at >= x[i - 1]!);
  if (!series.every(({ kind, x }) => kind === 'line' && rises(x))) return undefined;
  const xs = new Map<Column, Column>();
  const scaled = (value: number, log: boolean) =>
    !Number.isFinite(value) || (log && value <= 0) ? Number.NaN : log ? Math.log10(value) : value;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const lines = series.map(({ x, y }): Line => {
    const across = xs.get(x) ?? x.map((at) => scaled(at, logX));
    xs.set(x, across);
    for (const value of y) {
      if (Number.isNaN(scaled(value, logY))) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return { x: across, y: y.map((value) => scaled(value, logY)) };
  });
  return { lines, reach: low <= high ? [low, high] : undefined };
}

/**
 * How often each pixel is covered, column after column from the left, each from its top: shape (width, height + 2); the
 * last two rows are meaningless. In a column of pixels, a line covers the stretch from its lowest to its highest point
 * there, plus half its thickness at both ends; parts of pixels count as fractions. Each stretch is recorded as four
 * changes down the column, which are summed afterwards, so that a steep line costs no more than a level one.
 * @param half of the thickness, in pixels
 * @param every draws only every n-th line, which represents the others
 * @param cover output buffer, so that a moving plot allocates only once
 */
export function coverage(
  { lines }: Crowd,
  { x: [x0, x1], y: [y0, y1], width, height }: Frame,
  half: number,
  every = 1,
  cover: Float32Array = new Float32Array(width * (height + 2)),
): Float32Array {
  const rows = height + 2;
  cover.fill(0);
  const [scaleX, scaleY] = [width / (x1 - x0), height / (y1 - y0)];
  // Local numbers without function calls: this runs for every line and every column of pixels in each frame.
  for (let k = 0; k < lines.length; k += every) {
    const { x, y } = lines[k]!;
    let column = -1;
    let top = 0;
    let bottom = 0;
    for (let i = Math.max(1, firstAfter(x, x0)); i < x.length; i++) {
      const left = (x[i - 1]! - x0) * scaleX;
      if (left > width) break;
      const right = (x[i]! - x0) * scaleX;
      const up = (y1 - y[i - 1]!) * scaleY;
      const down = (y1 - y[i]!) * scaleY;
      if (Number.isNaN(left + right + up + down)) continue;
      const slope = right > left ? (down - up) / (right - left) : 0;
      const last = Math.min(width - 1, Math.floor(right));
      for (let at = Math.max(0, Math.floor(left)); at <= last; at++) {
        // Heights at which the line enters and leaves this column of pixels.
        const enters = at > left ? up + slope * (at - left) : up;
        const leaves = at + 1 < right ? up + slope * (at + 1 - left) : down;
        const higher = Math.min(enters, leaves);
        const lower = Math.max(enters, leaves);
        if (at === column) {
          if (higher < top) top = higher;
          if (lower > bottom) bottom = lower;
          continue;
        }
        if (column >= 0) note(cover, column * rows, Math.max(0, top - half), Math.min(height, bottom + half));
        column = at;
        top = higher;
        bottom = lower;
      }
    }
    if (column >= 0) note(cover, column * rows, Math.max(0, top - half), Math.min(height, bottom + half));
  }
  for (let first = 0; first < cover.length; first += rows)
    for (let at = first + 1; at < first + rows; at++) cover[at]! += cover[at - 1]!;
  return cover;
}

/** Covers the stretch of a column of pixels from one height to another; `at` is the index of the column's start. */
function note(cover: Float32Array, at: number, from: number, to: number): void {
  if (!(to > from)) return;
  const a = Math.floor(from);
  const b = Math.floor(to);
  cover[at + a]! += a + 1 - from;
  cover[at + a + 1]! += from - a;
  cover[at + b]! += to - b - 1;
  cover[at + b + 1]! -= to - b;
}

/** The first index beyond a value in an ascending column. NaN, which also replaces the logarithm of 0, comes first. */
function firstAfter(x: Column, value: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last value at or before an x position, for each line that has one; `x` in the units of the lines. */
export function valuesAt({ lines }: Crowd, x: number): number[] {
  return lines.flatMap((line) => {
    const value = line.y[firstAfter(line.x, x) - 1];
    return value === undefined || Number.isNaN(value) ? [] : [value];
  });
}

/** Opacity of a single line, and of all lines where they meet: anything drawn over them stays visible. */
const ALONE = 0.4;
const MEETING = 0.42;

/** A single run that strays is still visible. */
const LEAST = 0.09;

/** Opacity from 0 to 1 of a pixel covered by `count` lines of a crowd. */
export function opacity(count: number, lines: number): number {
  const single = Math.max(LEAST, ALONE / Math.sqrt(Math.max(1, lines / 4)));
  return MEETING * (1 - (1 - Math.min(1, single / MEETING)) ** count);
}
