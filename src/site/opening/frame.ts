/** Where a sheet lies in a window that it fills, whatever the window's shape. opening.css says the same of the ring. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { createScale } from '../../widgets/panels/axis-scale.ts';
import type { Box } from '../../widgets/panels/labels.ts';
import { remember } from '../../widgets/panels/remember.ts';
import { stretch } from '../../widgets/panels/shared.ts';
import { placeLabels } from '../../widgets/panels/surface-labels.ts';
import { landIn, pathPixels, type SurfaceLayout } from '../../widgets/panels/surface-layout.ts';

type Point = readonly [x: number, y: number];

/** The middle share of a sheet's sides that is in sight in every window. */
export const IN_SIGHT = 0.9;
/** Of a tall window: px at its top under the title, and at its foot under the steps that are left. */
const HEAD = 236;
const FOOT = 96;

export interface Frame {
  width: number;
  height: number;
  /** A tall window shows the sheet turned by a quarter, so that what lay at its right lies at the top. */
  tall: boolean;
  /** Px of a unit of the sheet. */
  unit: number;
  /** The middle of the sheet in the window, px. */
  centre: Point;
  /** The middle of the sheet itself. */
  middle: Point;
}

const middleOf = ([from, to]: Point): number => (from + to) / 2;
const turned = ([x, y]: Point): Point => [-y, x];

/** The frame of a sheet in a window of this size, px. */
export function frameOf({ x, y }: Pick<SurfacePanel, 'x' | 'y'>, width: number, height: number): Frame {
  const [across, up] = [x, y].map(({ domain: [from, to] }) => IN_SIGHT * (to - from)) as [number, number]; // two in, two out
  const tall = height >= width;
  const room = height - HEAD - FOOT;
  return {
    width,
    height,
    tall,
    unit: Math.max(1, tall ? Math.min(width / up, room / across) : Math.min(width / across, height / up)),
    centre: [width / 2, tall ? HEAD + room / 2 : height / 2],
    middle: [middleOf(x.domain), middleOf(y.domain)],
  };
}

/** Where a place of the sheet lies in the window, px. */
export function toWindow({ tall, unit, centre, middle }: Frame, [x, y]: Point): Point {
  const away: Point = [x - middle[0], y - middle[1]];
  const [right, up] = tall ? turned(away) : away;
  return [centre[0] + unit * right, centre[1] - unit * up];
}

/** The place of the sheet that lies there in the window, px. */
export function fromWindow({ tall, unit, centre, middle }: Frame, [px, py]: Point): Point {
  const [right, up] = [(px - centre[0]) / unit, (centre[1] - py) / unit];
  return tall ? [middle[0] + up, middle[1] - right] : [middle[0] + right, middle[1] + up];
}

/** The furthest place on the way from one place to another that is within reach. */
export function within(reach: number, from: Point, to: Point): Point {
  const share = Math.min(1, reach / Math.hypot(to[0] - from[0], to[1] - from[1]));
  return share < 1 ? [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])] : to;
}

const keyOf = ({ width, height }: Frame): string => `${width} ${height}`;

/** The sheet as the window shows it: turned where that is tall, and its axes as long as the window, without ticks. */
export const inWindow: (panel: SurfacePanel, frame: Frame) => SurfacePanel = remember((panel: SurfacePanel, frame) => {
  const { width, height, tall, unit, centre, middle } = frame;
  const turn = (at: Point): Point => (tall ? turned(at) : at);
  const [mx, my] = turn(middle);
  const flip = <T extends { x: SurfacePath['x']; y: SurfacePath['x'] }>(one: T): T =>
    tall ? { ...one, x: one.y.map((v) => -v), y: one.x } : one;
  const { handle } = panel;
  return {
    ...panel,
    x: { label: '', domain: [mx - centre[0] / unit, mx + (width - centre[0]) / unit], ticks: [] },
    y: { label: '', domain: [my - (height - centre[1]) / unit, my + centre[1] / unit], ticks: [] },
    paths: (panel.paths ?? []).map(flip),
    points: (panel.points ?? []).map((point) => {
      const [x, y] = turn([point.x, point.y]);
      return { ...point, x, y };
    }),
    // What the ring and the arrows have to say is said beside the sheet.
    arrows: (panel.arrows ?? []).map(({ label: _, ...arrow }) => ({
      ...arrow,
      from: turn(arrow.from),
      to: turn(arrow.to),
    })),
    ...(handle && { handle: { ...handle, at: turn(handle.at), label: '' } }),
  };
}, keyOf);
type SurfacePath = NonNullable<SurfacePanel['paths']>[number];

/** Room for labels at the edges of the window, px. */
const EDGE = 4;

/** Where everything of such a sheet stands: it fills the window, and has no frame of its own. */
export const layoutInWindow: (panel: SurfacePanel, frame: Frame) => SurfaceLayout = remember(
  (panel: SurfacePanel, { width, height, tall }: Frame): SurfaceLayout => {
    const box: Box = { x: 0, y: 0, width, height };
    const [x, y] = [createScale(panel.x, [0, width]), createScale(panel.y, [height, 0])];
    const paths = (panel.paths ?? []).map((path) => pathPixels(path, x, y));
    // Names keep clear of the words at the top of a tall window.
    const free = {
      ...box,
      x: EDGE,
      width: width - 2 * EDGE,
      ...(tall && { y: HEAD, height: height - HEAD - FOOT / 2 }),
    };
    const { labels, leaders } = placeLabels(panel, { box: free, x, y, narrow: true, paths });
    return {
      kind: 'surface',
      width,
      height,
      narrow: true,
      box,
      x,
      y,
      land: landOf(panel, box, x, y, tall),
      xTicks: [],
      yTicks: [],
      bars: '',
      titles: [],
      paths,
      labels,
      leaders,
    };
  },
  keyOf,
);

/** The square of the tints, brought to where they lie and turned with the sheet. */
function landOf(panel: SurfacePanel, box: Box, x: SurfaceLayout['x'], y: SurfaceLayout['y'], tall: boolean): string {
  const { bands } = panel;
  if (!tall || !bands?.window) return stretch(landIn(panel, box, x, y));
  const { xDomain, yDomain } = bands.window;
  const window = { xDomain: [-yDomain[1], -yDomain[0]], yDomain: xDomain } as const;
  return `${stretch(landIn({ ...panel, bands: { ...bands, window } }, box, x, y))} matrix(0 -1 1 0 0 1000)`;
}
