import type { ChartSeries, Column, SurfacePath } from '../../figure/panels/panel.ts';
import { type Scale, scalesKey, toPx } from './axis-scale.ts';
import type { Box } from './box.ts';
import { remember } from './remember.ts';

/** Points in px; a point with NaN breaks the line. */
export interface Pixels {
  x: number[];
  y: number[];
  /** For thinned points: the index of each in the data. */
  rows?: number[];
}

export function toPixelColumns(x: Column, y: Column, xScale: Scale, yScale: Scale): Pixels {
  const length = Math.min(x.length, y.length);
  const px: Pixels = { x: new Array<number>(length), y: new Array<number>(length) };
  for (let i = 0; i < length; i++) {
    px.x[i] = toPx(xScale, x[i] ?? Number.NaN);
    px.y[i] = toPx(yScale, y[i] ?? Number.NaN);
  }
  return px;
}

/** A series with fewer points is drawn unchanged. */
const DENSE = 400;

/** Keeps the first, lowest, highest and last point of each pixel column: a dense series looks the same with few points. */
function decimate({ x, y }: Pixels): Pixels {
  if (x.length < DENSE) return { x, y };
  const out: Pixels = { x: [], y: [] };
  const keep = (i: number) => {
    out.x.push(x[i] ?? Number.NaN);
    out.y.push(y[i] ?? Number.NaN);
  };
  for (let from = 0; from < x.length; ) {
    const column = Math.floor(x[from] ?? Number.NaN);
    let to = from + 1;
    let low = from;
    let high = from;
    while (to < x.length && Math.floor(x[to] ?? Number.NaN) === column && !Number.isNaN(y[to])) {
      if ((y[to] ?? 0) < (y[low] ?? 0)) low = to;
      if ((y[to] ?? 0) > (y[high] ?? 0)) high = to;
      to++;
    }
    for (const i of new Set([from, Math.min(low, high), Math.max(low, high), to - 1])) keep(i);
    from = to;
  }
  return out;
}

/** One low and one high edge per pixel column, so that both edges keep the same x. */
function decimateBand(low: Pixels, high: Pixels): { low: Pixels; high: Pixels } {
  const length = Math.min(low.x.length, high.x.length);
  if (length < DENSE) return { low, high };
  const out = { low: { x: [], y: [] } as Pixels, high: { x: [], y: [] } as Pixels }; // typed, since [] alone has type never[]
  for (let i = 0; i < length; i++) {
    const px = low.x[i] ?? Number.NaN;
    const [a, b] = [low.y[i] ?? Number.NaN, high.y[i] ?? Number.NaN];
    const last = out.low.x.length - 1;
    const [lowest, highest] = [out.low.y[last] ?? Number.NaN, out.high.y[last] ?? Number.NaN];
    const sameColumn = Math.floor(px) === Math.floor(out.low.x[last] ?? Number.NaN);
    if (sameColumn && !Number.isNaN(a + b + lowest + highest)) {
      // px grow downwards
      out.low.y[last] = Math.max(lowest, a);
      out.high.y[last] = Math.min(highest, b);
      continue;
    }
    out.low.x.push(px);
    out.low.y.push(a);
    out.high.x.push(px);
    out.high.y.push(b);
  }
  return out;
}

/** Drops inner points closer than `least` px to the last one kept: a path at rest becomes one point. */
export function thin({ x, y }: Pixels, least: number): Pixels {
  const out = { x: [] as number[], y: [] as number[], rows: [] as number[] };
  for (let i = 0; i < x.length; i++) {
    const px = x[i] ?? Number.NaN;
    const py = y[i] ?? Number.NaN;
    const near = Math.hypot(px - (out.x.at(-1) ?? Number.NaN), py - (out.y.at(-1) ?? Number.NaN)) < least;
    if (near && i < x.length - 1) continue;
    out.x.push(px);
    out.y.push(py);
    out.rows.push(i);
  }
  return out;
}

/** A series in px; dense lines keep four points per pixel column. */
export interface SeriesPixels {
  line: Pixels;
  low?: Pixels;
  high?: Pixels;
}

