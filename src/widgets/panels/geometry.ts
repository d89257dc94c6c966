import type { ChartPanel, Handle, SurfacePanel } from '../../figure/panels/panel.ts';
import { fromPx, toPx } from './axis-scale.ts';
import { type Box, contains } from './box.ts';
import type { ChartLayout } from './chart-layout.ts';
import { onPaper, underPointer } from './relief.ts';
import type { SurfaceLayout } from './surface-layout.ts';

/** Converts between data and px, from the picture's top left corner. */
export interface Coordinates {
  box: Box;
  toPixels(x: number, y: number): [number, number];
  toData(px: number, py: number): [number, number];
}

/** A map or a chart with its layout: single, or one of small multiples. */
export type Frame =
  | { kind: 'surface'; panel: SurfacePanel; layout: SurfaceLayout }
  | { kind: 'chart'; panel: ChartPanel; layout: ChartLayout };

export function coordinatesOf(layout: SurfaceLayout | ChartLayout): Coordinates {
  const { box, x, y } = layout;
  const relief = layout.kind === 'surface' ? layout.relief : undefined;
  if (relief)
    return {
      box,
      toPixels: (dataX, dataY) => onPaper(relief, toPx(x, dataX), toPx(y, dataY)),
      toData(px, py) {
        const [flatX, flatY] = underPointer(relief, px, py);
        return [fromPx(x, flatX), fromPx(y, flatY)];
      },
    };
  return {
    box,
    toPixels: (dataX, dataY) => [toPx(x, dataX), toPx(y, dataY)],
    toData: (px, py) => [fromPx(x, px), fromPx(y, py)],
  };
}

/** Maximum distance of the pointer from a point of a path, px. */
const REACH = 40;

/** The iteration nearest to a pointer (px): on a chart by its x, on a map the nearest point of a stepped path. */
export function nearestStepIn(frames: readonly Frame[], px: number, py: number): number | undefined {
  for (const frame of frames) {
    if (!contains(frame.layout.box, px, py, 6)) continue;
    return frame.kind === 'chart'
      ? stepOnChart(frame.panel, frame.layout, px)
      : stepOnMap(frame.panel, frame.layout, px, py);
  }
  return undefined;
}

function stepOnChart({ steps, series }: ChartPanel, { x }: ChartLayout, px: number): number | undefined {
  if (!steps) return undefined;
  const last = Math.max(0, ...series.filter(({ faint }) => !faint).map((s) => s.x.at(-1) ?? 0));
  return Math.min(Math.floor(last), Math.max(0, Math.round(fromPx(x, px))));
}

function stepOnMap({ paths = [] }: SurfacePanel, layout: SurfaceLayout, px: number, py: number): number | undefined {
  const { toPixels } = coordinatesOf(layout);
  let best: number | undefined;
  let least = REACH;
  for (const path of paths) {
    if (!path.steps) continue;
    for (let t = 0; t < path.x.length; t++) {
      const [left, top] = toPixels(path.x[t] ?? Number.NaN, path.y[t] ?? Number.NaN);
      const away = Math.hypot(left - px, top - py);
      if (away < least) [best, least] = [t, away];
    }
  }
  return best;
}

/** A part of a picture in which a click moves a handle. */
export interface Plane {
  coordinates: Coordinates;
  /** The handles that a click may move, with their positions (px). */
  rings: readonly { handle: Handle; px: number; py: number }[];
}

/**
 * The maps on which a click moves a handle that sets a coordinate, or adds a place. Small maps of the same size and
 * domain share the handle of one of them, so each of them accepts clicks for it.
 */
export function planesIn(frames: readonly Frame[]): Plane[] {
  const maps = frames.filter((frame) => frame.kind === 'surface');
  const withRing = maps.filter(
    ({ panel: { handle } }) => handle && (handle.x ?? handle.y ?? handle.adds ?? handle.picks) !== undefined,
  );
  return maps.flatMap(({ panel, layout }) => {
    const coordinates = coordinatesOf(layout);
    const here = withRing.filter((other) => other.panel === panel);
    const rings = (here.length > 0 ? here : withRing.filter((other) => alike(other.panel, panel))).flatMap(
      ({ panel: { handle } }) => {
        if (!handle) return [];
        const [px, py] = coordinates.toPixels(...handle.at);
        return [{ handle, px, py }];
      },
    );
    return rings.length > 0 ? [{ coordinates, rings }] : [];
  });
}

/** Whether two maps show the same part of the same plane, without handles of their own. */
function alike(one: SurfacePanel, other: SurfacePanel): boolean {
  const same = (a: SurfacePanel['x'], b: SurfacePanel['x']) =>
    a.label === b.label && a.domain[0] === b.domain[0] && a.domain[1] === b.domain[1];
  return same(one.x, other.x) && same(one.y, other.y);
}

/** The place under (px, py) on a handle that picks, as the value of its parameter; undefined between places. */
export function pickedAt(planes: readonly Plane[], px: number, py: number): Record<string, number> | undefined {
  for (const { coordinates, rings } of planes)
    for (const { handle } of rings) {
      const { picks, reach = 0 } = handle;
      const under = picks?.places.findIndex((place) => {
        const [x, y] = coordinates.toPixels(...place);
        return Math.max(Math.abs(x - px), Math.abs(y - py)) <= reach;
      });
      if (picks && under !== undefined && under >= 0) return { [picks.name]: under + 1 };
    }
  return undefined;
}

/** The handle moved by a click at (px, py): the nearest one. */
export function ringNear({ rings }: Plane, px: number, py: number): Handle | undefined {
  const away = (ring: Plane['rings'][number]) => Math.hypot(ring.px - px, ring.py - py);
  return rings.reduce<Plane['rings'][number] | undefined>(
    (best, ring) => (best && away(best) <= away(ring) ? best : ring),
    undefined,
  )?.handle;
}
