import { contours } from 'd3-contour';
import type { Column, SurfaceBands, SurfacePanel } from './panel.ts';

type Domain = readonly [number, number];
type ScaleKind = 'linear' | 'log';

interface BandsOptions {
  /** Row-major, row 0 at the lowest y: values at the cell centres, with one ring of cells beyond the frame. */
  grid: ArrayLike<number>;
  /** Size of `grid`, including the ring (at least 4). */
  columns: number;
  rows: number;
  /** The frame, without the ring. */
  xDomain: Domain;
  yDomain: Domain;
  xScale?: ScaleKind;
  /** Ascending; default: chosen from the grid, one fewer than `tints`. */
  levels?: readonly number[];
  /** Default 14. */
  tints?: number;
  /**
   * Maximum deviation of a contour from its true position, in thousandths of the frame: more for a small map. Default
   * 1.5.
   */
  slack?: number;
  label: string;
  deepest?: 'low' | 'high';
}

/** Side of the square in which paths are written; the frame fills it. */
const SIZE = 1000;
/** Every fourth contour is drawn stronger and numbered. */
const INDEX_EVERY = 4;

/**
 * Coordinates at which to sample a surface: the centres of `cells` equal cells of the domain, and one more on either
 * side, since d3-contour rounds off the outermost ring. Length `cells + 2`.
 */
export function cellCentres([low, high]: Domain, cells: number, scale: ScaleKind = 'linear'): Column {
  const [a, b] = scale === 'log' ? [Math.log(low), Math.log(high)] : [low, high];
  return Float64Array.from({ length: cells + 2 }, (_, i) => {
    const at = a + ((i - 0.5) / cells) * (b - a);
    return scale === 'log' ? Math.exp(at) : at;
  });
}

/**
 * Stepped tints and numbered contours of a grid, ready to draw: `paths[k]` encloses where the value is >= `levels[k]`.
 * NaN and Infinity count as higher than every level.
 */
export function bands(options: BandsOptions): SurfaceBands {
  const { columns, rows, label, deepest = 'low', tints = 14, slack = 1.5 } = options;
  const values = Array.from(options.grid, (v) => (Number.isNaN(v) ? Number.POSITIVE_INFINITY : v));
  if (values.length !== columns * rows) {
    throw new Error(`bands: the grid has ${values.length} values, not ${columns} x ${rows}`);
  }
  const levels = options.levels ?? chooseLevels(values, tints, deepest);
  const trace = contours().size([columns, rows]);
  const rings = levels.map((level) => trace.contour(values, level).coordinates.flat());
  const toBox = ([x = 0, y = 0]: readonly number[]): Point => [
    ((x - 1) / (columns - 2)) * SIZE,
    SIZE - ((y - 1) / (rows - 2)) * SIZE,
  ];
  const boxed = rings.map((level) => level.map((ring) => ring.map(toBox)));
  return {
    levels,
    label,
    deepest,
    paths: boxed.map((level) => level.map((ring) => ringPath(ring, slack)).join('')),
    numbers: boxed.flatMap((level, k) => ((k + 1) % INDEX_EVERY === 0 ? contourNumbers(level, k, options) : [])),
  };
}

/**
 * The bands of a map that can be tilted, seen from above. Its surface is no higher than half a terrace above the
 * last level: beyond that there are no tints either, and one steep corner would flatten everything else.
 */
export function tiltBands(options: BandsOptions & { grid: Column }): Required<Pick<SurfacePanel, 'bands' | 'tilt'>> {
  const { grid, columns, rows } = options;
  const made = bands(options);
  const low = grid.reduce(
    (least, value) => (Number.isFinite(value) ? Math.min(least, value) : least),
    made.levels[0] ?? 0,
  );
  const [before = low, last = low + 1] = made.levels.slice(-2);
  const top = last + (last - before) / 2;
  // A NaN value counts as higher than every level.
  const heights = grid.map((value) => (Number.isNaN(value) ? top : Math.min(top, value)));
  return { bands: made, tilt: { degrees: 0, heights: [low, top], grid: heights, columns, rows } };
}

type Point = readonly [number, number];

/** Maximum distance from a vertex at which its rounding begins, and the sharpest turn (cosine) that is rounded. */
const ROUNDING = 40;
const SHARP = 0.05;

/**
 * A closed curve through a ring, in relative whole units: unnecessary vertices are dropped, and the others are the
 * control points of quadratic arcs that meet half-way between them. SVG's `t` derives each control point from the last,
 * so one pair of numbers per vertex is enough, and a map stays within a few kilobytes without visible corners.
 */
