import { textWidth } from './text.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Anchor = 'start' | 'middle' | 'end';

/** A text with its place: (x, y) is the point of its baseline that `anchor` names. */
export interface PlacedText {
  text: string;
  x: number;
  y: number;
  anchor: Anchor;
  /** Classes of panels.css. */
  style: string;
  /** Degrees, about (x, y). */
  turn?: number;
  /** Index of the tint behind it, if that is to be its halo. */
  tint?: number;
}

export interface Label {
  /** A line break starts a second, smaller line. */
  text: string;
  /** Classes of the first line, and of the second. */
  style: string;
  below?: string;
  /** Classes of every line, all of which are then of the first one's size. */
  each?: readonly string[];
  size: number;
  bold?: boolean;
}

export interface Spot {
  x: number;
  y: number;
  anchor: Anchor;
}

export interface Placer {
  /** Keeps every label out of a box. */
  claim(box: Box): void;
  /** Marks a point, as of a line of data, that labels cover only if there is no other place. */
  avoid(x: number, y: number): void;
  /**
   * Places the label at the first free spot that covers no point to avoid; otherwise, unless `strict`, at the free spot
   * that covers the fewest. Undefined if no spot is free.
   */
  place(label: Label, spots: readonly Spot[], strict?: boolean): PlacedText[] | undefined;
  isFree(box: Box): boolean;
}

const LINE_HEIGHT = 1.18;
/** From one line of a label to the next, px. */
export const LINE = 15;
const PADDING = 1.5;
/** Points to avoid are kept in squares of this side, px. */
const CELL = 32;

/** Places labels inside `bounds` so that no two overlap. */
export function createPlacer(bounds: Box): Placer {
  const taken: Box[] = [];
  const avoided = new Map<number, number[]>();
  const key = (column: number, row: number) => row * 4096 + column;
  const inside = (box: Box) =>
    box.x >= bounds.x - 0.5 &&
    box.y >= bounds.y - 0.5 &&
    box.x + box.width <= bounds.x + bounds.width + 0.5 &&
    box.y + box.height <= bounds.y + bounds.height + 0.5;
  const isFree = (box: Box) => inside(box) && !taken.some((other) => overlap(box, other));
  const noise = (box: Box) => {
    let count = 0;
    for (let row = Math.floor(box.y / CELL); row <= Math.floor((box.y + box.height) / CELL); row++) {
      for (let column = Math.floor(box.x / CELL); column <= Math.floor((box.x + box.width) / CELL); column++) {
        const points = avoided.get(key(column, row)) ?? [];
        for (let i = 0; i < points.length; i += 2) {
          const dx = (points[i] ?? 0) - box.x;
          const dy = (points[i + 1] ?? 0) - box.y;
          if (dx >= 0 && dx <= box.width && dy >= 0 && dy <= box.height) count++;
        }
      }
    }
    return count;
  };
  return {
    isFree,
    claim(box) {
      taken.push(box);
    },
    avoid(x, y) {
      const cell = key(Math.floor(x / CELL), Math.floor(y / CELL));
      const points = avoided.get(cell);
      if (points) points.push(x, y);
      else avoided.set(cell, [x, y]);
    },
    place(label, spots, strict = false) {
      let chosen: { spot: Spot; box: Box; noise: number } | undefined;
      for (const spot of spots) {
        const box = labelBox(label, spot);
        if (!isFree(box)) continue;
        const candidate = { spot, box, noise: noise(box) };
        if (!chosen || candidate.noise < chosen.noise) chosen = candidate;
        if (chosen.noise === 0) break;
      }
      if (chosen && strict && chosen.noise > 0) return undefined;
      if (!chosen) return undefined;
      taken.push(chosen.box);
      return labelLines(label, chosen.spot);
    },
  };
}

/** The box of a label with its first baseline at the spot. */
export function labelBox({ text, size, each, bold = false }: Label, { x, y, anchor }: Spot): Box {
  const lines = text.split('\n');
  const width = Math.max(...lines.map((line, i) => textWidth(line, i === 0 || each ? size : 12, bold && i === 0)));
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return {
    x: left - PADDING,
    y: y - 0.78 * size - PADDING,
    width: width + 2 * PADDING,
    height: LINE_HEIGHT * size * 0.85 + (lines.length - 1) * LINE + 2 * PADDING,
  };
}

/** The lines of a label at a spot, unchecked. */
function labelLines({ text, style, below = 'tick halo', each }: Label, { x, y, anchor }: Spot): PlacedText[] {
  return text
    .split('\n')
    .map((line, i) => ({ text: line, x, y: y + LINE * i, anchor, style: each?.[i] ?? (i === 0 ? style : below) }));
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Marks a box as one that labels cover only if there is no other place. */
export function avoidBox({ x, y, width, height }: Box, placer: Placer): void {
  for (let px = x; px <= x + width; px += 4) for (let py = y; py <= y + height; py += 4) placer.avoid(px, py);
}

/** A square around a mark. */
export function around(x: number, y: number, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

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

/** The corners of a plot, for a hint that is true anywhere on it. */
function cornersOf({ x, y, width, height }: Box): Spot[] {
  const [left, right, top, bottom] = [x + 8, x + width - 8, y + 18, y + height - 9];
  return [
    { x: right, y: bottom, anchor: 'end' },
    { x: left, y: bottom, anchor: 'start' },
    { x: right, y: top, anchor: 'end' },
    { x: left, y: top, anchor: 'start' },
  ];
}

/** Where the word of a ring may stand: beside it, or, where one may click anywhere, in a corner that is empty. */
export function handleSpots(text: string, beside: readonly Spot[], box: Box): readonly Spot[] {
  return /\bclick\b/.test(text) ? [...cornersOf(box), ...beside] : beside;
}

/**
 * Moves heights apart, in their order, until neighbours are at least `gap` apart and all lie in [top, bottom].
 * Undefined if they do not fit.
 */
export function spread(heights: readonly number[], gap: number, top: number, bottom: number): number[] | undefined {
  if ((heights.length - 1) * gap > bottom - top) return undefined;
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0) || a - b);
  const sorted = order.map((i) => Math.min(bottom, Math.max(top, heights[i] ?? top)));
  // Neighbours that are too close form a block around the mean of the heights that its members want.
  const blocks: { sum: number; count: number; first: number }[] = [];
  const clamp = (first: number, count: number) => Math.min(bottom - (count - 1) * gap, Math.max(top, first));
  for (const height of sorted) {
    blocks.push({ sum: height, count: 1, first: height });
    for (;;) {
      const last = blocks.at(-1);
      const before = blocks.at(-2);
      if (!last || !before || before.first + before.count * gap <= last.first + 1e-9) break;
      // `sum` is of wanted heights less each member's offset inside the block.
      const sum = before.sum + last.sum - last.count * before.count * gap;
      const count = before.count + last.count;
      blocks.splice(-2, 2, { sum, count, first: clamp(sum / count, count) });
    }
  }
  const placed: number[] = [];
  for (const { first, count } of blocks) for (let i = 0; i < count; i++) placed.push(first + i * gap);
  const result = heights.map(() => 0);
  order.forEach((from, i) => {
    result[from] = placed[i] ?? top;
  });
  return result;
}
