/** Boxes in a picture, px. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a point is in the box, or at most `margin` outside. */
export function contains({ x, y, width, height }: Box, px: number, py: number, margin = 0): boolean {
  return px >= x - margin && px <= x + width + margin && py >= y - margin && py <= y + height + margin;
}

/** A square around a mark. */
export function around(x: number, y: number, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** The box with a margin. */
export function grow({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** The position of a map or a chart in a larger picture, and the parts it should omit. */
export interface Inset {
  left: number;
  top: number;
  small: boolean;
  /** Whether to write the labels of the y axis. */
  yLabels: boolean;
}
