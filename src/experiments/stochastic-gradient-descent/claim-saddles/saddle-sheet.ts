import { problems } from '../../../engine/problems/index.ts';
import { vector } from '../../../engine/vector.ts';
import { bands, cellCentres } from '../../../figure/panels/contours.ts';
import type { SurfacePanel } from '../../../figure/panels/panel.ts';

const WINDOW = { xDomain: [-1.4, 1.4], yDomain: [-1.3, 1.3] } as const;
const CELLS = 48;

let sheet: SurfacePanel | undefined;

/** phi0^2/2 - phi1^2/2 + phi1^4/4 as a sheet with its saddle and both minima; drawn once. */
export function saddleSheet(): SurfacePanel {
  if (sheet) return sheet;
  const x = cellCentres(WINDOW.xDomain, CELLS);
  const y = cellCentres(WINDOW.yDomain, CELLS);
  const grid = Float64Array.from({ length: x.length * y.length }, (_, k) =>
    problems.saddle.loss(vector(x[k % x.length]!, y[Math.floor(k / x.length)]!)),
  );
  sheet = {
    kind: 'surface',
    name: 'surface',
    title: 'A loss surface with a saddle between two minima',
    x: { label: '*x*', domain: WINDOW.xDomain },
    y: { label: '*y*', domain: WINDOW.yDomain },
    bands: bands({ ...WINDOW, grid, columns: x.length, rows: y.length, label: 'loss *L*' }),
    points: [
      { name: 'saddle', x: 0, y: 0, mark: 'saddle', label: 'saddle' },
      { name: 'minimum above', x: 0, y: 1, mark: 'minimum', label: '\u22120.25' },
      { name: 'minimum below', x: 0, y: -1, mark: 'minimum', label: '\u22120.25' },
    ],
  };
  return sheet;
}
