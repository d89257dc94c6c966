/**
 * Points (x, y) from a reader or a teacher, as one text: used in links, as part of a part's key, and as the value of a
 * parameter. Up to twelve are written out, `0.03_0.67_0.19_0.85`; more are packed, which is about half as long and
 * cannot lose its end unnoticed. Both forms are exact.
 */
export type Point = readonly [x: number, y: number];

/** Limits on the points of a figure. */
export interface PointLimits {
  readonly fewest: number;
  readonly most: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The text for the book's points, which the experiment contains. */
export const BOOK = 'book';
/** Maximum number of points that are written out. */
const WRITTEN = 12;
const DIGITS = 8;
const DECIMALS = 9;
/** x that differ by less than this fraction of their size do not determine a slope. */
const ALIKE = 1e-4;

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const PACKED = 'p';
/** Each character has five bits of a number; the sixth bit marks that more follow. */
const BASE = 32;

/** A coordinate rounded to eight digits, and at most nine decimals. */
export const rounded = (value: number): number => Number(Number(value.toPrecision(DIGITS)).toFixed(DECIMALS)) + 0;

/** The error in one coordinate, as `is …`; undefined if it is allowed. */
export function wrongCoordinate(value: number, [min, max]: readonly [number, number]): string | undefined {
  if (!Number.isFinite(value)) return 'is not a number';
  if (value < min || value > max) return `is not between ${min} and ${max}`.replaceAll('-', '\u2212');
  return value !== 0 && rounded(value) === 0 ? 'is too small to be told from 0' : undefined;
}

/** The error in the points together, as `are …`; each of them is assumed to be allowed. */
export function wrongTogether(points: readonly Point[], { fewest, most }: PointLimits): string | undefined {
  if (points.length > most) return `are too many: ${most} at most, and here are ${points.length}`;
  if (points.length < fewest)
    return `are too few: at least ${fewest}, and here ${points.length === 1 ? 'is one' : `are ${points.length === 0 ? 'none' : points.length}`}`;
  const xs = points.map(([x]) => x);
  const spread = Math.max(...xs) - Math.min(...xs);
  if (spread > ALIKE * Math.max(...xs.map(Math.abs))) return undefined;
  return spread === 0 ? 'all have the same x' : 'have nearly the same x';
}

/** Why these are not acceptable as points of a figure, as `are …`; undefined if they are. */
export function wrongPoints(points: readonly Point[], limits: PointLimits): string | undefined {
  for (const [i, [x, y]] of points.entries()) {
    const wrong = wrongCoordinate(x, limits.x) ?? wrongCoordinate(y, limits.y);
    if (wrong) return `are not all allowed: a coordinate of point ${i + 1} ${wrong}`;
  }
  return wrongTogether(points, limits);
}

/** Points as the text of a value, rounded by `rounded`. */
export function pointsText(points: readonly Point[]): string {
  const numbers = points.flat().map(rounded);
  return points.length > WRITTEN ? packed(numbers) : numbers.join('_');
}

/** The points in a text; undefined if it has none, or is cut off. */
export function pointsIn(text: string): Point[] | undefined {
  const numbers = text.startsWith(PACKED) ? unpacked(text) : written(text);
  if (!numbers || numbers.length === 0 || numbers.length % 2 === 1) return undefined;
  return Array.from({ length: numbers.length / 2 }, (_, k): Point => [numbers[2 * k]!, numbers[2 * k + 1]!]);
}

function written(text: string): number[] | undefined {
  const parts = text.split('_');
  if (!parts.every((part) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(part))) return undefined;
  return parts.map((part) => rounded(Number(part)));
}

const decimalsOf = (values: readonly number[]): number =>
  Math.max(...values.map((value) => (/\.(\d+)$/.exec(value.toFixed(DECIMALS).replace(/0+$/, ''))?.[1] ?? '').length));

/**
 * The number of points, the decimals of x and of y, then each coordinate as an integer multiple of its last decimal.
 */
function packed(numbers: readonly number[]): string {
  const decimals = [0, 1].map((i) => decimalsOf(numbers.filter((_, k) => k % 2 === i)));
  const whole = numbers.map((value, k) => Math.round(value * 10 ** decimals[k % 2]!));
  // 0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 …, so that small numbers are short.
  const counted = whole.map((value) => (value < 0 ? -2 * value - 1 : 2 * value));
  return PACKED + [numbers.length / 2, ...decimals, ...counted].map(signsOf).join('');
}

function signsOf(count: number): string {
  const rest = Math.floor(count / BASE);
  const here = count % BASE;
  return rest > 0 ? SIGNS.charAt(BASE + here) + signsOf(rest) : SIGNS.charAt(here);
}

function unpacked(text: string): number[] | undefined {
  const counts: number[] = [];
  let [count, worth] = [0, 1];
  for (const sign of text.slice(PACKED.length)) {
    const code = SIGNS.indexOf(sign);
    if (code < 0 || worth > 2 ** 50) return undefined;
    count += (code % BASE) * worth;
    worth *= BASE;
    if (code >= BASE) continue;
    counts.push(count);
    [count, worth] = [0, 1];
  }
  const [points = 0, ...rest] = counts;
  const decimals = rest.slice(0, 2);
  const numbers = rest.slice(2);
  if (worth !== 1 || numbers.length !== 2 * points || decimals.some((count) => count > DECIMALS)) return undefined;
  return numbers.map((count, k) => (count % 2 === 1 ? -(count + 1) / 2 : count / 2) / 10 ** decimals[k % 2]! + 0);
}
