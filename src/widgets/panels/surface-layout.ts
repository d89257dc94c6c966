import type { PanelPoint, SurfaceArrow, SurfaceCells, SurfacePanel, SurfacePath } from '../../figure/panels/panel.ts';
import { chooseTicks, createScale, type Scale, scalesKey, type Tick, toPx } from './axis-scale.ts';
import { endNames } from './end-names.ts';
import {
  around,
  type Box,
  createPlacer,
  handleSpots,
  type Label,
  labelBox,
  overlap,
  type PlacedText,
  type Placer,
  type Spot,
  spotsAround,
} from './labels.ts';
import { lensTools } from './lens.ts';
import { MARK_RADIUS, roleText } from './picture.ts';
import { clipSegment, type Pixels, round, samples, thin, toPixelColumns } from './polyline.ts';
import { regionSpots } from './region-spots.ts';
import { remember } from './remember.ts';
import type { Lens } from './surface-lens.ts';
import { fitTitle, textWidth } from './text.ts';

export interface SurfaceLayout {
  kind: 'surface';
  width: number;
  height: number;
  /** Fewer marks: a phone, or one of several small sheets. */
  narrow: boolean;
  /** The sheet inside its neatline. */
  box: Box;
  x: Scale;
  y: Scale;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  /** SVG path of the black bars of the neatline. */
  bars: string;
  titles: readonly PlacedText[];
  /** Px points of `panel.paths`, in order. */
  paths: readonly Pixels[];
  labels: readonly PlacedText[];
  /** SVG path of the lines from labels to their marks. */
  leaders: string;
  lens?: Lens;
}

/** Where a sheet stands in a larger picture, and what it need not draw itself. */
export interface Inset {
  left: number;
  top: number;
  small: boolean;
  /** Write the labels of the y axis. */
  yLabels: boolean;
}

/** Width of the neatline. */
export const NEAT = 4;
const NARROW = 560;
const SMALL_TICK = 12;
const NOTE = 13;
const CELL_WORD = 12;
/** Height of a digit of that size. */
const DIGIT = 8.5;
/** Up or down, then aside, then into a corner. */
const AROUND = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
  [-1, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
] as const;

/** Scales, ticks and every label of a sheet, in px; pure. */
export function layoutSurface(panel: SurfacePanel, width: number, height: number, inset?: Inset): SurfaceLayout {
  const narrow = inset?.small ?? width < NARROW;
  const frame = { x: inset?.left ?? 0, y: inset?.top ?? 0, width, height };
  const { box, x, y, xTicks, yTicks } = placeBox(panel, frame, narrow, inset);
  const paths = (panel.paths ?? []).map((path) => pathPixels(path, x, y));
  const lens = inset ? undefined : lensTools.lensOf?.(panel, { box, x, y });
  const { labels, leaders } = placeLabels(panel, { box, x, y, narrow, paths, ...(lens && { lens }) });
  return {
    kind: 'surface',
    width,
    height,
    narrow,
    box,
    x,
    y,
    xTicks,
    yTicks: inset?.yLabels === false ? [] : yTicks,
    bars: neatBars(xTicks, yTicks, x, y, box),
    titles: inset?.small ? [] : axisTitles(panel, box, width),
    paths,
    labels,
    leaders,
    ...(lens && { lens }),
  };
}

/** A path in px, without steps too short to be seen. */
export const pathPixels = remember(
  (path: SurfacePath, x: Scale, y: Scale): Pixels => thin(toPixelColumns(path.x, path.y, x, y), 0.3),
  scalesKey,
);

function placeBox(panel: SurfacePanel, frame: Box, narrow: boolean, inset: Inset | undefined) {
  const small = inset?.small ?? false;
  const top = frame.y + (small ? NEAT + 1 : panel.y.label === '' ? 10 : 26);
  const bottom = frame.y + frame.height - (small || panel.x.label === '' ? NEAT + 20 : 42);
  const room = { spacing: narrow ? 58 : 70, across: false };
  const yRange = [bottom, top] as const;
  const yWidth = Math.max(
    0,
    ...chooseTicks(panel.y, createScale(panel.y, yRange), room).map((t) => textWidth(t.text, SMALL_TICK)),
  );
  const left =
    frame.x + (inset ? (inset.yLabels ? yWidth + NEAT + 8 : NEAT + 1) : Math.max(34, Math.ceil(yWidth) + NEAT + 8));
  const right = frame.x + frame.width - (small ? NEAT + 1 : NEAT + 6);
  let box: Box = { x: left, y: top, width: Math.max(10, right - left), height: Math.max(10, bottom - top) };
  if (panel.equal) box = equalUnits(panel, box);
  const x = createScale(panel.x, [box.x, box.x + box.width]);
  const y = createScale(panel.y, [box.y + box.height, box.y]);
  return {
    box,
    x,
    y,
    xTicks: chooseTicks(panel.x, x, { spacing: small ? 48 : narrow ? 62 : 84, across: true }),
    yTicks: chooseTicks(panel.y, y, room),
  };
}

