/** Many thin lines as one picture: how much of each pixel they cover, which takes a few milliseconds for any number of them. */
import type { ChartSeries, Column } from '../../figure/panels/panel.ts';

interface Line {
  /** Ascending. On a logarithmic axis both are logarithms to the base of ten. */
  x: Column;
  /** A value that an axis cannot show is NaN, and a gap. */
  y: Column;
}

export interface Crowd {
  lines: readonly Line[];
  /** The least and the largest y, in the chart's own numbers; undefined if nothing can be shown. */
  reach: readonly [number, number] | undefined;
}

/** The part of the axes that is drawn, in the numbers of the lines; `width` and `height` in pixels. */
export interface Frame {
  x: readonly [number, number];
  y: readonly [number, number];
  width: number;
  height: number;
}

/** The lines as drawn; undefined if they do not run from left to right. */
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
 * How often each pixel is covered, column after column from the left, each from its top: shape (width, height + 2), the
 * last two rows of no meaning. A line covers in a column of pixels the stretch from its lowest to its highest place there,
 * and half its thickness more at both ends; parts of pixels count as parts. Each stretch is noted as its four changes down
 * the column and summed afterwards, so that a steep line costs no more than a level one.
 * @param half of the thickness, in pixels
 * @param every only each line of so many, which represents the others
 * @param cover is filled, so that a plot that moves asks for memory once
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
  // Local numbers and no functions: this runs for every line and every column of pixels in each frame.
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
        // Where the line enters this column of pixels and where it leaves it.
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

/** Covers the stretch of a column of pixels from one height to another; `at` is where the column begins. */
function note(cover: Float32Array, at: number, from: number, to: number): void {
  if (!(to > from)) return;
  const a = Math.floor(from);
  const b = Math.floor(to);
  cover[at + a]! += a + 1 - from;
  cover[at + a + 1]! += from - a;
  cover[at + b]! += to - b - 1;
  cover[at + b + 1]! -= to - b;
}

/** The first place in an ascending column beyond a value. NaN, the logarithm of 0, comes first. */
function firstAfter(x: Column, value: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last value at or before a place on the x axis, of each line that has one: `x` in the numbers of the lines. */
export function valuesAt({ lines }: Crowd, x: number): number[] {
  return lines.flatMap((line) => {
    const value = line.y[firstAfter(line.x, x) - 1];
    return value === undefined || Number.isNaN(value) ? [] : [value];
  });
}

/** How strong one line of so many is, and how strong all are where they meet: what is drawn over them stays visible. */
const ALONE = 0.4;
const MEETING = 0.42;

/** A single run that goes astray is still seen. */
const LEAST = 0.09;

/** Opacity from 0 to 1 of a pixel that `count` lines of a crowd cover. */
export function opacity(count: number, lines: number): number {
  const single = Math.max(LEAST, ALONE / Math.sqrt(Math.max(1, lines / 4)));
  return MEETING * (1 - (1 - Math.min(1, single / MEETING)) ** count);
}
