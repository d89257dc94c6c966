import { axis, path, point, type SurfacePanel, sheet, some } from '../../../figure/index.ts';
import { bands, cellCentres } from '../../../figure/panels/contours.ts';
import { type Columns, type PlanePath, turnedLayer } from './turned-layer.ts';

/** As wide as a scene is. */
const WIDTH = [-4, 4] as const;
const HEIGHT = [-2.5, 2.5] as const;
const CELLS = 44;
const LEVELS = [0.1, 0.4, 1, 2, 4, 8, 16, 32, 64, 128, 256] as const;

let drawn: { angle: number; empty: SurfacePanel } | undefined;

/** The valley of one column, turned by an angle in degrees; drawn again only when the angle changes. */
function emptySheet(angle: number): SurfacePanel {
  if (drawn?.angle === angle) return drawn.empty;
  const layer = turnedLayer(angle);
  const [across, up] = [cellCentres(WIDTH, Math.round(1.6 * CELLS)), cellCentres(HEIGHT, CELLS)];
  const grid = Float64Array.from({ length: across.length * up.length }, (_, k) =>
    layer.loss(Float64Array.of(across[k % across.length]!, 0, up[Math.floor(k / across.length)]!, 0)),
  );
  const empty = sheet({
    name: 'surface',
    title: `A valley turned by ${angle}°, and the two columns of a layer in it`,
    x: axis('weight of the first input', WIDTH, { ticks: [-4, -2, 0, 2, 4] }),
    y: axis('weight of the second input', HEIGHT, { ticks: [-2, 0, 2] }),
    equal: true,
    bands: bands({
      xDomain: WIDTH,
      yDomain: HEIGHT,
      grid,
      columns: across.length,
      rows: up.length,
      levels: LEVELS,
      label: 'loss *L*',
    }),
  });
  drawn = { angle, empty };
  return empty;
}

interface Look {
  angle: number;
  rule: string;
  path: Columns | undefined;
  before: Columns | undefined;
  at: number | undefined;
}

export function turnedSheet({ angle, rule, path: columns, before, at }: Look): SurfacePanel {
  const place = ({ x, y }: PlanePath, t: number): [number, number] => {
    const row = Math.min(t, x.length - 1);
    return [x[row]!, y[row]!];
  };
  const end = (one: PlanePath) => place(one, one.x.length - 1);
  return {
    ...emptySheet(angle),
    paths: some(
      before && path('pinned, first column', 'baseline', before.first),
      before && path('pinned, second column', 'baseline', before.second),
      columns && path(`${rule}, first column`, 'run', columns.first, { steps: true }),
      columns && path(`${rule}, second column`, 'run', columns.second, { steps: true }),
    ),
    points: some(
      point('minimum', 'minimum', 0, 0),
      columns &&
        point('hollow', 'start of the first column', ...place(columns.first, 0), {
          role: 'baseline',
          label: 'first output',
        }),
      columns &&
        point('hollow', 'start of the second column', ...place(columns.second, 0), {
          role: 'baseline',
          label: 'second output',
        }),
      columns && point('end', 'end of the first column', ...end(columns.first), { role: 'run' }),
      columns && point('end', 'end of the second column', ...end(columns.second), { role: 'run' }),
      columns &&
        at !== undefined &&
        point('now', 'now, first column', ...place(columns.first, at), { label: `step ${at}` }),
    ),
  };
}
