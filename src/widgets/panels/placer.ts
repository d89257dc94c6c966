/**
 * Places all words. Drawn elements first claim their space or ask to be avoided; then each word takes the first free
 * one of its spots (spots.ts), the most informative word first.
 */
import { around, type Box, contains, overlap } from './box.ts';
import { type Pixels, round, samples } from './polyline.ts';
import { textWidth } from './text.ts';

/** The point of a word's baseline that `anchor` refers to. */
export interface Spot {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  /** Degrees, about the centre of its text. */
  turn?: number;
  /** The path of a line from here to the named element. */
  leader?: string;
}

export interface Label {
  /** A line break starts another line. */
  text: string;
  /** Classes of panels.css; the first is one of those below. */
  style: string;
  /** The style of each line, if there are several; others are small. */
  styles?: readonly string[];
  /** Index of the tint behind it, used as its halo. */
  tint?: number;
}

/** A line of a label with its position. */
export type PlacedText = Omit<Label, 'styles'> & Omit<Spot, 'leader'>;

/** Font size of each class in panels.css, px. */
const SIZES: Readonly<Record<string, number>> = { axis: 12.5, tick: 12, cell: 12, sounding: 11.5, contourno: 11 };
const sizeOf = (style: string): number => SIZES[style.split(' ', 1)[0] ?? ''] ?? 13;
const SMALL = 'tick halo';

/** From one line of a label to the next, px. */
export const LINE = 15;
/** From the name of one line to that of the next, px. */
const NAME_GAP = 16;
/** Space reserved around a word, and around a handle. */
const PADDING = 1.5;
const RING = 12;
/** Height of a digit in a cell. */
const DIGIT = 8.5;
/** Spacing of points to avoid along a line, px. */
const DENSE = 4;
/** A word further than this from its mark gets a line to it. */
const LED = 14;

interface Options {
  /** Left out rather than placed over a point to avoid. */
  strict?: boolean;
  /** It is one of the labels for which spots were reserved. */
  reserved?: boolean;
  /** The named mark, with its radius: a label that is not beside it gets a line to it. */
  mark?: { x: number; y: number; radius: number };
}

export class Placer {
  readonly words: PlacedText[] = [];
  /** SVG path of the lines from words to the elements they name. */
  leaders = '';
  readonly #bounds: Box;
  readonly #claimed: Box[] = [];
  readonly #avoided = new Points();
  readonly #reserved = new Points();

  constructor(bounds: Box) {
    this.#bounds = bounds;
  }

  /** Keeps every word out of a box. */
  claim(box: Box): void {
    this.#claimed.push(box);
  }

  claimRing(x: number, y: number): void {
    this.claim(around(x, y, RING));
  }

  /** Marks a point that words cover only if there is no other spot. */
  avoid(x: number, y: number): void {
    this.#avoided.add(x, y);
  }

  /** Marks the part of a line inside a box in the same way as a point. */
  avoidLine(line: Pixels, box: Box): void {
    samples(line, box, DENSE, (x, y) => this.avoid(x, y));
  }

  avoidBox(box: Box): void {
    this.#avoided.addBox(box);
  }

  isFree(box: Box): boolean {
    const { x, y, width, height } = box;
    const isInside = contains(this.#bounds, x, y, 0.5) && contains(this.#bounds, x + width, y + height, 0.5);
    return isInside && !this.#claimed.some((other) => overlap(box, other));
  }

  /**
   * Places a label at the first free spot that covers no point to avoid, otherwise at the free one that covers the fewest.
   * @returns its lines; undefined if no spot is free
   */
  put(label: Label, spots: readonly Spot[], { strict = false, reserved = false, mark }: Options = {}) {
    const chosen = this.#find(label, spots, strict, reserved);
    if (!chosen) return undefined;
    this.leaders += chosen.spot.leader ?? (mark ? leaderTo(chosen.box, mark) : '');
    return this.write(label, chosen.spot);
  }

  /** Writes a label at a spot, free or not, and claims a box for it, or that of each of its lines. */
  write(label: Label, spot: Spot, box?: Box): readonly PlacedText[] {
    const lines = linesOf(label, spot);
    for (const line of lines) this.claim(box ?? labelBox(line, line));
    this.words.push(...lines);
    return lines;
  }

  /** Other words avoid the spots that these labels would take on an empty picture: they are placed last. */
  reserve(labels: readonly (readonly [Label, readonly Spot[]])[]): void {
    const count = this.#claimed.length;
    for (const [label, spots] of labels) {
      const chosen = this.#find(label, spots, true, true);
      if (chosen) this.claim(chosen.box);
    }
    for (const box of this.#claimed.splice(count)) this.#reserved.addBox(box);
  }

  #find(label: Label, spots: readonly Spot[], strict: boolean, reserved: boolean) {
    let chosen: { spot: Spot; box: Box; covers: number } | undefined;
    for (const spot of spots) {
      const box = labelBox(label, spot);
      if (!this.isFree(box)) continue;
      const covers = this.#avoided.in(box) + (reserved ? 0 : this.#reserved.in(box));
      if (!chosen || covers < chosen.covers) chosen = { spot, box, covers };
      if (covers === 0) break;
    }
    return strict && chosen && chosen.covers > 0 ? undefined : chosen;
  }
}

/** For words over an existing picture: they avoid its words and its handles. */
export function placerOver(
  box: Box,
  words: readonly PlacedText[],
  rings: readonly (readonly [number, number])[],
): Placer {
  const placer = new Placer(box);
  for (const word of words) {
    // Losses of minima are many on a small map, and give way.
    if (/\bsounding\b/.test(word.style)) placer.avoidBox(labelBox(word, word));
    else placer.claim(labelBox(word, word));
  }
  for (const ring of rings) placer.claimRing(...ring);
  return placer;
}

/** Points of a picture, stored in a grid so that few have to be checked. */
class Points {
  readonly #squares = new Map<number, number[]>();

