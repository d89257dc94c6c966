/** The bowl of both walks as a sheet. */
import { bands, cellCentres } from '../../../figure/panels/contours.ts';
import type { SurfaceBands } from '../../../figure/panels/panel.ts';
import { lossAt } from './walks.ts';

export const WINDOW = { xDomain: [-6, 2.4], yDomain: [-3.8, 3.8] } as const;
const CELLS = 48;

let drawn: SurfaceBands | undefined;

/** Its tints; drawn once, whatever walks are laid over them. */
export function bowlTints(): SurfaceBands {
  if (drawn) return drawn;
  const x = cellCentres(WINDOW.xDomain, CELLS);
  const y = cellCentres(WINDOW.yDomain, CELLS);
  const grid = Float64Array.from({ length: x.length * y.length }, (_, k) =>
    lossAt(x[k % x.length]!, y[Math.floor(k / x.length)]!),
  );
  drawn = bands({ ...WINDOW, grid, columns: x.length, rows: y.length, label: 'loss *L*' });
  return drawn;
}
