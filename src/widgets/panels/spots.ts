/** Positions of a word beside its mark, best first. Defines all distances between words and pictures, in px. */
import type { SurfaceCells } from '../../figure/panels/panel.ts';
import { type Box, contains } from './box.ts';
import { type Label, LINE, labelBox, type Spot } from './placer.ts';
import { type Pixels, round, samples } from './polyline.ts';
import { textWidth } from './text.ts';

type Point = readonly [number, number];

/** Distances of words that do not fit beside their mark, and get a line to it. */
const FAR = [22, 36, 52];

/** Eight spots around a point, `gap` px from its centre; by default the one to the right comes first. */
export function spotsAround(x: number, y: number, gap: number, first: 'left' | 'right' = 'right'): Spot[] {
  const right: Spot = { x: x + gap, y: y + 4, anchor: 'start' };
  const left: Spot = { x: x - gap, y: y + 4, anchor: 'end' };
  const d = gap * 0.7;
  return [
    ...(first === 'right' ? [right, left] : [left, right]),
    { x, y: y - gap - 2, anchor: 'middle' },
    { x, y: y + gap + 10, anchor: 'middle' },
    { x: x + d, y: y - d - 1, anchor: 'start' },
    { x: x - d, y: y - d - 1, anchor: 'end' },
    { x: x + d, y: y + d + 9, anchor: 'start' },
    { x: x - d, y: y + d + 9, anchor: 'end' },
  ];
}

/** Around a mark of this radius. */
export const besideMark = ([x, y]: Point, radius: number): Spot[] =>
  [radius, ...FAR].flatMap((gap) => spotsAround(x, y, gap));

/** Around the loss of a minimum, which is placed nearby or not at all. */
export const besideMinimum = ([x, y]: Point): Spot[] => spotsAround(x, y, 7).slice(0, 4);

/** At the end of a line from the lowest minimum, near it or further off. */
export const ledFromLowest = ([x, y]: Point): Spot[] =>
  [1, 1.8, 2.6].flatMap((far) =>
    [
      [28, 22],
      [-28, 22],
      [28, -22],
      [-28, -22],
    ].map(([dx = 0, dy = 0]): Spot => {
      const [side, right, up] = [Math.sign(dx), far * dx, far * dy];
      return {
        x: x + right + 4 * side,
        y: y - up + 4,
        anchor: side > 0 ? 'start' : 'end',
        leader: `M${round(x + 5 * side)} ${round(y - 4 * Math.sign(up))}L${round(x + right - 4 * side)} ${round(y - up)}h${4 * side}`,
      };
    }),
  );

/**
 * Beside a handle, or in an empty corner if one may click anywhere.
 * @param goesOn step by step: it has the focus, with a second ring around it
 */
export function besideRing(text: string, [x, y]: Point, box: Box, first: 'left' | 'right', goesOn = false): Spot[] {
  const beside = [goesOn ? 23 : 16, goesOn ? 34 : first === 'left' ? 30 : 26].flatMap((gap) =>
    spotsAround(x, y, gap, first),
  );
  return /\bclick\b/.test(text) ? [...corners(box), ...beside] : beside;
}

function corners({ x, y, width, height }: Box): Spot[] {
  const [left, right, top, bottom] = [x + 8, x + width - 8, y + 18, y + height - 9];
  return [
    { x: right, y: bottom, anchor: 'end' },
    { x: left, y: bottom, anchor: 'start' },
    { x: right, y: top, anchor: 'end' },
    { x: left, y: top, anchor: 'start' },
  ];
}

/** Around the tip of an arrow, first on the side to which it points. */
export const besideTip = ([x, y]: Point, side: 'left' | 'right'): Spot[] =>
  [8, 18, 30].flatMap((gap) => spotsAround(x, y, gap, side));

/** Around the ends of runs within `reach` of their centre, for a label with `lines` lines. */
export function besideEnds([x, y]: Point, reach: number, lines: number): Spot[] {
  const rest = LINE * (lines - 1);
  return [9, ...FAR].flatMap((gap) =>
    spotsAround(x, y, reach + gap).map((spot) => {
      const isBeside = Math.abs(spot.y - y) < 5;
      return { ...spot, y: spot.y - (isBeside ? rest / 2 : spot.y < y ? rest : 0) };
    }),
  );
}

