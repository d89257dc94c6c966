/** The bowl of both walks as a map. */
import { bands } from '../../../figure/panels/contours.ts';
import type { SurfaceBands } from '../../../figure/panels/panel.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { once } from '../../kit/made-once.ts';
import { lossAt } from './walks.ts';

export const WINDOW = { xDomain: [-6, 2.4], yDomain: [-4.6, 3.8] } as const;
const CELLS = 48;

/** Its tints, independent of the walks. */
export const bowlTints = once((): SurfaceBands => {
  const grid = lossGrid(WINDOW, { across: CELLS }, ([phi0 = 0, phi1 = 0]) => lossAt(phi0, phi1));
  return bands({ ...grid, label: 'loss *L*' });
});