function ringPath(ring: readonly Point[], slack: number): string {
  const kept = withoutIdle(ring, slack);
  if (kept.length < 3) return '';
  const isSharp = (i: number) =>
    isOutside(cyclic(kept, i)) || turnCosine(cyclic(kept, i - 1), cyclic(kept, i), cyclic(kept, i + 1)) < SHARP;
  const corner = kept.findIndex((_, i) => isSharp(i));
  const first = Math.max(0, corner);
  const vertices = kept.flatMap((_, k) => {
    const here = cyclic(kept, first + k);
    const next = cyclic(kept, first + k + 1);
    return [
      { point: here, sharp: isSharp(first + k) },
      ...(isOutside(here) && isOutside(next) ? [] : breaks(here, next)),
    ];
  });
  const at = (i: number) => vertices[i % vertices.length] ?? { point: kept[0] ?? [0, 0], sharp: false };

  let [x, y] = (corner >= 0 ? at(0).point : middle(at(vertices.length - 1).point, at(0).point)).map(Math.round) as [
    number,
    number,
  ]; // two in, two out
  let path = `M${x} ${y}`;
  let letter = 'M';
  // The control point of the last arc, as a renderer computes it from the rounded numbers.
  let control: Point | undefined;
  const write = (command: string, ...points: Point[]) => {
    const text = points
      .map(([px, py]) => `${px - x} ${py - y}`)
      .join(' ')
      .replaceAll(' -', '-');
    path += command === letter ? (text.startsWith('-') ? text : ` ${text}`) : command + text;
    letter = command;
    [x, y] = points.at(-1) ?? [x, y];
  };
  for (let i = corner >= 0 ? 1 : 0; i < vertices.length; i++) {
    const { point, sharp } = at(i);
    if (sharp) {
      write('l', rounded(point));
      control = undefined;
    } else if (control) {
      control = [2 * x - control[0], 2 * y - control[1]];
      write('t', rounded(middle(control, at(i + 1).point)));
    } else {
      control = rounded(point);
      write('q', control, rounded(middle(control, at(i + 1).point)));
    }
  }
  return `${path}z`;
}

const cyclic = (ring: readonly Point[], i: number): Point =>
  ring[((i % ring.length) + ring.length) % ring.length] ?? [0, 0];
const middle = ([ax, ay]: Point, [bx, by]: Point): Point => [(ax + bx) / 2, (ay + by) / 2];
const rounded = ([x, y]: Point): Point => [Math.round(x), Math.round(y)];

/** Nothing is visible beyond the frame: a ring takes the shortest way around it. */
const isOutside = ([x, y]: Point): boolean => x < 0 || x > SIZE || y < 0 || y > SIZE;

/** A long side is split near both its ends, so that its middle stays straight. */
function breaks([ax, ay]: Point, [bx, by]: Point): { point: Point; sharp: boolean }[] {
  const length = Math.hypot(bx - ax, by - ay);
  if (length < 2.5 * ROUNDING) return [];
  const along = (d: number) => ({
    point: [ax + (d / length) * (bx - ax), ay + (d / length) * (by - ay)] as const,
    sharp: false,
  });
  return [along(ROUNDING), along(length - ROUNDING)];
}

/** Ramer's algorithm on a sliding window: a vertex stays if dropping it would move the line by more than the slack. */
function withoutIdle(ring: readonly Point[], slack: number): Point[] {
  const kept: Point[] = [];
  let skipped: Point[] = [];
  for (let i = 0; i < ring.length - 1; i++) {
    const here = ring[i] ?? [0, 0];
    const [nx, ny] = ring[i + 1] ?? here;
    const [px, py] = kept.at(-1) ?? here;
    skipped.push(here);
    const length = Math.hypot(nx - px, ny - py);
    const isIdle =
      kept.length > 0 &&
      length > 0 &&
      skipped.every(([x, y]) => Math.abs((x - px) * (ny - py) - (y - py) * (nx - px)) <= slack * length);
    if (isIdle) continue;
    kept.push(here);
    skipped = [];
  }
  return kept;
}

