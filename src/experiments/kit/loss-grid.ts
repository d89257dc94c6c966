import type { Column } from '../../figure/index.ts';
import { cellCentres } from '../../figure/panels/contours.ts';

interface Window {
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
}

/** A loss over a window, ready to be tinted: cell by cell, with a ring of cells beyond the frame. */
export function lossGrid(
  { xDomain, yDomain }: Window,
  { across, up = across }: { across: number; up?: number },
  loss: (phi: Column) => number,
) {
  const [x, y] = [cellCentres(xDomain, across), cellCentres(yDomain, up)];
  const grid = new Float64Array(x.length * y.length);
  for (let k = 0; k < grid.length; k++) grid[k] = loss(Float64Array.of(x[k % x.length]!, y[Math.floor(k / x.length)]!));
  return { xDomain, yDomain, grid, columns: x.length, rows: y.length };
}
