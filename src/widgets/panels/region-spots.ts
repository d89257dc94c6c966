import { type Box, type Label, labelBox, type Spot } from './labels.ts';

type Point = readonly [number, number];

const STEPS = 14;

/** Spots inside a polygon (px) where the whole label fits, the roomiest first; the middle of its box if there is none. */
export function regionSpots(polygon: readonly Point[], label: Label, bounds: Box): Spot[] {
  const xs = polygon.map(([x]) => x).filter(Number.isFinite);
  const ys = polygon.map(([, y]) => y).filter(Number.isFinite);
  const left = Math.max(bounds.x, Math.min(...xs));
  const right = Math.min(bounds.x + bounds.width, Math.max(...xs));
  const top = Math.max(bounds.y, Math.min(...ys));
  const bottom = Math.min(bounds.y + bounds.height, Math.max(...ys));
  if (!(right > left && bottom > top)) return [];
  const found: { spot: Spot; room: number }[] = [];
  for (let i = 1; i < STEPS; i++) {
    for (let k = 1; k < STEPS; k++) {
      const spot: Spot = {
        x: left + ((right - left) * i) / STEPS,
        y: top + ((bottom - top) * k) / STEPS,
        anchor: 'middle',
      };
      const room = clearance(polygon, labelBox(label, spot));
      if (room > 0) found.push({ spot, room });
    }
  }
  found.sort((a, b) => b.room - a.room);
  const middle: Spot = { x: (left + right) / 2, y: (top + bottom) / 2, anchor: 'middle' };
  return [...found.map(({ spot }) => spot), middle];
}

/** How far the corners of the box are from the sides of the polygon; 0 if one lies outside. */
function clearance(polygon: readonly Point[], { x, y, width, height }: Box): number {
  const corners: Point[] = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ];
  if (!corners.every((corner) => contains(polygon, corner))) return 0;
  return Math.min(
    ...corners.map((corner) =>
      Math.min(...polygon.map((a, i) => distance(corner, a, polygon[(i + 1) % polygon.length] ?? a))),
    ),
  );
}

function contains(polygon: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  polygon.forEach(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}
