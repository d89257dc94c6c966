import type { ChartPanel, ChartSeries } from '../../figure/panels/panel.ts';
import { toPx } from './axis-scale.ts';
import { type Box, contains, grow } from './box.ts';
import { type ChartLayout, type KeyEntry, layoutChart, type Plot, plotSeries } from './chart-layout.ts';
import { el, type Shape } from './element.ts';
import { inBox, type PanelKind } from './kind.ts';
import { type Drawn, drawnOnce } from './once.ts';
import {
  clipRect,
  drawText,
  hatch,
  mark,
  picture,
  ring,
  roleClass,
  tickMiddle,
  tickTexts,
  visiblePoints,
} from './picture.ts';
import { createPen, linePath, type Pixels, round, type SeriesPixels } from './polyline.ts';
import { SHARED_SIDE, type Shared, useShared } from './shared.ts';
import { springShape } from './spring.ts';

export const chartKind: PanelKind<ChartPanel, ChartLayout> = {
  ...inBox(0.58),
  layout: layoutChart,
  draw: (panel, layout, uid, { shared }) =>
    picture(panel.title, layout.width, layout.height, chartBody(panel, layout, uid, shared?.[0])),
  frames: (panel, layout) => [{ kind: 'chart', panel, layout }],
  plots: (panel) => [panel],
  linked: ({ steps }) => steps === true,
  stepped: ({ steps }) => steps === true,
};

/** The chart without the SVG around it, for small multiples. `uid` makes its ids unique in the page. */
export function chartBody(panel: ChartPanel, layout: ChartLayout, uid: string, shared?: Shared): (Shape | null)[] {
  const { box, x, y, baseline } = layout;
  const bottom = round(box.y + box.height);
  const dangers = (panel.regions ?? []).some((region) => region.role === 'danger');
  return [
    el('defs', null, [
      clipRect(`${uid}-clip`, box.x - 3, box.y - 4, box.width + 6, box.height + 8),
      dangers ? hatch(`${uid}-hatch`) : null,
    ]),
    ...regions(panel, layout, uid),
    el('path', {
      d: layout.yTicks.map(({ px }) => `M${round(box.x)} ${round(px)}h${round(box.width)}`).join(''),
      class: 'grid',
    }),
    tickTexts(layout.yTicks, 'end', ({ px }) => ({ x: box.x - 7, y: px + 4 })),
    el('path', { d: layout.xTicks.map(({ px }) => `M${round(px)} ${bottom}v4`).join(''), class: 'tickmark' }),
    tickTexts(layout.xTicks, 'middle', (tick) => ({ x: tickMiddle(tick, layout.right), y: box.y + box.height + 17 })),
    el('path', { d: `M${round(baseline[0])} ${bottom}H${round(baseline[1])}`, class: 'axisline' }),
    ...layout.titles.map(drawText),
    el('g', { 'clip-path': `url(#${uid}-clip)` }, [
      ...(shared ? [useShared(shared.data, box)] : seriesGroups(panel, layout)),
      ...references(panel, layout),
    ]),
    ...layout.key.flatMap(keyEntry),
    el('g', { class: 'runs' }, springAt(panel, layout)),
    ...visiblePoints(panel.points ?? [], x, y, box).flatMap(({ point, px, py }) =>
      point.mark === 'now'
        ? [
            el('path', { d: `M${round(px)} ${round(box.y)}V${bottom}`, class: 'now' }),
            el('circle', { cx: round(px), cy: round(py), r: 3.6, class: 'at' }),
          ]
        : [mark(point.mark, px, py, point.role, point.label)],
    ),
    layout.leaders ? el('path', { d: layout.leaders, class: 'leader' }) : null,
    ...layout.labels.map(drawText),
    panel.handle ? ring(toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1])) : null,
  ];
}

/** The weight on its spring at iteration `at`, if the chart has one. */
export function springAt(panel: ChartPanel, { box, x, y }: ChartLayout, at = panel.spring?.at ?? 0): Shape | null {
  const series = panel.series.find(({ name }) => name === panel.spring?.series);
  if (!series) return null;
  const [t, value] = valueAt(series, at);
  return springShape(box, roleClass[series.role], toPx(y, value), toPx(x, t));
}

/** The position of a line at iteration t, or its end if it ends earlier. */
export function valueAt({ x, y }: ChartSeries, t: number): readonly [number, number] {
  const next = x.findIndex((value) => value > t);
  const [i, k] = next < 0 ? [x.length - 1, x.length - 1] : [Math.max(0, next - 1), next];
  const [ax, ay, bx, by] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN, x[k] ?? Number.NaN, y[k] ?? Number.NaN];
  const share = bx > ax ? Math.max(0, (t - ax) / (bx - ax)) : 0;
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}

/** The series in a square of side SHARED_SIDE; its strokes keep their width when the square is stretched. */
export function sharedSeries(panel: ChartPanel): Shape {
  const box: Box = { x: 0, y: 0, width: SHARED_SIDE, height: SHARED_SIDE };
  return el('g', { class: 'shared' }, seriesShapes(panel, plotSeries(panel, box)));
}

