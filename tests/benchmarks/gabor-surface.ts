import { gaborSurface, problems, vector } from '../../src/engine/index.ts';
import { GABOR_WINDOW } from '../../src/engine/panels/gabor-sheet.ts';
import { plainLoss } from './plain-gabor.ts';
import type { Workload } from './workload.ts';

const CELLS = 256;
const { xDomain, yDomain } = GABOR_WINDOW;

function everyCell(loss: (phi0: number, phi1: number) => number): Float64Array {
  const grid = new Float64Array(CELLS * CELLS);
  for (let r = 0; r < CELLS; r++) {
    const phi1 = yDomain[0] + ((r + 0.5) / CELLS) * (yDomain[1] - yDomain[0]);
    for (let c = 0; c < CELLS; c++) {
      grid[r * CELLS + c] = loss(xDomain[0] + ((c + 0.5) / CELLS) * (xDomain[1] - xDomain[0]), phi1);
    }
  }
  return grid;
}

const phi = vector(0, 0);

/** The Gabor loss at 256 x 256 cell centres. */
const workloads: readonly Workload[] = [
  {
    name: `${CELLS} x ${CELLS} surface`,
    tolerance: 1e-9,
    contenders: [
      { name: 'plain evaluation', run: () => everyCell(plainLoss) },
      {
        name: 'problem.loss',
        run: () =>
          everyCell((phi0, phi1) => {
            phi[0] = phi0;
            phi[1] = phi1;
            return problems.gabor.loss(phi);
          }),
      },
      { name: 'gaborSurface', run: () => gaborSurface({ ...GABOR_WINDOW, columns: CELLS, rows: CELLS }).grid },
    ],
  },
];
export default workloads;
