import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { type Scale, type Tick, toPx } from './axis-scale.ts';
import { type Box, grow, type Inset } from './box.ts';
import type { Shape } from './element.ts';
import type { PlacedText } from './placer.ts';
import { type Pixels, pathPixels } from './polyline.ts';
import { laidOnPaper, type Relief, reliefOf } from './relief.ts';
import { SHARED_SIDE, stretch } from './shared.ts';
import { axisTitles, isFilled, NEAT, neatBars, placeBox } from './surface-frame.ts';
import { placeLabels } from './surface-labels.ts';

const NARROW = 560;
/** Height of the numbers under an axis, and of a line of text, px. */
const [TICKS, TEXT] = [22, 12];
/** Minimum visible depth at which the depth axis has a title, px. */
const DEEP = 24;
/** Space for labels at the edges of a picture filled by its map, px. */
const EDGE = 14;
/** Rotates the square of the tints. */
const QUARTER_TURN = `matrix(0 -1 1 0 0 ${SHARED_SIDE})`;

export interface SurfaceLayout {
  kind: 'surface';
  width: number;
  height: number;
  /** Fewer marks: on a phone, or as one of several small maps. */
  narrow: boolean;
  /** The map inside its neatline; for a tilted one, its part of the picture. */
  box: Box;
  /** The picture's right edge, px. */
  right: number;
  x: Scale;
  y: Scale;
  /** Transform from the square of the tints to their position. */
  land: string;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  /** SVG path of the black bars of the neatline. */
  bars: string;
  titles: readonly PlacedText[];
  /** Px points of `panel.paths`, in order. */
  paths: readonly Pixels[];
  labels: readonly PlacedText[];
  /** SVG path of the lines from labels to their marks. */
  leaders: string;
  lens?: Lens;
  /** For a tilted map. `x` and `y` are then those of the map from above. */
  relief?: Relief;
}

/** An enlarged view of the end of a run, in a corner of its map. */
export interface Lens {
  /** Its position on the map, and the part of the map that it shows. */
  frame: Box;
  of: Box;
  /** Magnification. */
  times: number;
  /** Index of the path, and of the first point shown. */
  path: number;
  from: number;
  says: string;
}

/** Tools for few maps, loaded on demand (`bringFor` of index.ts): empty until then. */
export const surfaceTools: {
  lensOf?(panel: SurfacePanel, place: { box: Box; x: Scale; y: Scale }): Lens | undefined;
  drawLens?(panel: SurfacePanel, scales: { x: Scale; y: Scale }, lens: Lens, tints: Shape, uid: string): Shape;
  /** Draws a tilted map. */
  drawRelief?(panel: SurfacePanel, layout: SurfaceLayout, relief: Relief, uid: string): (Shape | null)[];
} = {};

/** Scales, ticks and every label of a map, in px; a pure function. */
export function layoutSurface(panel: SurfacePanel, width: number, height: number, inset?: Inset): SurfaceLayout {
  const narrow = inset?.small ?? width < NARROW;
  const frame = { x: inset?.left ?? 0, y: inset?.top ?? 0, width, height };
  const { box, x, y, xTicks, yTicks } = placeBox(panel, frame, narrow, inset);
  const relief = reliefOf(panel, box, frame);
  if (relief) return layoutRelief(panel, relief, { x, y, xTicks, narrow, width, height, small: inset?.small ?? false });
  const paths = (panel.paths ?? []).map((path) => pathPixels(path, x, y));
  const lens = inset ? undefined : surfaceTools.lensOf?.(panel, { box, x, y });
  // A map that fills the picture has room for labels only inside its edges.
  const free = isFilled(panel) ? grow(box, -EDGE) : box;
  const { labels, leaders } = placeLabels(panel, { box: free, x, y, narrow, paths, ...(lens && { lens: lens.frame }) });
  const land = stretch(landIn(panel, box, x, y));
  return {
    kind: 'surface',
    width,
    height,
    narrow,
    box,
    right: frame.x + width,
    x,
    y,
    land: panel.fills === 'turned' ? `${land} ${QUARTER_TURN}` : land,
    xTicks,
    yTicks: inset?.yLabels === false ? [] : yTicks,
    bars: isFilled(panel) ? '' : neatBars(xTicks, yTicks, x, y, box),
    titles: inset?.small ? [] : axisTitles(panel, box, width),
    paths,
    labels,
    leaders,
    ...(lens && { lens }),
  };
}

interface From {
  x: Scale;
  y: Scale;
  xTicks: readonly Tick[];
  narrow: boolean;
  width: number;
  height: number;
  small: boolean;
}

/** From the side only the axis along the front edge remains; the vertical direction is the height. */
function layoutRelief(
  panel: SurfacePanel,
  relief: Relief,
  { x, y, xTicks, narrow, width, height, small }: From,
): SurfaceLayout {
  const { bounds } = relief;
  const laid = laidOnPaper(panel, relief, x, y);
  const paths = (laid.paths ?? []).map((path) => pathPixels(path, x, y));
  // Each title is at the far end of its axis; the title of the depth axis is at the back.
  const top = { ...bounds, y: relief.foot - relief.depth - relief.rise, height: relief.depth + relief.rise };
  const titles = axisTitles({ ...panel, y: { ...panel.y, label: panel.bands?.label ?? '' } }, top, width);
  if (relief.depth > DEEP && panel.y.label)
    titles.push({ text: panel.y.label, x: top.x + top.width, y: top.y - NEAT - 7, anchor: 'end', style: 'axis' });
  return {
    kind: 'surface',
    width,
    height,
    narrow,
    box: bounds,
    right: width,
    land: stretch(bounds),
    x,
    y,
    xTicks: bounds.y + bounds.height + TICKS <= height ? xTicks : [],
    yTicks: [],
    bars: '',
    titles: small ? [] : titles.filter((title) => title.y > TEXT && title.y < height - 2),
    paths,
    ...placeLabels(laid, { box: bounds, x, y, narrow, paths }),
    relief,
  };
}

/** Position of the tints: the map's box, unless they extend beyond it. */
export function landIn({ bands }: SurfacePanel, box: Box, x: Scale, y: Scale): Box {
  if (!bands?.window) return box;
  const { xDomain, yDomain } = bands.window;
  const [left, right] = [toPx(x, xDomain[0]), toPx(x, xDomain[1])];
  const [bottom, top] = [toPx(y, yDomain[0]), toPx(y, yDomain[1])];
  return { x: left, y: top, width: right - left, height: bottom - top };
}
