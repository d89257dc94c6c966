/** Where a sheet lies in a window that it fills, whatever the window's shape. opening.css says the same of the ring. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';

export type Point = readonly [x: number, y: number];

/** The middle share of a sheet's sides that is in sight in every window. */
export const IN_SIGHT = 0.9;

export interface Frame {
  width: number;
  height: number;
  /** A tall window shows the sheet turned by a quarter, so that what lay at its right lies at the top. */
  tall: boolean;
  /** Px of a unit of the sheet. */
  unit: number;
  /** The middle of the sheet itself. */
  middle: Point;
}

const middleOf = ([from, to]: Point): number => (from + to) / 2;
export const turned = ([x, y]: Point): Point => [-y, x];

/** The frame of a sheet in a window of this size, px. */
export function frameOf({ x, y }: Pick<SurfacePanel, 'x' | 'y'>, width: number, height: number): Frame {
  const [across, up] = [x, y].map(({ domain: [from, to] }) => IN_SIGHT * (to - from)) as [number, number]; // two in, two out
  const tall = height >= width;
  return {
    width,
    height,
    tall,
    unit: Math.max(1, tall ? Math.min(width / up, height / across) : Math.min(width / across, height / up)),
    middle: [middleOf(x.domain), middleOf(y.domain)],
  };
}

/** Where a place of the sheet lies in the window, px. */
export function toWindow({ width, height, tall, unit, middle }: Frame, [x, y]: Point): Point {
  const away: Point = [x - middle[0], y - middle[1]];
  const [right, up] = tall ? turned(away) : away;
  return [width / 2 + unit * right, height / 2 - unit * up];
}

/** The place of the sheet that lies there in the window, px. */
export function fromWindow({ width, height, tall, unit, middle }: Frame, [px, py]: Point): Point {
  const [right, up] = [(px - width / 2) / unit, (height / 2 - py) / unit];
  return tall ? [middle[0] + up, middle[1] - right] : [middle[0] + right, middle[1] + up];
}

/** The furthest place on the way from one place to another that is within reach. */
export function within(reach: number, from: Point, to: Point): Point {
  const share = Math.min(1, reach / Math.hypot(to[0] - from[0], to[1] - from[1]));
  return share < 1 ? [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])] : to;
}