function seriesShapes(panel: ChartPanel, plot: Plot): Drawn[] {
  return inOrder(panel, plot).map(({ series, pixels }) => drawSeries(pixels, series, plot));
}

/** Parts below the runs that are never cut, the runs, and the theory drawn over them. */
function seriesGroups(panel: ChartPanel, plot: Plot): Shape[] {
  const layer = ({ stays, role, kind, faint }: ChartSeries) =>
    stays ? 'below' : role === 'theory' && kind !== 'band' && !faint ? 'above' : 'runs';
  const drawn = inOrder(panel, plot).map(({ series, pixels }) => ({
    layer: layer(series),
    shape: drawSeries(pixels, series, plot),
  }));
  const on = (layer: string) => drawn.filter((one) => one.layer === layer).map(({ shape }) => shape);
  return [el('g', null, on('below')), el('g', { class: 'runs' }, on('runs')), el('g', null, on('above'))];
}

/** The series that are played. */
export const runsOf = (panel: ChartPanel, plot: Plot): Shape | undefined => seriesGroups(panel, plot)[1];

/** The series in drawing order: bands lowest, then faint lines, then the rest, with theory above measurements. */
function inOrder(panel: ChartPanel, plot: Plot): { series: ChartSeries; pixels: SeriesPixels }[] {
  const depth = ({ kind, faint, role }: ChartSeries) =>
    kind === 'band'
      ? 0
      : faint
        ? 1
        : kind === 'bars'
          ? 2
          : role === 'baseline'
            ? 3
            : role === 'theory'
              ? 6
              : kind === 'points'
                ? 5
                : 4;
  return panel.series
    .map((series, i) => ({ series, pixels: plot.series[i] ?? { line: { x: [], y: [] } } }))
    .sort((a, b) => depth(a.series) - depth(b.series));
}

/** Cached by the series in px, which include their plot: the same scales imply the same box. */
const drawSeries = drawnOnce((pixels: SeriesPixels, series: ChartSeries, plot: Plot): Shape => {
  const role = roleClass[series.role];
  const bounds = grow(plot.box, 20);
  const coarse = plot.box.width === SHARED_SIDE;
  // A line is rounded only after thinning.
  const { line, low, high } = coarse ? inWholeUnits(pixels) : pixels;
  const stroke = series.faint ? `faint ${role}` : `line ${role}`;
  switch (series.kind) {
    case 'line':
      return el('path', { d: linePath(pixels.line, bounds, coarse), class: stroke });
    case 'step':
      return el('path', { d: linePath(staircase(pixels.line), bounds, coarse), class: stroke });
    case 'band':
      return el('path', { d: bandPath(low ?? line, high ?? line, plot.box, coarse), class: `band ${role}` });
    case 'points':
      return el('g', null, [
        low && high ? el('path', { d: whiskers(line, low, high, plot.box), class: `whisker ${role}` }) : null,
        el('path', { d: dots(line, plot.box), class: `points ${series.faint ? 'pale ' : ''}${role}` }),
        // A baseline differs in shape as well as in colour: its dots are hollow.
        series.role === 'baseline' ? el('path', { d: dots(line, plot.box), class: 'points hole' }) : null,
      ]);
    case 'bars':
      return el('path', { d: bars(line, plot), class: `bars ${role}` });
    case 'stems':
      return el('g', null, [
        el('path', { d: stems(line, plot), class: `stem ${role}` }),
        el('path', { d: dots(line, plot.box), class: `points small ${role}` }),
      ]);
  }
});

/** A unit of the shared square is a third to two thirds of a px, so decimals would only cost bytes. */
function inWholeUnits({ line, low, high }: SeriesPixels): SeriesPixels {
  const whole = ({ x, y }: Pixels): Pixels => ({ x: x.map(Math.round), y: y.map(Math.round) });
  return { line: whole(line), ...(low && high && { low: whole(low), high: whole(high) }) };
}

/** Points as strokes of zero length, whose round ends are the dots: one element for all of them. */
function dots({ x, y }: Pixels, box: Box): string {
  return x
    .map((px, i) => [px, y[i] ?? Number.NaN] as const)
    .filter(([px, py]) => contains(box, px, py, 4))
    .map(([px, py]) => `M${round(px)} ${round(py)}h0`)
    .join('');
}

function staircase({ x, y }: Pixels): Pixels {
  const out: Pixels = { x: [], y: [] };
  x.forEach((px, i) => {
    if (i > 0) {
      out.x.push(px);
      out.y.push(y[i - 1] ?? Number.NaN);
    }
    out.x.push(px);
    out.y.push(y[i] ?? Number.NaN);
  });
  return out;
}