/** 1 where the line continues straight on, -1 where it turns back. */
function turnCosine([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  const product = (bx - ax) * (cx - bx) + (by - ay) * (cy - by);
  return product / (Math.hypot(bx - ax, by - ay) * Math.hypot(cx - bx, cy - by) || 1);
}

/** Exponent that gives the deepest values separate tints even if they are rare (a narrow minimum). */
const SKEW = 1.7;

/**
 * Levels between equal areas and equal spacing, favouring the deep end, each rounded to as few digits as its neighbours
 * allow. At most `tints - 1`, fewer if the values do not differ; none for a constant grid.
 */
export function chooseLevels(values: readonly number[], tints: number, deepest: 'low' | 'high'): number[] {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const last = sorted.length - 1;
  const low = sorted[0] ?? 0;
  const high = sorted[last] ?? 0;
  if (!(high > low)) return [];
  const shareOf = (value: number) => (value - low) / (high - low);
  const median = shareOf(sorted[last >> 1] ?? low);
  // If most values are near one end (a bowl with high corners) even spacing would waste its levels.
  const even = Math.min(0.5, median, 1 - median);
  const raw = Array.from({ length: tints - 1 }, (_, k) => {
    const share = (k + 1) / tints;
    const skewed = deepest === 'low' ? share ** SKEW : 1 - (1 - share) ** SKEW;
    const byArea = sorted[Math.round(skewed * last)] ?? low;
    return (1 - even) * byArea + even * (low + skewed * (high - low));
  });
  const rounded = raw.map((level, k) => {
    const gap = Math.min(level - (raw[k - 1] ?? low), (raw[k + 1] ?? high) - level);
    return roundWithin(level, gap / 2);
  });
  return rounded.filter(
    (level, k) => level > low && level < high && level > (rounded[k - 1] ?? Number.NEGATIVE_INFINITY),
  );
}

/** The nearest multiple of 1, 2 or 5 times a power of ten, no coarser than `room`. */
function roundWithin(value: number, room: number): number {
  if (!(room > 0)) return value;
  const power = 10 ** Math.floor(Math.log10(room));
  const unit = power * (room / power >= 5 ? 5 : room / power >= 2 ? 2 : 1);
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}

type ContourNumber = NonNullable<SurfaceBands['numbers']>[number];
const NUMBERS_PER_LEVEL = 2;
/** Half the length of a number along its line, and its minimum distance from the frame, in the box's units. */
const REACH = 22;
const MARGIN = 60;

/** Straight, inner stretches of the longest rings of one level. */
function contourNumbers(
  rings: readonly (readonly Point[])[],
  level: number,
  { xDomain, yDomain, xScale }: BandsOptions,
): ContourNumber[] {
  const placed: ContourNumber[] = [];
  const longest = [...rings].sort((a, b) => b.length - a.length).slice(0, NUMBERS_PER_LEVEL);
  for (const ring of longest) {
    let best: { score: number; x: number; y: number; dx: number; dy: number } | undefined;
    for (let i = 0; i < ring.length; i++) {
      const [x, y] = ring[i] ?? [0, 0];
      if (x < MARGIN || x > SIZE - MARGIN || y < MARGIN || y > SIZE - MARGIN) continue;
      const back = walk(ring, i, -1);
      const ahead = walk(ring, i, 1);
      if (!back || !ahead) continue;
      const dx = ahead.x - back.x;
      const dy = ahead.y - back.y;
      const chord = Math.hypot(dx, dy);
      const score = chord / (back.length + ahead.length) + (0.06 * Math.abs(dx)) / (chord || 1);
      if (!best || score > best.score) best = { score, x, y, dx, dy };
    }
    if (!best) continue;
    const { x, y, dx, dy } = best;
    const data = (px: number, py: number): readonly [number, number] => [
      along(xDomain, px / SIZE, xScale),
      along(yDomain, 1 - py / SIZE),
    ];
    const [x0, y0] = data(x - dx / 2, y - dy / 2);
    const [x1, y1] = data(x + dx / 2, y + dy / 2);
    const [cx, cy] = data(x, y);
    placed.push({ x: cx, y: cy, slope: [x1 - x0, y1 - y0], level });
  }
  return placed;
}

/** The first point of the ring at least REACH away along it, or undefined if the ring is too short. */
function walk(ring: readonly Point[], from: number, step: 1 | -1) {
  const n = ring.length - 1; // the last point repeats the first
  let length = 0;
  for (let i = from, k = 0; k < n; k++) {
    const [ax, ay] = ring[((i % n) + n) % n] ?? [0, 0];
    i += step;
    const [bx, by] = ring[((i % n) + n) % n] ?? [0, 0];
    length += Math.hypot(bx - ax, by - ay);
    if (length >= REACH) return { x: bx, y: by, length };
  }
  return undefined;
}

function along([low, high]: Domain, share: number, scale: ScaleKind = 'linear'): number {
  return scale === 'log' ? low * (high / low) ** share : low + share * (high - low);
}
