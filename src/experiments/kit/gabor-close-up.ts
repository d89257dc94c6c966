import { gaborSurface } from '../../engine/problems/gabor-surface.ts';
import { bands } from '../../figure/panels/contours.ts';
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { gaborMap } from './gabor-map.ts';

type Point = readonly [number, number];
type Domain = readonly [number, number];

interface Extent {
  middle: number;
  span: number;
}

/** Fraction of the window that stays free on every side. */
const MARGIN = 0.22;
const CELLS = 36;
/** Minimum width of such a piece. */
const LEAST = 0.8;
/** Maximum ratio of the magnifications of a lens along its two axes. */
const STRETCH = 5;

/**
 * A square piece of the Gabor map around the given points, with the tints of the whole map, so that it looks like the
 * same map under a lens.
 */
export function gaborCloseUp(points: readonly Point[]): SurfacePanel {
  const [x, y] = extents(points);
  const half = Math.max(LEAST, x.span, y.span) * (0.5 + MARGIN);
  return gaborPiece(around(x.middle, half), around(y.middle, half));
}

/**
 * A piece of the map scaled separately along each axis to fit the points: steps across a valley are much longer than along it.
 * The longer axis spans at least `least`.
 */
export function gaborLens(points: readonly Point[], least: number): SurfacePanel {
  const [x, y] = extents(points);
  const longest = Math.max(least, x.span, y.span);
  const half = ({ span }: Extent): number => Math.max(span, longest / STRETCH) * (0.5 + MARGIN);
  return gaborPiece(around(x.middle, half(x)), around(y.middle, half(y)));
}

/** A window of the map, with the tints of the whole. */
export function gaborPiece(xDomain: Domain, yDomain: Domain): SurfacePanel {
  const whole = gaborMap();
  return {
    ...whole,
    name: 'close-up',
    x: { ...whole.x, domain: xDomain },
    y: { ...whole.y, domain: yDomain },
    bands: bands({
      ...gaborSurface({ xDomain, yDomain, columns: CELLS, rows: CELLS, ring: true }),
      levels: whole.bands?.levels ?? [],
      label: 'loss *L*',
    }),
  };
}

function extents(points: readonly Point[]): readonly [Extent, Extent] {
  const extent = (along: 0 | 1): Extent => {
    const values = points.map((point) => point[along]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { middle: (low + high) / 2, span: high - low };
  };
  return [extent(0), extent(1)];
}

const around = (middle: number, half: number): Domain => [middle - half, middle + half];
