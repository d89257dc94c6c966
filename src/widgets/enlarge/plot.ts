import uPlot from 'uplot';
import type { Axis, ChartPanel } from '../../figure/panels/panel.ts';
import { plainText } from '../panels/math-text.ts';
import { axisNumber, signed } from '../panels/text.ts';
import type { Drawn, PlotData } from './plot-data.ts';
import { type Colours, lookOf, toneOf } from './plot-look.ts';

export interface PlotSettings {
  width: number;
  height: number;
  logX: boolean;
  logY: boolean;
  /** Of the entries of the data: whether they are drawn. */
  shown: readonly boolean[];
  /** Charts with one key show one crosshair. */
  sync: string | undefined;
  colour: Colours;
  onCursor: (index: number | undefined) => void;
}

const FONT = '12px Figure Sans, sans-serif';

/** A chart of a figure, at full resolution, drawn by uPlot in `host`. */
export function createPlot(panel: ChartPanel, data: PlotData, settings: PlotSettings, host: HTMLElement): uPlot {
  const { colour, logX, logY } = settings;
  const options: uPlot.Options = {
    width: settings.width,
    height: settings.height,
    legend: { show: false },
    padding: [12, 16, 0, 0],
    scales: { x: scaleOf(panel.x, logX, true), y: scaleOf(panel.y, logY, false) },
    axes: [axisOf(panel.x, colour, 30, false), axisOf(panel.y, colour, 54, true)],
    cursor: {
      drag: { x: true, y: true, uni: 24 },
      points: { size: 7 },
      ...(settings.sync !== undefined && { sync: { key: settings.sync, setSeries: false, scales: ['x', null] } }),
    },
    series: [{}, ...data.drawn.map((one) => seriesOf(one, settings))],
    bands: bandsOf(data.drawn, colour),
    hooks: {
      drawClear: [(u) => fillPage(u, colour)],
      drawAxes: [(u) => drawRegions(u, panel, colour)],
      draw: [(u) => drawReferences(u, panel, colour), (u) => drawPoints(u, panel, colour)],
      setCursor: [({ cursor }) => settings.onCursor(cursor.idx ?? undefined)],
    },
  };
  return new uPlot(options, data.columns as uPlot.AlignedData, host);
}

/** Across, all that there is; upwards at least what the figure shows. A zoom is taken as it is. */
function scaleOf({ domain: [low, high] }: Axis, log: boolean, across: boolean): uPlot.Scale {
  if (log) return { time: false, distr: 3 };
  if (across) return { time: false };
  return { time: false, range: (_, from, to) => [Math.min(low, from ?? low), Math.max(high, to ?? high)] };
}

/** Its name stands beside the plot, upright. Lines go across the plot only, as in the figure. */
function axisOf({ format = 'number' }: Axis, colour: Colours, size: number, upwards: boolean): uPlot.Axis {
  const text = (value: number | null) =>
    value === null
      ? ''
      : format === 'percent'
        ? `${axisNumber(100 * value)}%`
        : Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3)
          ? signed(value.toExponential().replace('+', ''))
          : axisNumber(value);
  return {
    font: FONT,
    size,
    stroke: colour('--ink-2'),
    grid: { show: upwards, stroke: colour('--rule'), width: 1 },
    ticks: { stroke: colour('--rule-strong'), width: 1, size: 4 },
    values: (_, splits) => splits.map(text),
  };
}

function seriesOf({ series, part, entry }: Drawn, { shown, colour }: PlotSettings): uPlot.Series {
  const { stroke, width, dash, alpha } = lookOf(series, colour);
  const base: uPlot.Series = {
    label: plainText(series.label ?? series.name),
    show: shown[entry] ?? true,
    stroke,
    alpha,
  };
  const edge = part !== 'y';
  if (edge) return { ...base, width: 0, points: { show: false } };
  switch (series.kind) {
    case 'points':
      return { ...base, paths: () => null, points: { show: true, size: series.faint ? 3 : 6, fill: stroke } };
    case 'bars':
      return { ...base, fill: stroke, paths: bars([0.7, 60]), points: { show: false } };
    case 'stems':
      return { ...base, fill: stroke, paths: bars([1, 1.5]), points: { show: true, size: 5, fill: stroke } };
    case 'step':
      return { ...base, width, dash, paths: stepped(), points: { show: false } };
    default:
      return { ...base, width, dash, cap: dash[0] === 0.1 ? 'round' : 'butt', points: { show: false } };
  }
}

