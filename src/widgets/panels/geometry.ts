import type { ChartPanel, Panel, SurfacePanel } from '../../figure/panels/panel.ts';
import { fromPx, toPx } from './axis-scale.ts';
import type { ChartLayout } from './chart-layout.ts';
import type { Box } from './labels.ts';
import type { MultiplesLayout } from './multiples.ts';
import type { SurfaceLayout } from './surface-layout.ts';

/** Between data and px, counted from the picture's top left corner. */
export interface Coordinates {
  box: Box;
  toPixels(x: number, y: number): [number, number];
  toData(px: number, py: number): [number, number];
}

type AnyLayout = SurfaceLayout | ChartLayout | MultiplesLayout | { kind: 'table' } | { kind: 'equation' };
type Frame = { panel: SurfacePanel; layout: SurfaceLayout } | { panel: ChartPanel; layout: ChartLayout };

/** The sheets and charts of a panel, each with its own layout. */
export function frames(panel: Panel, layout: AnyLayout): Frame[] {
  if (panel.kind === 'surface' && layout.kind === 'surface') return [{ panel, layout }];
  if (panel.kind === 'chart' && layout.kind === 'chart') return [{ panel, layout }];
  if (panel.kind !== 'multiples' || layout.kind !== 'multiples') return [];
  return panel.items.flatMap(({ panel: inner }, i) => {
    const own = layout.items[i];
    return own ? frames(inner, own) : [];
  });
}

export function coordinatesOf({ box, x, y }: SurfaceLayout | ChartLayout): Coordinates {
  return {
    box,
    toPixels: (dataX, dataY) => [toPx(x, dataX), toPx(y, dataY)],
    toData: (px, py) => [fromPx(x, px), fromPx(y, py)],
  };
}

/** How near the pointer must be to a point of a path, px. */
const REACH = 40;

/** The iteration nearest to the pointer (px): on a chart by its x, on a sheet by the nearest point of a path with steps. */
export function nearestStep(panel: Panel, layout: AnyLayout, px: number, py: number): number | undefined {
  for (const frame of frames(panel, layout)) {
    const { box } = frame.layout;
    if (px < box.x - 6 || px > box.x + box.width + 6 || py < box.y - 6 || py > box.y + box.height + 6) continue;
    return frame.panel.kind === 'chart'
      ? stepOnChart(frame.panel, frame.layout, px)
      : stepOnSheet(frame.panel, frame.layout, px, py);
  }
  return undefined;
}

function stepOnChart(
  { steps, series }: ChartPanel,
  { x }: SurfaceLayout | ChartLayout,
  px: number,
): number | undefined {
  if (!steps) return undefined;
  const last = Math.max(0, ...series.filter(({ faint }) => !faint).map((s) => s.x.at(-1) ?? 0));
  return Math.min(Math.floor(last), Math.max(0, Math.round(fromPx(x, px))));
}

function stepOnSheet(
  { paths = [] }: SurfacePanel,
  { x, y }: SurfaceLayout | ChartLayout,
  px: number,
  py: number,
): number | undefined {
  let best: number | undefined;
  let least = REACH;
  for (const path of paths) {
    if (!path.steps) continue;
    for (let t = 0; t < path.x.length; t++) {
      const away = Math.hypot(toPx(x, path.x[t] ?? Number.NaN) - px, toPx(y, path.y[t] ?? Number.NaN) - py);
      if (away < least) [best, least] = [t, away];
    }
  }
  return best;
}
