import { convergenceRate } from '../../../engine/theory/convergence-rate.ts';
import type { Column, SurfaceBands } from '../../../figure/index.ts';
import { bands, cellCentres } from '../../../figure/panels/contours.ts';
import { PAD } from '../../kit/pad.ts';

const GRID = { columns: 44, rows: 32, stripes: 4 } as const;
/** Steps of every run on the pad; the last two thirds are measured. */
const PAD_STEPS = 240;
const LEVELS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99];

const rows = GRID.rows + 2;
const columns = GRID.columns + 2;

/** Number of parts for the rows of a pad. */
export const STRIPES = GRID.stripes;

/** Rates of every fourth row of the pad, from row `stripe`, including the ring of cells beyond the frame. */
export function measureStripe(
  distances: (alpha: number, beta: number, steps: number) => Column,
  stripe: number,
): Column {
  const alphas = cellCentres(PAD.alpha, GRID.columns, 'log');
  const betas = cellCentres(PAD.beta, GRID.rows);
  const rates: number[] = [];
  for (let r = stripe; r < rows; r += GRID.stripes) {
    // Beyond the frame beta would leave [0, 1): the edge is repeated.
    const beta = Math.min(1 - 0.5 / GRID.rows, Math.max(0, betas[r]!));
    for (const alpha of alphas) rates.push(convergenceRate(distances(alpha, beta, PAD_STEPS)));
  }
  return Float64Array.from(rates);
}

let drawn: { key: string; bands: SurfaceBands } | undefined;

/** The measured rates as tints; drawn again only when `name` changes or more stripes arrive. */
export function rateTints(name: string, stripes: readonly (Column | undefined)[]): SurfaceBands | undefined {
  const arrived = stripes.flatMap((rates, k) => (rates ? [{ k, rates }] : []));
  if (arrived.length === 0) return undefined;
  const key = `${name} ${arrived.map(({ k }) => k)}`;
  if (drawn?.key === key) return drawn.bands;
  const grid = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    // A missing stripe is represented by its neighbour.
    const { rates } = arrived.find(({ k }) => k === r % GRID.stripes) ?? arrived[0]!;
    const row = Math.min(Math.floor(r / GRID.stripes), rates.length / columns - 1);
    grid.set(rates.subarray(row * columns, (row + 1) * columns), r * columns);
  }
  drawn = {
    key,
    bands: bands({
      grid,
      columns,
      rows,
      xDomain: PAD.alpha,
      yDomain: PAD.beta,
      xScale: 'log',
      levels: LEVELS,
      label: 'factor on the distance, per step',
    }),
  };
  return drawn.bands;
}
