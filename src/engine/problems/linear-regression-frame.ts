/** Ranges of the pictures of a line fit: its map, its axes and its rates. */
import type { Point } from '../points.ts';

type Span = readonly [number, number];

export interface LineFrame {
  /** Ranges of the two parameters, for the map and the start of a run. */
  readonly intercept: Span;
  readonly slope: Span;
  readonly start: readonly [number, number];
  /** Ranges of the points, for the axes of their chart. */
  readonly x: Span;
  readonly y: Span;
  /** Ratio of the rates to those for the points of notebook 6.2. */
  readonly rates: number;
}

/** Notebook 6.2. */
export const NOTEBOOK_FRAME: LineFrame = {
  intercept: [0, 2],
  slope: [-1, 1],
  start: [1.6, -0.5],
  x: [0, 2],
  y: [0, 2],
  rates: 1,
};

/** Ratio of a fixed rate's limit to the smallest rate with the same power of ten. */
const LIMIT = 0.022;

const inside = (value: number, [low, high]: Span): boolean => value >= low && value <= high;

/** The largest number among 1, 2 and 5 times a power of ten that does not exceed the value. */
function below(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return (value >= 4.999999 * power ? 5 : value >= 1.999999 * power ? 2 : 1) * power;
}
const above = (value: number): number => {
  const low = below(value);
  return low >= value * 0.999999 ? low : below(2.6 * low);
};
/** Removes rounding errors of a product: 0.30000000000000004 becomes 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(9)) + 0;

/**
 * Intercept and slope of the least squares line, from sums about the mean, which lose no digits if the origin is far
 * away.
 */
export function leastSquaresLine(points: readonly Point[]): readonly [number, number] {
  const mean = (i: 0 | 1): number => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x0, y0] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
  const together = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  const slope = spread > 0 ? together / spread : 0;
  return [y0 - slope * x0, slope];
}

/** The largest curvature of the summed squares: it depends only on the x. */
function steepest(points: readonly Point[]): number {
  const n = points.length;
  const sum = points.reduce((all, [x]) => all + x, 0);
  const squares = points.reduce((all, [x]) => all + x * x, 0);
  return n + squares + Math.hypot(n - squares, 2 * sum);
}

/**
 * The notebook's frame if it contains the points and their line, otherwise one in round numbers around them: it does
 * not change while a point is moved a little, since a map that moved along would be unreadable.
 */
export function lineFrame(points: readonly Point[]): LineFrame {
  const [intercept, slope] = leastSquaresLine(points);
  const near = points.every(([x, y]) => inside(x, NOTEBOOK_FRAME.x) && inside(y, NOTEBOOK_FRAME.y));
  const rates = tidy(below(2 / steepest(points) / LIMIT));
  if (near && inside(intercept, NOTEBOOK_FRAME.intercept) && inside(slope, NOTEBOOK_FRAME.slope))
    return { ...NOTEBOOK_FRAME, rates };
  const far = Math.max(...points.map(([x]) => Math.abs(x)));
  const high = Math.max(...points.map(([, y]) => Math.abs(y))) || 1;
  const half = [above(1.2 * high), above((1.2 * high) / far)] as const;
  const around = (middle: number, by: number): Span => {
    const round = (by / 2) * Math.round(middle / (by / 2));
    return [tidy(round - by), tidy(round + by)];
  };
  const window = { intercept: around(intercept, half[0]), slope: around(slope, half[1]) };
  return {
    ...window,
    start: [tidy(window.intercept[0] + 1.7 * half[0]), tidy(window.slope[0] + 0.4 * half[1])],
    ...(near ? { x: NOTEBOOK_FRAME.x, y: NOTEBOOK_FRAME.y } : { x: axisOf(points, 0), y: axisOf(points, 1) }),
    rates,
  };
}

/** The range of an axis, in whole ticks, that contains one coordinate of all points. */
function axisOf(points: readonly Point[], i: 0 | 1): Span {
  const values = points.map((point) => point[i]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = above((high - low || Math.abs(high) || 1) / 4);
  const [from, to] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  return [tidy(from * step), tidy((to > from ? to : from + 1) * step)];
}
