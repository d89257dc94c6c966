import { type Problem, vector } from '../../engine/index.ts';
import { type LineFrame, NOTEBOOK_FRAME } from '../../engine/problems/linear-regression-frame.ts';
import { axis, type SurfaceBands, type SurfacePanel, sheet } from '../../figure/index.ts';
import { bands, cellCentres } from '../../figure/panels/contours.ts';

/** The window of notebook 6.2: intercept and slope. */
export const WINDOW = { xDomain: NOTEBOOK_FRAME.intercept, yDomain: NOTEBOOK_FRAME.slope } as const;
const CELLS = 48;

/** The loss of every line in a frame. */
export function tintsOf(problem: Problem, { intercept: xDomain, slope: yDomain }: LineFrame): SurfaceBands {
  const x = cellCentres(xDomain, CELLS);
  const y = cellCentres(yDomain, CELLS);
  const grid = Float64Array.from({ length: x.length * y.length }, (_, k) =>
    problem.loss(vector(x[k % x.length]!, y[Math.floor(k / x.length)]!)),
  );
  return bands({ xDomain, yDomain, grid, columns: x.length, rows: y.length, label: 'loss *L*' });
}

/** The loss of every line as a sheet, to lay a run over. */
export const lineSheet = (
  { intercept, slope }: LineFrame,
  bands: SurfaceBands,
  over: Pick<SurfacePanel, 'title' | 'paths' | 'points' | 'handle'>,
): SurfacePanel =>
  sheet({
    name: 'surface',
    x: axis('intercept ϕ_0', intercept),
    y: axis('slope ϕ_1', slope),
    // Of other points the two have other units.
    equal: intercept[1] - intercept[0] === slope[1] - slope[0] ? true : undefined,
    bands,
    ...over,
  });