const bars = (size: [number, number]): uPlot.Series.PathBuilder => uPlot.paths.bars!({ size });
const stepped = (): uPlot.Series.PathBuilder => uPlot.paths.stepped!({ align: 1 });

/** Between the edges of each interval; the edges stand before their series. */
function bandsOf(drawn: readonly Drawn[], colour: Colours): uPlot.Band[] {
  return drawn.flatMap(({ part, series }, i): uPlot.Band[] =>
    part === 'high'
      ? [{ series: [i + 1, i + 2], fill: `color-mix(in srgb, ${colour(toneOf(series.role))} 16%, transparent)` }]
      : [],
  );
}

/** So that a saved picture is not see-through. */
function fillPage({ ctx }: uPlot, colour: Colours): void {
  ctx.save();
  ctx.fillStyle = colour('--page');
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.restore();
}

/** What lies beside the plot is cut off, and lines are as wide on any screen. */
function inPlot(u: uPlot, drawIt: (ctx: CanvasRenderingContext2D, ratio: number) => void): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  drawIt(ctx, uPlot.pxRatio);
  ctx.restore();
}

function drawRegions(u: uPlot, { regions = [] }: ChartPanel, colour: Colours): void {
  const { left, top, width, height } = u.bbox;
  inPlot(u, (ctx) => {
    for (const { axis, from, to, role } of regions) {
      const [a, b] = [u.valToPos(from, axis, true), u.valToPos(to, axis, true)];
      ctx.globalAlpha = 0.12;
      ctx.fillStyle = colour(toneOf(role));
      if (axis === 'x') ctx.fillRect(a, top, b - a, height);
      else ctx.fillRect(left, b, width, a - b);
    }
  });
}

function drawReferences(u: uPlot, { references = [] }: ChartPanel, colour: Colours): void {
  const { left, top, width, height } = u.bbox;
  inPlot(u, (ctx, ratio) => {
    ctx.font = `${12 * ratio}px Figure Sans, sans-serif`;
    ctx.textAlign = 'left';
    ctx.lineWidth = 1.2 * ratio;
    ctx.setLineDash([6 * ratio, 4 * ratio]);
    for (const { axis, at, label, role } of references) {
      const place = u.valToPos(at, axis, true);
      ctx.strokeStyle = ctx.fillStyle = colour(toneOf(role));
      ctx.beginPath();
      ctx.moveTo(axis === 'x' ? place : left, axis === 'x' ? top : place);
      ctx.lineTo(axis === 'x' ? place : left + width, axis === 'x' ? top + height : place);
      ctx.stroke();
      if (axis === 'x') ctx.fillText(plainText(label), place + 5 * ratio, top + 14 * ratio);
      else ctx.fillText(plainText(label), left + 8 * ratio, place - 5 * ratio);
    }
  });
}

function drawPoints(u: uPlot, { points = [] }: ChartPanel, colour: Colours): void {
  inPlot(u, (ctx, ratio) => {
    ctx.font = `600 ${12 * ratio}px Figure Sans, sans-serif`;
    ctx.textAlign = 'left';
    for (const { x, y, mark, role, label } of points) {
      if (mark === 'now') continue;
      const [px, py] = [u.valToPos(x, 'x', true), u.valToPos(y, 'y', true)];
      ctx.fillStyle = role ? colour(toneOf(role)) : colour('--ink');
      ctx.beginPath();
      ctx.arc(px, py, 4 * ratio, 0, 2 * Math.PI);
      ctx.fill();
      if (label) ctx.fillText(plainText(label), px + 7 * ratio, py - 6 * ratio);
    }
  });
}
