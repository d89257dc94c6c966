/** Projects a tilted map: the screen positions of its points, and the visible point at a pixel. */
import type { SurfacePanel, SurfaceTilt } from '../../figure/panels/panel.ts';
import { fromPx, type Scale, toPx } from './axis-scale.ts';
import { type Box, contains } from './box.ts';

/**
 * With u and v from 0 to 1 across the map and down it, z as a fraction of the rise, D the depth of the map, H the rise
 * and t the tilt, a point is at x = left + u W and y = foot - (1 - v) D cos t - z H sin t.
 */
export interface Relief {
  /** The map from above. */
  flat: Box;
  /** The box of the relief in the picture. */
  bounds: Box;
  /** Projected depth of the map, D cos t, and of the rise, H sin t, px. */
  depth: number;
  rise: number;
  /** Position of the ground's front edge, and the visible thickness below it, px. */
  foot: number;
  base: number;
  tilt: SurfaceTilt;
}

export const isTilted = ({ tilt, bands }: SurfacePanel): boolean => bands !== undefined && (tilt?.degrees ?? 0) > 0;

/** The rise as a fraction of the map's depth, if the picture has room for it at every tilt. */
const RISE = 0.56;
/** Higher ground is drawn at this height, as a fraction of the rise. */
const HIGHEST = 1.4;
/** Thickness below the lowest ground, px. */
const THICK = 6;
/** Free space above and below, px. */
const MARGIN = 8;

/**
 * The relief of a map, or undefined if it is seen from above. Its scale is the same at every tilt: it turns about its
 * centre.
 * @param flat the box of the map from above
 * @param frame the whole picture
 */
export function reliefOf(panel: SurfacePanel, flat: Box, frame: Box): Relief | undefined {
  const { tilt } = panel;
  if (!tilt || !isTilted(panel)) return undefined;
  const turn = (Math.min(90, tilt.degrees) * Math.PI) / 180;
  const room = frame.height - 2 * MARGIN;
  // Maximum over all tilts: at the tilt whose tangent is H / D.
  const most = Math.min(RISE * flat.height, Math.sqrt(Math.max(0, room ** 2 - flat.height ** 2)));
  const [depth, rise] = [flat.height * Math.cos(turn), most * Math.sin(turn)];
  const from = flat.y + flat.height / 2;
  const middle = from + (frame.y + frame.height / 2 - from) * Math.sin(turn);
  const foot = middle + (depth + rise) / 2;
  const top = foot - Math.max(depth + rise, HIGHEST * rise);
  return {
    flat,
    bounds: { x: flat.x, y: top, width: flat.width, height: foot - top },
    depth,
    rise,
    foot,
    base: THICK * Math.sin(turn),
    tilt,
  };
}

/** A height in units of the levels as a fraction of the relief, from 0 to a little above 1. */
export function shareOf({ tilt }: Relief, height: number): number {
  const [from, to] = tilt.heights;
  // A NaN height counts as higher than every level, as among the bands.
  return Number.isNaN(height) ? HIGHEST : Math.min(HIGHEST, Math.max(0, (height - from) / (to - from)));
}

/** Height of the ground at a position, as a fraction of the relief, interpolated between the centres of four cells. */
export function heightAt(relief: Relief, u: number, v: number): number {
  const { grid, columns, rows } = relief.tilt;
  const inside = (share: number, count: number) => Math.min(count - 1, Math.max(0, share * (count - 2) + 0.5));
  const [across, up] = [inside(u, columns), inside(1 - v, rows)];
  const [i, j] = [Math.min(columns - 2, Math.floor(across)), Math.min(rows - 2, Math.floor(up))];
  const [a, b] = [across - i, up - j];
  const at = (column: number, row: number) => shareOf(relief, grid[row * columns + column] ?? Number.NaN);
  return (1 - b) * ((1 - a) * at(i, j) + a * at(i + 1, j)) + b * ((1 - a) * at(i, j + 1) + a * at(i + 1, j + 1));
}

/** Screen position of a point at height z, a fraction of the relief, px. */
export function standAt({ flat, foot, depth, rise }: Relief, u: number, v: number, z: number): [number, number] {
  return [flat.x + u * flat.width, foot - (1 - v) * depth - z * rise];
}

/** Converts a position on the flat map (px) to the same point's position on the relief (px). */
export function onPaper(relief: Relief, px: number, py: number): [number, number] {
  const { flat } = relief;
  const [u, v] = [(px - flat.x) / flat.width, (py - flat.y) / flat.height];
  return standAt(relief, u, v, heightAt(relief, u, v));
}

/** Number of steps from the front of the map to its back in which a point is searched. */
const STEPS = 160;

/** The point of the map from above visible at a screen position: the nearest to the eye. */
export function underPointer(relief: Relief, px: number, py: number): [number, number] {
  const { flat } = relief;
  const u = (px - flat.x) / flat.width;
  const height = (v: number): number => standAt(relief, u, v, heightAt(relief, u, v))[1];
  let v = 1;
  for (let k = 0; k < STEPS && height(v) > py; k++) v = 1 - (k + 1) / STEPS;
  // Between this step and the previous one.
  const [here, before] = [height(v), height(Math.min(1, v + 1 / STEPS))];
  if (here < py && before > here) v += (py - here) / (before - here) / STEPS;
  return [px, flat.y + Math.min(1, v) * flat.height];
}

/**
 * The panel with everything on the map at its projected position, in axis coordinates, so that marks, labels and
 * handles are placed as on any map. Elements outside the map are left out.
 */
export function laidOnPaper(panel: SurfacePanel, relief: Relief, x: Scale, y: Scale): SurfacePanel {
  const { regions: _, fog: _fog, cells: _cells, ...map } = panel;
  const { flat } = relief;
  const on = (across: number, up: number): [number, number] => {
    const [px, py] = [toPx(x, across), toPx(y, up)];
    if (!contains(flat, px, py, 0.5)) return [Number.NaN, Number.NaN];
    return [across, fromPx(y, onPaper(relief, px, py)[1])];
  };
  const columns = <Line extends { x: Float64Array<ArrayBuffer>; y: Float64Array<ArrayBuffer> }>(line: Line): Line => {
    const places = Array.from(line.x, (across, i) => on(across, line.y[i] ?? Number.NaN));
    return { ...line, x: Float64Array.from(places, ([a]) => a), y: Float64Array.from(places, ([, b]) => b) };
  };
  return {
    ...map,
    ...(map.bands && { bands: { ...map.bands, numbers: [] } }),
    paths: (map.paths ?? []).map(columns),
    lines: (map.lines ?? []).map(columns),
    points: (map.points ?? []).flatMap((point) => {
      const [a, b] = on(point.x, point.y);
      return Number.isNaN(a) ? [] : [{ ...point, x: a, y: b }];
    }),
    arrows: (map.arrows ?? []).flatMap((arrow) => {
      const [from, to] = [on(...arrow.from), on(...arrow.to)];
      return Number.isNaN(from[0] + to[0]) ? [] : [{ ...arrow, from, to }];
    }),
    ...(map.handle && { handle: { ...map.handle, at: on(...map.handle.at) } }),
  };
}