/** The largest box inside, centred, in which x and y units are equally long. */
function equalUnits({ x, y }: SurfacePanel, box: Box): Box {
  const spanX = Math.abs(x.domain[1] - x.domain[0]);
  const spanY = Math.abs(y.domain[1] - y.domain[0]);
  const unit = Math.min(box.width / spanX, box.height / spanY);
  if (!(unit > 0) || !Number.isFinite(unit)) return box;
  const [width, height] = [unit * spanX, unit * spanY];
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

function axisTitles({ x, y }: SurfacePanel, box: Box, width: number): PlacedText[] {
  const titles: PlacedText[] = [];
  const fit = (text: string) => fitTitle(text, 12.5, width - 4);
  if (y.label)
    titles.push({ text: fit(y.label), x: box.x - NEAT, y: box.y - NEAT - 7, anchor: 'start', style: 'axis' });
  if (x.label)
    titles.push({
      text: fit(x.label),
      x: box.x + box.width,
      y: box.y + box.height + NEAT + 30,
      anchor: 'end',
      style: 'axis',
    });
  return titles;
}

/** Bars one tick step long, or a half or a quarter of it if there would be too few; the lowest bar is black. */
function neatBars(xTicks: readonly Tick[], yTicks: readonly Tick[], x: Scale, y: Scale, box: Box): string {
  let path = '';
  const rect = (x0: number, y0: number, w: number, h: number) => {
    path += `M${round(x0)} ${round(y0)}h${round(w)}v${round(h)}h${round(-w)}z`;
  };
  for (const [a, b] of blackBars(xTicks, x)) {
    rect(a, box.y - NEAT, b - a, NEAT);
    rect(a, box.y + box.height, b - a, NEAT);
  }
  for (const [a, b] of blackBars(yTicks, y)) {
    rect(box.x - NEAT, b, NEAT, a - b);
    rect(box.x + box.width, b, NEAT, a - b);
  }
  return path;
}

const FEWEST_BARS = 6;
const SHORTEST_BAR = 16;

function blackBars(ticks: readonly Tick[], { range: [from, to] }: Scale): [number, number][] {
  let edges = ticks.map((tick) => tick.px);
  const direction = Math.sign(to - from);
  const step = (edges[1] ?? to) - (edges[0] ?? from) || to - from;
  if (edges.length === 0) edges = [from];
  for (let e = (edges[0] ?? from) - step; (e - from) * direction > -Math.abs(step) && edges.length < 200; e -= step)
    edges.unshift(e);
  for (let e = (edges.at(-1) ?? to) + step; (e - to) * direction < Math.abs(step) && edges.length < 200; e += step)
    edges.push(e);
  const shown = () => Math.abs(to - from) / Math.abs((edges[1] ?? to) - (edges[0] ?? from));
  while (shown() < FEWEST_BARS && Math.abs((edges[1] ?? to) - (edges[0] ?? from)) >= 2 * SHORTEST_BAR) {
    edges = edges.flatMap((edge, i) => (i === 0 ? [edge] : [(edge + (edges[i - 1] ?? edge)) / 2, edge]));
  }
  const inside = (px: number) => Math.min(Math.max(px, Math.min(from, to)), Math.max(from, to));
  const bars = edges.slice(1).map((edge, i): [number, number] => [inside(edges[i] ?? edge), inside(edge)]);
  return bars.filter(([a, b]) => Math.abs(b - a) > 0.05).filter((_, i) => i % 2 === 0);
}

interface Drawn {
  box: Box;
  x: Scale;
  y: Scale;
  narrow: boolean;
  paths: readonly Pixels[];
  lens?: Lens;
}

/** Marks and lines take their room first, then labels, the most telling first. A label without room is left out. */
function placeLabels(
  panel: SurfacePanel,
  { box, x, y, narrow, paths, lens }: Drawn,
): { labels: PlacedText[]; leaders: string } {
  const placer = createPlacer({ x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4 });
  const labels: PlacedText[] = [];
  let leaders = '';
  const put = (label: Label, spots: readonly Spot[], strict = false) => {
    const placed = placer.place(label, spots, strict);
    if (placed) labels.push(...placed);
    return placed;
  };
  const note = (text: string, style: string): Label => ({ text, style: `note halo ${style}`.trim(), size: NOTE });
  const points = visiblePoints(panel.points ?? [], x, y, box);

  if (panel.handle) placer.claim(around(toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1]), 12));
  if (lens) placer.claim(lens.frame);
  const marks = points.map(({ point, px, py }) => around(px, py, MARK_RADIUS[point.mark]));
  for (const mark of marks) placer.claim(mark);
  const drawn: [number, number][] = [];
  const trace = (line: Pixels): void =>
    samples(line, box, 4, (px, py) => {
      drawn.push([px, py]);
      placer.avoid(px, py);
    });
  (panel.paths ?? []).forEach((path, i) => {
    if (!path.faint) trace(paths[i] ?? { x: [], y: [] });
  });
  const lines = (panel.lines ?? []).map((line) => toPixelColumns(line.x, line.y, x, y));
  for (const line of lines) trace(line);
  for (const { from, to } of panel.arrows ?? [])
    trace({ x: [toPx(x, from[0]), toPx(x, to[0])], y: [toPx(y, from[1]), toPx(y, to[1])] });

  for (const word of panel.cells ? cellWords(panel.cells, box, marks, drawn) : []) {
    placer.claim(labelBox({ ...word, size: CELL_WORD }, word));
    labels.push(word);
  }
  if (panel.handle) {
    const [hx, hy] = [toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1])];
    if (isPad(panel)) {
      for (let px = box.x; px < hx; px += 4) placer.avoid(px, hy);
      for (let py = hy; py < box.y + box.height; py += 4) placer.avoid(hx, py);
    }
    const beside = [16, 30].flatMap((gap) => spotsAround(hx, hy, gap, 'left'));
    put(note(panel.handle.label, 'toned run touch'), handleSpots(panel.handle.label, beside, box));
  }
  for (const { point, px, py } of points) {
    if (point.mark !== 'lowest' || !point.label) continue;
    const corner = LEADER_CORNERS.find(([sx, sy]) =>
      put(note(point.label ?? '', ''), [{ x: px + 32 * sx, y: py - 22 * sy + 4, anchor: sx > 0 ? 'start' : 'end' }]),
    );
    if (corner)
      leaders += `M${round(px + 5 * corner[0])} ${round(py - 4 * corner[1])}L${round(px + 24 * corner[0])} ${round(py - 22 * corner[1])}h${4 * corner[0]}`;
  }
  for (const { point, px, py } of points) {
    if (!point.label || point.mark === 'lowest' || point.mark === 'badge' || isSounding(point)) continue;
    put(note(point.label, point.role ? roleText[point.role] : ''), spotsAround(px, py, MARK_RADIUS[point.mark] + 3));
  }
  // The arrow on top is named first.
  for (const arrow of [...(panel.arrows ?? [])].reverse()) {
    if (!arrow.label) continue;
    const piece = arrowOnSheet(arrow, { box, x, y });
    if (!piece) continue;
    const [ax, , bx, by] = piece.ends;
    const side = bx >= ax ? 'right' : 'left';
    put(
      note(arrow.label, roleText[arrow.role]),
      [8, 18].flatMap((gap) => spotsAround(bx, by, gap, side)),
    );
  }
  for (const region of panel.regions ?? []) {
    if (!region.label) continue;
    const style = roleText[region.role];
    const label: Label = { ...note(region.label, style), below: `tick halo ${style}` };
    put(
      label,
      regionSpots(
        region.polygon.map(([a, b]) => [toPx(x, a), toPx(y, b)] as const),
        label,
        box,
      ),
    );
  }
  const names = endNames(panel.paths ?? [], paths, box, placer);
  labels.push(...names.labels);
  leaders += names.leaders;
  (panel.lines ?? []).forEach((line, i) => {
    if (line.label) put(note(line.label, roleText[line.role]), lineSpots(lines[i] ?? { x: [], y: [] }, box), true);
  });
  for (const { point, px, py } of points) {
    if (!point.label || !isSounding(point)) continue;
    const spots = spotsAround(px, py, 7).slice(0, 2);
    put({ text: point.label, style: 'sounding halo', size: 11.5 }, spots, true);
  }
  if (!narrow) placeContourNumbers(panel, { box, x, y, narrow, paths }, placer, labels);
  return { labels, leaders };
}

