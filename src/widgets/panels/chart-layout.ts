import type { ChartPanel, ChartSeries, Role } from '../../figure/panels/panel.ts';
import { chooseTicks, createScale, type Scale, type Tick, toPx } from './axis-scale.ts';
import type { Box, Inset } from './box.ts';
import { placeChartLabels } from './chart-labels.ts';
import type { PlacedText } from './placer.ts';
import { isLine, type SeriesPixels, seriesPixels } from './polyline.ts';
import { SPRING_ROOM } from './spring.ts';
import { textWidth, wrapTitle } from './text.ts';

export interface ChartLayout {
  kind: 'chart';
  width: number;
  height: number;
  narrow: boolean;
  /** The plot area. */
  box: Box;
  /** The chart's right edge, px. */
  right: number;
  x: Scale;
  y: Scale;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  /** The part of the x axis with data above it, or all of it if it counts steps, px. */
  baseline: readonly [number, number];
  titles: readonly PlacedText[];
  series: readonly SeriesPixels[];
  labels: readonly PlacedText[];
  /** The path of the lines from names to their points. */
  leaders: string;
  /** Names that do not fit into the plot: they are above it, each with a sample of its line. */
  key: readonly KeyEntry[];
}

export interface KeyEntry {
  label: PlacedText;
  role: Role;
  kind: ChartSeries['kind'];
  x: number;
  y: number;
}

const NARROW = 240;
/** A narrower chart has no margin for the names of lines. */
const MARGIN_FROM = 300;
const LARGEST_MARGIN = 0.34;
const TITLE_LINE = 15;
const KEY_ROW = 16;
const SAMPLE = 16;

/** The names at the ends of lines. */
export const endNamesOf = ({ series }: ChartPanel): string[] =>
  series.flatMap(({ label, kind, faint }) => (label && !faint && isLine(kind) ? [label] : []));

/** Scales, ticks, decimated series and every label of a chart, in px; a pure function. */
export function layoutChart(panel: ChartPanel, width: number, height: number, inset?: Inset): ChartLayout {
  const names = panel.names ?? endNamesOf(panel);
  const widest = Math.max(0, ...names.map((name) => textWidth(name, 13)));
  // A single name fits into the plot; several are lined up beside it.
  const roomy = !inset && width >= MARGIN_FROM && names.length > 1 && widest + 14 <= LARGEST_MARGIN * width;
  const margin = roomy ? Math.ceil(widest) + 16 : 0;
  let { layout, unplaced } = plan(panel, width, height, inset, margin, []);
  // Each name in the key reduces the plot's height, which may displace another name.
  let keyed: readonly ChartSeries[] = [];
  while (unplaced.length > 0) {
    keyed = panel.series.filter((series) => keyed.includes(series) || unplaced.includes(series));
    ({ layout, unplaced } = plan(panel, width, height, inset, panel.names ? margin : 0, keyed));
  }
  return layout;
}

function plan(
  panel: ChartPanel,
  width: number,
  height: number,
  inset: Inset | undefined,
  margin: number,
  keyed: readonly ChartSeries[],
): { layout: ChartLayout; unplaced: ChartSeries[] } {
  const narrow = inset?.small ?? width < NARROW;
  const [frameX, frameY] = [inset?.left ?? 0, inset?.top ?? 0];
  const title = axisTitle(panel, narrow);
  const lines = inset || title === '' ? [] : wrapTitle(title, 12.5, width - 4);
  const key = keyRows(keyed, frameX, frameY + 12 + TITLE_LINE * lines.length, width);
  const top = frameY + (lines.length > 0 ? 9 + TITLE_LINE * lines.length : 8) + key.height;
  const bottom = frameY + height - (panel.x.label === '' || inset ? 24 : 42);
  const yRoom = { spacing: 36, across: false };
  const yRange = [Math.max(top + 10, bottom), top] as const;
  const yWidth = Math.max(
    0,
    ...chooseTicks(panel.y, createScale(panel.y, yRange), yRoom).map((t) => textWidth(t.text, 12)),
  );
  const showY = inset?.yLabels !== false;
  const spring = panel.spring ? SPRING_ROOM : 0;
  const left = frameX + spring + (showY ? Math.max(inset ? 0 : 28, Math.ceil(yWidth) + 9) : 2);
  const right = Math.max(left + 10, frameX + width - Math.max(8, margin));
  const x = createScale(panel.x, [left, right]);
  const y = createScale(panel.y, yRange);
  const box: Box = { x: left, y: top, width: right - left, height: yRange[0] - top };
  const { series } = plotSeries(panel, box);
  const outer: Box = { x: frameX, y: frameY, width, height };
  const { labels, leaders, unplaced } = placeChartLabels(panel, { box, outer, x, y, series, keyed, margin });
  // Above the plot, as over a map, if there is room.
  const titleX = lines.length === 1 && left + textWidth(lines[0]!, 12.5) <= frameX + width ? left : frameX;
  const titles: PlacedText[] = lines.map((text, i) => ({
    text,
    x: titleX,
    y: frameY + 13 + TITLE_LINE * i,
    anchor: 'start',
    style: 'axis',
  }));
  if (panel.x.label && !inset) {
    const text = wrapTitle(panel.x.label, 12.5, width - 4)[0] ?? '';
    titles.push({ text, x: right, y: box.y + box.height + 33, anchor: 'end', style: 'axis' });
  }
  const xTicks = chooseTicks(panel.x, x, { spacing: narrow ? 56 : 92, across: true });
  return {
    unplaced,
    layout: {
      kind: 'chart',
      width,
      height,
      narrow,
      box,
      right: frameX + width,
      x,
      y,
      xTicks,
      yTicks: chooseTicks(panel.y, y, yRoom).map((tick) => (showY ? tick : { ...tick, text: '' })),
      baseline: panel.steps ? [left, right] : dataRange(panel, x),
      titles,
      series,
      labels,
      leaders,
      key: key.entries,
    },
  };
}

