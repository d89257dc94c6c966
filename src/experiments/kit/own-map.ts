/** A map of the reader's own in the playground: its edges, and its points. */
import { pointsIn, pointsText } from '../../engine/points.ts';
import { number } from '../../engine/schema.ts';
import { ownPoints } from '../../figure/parameters/points-kit.ts';
import { FIRST_POINTS, isPython, type LossId, lossOf, type Span } from './losses.ts';

/** Default edges for the map of a loss unknown to the page. */
const { x, y } = lossOf('own');
export const FIRST_EDGES = { left: x[0], right: x[1], bottom: y[0], top: y[1] };
type Edges = Readonly<typeof FIRST_EDGES>;

/** @param what object of the map, in words */
export function edges(what: string) {
  const edge = (label: string, at: number) =>
    number({ label, help: `How far the map of ${what} reaches.`, default: at, min: -1e6, max: 1e6, step: 0.01 });
  return {
    left: edge('Left edge', FIRST_EDGES.left),
    right: edge('Right edge', FIRST_EDGES.right),
    bottom: edge('Lower edge', FIRST_EDGES.bottom),
    top: edge('Upper edge', FIRST_EDGES.top),
  };
}

/** From the smaller number to the larger; if they are equal, a little further. */
const span = (a: number, b: number): Span => (a === b ? [a - 1, b + 1] : [Math.min(a, b), Math.max(a, b)]);

/** The range chosen by the reader; undefined if the edges are unchanged, or if the loss has its own map. */
export function chosenWindow({ loss, ...at }: Edges & { loss: LossId }): { x: Span; y: Span } | undefined {
  const isMoved = (Object.keys(FIRST_EDGES) as (keyof Edges)[]).some((name) => at[name] !== FIRST_EDGES[name]);
  if (!isMoved || !(isPython(loss) || loss === 'line')) return undefined;
  return { x: span(at.left, at.right), y: span(at.bottom, at.top) };
}

/** The sentence on edges that are reversed or equal; empty if they are neither, or not used. */
export function edgesSay(values: Edges & { loss: LossId }): string {
  if (!chosenWindow(values)) return '';
  const { left, right, bottom, top } = values;
  return [
    left > right && 'The left edge is larger than the right one, so they have changed places.',
    left === right && 'The left and the right edge are the same, so the map shows one more on either side.',
    bottom > top && 'The lower edge is larger than the upper one, so they have changed places.',
    bottom === top && 'The lower and the upper edge are the same, so the map shows one more above and below.',
  ]
    .filter((says) => says !== false)
    .join(' ');
}

/** @param what is fitted to them */
export const fittedPoints = (what: string) =>
  ownPoints({
    label: 'Points',
    help: `The points to which ${what} is fitted.`,
    default: pointsText(FIRST_POINTS),
    fewest: 2,
    most: 60,
    x: [-1e6, 1e6],
    y: [-1e6, 1e6],
  });

export const pointsOf = ({ points }: { points: string }): readonly (readonly [x: number, y: number])[] =>
  pointsIn(points) ?? FIRST_POINTS;
