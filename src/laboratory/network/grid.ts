import { PLANE } from './data-sets.ts';

/** Places at which every unit is asked: across and up. */
export const GRID = { columns: 48, rows: 40 } as const;

/** The middles of the cells of the grid, the lowest row first. */
export function gridPlaces(): Float64Array<ArrayBuffer> {
  const { columns, rows } = GRID;
  const places = new Float64Array(2 * columns * rows);
  for (let k = 0; k < columns * rows; k++) {
    places[2 * k] = PLANE.x[0] + (((k % columns) + 0.5) / columns) * (PLANE.x[1] - PLANE.x[0]);
    places[2 * k + 1] = PLANE.y[0] + ((Math.floor(k / columns) + 0.5) / rows) * (PLANE.y[1] - PLANE.y[0]);
  }
  return places;
}
