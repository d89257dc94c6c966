/** Places the words of a chart, in this order: names of lines, references, regions and points. */
import type { ChartPanel, ChartSeries } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import { around, type Box } from './box.ts';
import { labelOf, MARK_RADIUS, visiblePoints } from './picture.ts';
import { nameHeights, type PlacedText, Placer } from './placer.ts';
import { isLine, type SeriesPixels } from './polyline.ts';
import {
  alongLevel,
  alongLine,
  alongUpright,
  besideMark,
  besideRing,
  besideValue,
  endIn,
  inBand,
  overUpright,
} from './spots.ts';
import { textWidth } from './text.ts';

interface Drawn {
  box: Box;
  /** The whole picture: labels may be outside the plot. */
  outer: Box;
  x: Scale;
  y: Scale;
  series: readonly SeriesPixels[];
  /** Series already named in the key. */
  keyed: readonly ChartSeries[];
  /** Free width to the right of the plot for the names of lines, px. */
  margin: number;
}

interface Named {
  series: ChartSeries;
  pixels: SeriesPixels;
}

/**
 * Places every word, with lines to words that do not fit beside their points; returns the series that remain without a
 * name.
 */
export function placeChartLabels(
  panel: ChartPanel,
  drawn: Drawn,
): { labels: readonly PlacedText[]; leaders: string; unplaced: ChartSeries[] } {
  const { box, outer, x, y, series, keyed } = drawn;
  // A label above the plot may extend beyond its top, unless the key is there.
  const head = keyed.length > 0 ? 0 : 8;
  const right = outer.x + outer.width;
  const placer = new Placer({ x: box.x, y: box.y - head, width: right - box.x, height: box.height + head });
  const points = visiblePoints(panel.points ?? [], x, y, box);
  for (const { point, px, py } of points)
    if (point.mark !== 'now') placer.claim(around(px, py, MARK_RADIUS[point.mark]));
  const ring = panel.handle && ([toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1])] as const);
  if (ring) placer.claimRing(...ring);
  for (const [i, line] of panel.series.entries()) avoidSeries(line, series[i], box, placer);
  for (const { axis, at } of panel.references ?? []) {
    const px = toPx(axis === 'x' ? x : y, at);
    const [from, to] = axis === 'x' ? [box.y, box.y + box.height] : [box.x, box.x + box.width];
    for (let t = from; t <= to; t += 5) axis === 'x' ? placer.avoid(px, t) : placer.avoid(t, px);
  }

  const named = panel.series.flatMap((line, i): Named[] => {
    const pixels = series[i];
    if (!line.label || line.faint || !pixels || keyed.includes(line)) return [];
    // A run that has not begun has no line yet, and gets no name.
    return isLine(line.kind) && pixels.line.x.length < 2 ? [] : [{ series: line, pixels }];
  });
  const atEdge = named.filter(
    ({ series: { kind }, pixels }) =>
      drawn.margin > 0 && isLine(kind) && (endIn(pixels.line, box, 0.5)?.[0] ?? 0) > box.x + box.width - 24,
  );
  const unplaced = placeInMargin(atEdge, box, placer);

  if (panel.handle && ring) {
    const { label } = panel.handle;
    placer.put({ text: label, style: 'note halo toned run touch' }, besideRing(label, ring, box, 'right'));
  }
  for (const { point, px, py } of points) {
    if (!point.label || point.mark === 'badge' || point.mark === 'now') continue;
    const isValue = point.mark === 'end';
    const label = labelOf(isValue ? 'value' : 'note', point.label, point.role ?? (isValue ? 'run' : 'measured'));
    const radius = MARK_RADIUS[point.mark] + 3;
    if (isValue) placer.put(label, besideValue([px, py]));
    else placer.put(label, besideMark([px, py], radius), { mark: { x: px, y: py, radius } });
  }
  for (const { series: line, pixels } of named) {
    if (atEdge.some((other) => other.series === line)) continue;
    const label = labelOf('note', line.label ?? '', line.role);
    if (!placer.put(label, alongLine(pixels.line, box), { strict: true })) unplaced.push(line);
  }
  const axes = crowdedAxes(panel, x);
  for (const reference of panel.references ?? []) {
    const { axis, at, label: text, role } = reference;
    const px = toPx(axis === 'x' ? x : y, at);
    const row = axes.indexOf(reference);
    const spots =
      row >= 0 ? overUpright(px, row, text, box) : axis === 'x' ? alongUpright(px, box) : alongLevel(px, box);
    const label = labelOf('tick', text, role);
    if (!placer.put(label, spots, { strict: true })) placer.put({ ...label, text: text.replace(/,.*$/, '') }, spots);
  }
  for (const { axis, from, to, label, role } of panel.regions ?? []) {
    const scale = axis === 'x' ? x : y;
    const spots = inBand(axis, toPx(scale, from), toPx(scale, to), box);
    if (label) placer.put(labelOf('tick', label, role), spots);
  }
  return { labels: placer.words, leaders: placer.leaders, unplaced };
}

type Reference = NonNullable<ChartPanel['references']>[number];

/**
 * Vertical lines in a row, like axes, with names too long for it: then each name is above its own line, in two rows.
 */
function crowdedAxes({ references = [] }: ChartPanel, x: Scale): readonly Reference[] {
  const upright = references.filter(({ axis }) => axis === 'x');
  const isTight = ({ label, at }: Reference, k: number): boolean => {
    const next = upright[k + 1];
    return next !== undefined && textWidth(label, 12) + 10 > Math.abs(toPx(x, next.at) - toPx(x, at));
  };
  return upright.length > 3 && upright.some(isTight) ? upright : [];
}

/** Half the side of the square that a word leaves to a dot, px. */
const DOT = 4;

function avoidSeries({ kind, faint }: ChartSeries, pixels: SeriesPixels | undefined, box: Box, placer: Placer): void {
  if (!pixels || faint) return;
  if (isLine(kind)) {
    placer.avoidLine(pixels.line, box);
    return;
  }
  pixels.line.x.forEach((px, k) => {
    const top = Math.max(box.y, pixels.line.y[k] ?? Number.NaN);
    if (kind === 'points') placer.avoidBox(around(px, top, DOT));
    else for (let t = top; t < box.y + box.height; t += 5) placer.avoid(px, t);
  });
}

/**
 * Writes names to the right of the plot at the heights of their lines, moved apart; returns all of them if they do not
 * fit.
 */
function placeInMargin(named: readonly Named[], box: Box, placer: Placer): ChartSeries[] {
  const heights = nameHeights(
    named.map(({ pixels }) => endIn(pixels.line, box, 0.5)?.[1] ?? box.y),
    box,
  );
  if (!heights) return named.map(({ series }) => series);
  named.forEach(({ series: { label = '', role } }, i) => {
    const [x, y] = [box.x + box.width + 10, heights[i] ?? box.y];
    // Nothing else is beside it.
    const row = { x: x - 2, y: y - 12, width: 400, height: 16 };
    placer.write(labelOf('note', label, role), { x, y, anchor: 'start' }, row);
  });
  return [];
}