/** Whether a series may carry its name at its right end. */
export function isLine(kind: ChartSeries['kind']): boolean {
  return kind === 'line' || kind === 'step' || kind === 'band';
}

export const seriesPixels = remember((series: ChartSeries, x: Scale, y: Scale): SeriesPixels => {
  const columns = (values: ChartSeries['y']) => toPixelColumns(series.x, values, x, y);
  const line = columns(series.y);
  const low = series.low && columns(series.low);
  const high = series.high && columns(series.high);
  if (series.kind === 'band') return { line: decimate(line), ...decimateBand(low ?? line, high ?? line) };
  return { line: series.kind === 'line' ? decimate(line) : line, ...(low && { low }), ...(high && { high }) };
}, scalesKey);

/** A path in px, without steps too short to be seen. */
export const pathPixels = remember(
  (path: SurfacePath, x: Scale, y: Scale): Pixels => thin(toPixelColumns(path.x, path.y, x, y), 0.3),
  scalesKey,
);

/** The point at a fractional index: that far along the line to the next point. Beyond the end it is the last one. */
export function pointBetween({ x, y }: Pixels, at: number): readonly [number, number] {
  const i = Math.min(Math.floor(at), x.length - 1);
  const share = at - i;
  const [ax, ay] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
  const [bx, by] = [x[i + 1], y[i + 1]];
  if (share <= 0 || bx === undefined || by === undefined) return [ax, ay];
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}

/** The fractional index of iteration t among the points of a run, some of which may have been left out. */
export function indexOf({ x, rows }: Pixels, t: number): number {
  if (!rows) return Math.min(t, x.length - 1);
  const next = rows.findIndex((row) => row > t);
  if (next < 0) return rows.length - 1;
  const from = rows[next - 1] ?? 0;
  return Math.max(0, next - 1 + (t - from) / ((rows[next] ?? 0) - from));
}

/** The points up to a fractional index. */
export function upTo(line: Pixels, at: number): Pixels {
  const count = Math.floor(at) + 1;
  const [hx, hy] = pointBetween(line, at);
  return { x: [...line.x.slice(0, count), hx], y: [...line.y.slice(0, count), hy] };
}