/** The part of an arrow that lies on the sheet (px), and whether its tip lies outside; undefined if no part does. */
export function arrowOnSheet(
  { from, to }: SurfaceArrow,
  { box, x, y }: Pick<Drawn, 'box' | 'x' | 'y'>,
): { ends: [number, number, number, number]; leaves: boolean } | undefined {
  const [bx, by] = [toPx(x, to[0]), toPx(y, to[1])];
  const ends = clipSegment(toPx(x, from[0]), toPx(y, from[1]), bx, by, box);
  return ends && { ends, leaves: Math.hypot(ends[2] - bx, ends[3] - by) > 0.5 };
}

/** The words of single cells that are always seen and fit: in the middle of the cell, or beside the marks and lines that cross it. */
function cellWords(
  { columns, rows, marks: words = [] }: SurfaceCells,
  box: Box,
  marks: readonly Box[],
  drawn: readonly (readonly [number, number])[],
): PlacedText[] {
  const [width, height] = [box.width / columns, box.height / rows];
  return words.flatMap(({ column, row, text = '', quiet }) => {
    const wide = textWidth(text, CELL_WORD);
    const [across, along] = [width - 6 - wide, height - 15];
    if (text === '' || quiet || across <= 0 || along <= 0) return [];
    const spots = [[0, 0], ...AROUND].map(([dx = 0, dy = 0]) => {
      const x = box.x + (column + 0.5) * width + (dx * across) / 2;
      const y = box.y + (rows - 0.5 - row) * height + 4 + (dy * along) / 2;
      const ink = { x: x - wide / 2, y: y - DIGIT, width: wide, height: DIGIT };
      const crossed =
        100 * marks.filter((mark) => overlap(mark, ink)).length +
        drawn.filter(([px, py]) => overlap(around(px, py, 1), ink)).length;
      return { x, y, crossed };
    });
    const { x, y } = spots.reduce((best, spot) => (spot.crossed < best.crossed ? spot : best));
    return [{ text, style: 'cell', x, y, anchor: 'middle' }];
  });
}