/** Along the low edge and back along the high one: a closed piece for each stretch without NaN. */
function bandPath(low: Pixels, high: Pixels, { y: top, height }: Box, coarse: boolean): string {
  const near = (py: number) => Math.max(top - 20, Math.min(top + height + 20, py));
  const pieces: string[] = [];
  let there: [number, number][] = [];
  let back: [number, number][] = [];
  const close = () => {
    const edge = [...there, ...back.reverse()];
    const pen = createPen(coarse ? 1 : 10);
    for (let i = 1; i < edge.length; i++) pen.line(...edge[i - 1]!, ...edge[i]!);
    if (there.length > 1) pieces.push(`${pen.path()}z`);
    [there, back] = [[], []];
  };
  const edges = low.x.length === high.x.length ? low.x.length : 0;
  for (let i = 0; i < edges; i++) {
    const [a, b, c, d] = [low.x[i], low.y[i], high.x[i], high.y[i]];
    if (a === undefined || b === undefined || c === undefined || d === undefined || Number.isNaN(a + b + c + d))
      close();
    else {
      there.push([a, near(b)]);
      back.push([c, near(d)]);
    }
  }
  close();
  return pieces.join('');
}

function whiskers({ x }: Pixels, low: Pixels, high: Pixels, { y: top, height }: Box): string {
  const near = (py: number) => round(Math.max(top - 20, Math.min(top + height + 20, py)));
  return x
    .map((px, i) => [px, low.y[i] ?? Number.NaN, high.y[i] ?? Number.NaN] as const)
    .filter((values) => !values.some(Number.isNaN))
    .map(([px, a, b]) => `M${round(px)} ${near(a)}V${near(b)}`)
    .join('');
}

/** The base of bars and stems: zero, or the bottom of a log axis. */
function baseOf({ y, box }: Plot): number {
  return y.log ? box.y + box.height : Math.min(box.y + box.height, Math.max(box.y, toPx(y, 0)));
}

function bars({ x, y }: Pixels, layout: Plot): string {
  const { box } = layout;
  const from = baseOf(layout);
  const gaps = x
    .slice(1)
    .map((px, i) => Math.abs(px - (x[i] ?? px)))
    .filter((gap) => gap > 0);
  const width = Math.max(1, 0.82 * Math.min(box.width / 2, ...gaps));
  return x
    .map((px, i) => [px, Math.max(box.y - 5, Math.min(box.y + box.height, y[i] ?? Number.NaN))] as const)
    .filter(([px, py]) => Number.isFinite(px) && Number.isFinite(py))
    .map(([px, py]) => `M${round(px - width / 2)} ${round(from)}V${round(py)}h${round(width)}V${round(from)}z`)
    .join('');
}

function stems({ x, y }: Pixels, layout: Plot): string {
  const { box } = layout;
  const from = baseOf(layout);
  return x
    .map((px, i) => [px, Math.max(box.y - 5, Math.min(box.y + box.height + 5, y[i] ?? Number.NaN))] as const)
    .filter(([px, py]) => Number.isFinite(px) && Number.isFinite(py))
    .map(([px, py]) => `M${round(px)} ${round(from)}V${round(py)}`)
    .join('');
}

function regions(panel: ChartPanel, { box, x, y }: ChartLayout, uid: string): Shape[] {
  return (panel.regions ?? []).flatMap(({ axis, from, to, role }) => {
    const [low, length] = axis === 'x' ? [box.x, box.width] : [box.y, box.height];
    const inside = (v: number) => Math.min(low + length, Math.max(low, toPx(axis === 'x' ? x : y, v)));
    const [a, b] = [inside(from), inside(to)];
    const span = [round(Math.min(a, b)), round(Math.abs(b - a))] as const;
    if (!(span[1] > 0)) return [];
    const rect =
      axis === 'x'
        ? { x: span[0], width: span[1], y: round(box.y), height: round(box.height) }
        : { x: round(box.x), width: round(box.width), y: span[0], height: span[1] };
    return role === 'danger'
      ? [el('rect', { ...rect, fill: `url(#${uid}-hatch)` })]
      : [el('rect', { ...rect, class: `region ${roleClass[role]}` })];
  });
}

function references({ references = [] }: ChartPanel, { box, x, y }: ChartLayout): (Shape | null)[] {
  return references.map(({ axis, at, role }) => {
    const px = toPx(axis === 'x' ? x : y, at);
    if (!Number.isFinite(px)) return null;
    const d =
      axis === 'x'
        ? `M${round(px)} ${round(box.y)}v${round(box.height)}`
        : `M${round(box.x)} ${round(px)}h${round(box.width)}`;
    return el('path', { d, class: `reference ${roleClass[role]}` });
  });
}

function keyEntry({ label, role, kind, x, y }: KeyEntry): Shape[] {
  const sample =
    kind === 'points' || kind === 'stems'
      ? el('path', { d: `M${round(x + 8)} ${round(y)}h0`, class: `points ${roleClass[role]}` })
      : kind === 'band' || kind === 'bars'
        ? el('rect', { x: round(x), y: round(y - 4), width: 16, height: 8, class: `${kind} ${roleClass[role]}` })
        : el('path', { d: `M${round(x)} ${round(y)}h16`, class: `line ${roleClass[role]}` });
  return [sample, drawText(label)];
}