/** Around the head of a run in progress, on the side with room. */
export const besideHead = ([x, y]: Point, side: 'left' | 'right'): Spot[] =>
  [10, 24].flatMap((gap) => spotsAround(x, y, gap, side));

/** An event at the head of a run: above it, on the side with room, or further off. */
export const besideEvent = ([x, y]: Point, side: 'left' | 'right'): Spot[] => {
  const isLeft = side === 'left';
  return [
    { x: x + (isLeft ? -14 : 14), y: y - 9, anchor: isLeft ? 'end' : 'start' },
    ...[16, 28, 44].flatMap((gap) => spotsAround(x, y, gap, side)),
  ];
};

/** Around a guess, which has many neighbours. */
export const besideGuess = ([x, y]: Point): Spot[] => [14, 24, 38, 56].flatMap((gap) => spotsAround(x, y, gap));

/** On the line from a guess to the end, from its middle outwards. */
export const alongGuess = ([x, y]: Point, [ex, ey]: Point): Spot[] =>
  [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((share) => spotsAround(x + share * (ex - x), y + share * (ey - y), 8));

/** All over a map, from a point outwards. */
export const acrossMap = ([x, y]: Point, { x: left, y: top, width, height }: Box): Spot[] => {
  const far = (spot: Spot): number => Math.hypot(spot.x - x, spot.y - y);
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
  return shares
    .flatMap((across) =>
      shares.map((down): Spot => ({ x: left + across * width, y: top + down * height, anchor: 'middle' })),
    )
    .sort((a, b) => far(a) - far(b));
};

/** Above the end of a line and to its left; below it; then further away. */
export const besideValue = ([x, y]: Point): Spot[] => [
  { x: x - 6, y: y - 12, anchor: 'end' },
  { x: x - 6, y: y + 22, anchor: 'end' },
  { x: x - 10, y: y + 4, anchor: 'end' },
  { x: x + 9, y: y + 4, anchor: 'start' },
  { x: x - 6, y: y - 28, anchor: 'end' },
  { x: x - 6, y: y - 44, anchor: 'end' },
  { x: x - 30, y: y - 14, anchor: 'end' },
  ...spotsAround(x, y, 12),
];

/** Beside a line, from its far end inwards. */
export function alongLine(line: Pixels, box: Box): Spot[] {
  const seen: Point[] = [];
  samples(line, box, 8, (x, y) => seen.push([x, y]));
  return [0.9, 0.75, 0.6, 0.45, 0.3, 0.15].flatMap((share) => {
    const point = seen[Math.floor(share * (seen.length - 1))];
    return point ? spotsAround(...point, 9) : [];
  });
}

/** Above or below a horizontal line of a chart. */
export const alongLevel = (y: number, box: Box): Spot[] => [-5, 14].flatMap((dy) => acrossBox(y + dy, box));

/** From the left of a box to its right. */
function acrossBox(y: number, box: Box): Spot[] {
  const [middle, quarter] = [box.x + box.width / 2, box.width / 4];
  return [
    { x: box.x + 4, y, anchor: 'start' },
    { x: box.x + box.width - 4, y, anchor: 'end' },
    { x: middle, y, anchor: 'middle' },
    { x: middle - quarter, y, anchor: 'middle' },
    { x: middle + quarter, y, anchor: 'middle' },
  ];
}

/** To the right or left of a vertical line of a chart, from top to bottom. */
export const alongUpright = (x: number, box: Box): Spot[] =>
  [0.02, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9].flatMap((share): Spot[] => {
    const y = box.y + 6 + share * (box.height - 12);
    return [
      { x: x + 5, y, anchor: 'start' },
      { x: x - 5, y, anchor: 'end' },
    ];
  });

/** At the top of a vertical line, in one of two rows. */
export const overUpright = (x: number, row: number, text: string, box: Box): Spot[] => [
  { x: Math.max(x, box.x + 2 + textWidth(text, 12) / 2), y: box.y + 11 + 16 * (row % 2), anchor: 'middle' },
];

/** In a band of a chart between two values of an axis. */
export function inBand(axis: 'x' | 'y', a: number, b: number, box: Box): Spot[] {
  const [low, high] = axis === 'x' ? [box.x, box.x + box.width] : [box.y, box.y + box.height];
  const inside = (px: number) => Math.min(high, Math.max(low, px));
  const middle = (inside(a) + inside(b)) / 2;
  if (axis === 'y') return [4, 18, -10].flatMap((dy) => acrossBox(middle + dy, box).slice(0, 3));
  return [0.08, 0.25, 0.5, 0.75, 0.92].flatMap((share): Spot[] => {
    const y = box.y + 5 + share * (box.height - 8);
    return [
      { x: middle, y, anchor: 'middle' },
      { x: inside(Math.max(a, b)) - 5, y, anchor: 'end' },
    ];
  });
}

/** In a cell: centred, then up or down, to the side, or in a corner. */
export function inCell({ columns, rows }: SurfaceCells, column: number, row: number, text: string, box: Box): Spot[] {
  const [width, height] = [box.width / columns, box.height / rows];
  const [across, along] = [width - 6 - textWidth(text, 12), height - 15];
  if (across <= 0 || along <= 0) return [];
  return [
    [0, 0],
    [0, -1],
    [0, 1],
    [-1, 0],
    [1, 0],
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ].map(([dx = 0, dy = 0]) => ({
    x: box.x + (column + 0.5) * width + (dx * across) / 2,
    y: box.y + (rows - 0.5 - row) * height + 4 + (dy * along) / 2,
    anchor: 'middle',
  }));
}

/** Number of positions tried in a polygon from side to side, and from top to bottom. */
const TRIED = 14;

/**
 * Positions in a polygon at which the whole label fits, the one with most room first; finally the centre of its box.
 */
export function inPolygon(polygon: readonly Point[], label: Label, bounds: Box): Spot[] {
  const xs = polygon.map(([x]) => x).filter(Number.isFinite);
  const ys = polygon.map(([, y]) => y).filter(Number.isFinite);
  const left = Math.max(bounds.x, Math.min(...xs));
  const right = Math.min(bounds.x + bounds.width, Math.max(...xs));
  const top = Math.max(bounds.y, Math.min(...ys));
  const bottom = Math.min(bounds.y + bounds.height, Math.max(...ys));
  if (!(right > left && bottom > top)) return [];
  const spotAt = (across: number, down: number): Spot => ({
    x: left + (right - left) * across,
    y: top + (bottom - top) * down,
    anchor: 'middle',
  });
  const shares = Array.from({ length: TRIED - 1 }, (_, i) => (i + 1) / TRIED);
  const spots = shares
    .flatMap((across) => shares.map((down) => spotAt(across, down)))
    .map((spot) => ({ spot, room: roomOf(polygon, labelBox(label, spot)) }))
    .filter(({ room }) => room > 0)
    .sort((a, b) => b.room - a.room);
  return [...spots.map(({ spot }) => spot), spotAt(0.5, 0.5)];
}

/** Distance of the box's corners from the sides of the polygon; 0 if one is outside. */
function roomOf(polygon: readonly Point[], { x, y, width, height }: Box): number {
  const boxCorners: Point[] = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ];
  if (!boxCorners.every((corner) => isIn(polygon, corner))) return 0;
  const distances = boxCorners.flatMap((corner) =>
    polygon.map((a, i) => distance(corner, a, polygon[(i + 1) % polygon.length] ?? a)),
  );
  return Math.min(...distances);
}

function isIn(polygon: readonly Point[], [x, y]: Point): boolean {
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

/** The last point of a line within `margin` of a box. */
export function endIn({ x, y }: Pixels, box: Box, margin = 0): Point | undefined {
  const i = x.findLastIndex((px, k) => contains(box, px, y[k] ?? Number.NaN, margin));
  return i < 0 ? undefined : [x[i]!, y[i]!];
}