/** Rounds to a tenth of a px: exact enough, and short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The part of a segment inside the box (Liang and Barsky), or undefined. */
export function clipSegment(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  box: Box,
): [number, number, number, number] | undefined {
  let from = 0;
  let to = 1;
  const dx = bx - ax;
  const dy = by - ay;
  const sides: [number, number][] = [
    [-dx, ax - box.x],
    [dx, box.x + box.width - ax],
    [-dy, ay - box.y],
    [dy, box.y + box.height - ay],
  ];
  for (const [p, q] of sides) {
    if (p === 0) {
      if (q < 0) return undefined;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  if (!(from <= to)) return undefined;
  return [ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy];
}

/** Thirds of a px are exact enough for shared drawings, and can be written as whole numbers. */
export const THIRDS = 3;
/** Resolution of a path: parts per px. */
export type Parts = 1 | typeof THIRDS | 10;

/** Writes a path in relative steps of a tenth of a px, of a whole unit, or of a third, which then is the path's unit. */
export function createPen(parts: Parts = 10): {
  line(ax: number, ay: number, bx: number, by: number): void;
  dot(px: number, py: number): void;
  path(): string;
} {
  let path = '';
  // In whole parts, so that rounding errors do not add up along the line.
  let x = Number.NaN;
  let y = Number.NaN;
  const short = (count: number) => String(parts === THIRDS ? count : count / parts).replace(/^(-?)0\./, '$1.');
  const pair = (a: number, b: number) => `${short(a)} ${short(b)}`.replace(' -', '-');
  return {
    line(ax, ay, bx, by) {
      const [x0, y0, x1, y1] = [ax, ay, bx, by].map((value) => Math.round(value * parts)) as [
        number,
        number,
        number,
        number,
      ];
      const goesOn = x0 === x && y0 === y;
      // Shorter than one part: the next segment starts here.
      if (goesOn && x1 === x && y1 === y) return;
      if (!goesOn) path += `M${pair(x0, y0)}`;
      const step = pair(x1 - x0, y1 - y0);
      // The command may be omitted if it repeats; a minus sign separates numbers as well as a space does.
      path += goesOn ? (step.startsWith('-') ? step : ` ${step}`) : `l${step}`;
      [x, y] = [x1, y1];
    },
    dot(px, py) {
      const [x0, y0] = [Math.round(px * parts), Math.round(py * parts)];
      path += path === '' ? `M${pair(x0, y0)}h0` : `m${pair(x0 - x, y0 - y)}h0`;
      [x, y] = [x0, y0];
    },
    path: () => path,
  };
}

/** Distance from the line between its neighbours up to which a vertex is invisible, px. */
const UNSEEN = 0.12;
/** Maximum number of vertices left out in a row, which keeps the test linear. */
const LONGEST_SKIP = 64;

/** Drops invisible vertices of a line; NaN still breaks it. */
function simplify({ x, y }: Pixels, unseen = UNSEEN): Pixels {
  const out: Pixels = { x: [], y: [] };
  let from = 0;
  for (let i = 0; i < x.length; i++) {
    const [ax, ay] = [out.x.at(-1) ?? Number.NaN, out.y.at(-1) ?? Number.NaN];
    const [bx, by] = [x[i + 1] ?? Number.NaN, y[i + 1] ?? Number.NaN];
    const length = Math.hypot(bx - ax, by - ay);
    let isIdle = length > 0 && i - from < LONGEST_SKIP;
    for (let k = from; isIdle && k <= i; k++) {
      const [px, py] = [(x[k] ?? Number.NaN) - ax, (y[k] ?? Number.NaN) - ay];
      const along = (px * (bx - ax) + py * (by - ay)) / length;
      const aside = Math.abs(px * (by - ay) - py * (bx - ax)) / length;
      isIdle = aside <= unseen && along >= 0 && along <= length;
    }
    if (isIdle) continue;
    out.x.push(x[i] ?? Number.NaN);
    out.y.push(y[i] ?? Number.NaN);
    from = i + 1;
  }
  return out;
}

/** The tolerance in the shared square, whose unit is a third to two thirds of a px: whole units are exact enough. */
const COARSE = 0.8;

/** The part inside the box of the segment that ends at point i. */
const pieceAt = ({ x, y }: Pixels, i: number, box: Box): ReturnType<typeof clipSegment> =>
  clipSegment(x[i - 1] ?? Number.NaN, y[i - 1] ?? Number.NaN, x[i] ?? Number.NaN, y[i] ?? Number.NaN, box);

/** SVG path of a line, clipped to the box and broken at NaN. */
export function linePath(line: Pixels, box: Box, coarse = false, parts: Parts = coarse ? 1 : 10): string {
  const seen = simplify(line, coarse ? COARSE : UNSEEN);
  const pen = createPen(parts);
  for (let i = 1; i < seen.x.length; i++) {
    const piece = pieceAt(seen, i, box);
    if (piece) pen.line(...piece);
  }
  return pen.path();
}

/** SVG path of the polygon with these corners. */
export function polygonPath(corners: Pixels): string {
  const { x, y } = simplify(corners);
  const pen = createPen();
  for (let i = 1; i < x.length; i++)
    pen.line(x[i - 1] ?? Number.NaN, y[i - 1] ?? Number.NaN, x[i] ?? Number.NaN, y[i] ?? Number.NaN);
  return `${pen.path()}z`;
}

/** Points along a line, at most `step` px apart, inside the box: labels should not cover them. */
export function samples(line: Pixels, box: Box, step: number, visit: (x: number, y: number) => void): void {
  for (let i = 1; i < line.x.length; i++) {
    const piece = pieceAt(line, i, box);
    if (!piece) continue;
    const [ax, ay, bx, by] = piece;
    const count = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / step));
    for (let k = 0; k <= count; k++) visit(ax + (k / count) * (bx - ax), ay + (k / count) * (by - ay));
  }
}
