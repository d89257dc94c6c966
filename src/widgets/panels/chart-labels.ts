import type { ChartPanel, ChartSeries } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import { FAR, leader } from './end-names.ts';
import {
  around,
  type Box,
  createPlacer,
  handleSpots,
  type Label,
  labelBox,
  type PlacedText,
  type Placer,
  type Spot,
  spotsAround,
  spread,
} from './labels.ts';
import { lineSpots } from './line-spots.ts';
import { MARK_RADIUS, roleText } from './picture.ts';
import { samples } from './polyline.ts';
import { isLine, type SeriesPixels } from './series-pixels.ts';
import { textWidth } from './text.ts';
import { visiblePoints } from './visible-points.ts';

interface Drawn {
  box: Box;
  /** The whole picture: labels may stand beside the plot. */
  outer: Box;
  x: Scale;
  y: Scale;
  series: readonly SeriesPixels[];
  narrow: boolean;
  /** Series named in the key already. */
  keyed: readonly ChartSeries[];
  /** Width kept free to the right of the plot for the names of lines, px. */
  margin: number;
}

/** Px between the names of lines, one below the other. */
export const LINE_GAP = 16;

/**
 * Places the names of lines, references, regions and points, with a line from a point to a name that finds no room beside it;
 * returns the series for whose names there is no room.
 */
export function placeChartLabels(
  panel: ChartPanel,
  drawn: Drawn,
): { labels: PlacedText[]; leaders: string; unplaced: ChartSeries[] } {
  const { box, outer, x, y, series } = drawn;
  // Above the plot a label may stand out by its head, unless the key is there.
  const head = drawn.keyed.length > 0 ? 0 : 8;
  const placer = createPlacer({
    x: box.x,
    y: box.y - head,
    width: outer.x + outer.width - box.x,
    height: box.height + head,
  });
  const labels: PlacedText[] = [];
  let leaders = '';
  const put = (label: Label, spots: readonly Spot[], strict = false) => {
    const placed = placer.place(label, spots, strict);
    if (placed) labels.push(...placed);
    return placed;
  };
  const points = visiblePoints(panel.points ?? [], x, y, box);
  for (const { point, px, py } of points)
    if (point.mark !== 'now') placer.claim(around(px, py, MARK_RADIUS[point.mark]));
  if (panel.handle) placer.claim(around(toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1]), 12));
  for (const [i, s] of panel.series.entries()) avoidSeries(s, series[i], box, placer);
  for (const { axis, at } of panel.references ?? []) {
    const px = toPx(axis === 'x' ? x : y, at);
    const [from, to] = axis === 'x' ? [box.y, box.y + box.height] : [box.x, box.x + box.width];
    for (let t = from; t <= to; t += 5) axis === 'x' ? placer.avoid(px, t) : placer.avoid(t, px);
  }

  const named = panel.series.flatMap((s, i) => {
    const pixels = series[i];
    if (!s.label || s.faint || !pixels || drawn.keyed.includes(s)) return [];
    // A run that has not begun is no line yet, and has no name to bear.
    return isLine(s.kind) && pixels.line.x.length < 2 ? [] : [{ series: s, pixels }];
  });
  const atEdge =
    drawn.margin > 0 ? named.filter(({ series: s, pixels }) => isLine(s.kind) && reachesEdge(pixels, box)) : [];
  const unplaced = placeInMargin(atEdge, drawn, labels, placer);

  if (panel.handle) {
    const [hx, hy] = [toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1])];
    // Beside its ring, or farther away if a line runs through there.
    const beside = [16, 26].flatMap((gap) => spotsAround(hx, hy, gap));
    put(
      { text: panel.handle.label, style: 'note halo toned run touch', size: 13 },
      handleSpots(panel.handle.label, beside, box),
    );
  }
  for (const { point, px, py } of points) {
    if (!point.label || point.mark === 'badge' || point.mark === 'now') continue;
    const style = roleText[point.role ?? (point.mark === 'end' ? 'run' : 'measured')];
    const isValue = point.mark === 'end';
    const label: Label = {
      text: point.label,
      style: `${isValue ? 'value' : 'note'} halo ${style}`,
      size: 13,
      bold: isValue,
    };
    const near = MARK_RADIUS[point.mark] + 3;
    const [placed] =
      put(label, isValue ? valueSpots(px, py) : [near, ...FAR].flatMap((gap) => spotsAround(px, py, gap))) ?? [];
    if (placed && !isValue) leaders += leader(labelBox(label, placed), px, py, near);
  }
  for (const { series: s, pixels } of named) {
    if (atEdge.some((other) => other.series === s)) continue;
    const label: Label = { text: s.label ?? '', style: `note halo ${roleText[s.role]}`, size: 13 };
    if (!put(label, lineSpots(pixels.line, box), true)) unplaced.push(s);
  }
  const axes = crowdedAxes(panel, x);
  for (const reference of panel.references ?? []) {
    const px = toPx(reference.axis === 'x' ? x : y, reference.at);
    const row = axes.indexOf(reference);
    const spots =
      row >= 0
        ? [
            {
              x: Math.max(px, box.x + 2 + textWidth(reference.label, 12) / 2),
              y: box.y + 11 + AXIS_ROW * (row % 2),
              anchor: 'middle' as const,
            },
          ]
        : reference.axis === 'x'
          ? besideVertical(px, box)
          : alongHorizontal(px, box);
    const label: Label = { text: reference.label, style: `tick halo ${roleText[reference.role]}`, size: 12 };
    const short: Label = { ...label, text: reference.label.replace(/,.*$/, '') };
    if (!put(label, spots, true)) put(short, spots);
  }
  for (const region of panel.regions ?? []) {
    if (!region.label) continue;
    const scale = region.axis === 'x' ? x : y;
    const [a, b] = [toPx(scale, region.from), toPx(scale, region.to)];
    put(
      { text: region.label, style: `tick halo ${roleText[region.role]}`, size: 12 },
      regionSpots(region.axis, a, b, box),
    );
  }
  return { labels, leaders, unplaced };
}

