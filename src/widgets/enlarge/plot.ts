import uPlot from 'uplot';
import type { Axis, ChartPanel } from '../../figure/panels/panel.ts';
import { chooseTicks, createScale, type Tick } from '../panels/axis-scale.ts';
import { plainText } from '../panels/math-text.ts';
import { crowdLayer } from './crowd-layer.ts';
import type { Drawn, PlotData } from './plot-data.ts';
import { type Colours, lookOf, toneOf } from './plot-look.ts';

interface PlotSettings {
  width: number;
  height: number;
  logX: boolean;
  logY: boolean;
  /** Whether an entry of the data is currently visible. */
  shown(entry: number): boolean;
  /** Charts with the same key share a crosshair. */
  sync: string | undefined;
  colour: Colours;
  onCursor: (index: number | undefined) => void;
}

const FONT = '12px Figure Sans, sans-serif';

/** Draws a chart of a figure at full resolution with uPlot, inside `host`. */
export function createPlot(panel: ChartPanel, data: PlotData, settings: PlotSettings, host: HTMLElement): uPlot {
  const { colour, logX, logY } = settings;
  const crowds = data.entries.flatMap(({ crowd, series: [first] }, i) =>
    crowd && first
      ? [{ crowd, colour: colour(toneOf(first.role)), shown: () => settings.shown(i), reach: crowd.reach }]
      : [],
  );
  const reaches = crowds.flatMap(({ reach }) => (reach ? [reach] : []));
  const options: uPlot.Options = {
    width: settings.width,
    height: settings.height,
    legend: { show: false },
    padding: [12, 16, 0, 0],
    scales: { x: scaleAcross(logX), y: scaleUpwards(panel.y, logY, reaches) },
    axes: [axisOf(panel.x, logX, colour, 30, false), axisOf(panel.y, logY, colour, 54, true)],
    cursor: {
      drag: { x: true, y: true, uni: 24 },
      points: { size: 7 },
      ...(settings.sync !== undefined && { sync: { key: settings.sync, setSeries: false, scales: ['x', null] } }),
    },
    series: [{}, ...data.drawn.map((one) => seriesOf(one, settings))],
    bands: bandsOf(data.drawn, colour),
    hooks: {
      drawClear: [(u) => fillPage(u, colour)],
      drawAxes: [(u) => drawRegions(u, panel, colour), crowdLayer(crowds)],
      draw: [(u) => drawReferences(u, panel, colour), (u) => drawPoints(u, panel, colour)],
      setCursor: [({ cursor }) => settings.onCursor(cursor.idx ?? undefined)],
    },
  };
  return new uPlot(options, data.columns as uPlot.AlignedData, host);
}

/** The full range at first; zooming sets it freely. */
function scaleAcross(log: boolean): uPlot.Scale {
  const base: uPlot.Scale = { time: false, ...(log && { distr: 3 }) };
  return log ? { ...base, range: (_, from, to) => [from, to] } : base;
}

/**
 * At least the figure's range, and all series. It does not change while panning across. Parts of a crowd further away
 * than the chart's height are found by zooming out, since a run that diverged would flatten all others.
 */
function scaleUpwards({ domain }: Axis, log: boolean, reaches: readonly (readonly [number, number])[]): uPlot.Scale {
  const [of, back] = log ? [Math.log10, (value: number) => 10 ** value] : [Number, Number];
  const [low, high] = domain.map((end) => of(end));
  const known = low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high);
  const length = known ? high - low : Number.POSITIVE_INFINITY;
  const crowd = reaches.flatMap(([from, to]) =>
    known ? [Math.max(of(from), low - length), Math.min(of(to), high + length)] : [of(from), of(to)],
  );
  return {
    time: false,
    ...(log && { distr: 3 }),
    auto: (_, reset) => reset,
    range(_, from, to) {
      const series = [from, to].flatMap((end) => (end === null || end === undefined ? [] : [of(end)]));
      const ends = [...(known ? [low, high] : []), ...crowd, ...series].filter(Number.isFinite);
      return ends.length > 0 ? [back(Math.min(...ends)), back(Math.max(...ends))] : [log ? 0.1 : 0, 1];
    },
  };
}

/** Distance between ticks to aim at, px. */
const ROOM = { across: 90, upwards: 48 } as const;
const NARROW = 8;

/**
 * The axis's name is beside the plot, upright. Ticks are chosen as in the figure, for the visible window; grid lines
 * cross only the plot, as in the figure.
 */
function axisOf({ label, format }: Axis, log: boolean, colour: Colours, size: number, upwards: boolean): uPlot.Axis {
  const ticksOf = (u: uPlot, domain: readonly [number, number]): Tick[] => {
    const length = (upwards ? u.bbox.height : u.bbox.width) / uPlot.pxRatio;
    // For less than a decade, 1, 2 and 5 would be too few ticks.
    const decades = log && domain[1] > NARROW * domain[0];
    const described: Axis = { label, domain, scale: decades ? 'log' : 'linear', ...(format && { format }) };
    const spacing = upwards ? ROOM.upwards : ROOM.across;
    return chooseTicks(described, createScale(described, upwards ? [length, 0] : [0, length]), {
      spacing,
      across: !upwards,
    });
  };
  return {
    font: FONT,
    size,
    stroke: colour('--ink-2'),
    grid: { show: upwards, stroke: colour('--rule'), width: 1 },
    ticks: { stroke: colour('--rule-strong'), width: 1, size: 4 },
    splits: (u, _, min, max) => ticksOf(u, [min, max]).map(({ value }) => value),
    values: (u, splits) => {
      const { min = 0, max = 1 } = u.scales[upwards ? 'y' : 'x'] ?? {};
      const texts = new Map(ticksOf(u, [min, max]).map(({ value, text }) => [value, inOneLine(text)]));
      return splits.map((value) => texts.get(value) ?? '');
    },
  };
}

/** Canvas text has no superscripts: `1e−5` for `10^{−5}`, `2e5` for `2 · 10^{5}`. */
const inOneLine = (text: string): string =>
  plainText(
    text.replace(
      /(?:(\S+) · )?10\^\{([^}]+)\}/,
      (_, factor: string | undefined, power: string) => `${factor ?? 1}e${power}`,
    ),
  );

function seriesOf({ series, part, entry }: Drawn, { shown, colour }: PlotSettings): uPlot.Series {
  const { stroke, width, dash, alpha } = lookOf(series, colour);
  const base: uPlot.Series = {
    label: plainText(series.label ?? series.name),
    show: shown(entry),
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
    case 'band':
      return { ...base, width: 0, points: { show: false } };
    default:
      return { ...base, width, dash, cap: dash[0] === 0.1 ? 'round' : 'butt', points: { show: false } };
  }
}

const bars = (size: [number, number]): uPlot.Series.PathBuilder => uPlot.paths.bars!({ size });
const stepped = (): uPlot.Series.PathBuilder => uPlot.paths.stepped!({ align: 1 });

/** Bands between the edges of each interval; the edges come before their series. */
function bandsOf(drawn: readonly Drawn[], colour: Colours): uPlot.Band[] {
  return drawn.flatMap(({ part, series }, i): uPlot.Band[] =>
    part === 'high'
      ? [{ series: [i + 1, i + 2], fill: `color-mix(in srgb, ${colour(toneOf(series.role))} 16%, transparent)` }]
      : [],
  );
}

/** Makes the background of a saved picture opaque. */
function fillPage({ ctx }: uPlot, colour: Colours): void {
  ctx.save();
  ctx.fillStyle = colour('--page');
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.restore();
}

/** Draws inside the plot: clipped to it, and with the same line widths on every screen. */
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
