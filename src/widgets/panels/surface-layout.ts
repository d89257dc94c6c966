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
/** Room for the numbers under an axis, and for a line of text, px. */
const [TICKS, TEXT] = [22, 12];
/** A map that is seen less deep has no name of its depth, px. */
const DEEP = 24;
/** Room for labels at the edges of a picture that the map fills, px. */
const EDGE = 14;
/** Turns the square of the tints. */
const QUARTER_TURN = `matrix(0 -1 1 0 0 ${SHARED_SIDE})`;

export interface SurfaceLayout {
  kind: 'surface';
  width: number;
  height: number;
  /** Fewer marks: a phone, or one of several small maps. */
  narrow: boolean;
  /** The map inside its neatline; of one that is seen from a side, what it takes of the picture. */
  box: Box;
  /** Where the picture ends, px. */
  right: number;
  x: Scale;
  y: Scale;
  /** Transform that brings the square of the tints to where they lie. */
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

/** The end of a run, seen larger in a corner of its map. */
export interface Lens {
  /** Where it lies on the map, and the piece of the map that it shows. */
  frame: Box;
  of: Box;
  /** How many times larger. */
  times: number;
  /** Index of the path, and its first point that is shown. */
  path: number;
  from: number;
  says: string;
}

/** Tools that few maps need, and a page fetches on need (`bringFor` of index.ts): empty until it is there. */
export const surfaceTools: {
  lensOf?(panel: SurfacePanel, place: { box: Box; x: Scale; y: Scale }): Lens | undefined;
  drawLens?(panel: SurfacePanel, scales: { x: Scale; y: Scale }, lens: Lens, tints: Shape, uid: string): Shape;
  /** The drawing of a map that is seen from a side. */
  drawRelief?(panel: SurfacePanel, layout: SurfaceLayout, relief: Relief, uid: string): (Shape | null)[];
} = {};

/** Scales, ticks and every label of a map, in px; pure. */
export function layoutSurface(panel: SurfacePanel, width: number, height: number, inset?: Inset): SurfaceLayout {
  const narrow = inset?.small ?? width < NARROW;
  const frame = { x: inset?.left ?? 0, y: inset?.top ?? 0, width, height };
  const { box, x, y, xTicks, yTicks } = placeBox(panel, frame, narrow, inset);
  const relief = reliefOf(panel, box, frame);
  if (relief) return layoutRelief(panel, relief, { x, y, xTicks, narrow, width, height, small: inset?.small ?? false });
  const paths = (panel.paths ?? []).map((path) => pathPixels(path, x, y));
  const lens = inset ? undefined : surfaceTools.lensOf?.(panel, { box, x, y });
  // One that fills the picture has room for labels within its edges alone.
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

/** From a side only the axis along the front edge is still one; upwards it is the height that grows. */
function layoutRelief(
  panel: SurfacePanel,
  relief: Relief,
  { x, y, xTicks, narrow, width, height, small }: From,
): SurfaceLayout {
  const { bounds } = relief;
  const laid = laidOnPaper(panel, relief, x, y);
  const paths = (laid.paths ?? []).map((path) => pathPixels(path, x, y));
  // Each is at the far end of its axis; those of the map's depth at the back.
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

/** Where the tints lie: in the box of the map, unless they reach beyond it. */
export function landIn({ bands }: SurfacePanel, box: Box, x: Scale, y: Scale): Box {
  if (!bands?.window) return box;
  const { xDomain, yDomain } = bands.window;
  const [left, right] = [toPx(x, xDomain[0]), toPx(x, xDomain[1])];
  const [bottom, top] = [toPx(y, yDomain[0]), toPx(y, yDomain[1])];
  return { x: left, y: top, width: right - left, height: bottom - top };
}
