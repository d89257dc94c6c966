/** A line that a reader drew on the playground's sheet, as links and this device had it. */
import type { Span } from '../../experiments/kit/losses.ts';

type SketchPoint = readonly [number, number];

/** Points of a drawn line at most: it is thinned to what the eye can see. */
export const MOST_SKETCH = 64;

/** A drawn line that came from elsewhere. @throws Error in words for the reader, where it is none that this page draws */
export function readSketch(given: unknown, window: { readonly x: Span; readonly y: Span }): SketchPoint[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new Error('The line that the link brings is no list of points.');
  if (given.length > MOST_SKETCH)
    throw new Error(`The line that the link brings has more than the ${MOST_SKETCH} points that this page draws.`);
  return given.map((point: unknown): SketchPoint => {
    const [x, y] = Array.isArray(point) && point.length === 2 ? (point as unknown[]) : [];
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
      throw new Error('The line that the link brings has a point that is no pair of numbers.');
    if (!within(x, window.x) || !within(y, window.y))
      throw new Error('The line that the link brings leaves the sheet.');
    return [x, y];
  });
}

/** On the sheet, or as far beside it as rounding goes. */
const within = (value: number, [from, to]: Span): boolean =>
  value >= from - 1e-3 * (to - from) && value <= to + 1e-3 * (to - from);
