import { optimizers, problems, trainMany } from '../../../engine/index.ts';
import {
  GABOR_WINDOW,
  gaborLandmarks,
  gaborTraps,
  LOOK_EVERY,
  reachedMinima,
} from '../../../engine/problems/gabor-landmarks.ts';
import { type CellCategory, cells } from '../../../figure/panels/cells.ts';
import type { SurfaceCells } from '../../../figure/panels/panel.ts';

/** The end of a run: an index among the landmarks' minima, or one of these. */
export const NO_MINIMUM = -1;
export const DIVERGED = -2;
export type Ends = Int8Array<ArrayBuffer>;

/** Norm of phi beyond which a run has left the map permanently. */
export const FAR = 100;
/** Cells in each direction, of the whole grid and of a tile; each part of the work covers one cell per tile. */
const BASIN_GRID = 80;
const TILE = 4;
const { xDomain, yDomain } = GABOR_WINDOW;

/** Cells (column, row) of a tile, coarse lattices first: each next one is in the widest gaps. */
const ORDER: readonly (readonly [number, number])[] = [
  [1, 1],
  [3, 3],
  [1, 3],
  [3, 1],
  [0, 0],
  [2, 2],
  [0, 2],
  [2, 0],
  [1, 0],
  [3, 2],
  [1, 2],
  [3, 0],
  [0, 1],
  [2, 3],
  [0, 3],
  [2, 1],
];

/** Number of parts of the grid. */
export const BASIN_PARTS = ORDER.length;

/** Starts of one part: the cell centres at its position in every tile, row by row. */
export function basinStarts(part: number): [number, number][] {
  const [column, row] = ORDER[part]!;
  const starts: [number, number][] = [];
  for (let r = row; r < BASIN_GRID; r += TILE) {
    for (let c = column; c < BASIN_GRID; c += TILE) {
      starts.push([
        xDomain[0] + ((c + 0.5) / BASIN_GRID) * (xDomain[1] - xDomain[0]),
        yDomain[0] + ((r + 0.5) / BASIN_GRID) * (yDomain[1] - yDomain[0]),
      ]);
    }
  }
  return starts;
}

/**
 * The end of gradient descent from each start: after `steps` steps, then the polish of `reachedMinima`. A run ends
 * early once its minimum is certain (`gaborTraps`), which changes no result. One number per start: index among the
 * landmarks' minima, NO_MINIMUM or DIVERGED.
 */
export function gaborEnds(
  starts: readonly (readonly [number, number])[],
  { alpha, steps }: { alpha: number; steps: number },
): Ends {
  const bound = gaborTraps([alpha, alpha]);
  const among = gaborLandmarks().minima.length;
  const { phi, statuses } = trainMany({
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha },
    starts,
    steps,
    bounds: { norm: FAR },
    until: (at, t) => t % LOOK_EVERY === 0 && bound(at) >= 0,
  });
  const unsure = statuses.flatMap(({ kind }, r) => (kind === 'finished' ? [r] : []));
  const reached = reachedMinima(Float64Array.from(unsure.flatMap((r) => [phi[2 * r]!, phi[2 * r + 1]!])));
  const ends = Int8Array.from(statuses, ({ kind }, r) => {
    if (kind === 'diverged') return DIVERGED;
    const end = bound(phi, 2 * r);
    return end < among ? end : NO_MINIMUM;
  });
  for (const [k, r] of unsure.entries()) ends[r] = reached[k] ?? NO_MINIMUM;
  return ends;
}

/** Tints of the minima, lowest first: the lowest minimum has the deepest, clearly different from the rest. */
const TINTS = { lowest: 13, next: 10, last: 2 } as const;

/** The grid as tinted cells; a missing cell looks like its nearest available neighbour in the tile. */
export function basinCells(parts: readonly (Ends | undefined)[]): SurfaceCells | undefined {
  const nearest = nearestParts(parts);
  if (!nearest) return undefined;
  const { minima } = gaborLandmarks();
  const categories: CellCategory[] = minima.map(({ loss }, k) => ({
    label: `to the minimum of ${loss.toFixed(2)}`,
    tint: k === 0 ? TINTS.lowest : Math.round(TINTS.next - ((k - 1) * (TINTS.next - TINTS.last)) / (minima.length - 2)),
  }));
  categories.push({ label: 'to no minimum on the map', tint: 'page' }, { label: 'diverged', tint: 'danger' });
  const tiles = BASIN_GRID / TILE;
  const grid = Int8Array.from({ length: BASIN_GRID ** 2 }, (_, cell) => {
    const row = Math.floor(cell / BASIN_GRID);
    const column = cell % BASIN_GRID;
    const part = nearest[(row % TILE) * TILE + (column % TILE)]!;
    const end = parts[part]![Math.floor(row / TILE) * tiles + Math.floor(column / TILE)]!;
    return end >= 0 ? end : minima.length + (end === DIVERGED ? 1 : 0);
  });
  return cells({ cells: grid, columns: BASIN_GRID, rows: BASIN_GRID, categories });
}

/** For each cell of a tile, row by row, the part that represents it; undefined if none is available. */
function nearestParts(parts: readonly (Ends | undefined)[]): number[] | undefined {
  const arrived = ORDER.flatMap((at, part) => (parts[part] ? [{ at, part }] : []));
  if (arrived.length === 0) return undefined;
  return Array.from({ length: TILE * TILE }, (_, cell) => {
    const distance = ([c, r]: readonly [number, number]) => Math.hypot(c - (cell % TILE), r - Math.floor(cell / TILE));
    return arrived.reduce((best, one) => (distance(one.at) < distance(best.at) ? one : best)).part;
  });
}
