/** Fits a map into a box of any shape, as for the fog game on the home page. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { remember } from './remember.ts';

type Point = readonly [x: number, y: number];

/** The central fraction of a map's sides that is visible in a box of any shape. */
const IN_SIGHT = 0.9;
/** A picture narrower than this is built turned, for a box higher than wide, px. */
const NARROW = 620;

const spanOf = ([from, to]: Point): number => to - from;
const middleOf = ([from, to]: Point): number => (from + to) / 2;
const turned = ([x, y]: Point): Point => [-y, x];
/** The position on the original map of a position on the turned one. */
export const unturned = ([x, y]: Point): Point => [y, -x];

/**
 * Height of a picture that shows exactly the visible part in any box of this width, px. Centred in such a box and
 * scaled to fit, everything is at the same position as on the filled map.
 */
export function heightInSight({ x, y }: SurfacePanel, width: number): number {
  const ratio = spanOf(x.domain) / spanOf(y.domain);
  return width < NARROW ? width * ratio : width / ratio;
}

/**
 * The map with axes as long as the box; in a box higher than wide turned, with its right side at the top; without
 * ticks, contour numbers and labels of arrows.
 */
export const filled: (panel: SurfacePanel, width: number, height: number) => SurfacePanel = remember(
  (panel: SurfacePanel, width: number, height: number): SurfacePanel => {
    const isTurned = height > width;
    const turn = (at: Point): Point => (isTurned ? turned(at) : at);
    const turnLine = <Line extends { x: ArrayLike<number>; y: ArrayLike<number> }>(line: Line): Line =>
      isTurned ? { ...line, x: Array.from(line.y, (v) => -v), y: line.x } : line;
    const turnBox = <Span extends { xDomain: Point; yDomain: Point }>({ xDomain, yDomain }: Span) =>
      isTurned ? { xDomain: [-yDomain[1], -yDomain[0]] as const, yDomain: xDomain } : { xDomain, yDomain };
    const { xDomain, yDomain } = turnBox({ xDomain: panel.x.domain, yDomain: panel.y.domain });
    const unit = Math.min(width / spanOf(xDomain), height / spanOf(yDomain)) / IN_SIGHT;
    const around = (domain: Point, px: number) => {
      const [middle, half] = [middleOf(domain), px / unit / 2];
      return { label: '', domain: [middle - half, middle + half], ticks: [] } as const;
    };
    const { bands, handle, paths, points, arrows } = panel;
    return {
      ...panel,
      fills: isTurned ? 'turned' : 'upright',
      x: around(xDomain, width),
      y: around(yDomain, height),
      ...(bands?.window && { bands: { ...bands, numbers: [], window: turnBox(bands.window) } }),
      ...(paths && { paths: paths.map(turnLine) }),
      ...(points && {
        points: points.map((point) => {
          const [x, y] = turn([point.x, point.y]);
          return { ...point, x, y };
        }),
      }),
      ...(arrows && {
        arrows: arrows.map(({ label: _, ...arrow }) => ({ ...arrow, from: turn(arrow.from), to: turn(arrow.to) })),
      }),
      ...(handle && {
        handle: {
          ...handle,
          at: turn(handle.at),
          ...(handle.falls && { falls: turn(handle.falls) }),
          spans: [panel.x.domain, panel.y.domain],
          turned: isTurned,
        },
      }),
    };
  },
  (width, height) => `${width} ${height}`,
);
