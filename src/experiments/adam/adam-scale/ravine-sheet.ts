import { vector } from '../../../engine/vector.ts';
import { bands, cellCentres } from '../../../figure/panels/contours.ts';
import type { SurfacePanel } from '../../../figure/panels/panel.ts';
import { createRavine } from './turned-ravine.ts';

const DOMAIN = [-2, 2] as const;
const CELLS = 44;
/** Closer together where a ravine is deep, so that its floor is seen. */
const LEVELS = [0.02, 0.08, 0.2, 0.5, 1, 2, 4, 8, 14, 22, 32, 46, 64] as const;

let drawn: { angle: number; sheet: SurfacePanel } | undefined;

/** The ravine turned by an angle in degrees; drawn again only when the angle changes. */
export function ravineSheet(angle: number): SurfacePanel {
  if (drawn?.angle === angle) return drawn.sheet;
  const ravine = createRavine(angle);
  const at = cellCentres(DOMAIN, CELLS);
  const grid = Float64Array.from({ length: at.length ** 2 }, (_, k) =>
    ravine.loss(vector(at[k % at.length]!, at[Math.floor(k / at.length)]!)),
  );
  const sheet: SurfacePanel = {
    kind: 'surface',
    name: 'surface',
    title: 'A ravine',
    x: { label: 'ϕ_0', domain: DOMAIN, ticks: [-1, 0, 1] },
    y: { label: 'ϕ_1', domain: DOMAIN, ticks: [-1, 0, 1] },
    bands: bands({
      xDomain: DOMAIN,
      yDomain: DOMAIN,
      grid,
      columns: at.length,
      rows: at.length,
      levels: LEVELS,
      label: 'loss *L*',
    }),
  };
  drawn = { angle, sheet };
  return sheet;
}