/** Whether a label is the loss of a minimum, which gives way to all others. With a role it says what was measured there. */
function isSounding({ mark, role }: PanelPoint): boolean {
  return mark === 'minimum' && role === undefined;
}

/** A sheet of two parameters without a run: dotted lines connect its handle to both axes. */
export function isPad({ handle, paths }: SurfacePanel): boolean {
  return handle?.x !== undefined && handle.y !== undefined && !paths?.length;
}

/** Right or left of the mark, above or below it. */
const LEADER_CORNERS = [
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;

/** Points on the sheet. A mark at the very edge would be cut off, so it is left out unless it belongs to a run. */
export function visiblePoints(points: readonly PanelPoint[], x: Scale, y: Scale, box: Box) {
  return points.flatMap((point) => {
    const px = toPx(x, point.x);
    const py = toPx(y, point.y);
    const margin = point.mark === 'end' || point.mark === 'start' || point.mark === 'now' ? 0 : 4;
    const inside =
      px >= box.x + margin &&
      px <= box.x + box.width - margin &&
      py >= box.y + margin &&
      py <= box.y + box.height - margin;
    return inside ? [{ point, px, py }] : [];
  });
}

function placeContourNumbers({ bands }: SurfacePanel, { x, y }: Drawn, placer: Placer, labels: PlacedText[]): void {
  const levels = bands?.levels ?? [];
  for (const { x: across, y: up, slope, text } of bands?.numbers ?? []) {
    const px = toPx(x, across);
    const py = toPx(y, up);
    const dx = toPx(x, across + slope[0]) - px;
    const dy = toPx(y, up + slope[1]) - py;
    if (!placer.isFree(around(px, py, 10))) continue;
    let turn = (Math.atan2(dy, dx) * 180) / Math.PI;
    if (turn > 90) turn -= 180;
    if (turn < -90) turn += 180;
    const k = levels.findIndex(
      (level) => Math.abs(level - Number(text.replace('\u2212', '-'))) <= 1e-3 * Math.abs(level),
    );
    const placed = placer.place({ text, style: 'contourno', size: 11 }, [{ x: px, y: py + 4, anchor: 'middle' }], true);
    const tint = bands && k >= 0 ? tintOf(k + 1, levels.length, bands.deepest) : undefined;
    if (placed)
      labels.push({
        text,
        x: px,
        y: py,
        anchor: 'middle',
        style: 'contourno',
        turn,
        ...(tint !== undefined && { tint }),
      });
  }
}

/** The tint above `passed` of `count` levels: 0 is the page, 13 the deepest ink. */
export function tintOf(passed: number, count: number, deepest: 'low' | 'high' = 'low'): number {
  if (count === 0) return 6;
  return Math.round((13 * (deepest === 'low' ? count - passed : passed)) / count);
}

/** Beside a line, from its far end inwards. */
export function lineSpots(line: Pixels, box: Box): Spot[] {
  const seen: [number, number][] = [];
  samples(line, box, 8, (x, y) => seen.push([x, y]));
  return [0.9, 0.75, 0.6, 0.45, 0.3, 0.15].flatMap((share) => {
    const point = seen[Math.floor(share * (seen.length - 1))];
    return point ? spotsAround(point[0], point[1], 9) : [];
  });
}