  add(x: number, y: number): void {
    const key = keyOf(squareOf(x), squareOf(y));
    const points = this.#squares.get(key);
    if (points) points.push(x, y);
    else this.#squares.set(key, [x, y]);
  }

  addBox({ x, y, width, height }: Box): void {
    for (let px = x; px <= x + width; px += DENSE) for (let py = y; py <= y + height; py += DENSE) this.add(px, py);
  }

  /** The number of points in a box. */
  in(box: Box): number {
    let count = 0;
    for (let row = squareOf(box.y); row <= squareOf(box.y + box.height); row++)
      for (let column = squareOf(box.x); column <= squareOf(box.x + box.width); column++) {
        const points = this.#squares.get(keyOf(column, row)) ?? [];
        for (let i = 0; i < points.length; i += 2) if (contains(box, points[i]!, points[i + 1]!)) count++;
      }
    return count;
  }
}

const squareOf = (px: number): number => Math.floor(px / 32);
const keyOf = (column: number, row: number): number => row * 4096 + column;

/** The box of a label at a spot. */
export function labelBox({ text, style, styles = [] }: Label, { x, y, anchor }: Spot): Box {
  const lines = text.split('\n');
  const isBold = /\b(?:value|strong)\b/.test(style);
  const widths = lines.map((line, i) =>
    textWidth(line, sizeOf(i === 0 ? style : (styles[i] ?? SMALL)), isBold && i === 0),
  );
  const width = Math.max(...widths);
  const left = x - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
  // Numbers in cells have no descenders, and may be close to the cell's other content.
  if (style === 'cell') return { x: left, y: y - DIGIT, width, height: DIGIT };
  const size = sizeOf(style);
  return {
    x: left - PADDING,
    y: y - 0.78 * size - PADDING,
    width: width + 2 * PADDING,
    height: 1.003 * size + (lines.length - 1) * LINE + 2 * PADDING,
  };
}

function linesOf({ text, style, styles = [], tint }: Label, { leader: _, ...spot }: Spot): PlacedText[] {
  return text.split('\n').map((line, i) => ({
    ...spot,
    text: line,
    y: spot.y + LINE * i,
    style: styles[i] ?? (i === 0 ? style : SMALL),
    ...(tint !== undefined && { tint }),
  }));
}

/** The path of a line from a label to a mark; empty if they are side by side. */
function leaderTo(label: Box, { x, y, radius }: { x: number; y: number; radius: number }): string {
  const [nearX, nearY] = [
    Math.min(label.x + label.width, Math.max(label.x, x)),
    Math.min(label.y + label.height, Math.max(label.y, y)),
  ];
  const gap = Math.hypot(nearX - x, nearY - y);
  if (gap - radius < LED) return '';
  const share = (radius + 5) / gap;
  return `M${round(nearX)} ${round(nearY)}L${round(x + share * (nearX - x))} ${round(y + share * (nearY - y))}`;
}

/**
 * Baselines for the names of lines that end at these heights, in order and moved apart as necessary; undefined if the
 * box has no room for all.
 */
export function nameHeights(ends: readonly number[], box: Box): number[] | undefined {
  const [top, bottom] = [box.y + 4, box.y + box.height];
  if ((ends.length - 1) * NAME_GAP > bottom - top) return undefined;
  const heights = ends.map((end) => Math.min(bottom, Math.max(top, end + 4)));
  const order = ends.map((_, i) => i).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0) || a - b);
  // Neighbours that are too close form a block around the mean of their preferred heights.
  const blocks: { sum: number; count: number; first: number }[] = [];
  for (const i of order) {
    let block = { sum: heights[i]!, count: 1, first: heights[i]! };
    for (
      let above = blocks.at(-1);
      above && above.first + above.count * NAME_GAP > block.first + 1e-9;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      // `sum` adds the preferred heights less each member's offset inside the block.
      const sum = above.sum + block.sum - block.count * above.count * NAME_GAP;
      const count = above.count + block.count;
      block = { sum, count, first: Math.min(bottom - (count - 1) * NAME_GAP, Math.max(top, sum / count)) };
    }
    blocks.push(block);
  }
  const placed = blocks.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i * NAME_GAP));
  return ends.map((_, i) => placed[order.indexOf(i)]!);
}
