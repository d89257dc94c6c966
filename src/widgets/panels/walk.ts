/** A picture up to an iteration: the runs that it has are cut there, and a head stands at the end of each. */
import type { ChartPanel, ChartSeries, Panel, PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';
import { toPx } from './axis-scale.ts';
import { runsOf } from './chart.ts';
import type { ChartLayout } from './chart-layout.ts';
import { el, type Shape } from './element.ts';
import type { Frame } from './geometry.ts';
import { framesOf, type PanelLayout, sheetsIn } from './index.ts';
import type { Box } from './labels.ts';
import { clipRect, roleClass } from './picture.ts';
import { indexOf, pointBetween, round } from './polyline.ts';
import { remember } from './remember.ts';
import { runShape } from './surface.ts';
import type { SurfaceLayout } from './surface-layout.ts';

/** Whether a panel has runs that can be cut at an iteration. */
export const walks = (panel: Panel): boolean => sheetsIn(panel).some(hasSteps);

const hasSteps = (panel: SurfacePanel | ChartPanel): boolean =>
  panel.kind === 'chart' ? panel.steps === true : (panel.paths ?? []).some(({ steps }) => steps);

/** The same panel without the marks of an iteration; the same object where it has none. */
export const unmarked = remember((panel: Panel): Panel => {
  if (panel.kind !== 'multiples') return panel.kind === 'surface' || panel.kind === 'chart' ? plain(panel) : panel;
  const items = panel.items.map((item) => ({ ...item, panel: plain(item.panel) }));
  return items.every((item, i) => item.panel === panel.items[i]?.panel) ? panel : { ...panel, items };
});

function plain<P extends { points?: readonly PanelPoint[] }>(panel: P): P {
  const { points = [] } = panel;
  return points.some(({ mark }) => mark === 'now')
    ? { ...panel, points: points.filter(({ mark }) => mark !== 'now') }
    : panel;
}

/** The runs of a panel up to iteration t, and their heads, to be laid over its picture. `uid` makes its ids unique. */
export function drawWalk(panel: Panel, placed: PanelLayout, uid: string, t: number): Shape {
  const { width, height } = placed as { width: number; height: number }; // text has no runs
  const parts = framesOf(panel, placed).flatMap((frame, i) =>
    hasSteps(frame.panel) ? walkIn(frame, `${uid}-${i}`, t) : [],
  );
  const [w, h] = [round(width), round(height)];
  return el(
    'svg',
    { class: 'picture walk', viewBox: `0 0 ${w} ${h}`, width: w, height: h, 'aria-hidden': 'true' },
    parts,
  );
}

const walkIn = (frame: Frame, uid: string, t: number): (Shape | null | undefined)[] =>
  frame.kind === 'surface' ? onSheet(frame.panel, frame.layout, uid, t) : onChart(frame.panel, frame.layout, uid, t);

function onSheet({ paths = [] }: SurfacePanel, { box, paths: drawn }: SurfaceLayout, uid: string, t: number) {
  const runs = paths.flatMap((path, i) => {
    const points = drawn[i];
    return points && points.x.length > 0 ? [{ path, points, until: indexOf(points, t) }] : [];
  });
  return [
    clipRect(uid, box.x, box.y, box.width, box.height),
    el(
      'g',
      { 'clip-path': `url(#${uid})` },
      runs.map(({ path, points, until }) => runShape(points, path, box, until)),
    ),
    ...runs.map(({ path, points, until }) =>
      path.faint ? null : head(pointBetween(points, until), box, roleClass[path.role], 4.5),
    ),
  ];
}

function onChart(panel: ChartPanel, layout: ChartLayout, uid: string, t: number) {
  const { box, x, y } = layout;
  const to = Math.min(box.x + box.width, toPx(x, t));
  return [
    clipRect(uid, box.x - 3, box.y - 4, Math.max(0, to - box.x + 3), box.height + 8),
    el('g', { 'clip-path': `url(#${uid})` }, runsOf(panel, layout)),
    ...panel.series
      .filter(({ kind, role, faint }) => kind === 'line' && role !== 'theory' && !faint)
      .map((series) => {
        const [px, py] = valueAt(series, t);
        return head([toPx(x, px), toPx(y, py)], box, roleClass[series.role], 3.6);
      }),
  ];
}

/** Where a line is at iteration t; its end, if it ends before. */
function valueAt({ x, y }: ChartSeries, t: number): readonly [number, number] {
  const next = x.findIndex((value) => value > t);
  const [i, k] = next < 0 ? [x.length - 1, x.length - 1] : [Math.max(0, next - 1), next];
  const [ax, ay, bx, by] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN, x[k] ?? Number.NaN, y[k] ?? Number.NaN];
  const share = bx > ax ? Math.max(0, (t - ax) / (bx - ax)) : 0;
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}

function head([px, py]: readonly [number, number], box: Box, role: string, r: number): Shape | null {
  const inside = px >= box.x - 1 && px <= box.x + box.width + 1 && py >= box.y - 1 && py <= box.y + box.height + 1;
  return inside ? el('circle', { cx: round(px), cy: round(py), r, class: `end ${role}` }) : null;
}
