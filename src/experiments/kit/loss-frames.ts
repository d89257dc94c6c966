/** The playground's initial range, start and rates on a loss. Pages load it, so it imports no problem. */
import { leastSquaresLine } from '../../engine/problems/linear-regression-frame.ts';
import { type LossId, lossOf, type Rates, type Span } from './losses.ts';

export type Point = readonly [number, number];

/** Length of descent's first step, as a fraction of the map; for rules with steps of constant length, of each step. */
const FIRST_STEP = 0.02;

/**
 * Rates for an untested loss: descent's first step covers a fiftieth of the map, and momentum, which gains speed, may
 * cover twice as much.
 */
export function ratesFor(slope: number, width: number): Rates {
  const inTwoDigits = (value: number) => Number(value.toPrecision(2));
  const first = (FIRST_STEP * width) / slope;
  return {
    own: inTwoDigits(2 * first),
    descent: inTwoDigits(first),
    momentum: inTwoDigits(2 * first),
    adaptive: inTwoDigits(FIRST_STEP * width),
  };
}

/** The initial range, start and rates of a loss. */
export interface Frame {
  window: { x: Span; y: Span };
  start: Point;
  rates: Rates;
}

/**
 * Minimum distance of the best line from the edge of the usual map, in widths, and the maximum extent of the points.
 */
const NEAR = 0.05;
const FAR = { x: 4, y: 6 } as const;

/**
 * The map's frame: that of the loss's entry. Points may have any size: if their best line is outside the usual map, the
 * frame is placed around that line, wide enough for both parameters to matter and for the start to be away from it, and
 * the rates depend on the slope there.
 */
export function frameOf(loss: LossId, points: readonly Point[]): Frame {
  const { x, y, start, rates } = lossOf(loss);
  const usual = { window: { x, y }, start, rates };
  if (loss !== 'line' || points.every(([at]) => at === points[0]?.[0])) return usual;
  const [intercept, slope] = leastSquaresLine(points);
  const far = Math.max(...points.map(([at]) => Math.abs(at)), 1e-6);
  const high = Math.max(...points.map(([, at]) => Math.abs(at)), 1e-6);
  const isWithin = (at: number, [from, to]: Span): boolean =>
    at > from + NEAR * (to - from) && at < to - NEAR * (to - from);
  if (isWithin(intercept, x) && isWithin(slope, y) && far <= FAR.x && high <= FAR.y) return usual;
  const [across, up] = [Number((1.2 * high).toPrecision(2)), Number(((1.2 * high) / far).toPrecision(2))];
  const end = (value: number) => Number(value.toPrecision(3));
  const around = (middle: number, by: number): Span => [end(middle - by), end(middle + by)];
  const [a, b] = [end(0.7 * across + intercept), end(-0.6 * up + slope)];
  const off = points.map(([at, value]) => 2 * (a + b * at - value));
  const steep = Math.hypot(
    off.reduce((sum, value) => sum + value, 0),
    off.reduce((sum, value, i) => sum + value * (points[i]?.[0] ?? 0), 0),
  );
  return {
    window: { x: around(intercept, across), y: around(slope, up) },
    start: [a, b],
    rates: ratesFor(steep, 2 * Math.min(across, up)),
  };
}