type Reference = NonNullable<ChartPanel['references']>[number];

const AXIS_ROW = 16;

/** Upright lines that stand in a row as axes do, if their names are too long for it: then each is over its own, in two rows. */
function crowdedAxes({ references = [] }: ChartPanel, x: Scale): readonly Reference[] {
  const upright = references.filter(({ axis }) => axis === 'x');
  const isTight = ({ label, at }: Reference, k: number): boolean => {
    const next = upright[k + 1];
    return next !== undefined && textWidth(label, 12) + 10 > Math.abs(toPx(x, next.at) - toPx(x, at));
  };
  return upright.length > 3 && upright.some(isTight) ? upright : [];
}

function avoidSeries(s: ChartSeries, pixels: SeriesPixels | undefined, box: Box, placer: Placer): void {
  if (!pixels || s.faint) return;
  const { x, y } = pixels.line;
  if (s.kind === 'points' || s.kind === 'bars' || s.kind === 'stems') {
    x.forEach((px, k) => {
      const top = Math.max(box.y, y[k] ?? Number.NaN);
      const bottom = s.kind === 'points' ? top + 1 : box.y + box.height;
      for (let t = top; t < bottom; t += 5) placer.avoid(px, t);
    });
  } else samples(pixels.line, box, 4, placer.avoid);
}

/** The last point that lies inside the plot. */
function lineEnd({ line: { x, y } }: SeriesPixels, box: Box): readonly [number, number] | undefined {
  for (let i = x.length - 1; i >= 0; i--) {
    const [px, py] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
    if (px >= box.x - 0.5 && px <= box.x + box.width + 0.5 && py >= box.y - 0.5 && py <= box.y + box.height + 0.5)
      return [px, py];
  }
  return undefined;
}

function reachesEdge(pixels: SeriesPixels, box: Box): boolean {
  const end = lineEnd(pixels, box);
  return end !== undefined && end[0] > box.x + box.width - 24;
}

interface Named {
  series: ChartSeries;
  pixels: SeriesPixels;
}

/** Writes names to the right of the plot at the heights of their lines, moved apart; returns all if they do not fit. */
function placeInMargin(named: readonly Named[], { box }: Drawn, labels: PlacedText[], placer: Placer): ChartSeries[] {
  if (named.length === 0) return [];
  const wanted = named.map(({ pixels }) => (lineEnd(pixels, box)?.[1] ?? box.y) + 4);
  const heights = spread(wanted, LINE_GAP, box.y + 4, box.y + box.height);
  if (!heights) return named.map(({ series }) => series);
  named.forEach(({ series }, i) => {
    const spot: Spot = { x: box.x + box.width + 10, y: heights[i] ?? box.y, anchor: 'start' };
    labels.push({ ...spot, text: series.label ?? '', style: `note halo ${roleText[series.role]}` });
    placer.claim({ x: spot.x - 2, y: spot.y - 12, width: 400, height: LINE_GAP });
  });
  return [];
}

/** Above the end of a line and to its left; below it; then farther away. */
function valueSpots(px: number, py: number): Spot[] {
  return [
    { x: px - 6, y: py - 12, anchor: 'end' },
    { x: px - 6, y: py + 22, anchor: 'end' },
    { x: px - 10, y: py + 4, anchor: 'end' },
    { x: px + 9, y: py + 4, anchor: 'start' },
    { x: px - 6, y: py - 28, anchor: 'end' },
    { x: px - 6, y: py - 44, anchor: 'end' },
    { x: px - 30, y: py - 14, anchor: 'end' },
    ...spotsAround(px, py, 12),
  ];
}

function alongHorizontal(py: number, box: Box): Spot[] {
  const [left, right] = [box.x + 4, box.x + box.width - 4];
  const middle = box.x + box.width / 2;
  const quarter = box.width / 4;
  return [-5, 14].flatMap((dy): Spot[] => [
    { x: left, y: py + dy, anchor: 'start' },
    { x: right, y: py + dy, anchor: 'end' },
    { x: middle, y: py + dy, anchor: 'middle' },
    { x: middle - quarter, y: py + dy, anchor: 'middle' },
    { x: middle + quarter, y: py + dy, anchor: 'middle' },
  ]);
}

function besideVertical(px: number, box: Box): Spot[] {
  return [0.02, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9].flatMap((share): Spot[] => {
    const y = box.y + 6 + share * (box.height - 12);
    return [
      { x: px + 5, y, anchor: 'start' },
      { x: px - 5, y, anchor: 'end' },
    ];
  });
}

function regionSpots(axis: 'x' | 'y', a: number, b: number, box: Box): Spot[] {
  const inside = (v: number, low: number, length: number) => Math.min(low + length, Math.max(low, v));
  if (axis === 'x') {
    const middle = (inside(a, box.x, box.width) + inside(b, box.x, box.width)) / 2;
    const right = inside(Math.max(a, b), box.x, box.width) - 5;
    return [0.08, 0.25, 0.5, 0.75, 0.92].flatMap((share): Spot[] => {
      const y = box.y + 5 + share * (box.height - 8);
      return [
        { x: middle, y, anchor: 'middle' },
        { x: right, y, anchor: 'end' },
      ];
    });
  }
  const middle = (inside(a, box.y, box.height) + inside(b, box.y, box.height)) / 2 + 4;
  return [0, 14, -14].flatMap((dy) => alongHorizontal(middle + dy + 5, box).slice(0, 3));
}
