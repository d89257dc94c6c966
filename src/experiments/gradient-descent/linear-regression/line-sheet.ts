import { problems, vector } from '../../../engine/index.ts';
import { axis, type SurfaceBands, type SurfacePanel, sheet } from '../../../figure/index.ts';
import { bands, cellCentres } from '../../../figure/panels/contours.ts';

/** The window of notebook 6.2: intercept and slope. */
export const WINDOW = { xDomain: [0, 2], yDomain: [-1, 1] } as const;
const CELLS = 48;

let drawn: SurfaceBands | undefined;

/** The loss of every line in the window; drawn once. */
function tints(): SurfaceBands {
  if (drawn) return drawn;
  const x = cellCentres(WINDOW.xDomain, CELLS);
  const y = cellCentres(WINDOW.yDomain, CELLS);
  const grid = Float64Array.from({ length: x.length * y.length }, (_, k) =>
    problems.linearRegression.loss(vector(x[k % x.length]!, y[Math.floor(k / x.length)]!)),
  );
  drawn = bands({ ...WINDOW, grid, columns: x.length, rows: y.length, label: 'loss *L*' });
  return drawn;
}

/** The loss of every line as a sheet, to lay a run over. */
export const lineSheet = (over: Pick<SurfacePanel, 'title' | 'paths' | 'points' | 'handle'>): SurfacePanel =>
  sheet({
    name: 'surface',
    x: axis('intercept ϕ_0', WINDOW.xDomain),
    y: axis('slope ϕ_1', WINDOW.yDomain),
    equal: true,
    bands: tints(),
    ...over,
  });
