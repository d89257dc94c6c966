import { leastSquaresLine } from '../../engine/problems/linear-regression-frame.ts';
import { onLoss, ratesFor, type Settings } from './settings.ts';

type Points = Settings['points'];

/**
 * Settings for points that came all at once, whose numbers may be of any size: the sheet is laid around the best line, wide
 * enough that both parameters matter, the start stands off it, and the rates go by the slope there.
 */
export function onPasted(settings: Settings, points: Points): Settings {
  const [intercept, slope] = leastSquaresLine(points);
  const far = Math.max(...points.map(([x]) => Math.abs(x)), 1e-6);
  const high = Math.max(...points.map(([, y]) => Math.abs(y)), 1e-6);
  const half = [Number((1.2 * high).toPrecision(2)), Number(((1.2 * high) / far).toPrecision(2))] as const;
  const end = (value: number) => Number(value.toPrecision(3));
  const around = (middle: number, by: number): [number, number] => [end(middle - by), end(middle + by)];
  const window = { x: around(intercept, half[0]), y: around(slope, half[1]) };
  const start = [0.7 * half[0] + intercept, -0.6 * half[1] + slope].map((value) => Number(value.toPrecision(3)));
  const [a = 0, b = 0] = start;
  const off = points.map(([x, y]) => 2 * (a + b * x - y));
  const steep = Math.hypot(
    off.reduce((sum, value) => sum + value, 0),
    off.reduce((sum, value, i) => sum + value * (points[i]?.[0] ?? 0), 0),
  );
  const moved: Settings = { ...onLoss(settings, 'line'), points, window, start: [a, b] };
  return { ...moved, ...ratesFor(moved, steep, 2 * Math.min(...half)) };
}
