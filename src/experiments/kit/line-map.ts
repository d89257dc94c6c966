import type { Problem } from '../../engine/index.ts';
import { type LineFrame, NOTEBOOK_FRAME } from '../../engine/problems/linear-regression-frame.ts';
import { axis, map, type SurfaceBands, type SurfacePanel } from '../../figure/index.ts';
import { bands } from '../../figure/panels/contours.ts';
import { lossGrid } from './loss-grid.ts';

/** The window of notebook 6.2: intercept and slope. */
export const WINDOW = { xDomain: NOTEBOOK_FRAME.intercept, yDomain: NOTEBOOK_FRAME.slope } as const;
const CELLS = 48;

/** The loss of every line in a frame, as tints. */
export const tintsOf = (problem: Problem, { intercept: xDomain, slope: yDomain }: LineFrame): SurfaceBands =>
  bands({ ...lossGrid({ xDomain, yDomain }, { across: CELLS }, problem.loss), label: 'loss *L*' });

/** The loss of every line as a map for runs. */
export const lineMap = (
  { intercept, slope }: LineFrame,
  bands: SurfaceBands,
  over: Pick<Parameters<typeof map>[0], 'title' | 'runs' | 'paths' | 'points' | 'handle'>,
): SurfacePanel =>
  map({
    name: 'surface',
    x: axis('intercept ϕ_0', intercept),
    y: axis('slope ϕ_1', slope),
    // With other points, the two axes have different units.
    equal: intercept[1] - intercept[0] === slope[1] - slope[0] ? true : undefined,
    bands,
    ...over,
  });