/** The series of a chart inside a box (px): everything except axes and words. */
export type Plot = Pick<ChartLayout, 'box' | 'x' | 'y' | 'series'>;

export function plotSeries(panel: ChartPanel, box: Box): Plot {
  const x = createScale(panel.x, [box.x, box.x + box.width]);
  const y = createScale(panel.y, [box.y + box.height, box.y]);
  return { box, x, y, series: panel.series.map((s) => seriesPixels(s, x, y)) };
}

/** The title of the y axis; marked as logarithmic, unless its label already is. */
function axisTitle({ y }: ChartPanel, narrow: boolean): string {
  if (y.label === '' || y.scale !== 'log' || /\blog\b/.test(y.label)) return y.label;
  return `${y.label}, ${narrow ? 'log' : 'log scale'}`;
}

/** From the first to the last x with data, in px and inside the plot; the whole axis if there is none. */
function dataRange({ series }: ChartPanel, x: Scale): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { x: values } of series) {
    for (const value of values) {
      const px = toPx(x, value);
      if (Number.isNaN(px)) continue;
      low = Math.min(low, px);
      high = Math.max(high, px);
    }
  }
  const [from, to] = x.range;
  const [a, b] = [Math.max(low, from), Math.min(high, to)];
  return a < b ? [a, b] : [from, to];
}

/** From so many lines of the same look on, a key could not distinguish them: they share one entry. */
const ALIKE = 4;

/** The key's entry for its series: a text, and a sample of the line. */
function keyTexts(series: readonly ChartSeries[]): Pick<ChartSeries, 'label' | 'role' | 'kind'>[] {
  const alike = ({ role, kind }: ChartSeries) => series.filter((other) => other.role === role && other.kind === kind);
  const isCrowd = (line: ChartSeries): boolean => isLine(line.kind) && alike(line).length >= ALIKE;
  const firsts = series.filter((line) => isCrowd(line) && alike(line)[0] === line);
  return [
    ...series.filter((line) => !isCrowd(line)),
    ...firsts.map((line) => ({ role: line.role, kind: line.kind, label: `${alike(line).length} others` })),
  ];
}

/** Names in rows above the plot, each after a sample of its line. */
function keyRows(
  series: readonly ChartSeries[],
  left: number,
  top: number,
  width: number,
): { entries: KeyEntry[]; height: number } {
  const entries: KeyEntry[] = [];
  let x = left;
  let row = 0;
  for (const { label = '', role, kind } of keyTexts(series)) {
    const need = SAMPLE + 5 + textWidth(label, 12) + 14;
    if (x > left && x + need - 14 > left + width) {
      x = left;
      row++;
    }
    const y = top + 5 + row * KEY_ROW;
    entries.push({
      label: { text: label, x: x + SAMPLE + 5, y: y + 4, anchor: 'start', style: 'tick name' },
      role,
      kind,
      x,
      y,
    });
    x += need;
  }
  return { entries, height: entries.length > 0 ? (row + 1) * KEY_ROW + 4 : 0 };
}
