/** Answers over the plane as stepped tints on a canvas, and the line where the output changes its mind. */
import { GRID } from './grid.ts';

export const TINTS = 14;

/** The fourteen tints of a sheet as packed pixels, as the style sheet has them now. */
export function tintsOf(root: Element): Uint32Array {
  const style = getComputedStyle(root);
  const bytes = new Uint8Array(4 * TINTS);
  for (let k = 0; k < TINTS; k++) {
    const colour = style.getPropertyValue(`--s${k}`).trim();
    for (let c = 0; c < 3; c++) bytes[4 * k + c] = Number.parseInt(colour.slice(1 + 2 * c, 3 + 2 * c), 16);
    bytes[4 * k + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

/** For each pixel the column (or row) of the grid before it, and how far it is to the next one, as a share. */
function ways(pixels: number, cells: number): { from: Int32Array; share: Float32Array } {
  const from = new Int32Array(pixels);
  const share = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const at = Math.min(cells - 1, Math.max(0, ((i + 0.5) / pixels) * cells - 0.5));
    from[i] = Math.min(cells - 2, Math.floor(at));
    share[i] = at - from[i]!;
  }
  return { from, share };
}

const known = new Map<string, ReturnType<typeof ways>>();
function waysTo(pixels: number, cells: number): ReturnType<typeof ways> {
  const key = `${pixels} ${cells}`;
  const made = known.get(key) ?? ways(pixels, cells);
  known.set(key, made);
  return made;
}

/**
 * Paints one unit: `answers` has `units` numbers for each place of the grid. Values from `low` to `high` get the tints from
 * the palest to the deepest, between places along straight lines.
 */
export function paintUnit(
  pixels: Uint32Array,
  width: number,
  height: number,
  {
    answers,
    units,
    unit,
    low,
    high,
  }: { answers: ArrayLike<number>; units: number; unit: number; low: number; high: number },
  tints: ArrayLike<number>,
): void {
  const { columns, rows } = GRID;
  const across = waysTo(width, columns);
  const up = waysTo(height, rows);
  const scale = TINTS / (high - low || 1);
  for (let j = 0; j < height; j++) {
    // The lowest row of the grid comes first, and the highest line of pixels.
    const flipped = height - 1 - j;
    const row = up.from[flipped]!;
    const b = up.share[flipped]!;
    const base = row * columns * units + unit;
    for (let i = 0; i < width; i++) {
      const a = across.share[i]!;
      const k = base + across.from[i]! * units;
      const lower = answers[k]! + a * (answers[k + units]! - answers[k]!);
      const m = k + columns * units;
      const upper = answers[m]! + a * (answers[m + units]! - answers[m]!);
      const tint = Math.floor((lower + b * (upper - lower) - low) * scale);
      pixels[j * width + i] = tints[tint < 0 ? 0 : tint >= TINTS ? TINTS - 1 : tint]!;
    }
  }
}

/** The values of the palest and the deepest tint of a layer. */
export function rangeOf(answers: ArrayLike<number>, kind: 'tanh' | 'relu' | 'share'): { low: number; high: number } {
  if (kind === 'tanh') return { low: -1, high: 1 };
  if (kind === 'share') return { low: 0, high: 1 };
  let high = 0;
  for (let k = 0; k < answers.length; k++) high = Math.max(high, answers[k]!);
  return { low: 0, high: high || 1 };
}

/**
 * Where one unit's answer is `level`, as an SVG path in a box of 1 x 1 with y downwards: marching squares over the places
 * of the grid, of which the outermost lie half a cell inside the box.
 */
export function levelPath(answers: ArrayLike<number>, units: number, unit: number, level: number): string {
  const { columns, rows } = GRID;
  const at = (c: number, r: number): number => answers[(r * columns + c) * units + unit]! - level;
  const pieces: string[] = [];
  const cut = (c0: number, r0: number, c1: number, r1: number): string => {
    const [a, b] = [at(c0, r0), at(c1, r1)];
    const share = a / (a - b);
    const x = (c0 + share * (c1 - c0) + 0.5) / columns;
    const y = 1 - (r0 + share * (r1 - r0) + 0.5) / rows;
    return `${x.toFixed(4)} ${y.toFixed(4)}`;
  };
  for (let r = 0; r + 1 < rows; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      const low = at(c, r) > 0;
      const right = at(c + 1, r) > 0;
      const far = at(c + 1, r + 1) > 0;
      const above = at(c, r + 1) > 0;
      if (low === right && right === far && far === above) continue;
      const ends: string[] = [];
      if (low !== right) ends.push(cut(c, r, c + 1, r));
      if (right !== far) ends.push(cut(c + 1, r, c + 1, r + 1));
      if (far !== above) ends.push(cut(c + 1, r + 1, c, r + 1));
      if (above !== low) ends.push(cut(c, r + 1, c, r));
      for (let e = 0; e + 1 < ends.length; e += 2) pieces.push(`M${ends[e]}L${ends[e + 1]}`);
    }
  }
  return pieces.join('');
}
