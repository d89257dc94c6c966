import { arrow, axis, map, path, point, type SurfaceArrow, type SurfacePanel, some } from '../../../figure/index.ts';
import { bands } from '../../../figure/panels/contours.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { cacheLast } from '../../kit/made-once.ts';
import { type Columns, type PlanePath, turnedLayer } from './turned-layer.ts';

/** As wide as a scene. */
const WINDOW = { xDomain: [-4.8, 4.8], yDomain: [-2.5, 2.5] } as const;
const CELLS = { across: 84, up: 44 } as const;
const LEVELS = [1, 2, 4, 8, 16, 32, 64, 128, 256] as const;

/** The valley of one column, rotated by an angle in degrees. */
const emptyMap = cacheLast((angle: number): SurfacePanel => {
  const layer = turnedLayer(angle);
  // The weights of one column; the other is zero.
  const grid = lossGrid(WINDOW, CELLS, ([first = 0, second = 0]) => layer.loss(Float64Array.of(first, 0, second, 0)));
  return map({
    name: 'surface',
    title: `A valley turned by ${angle}°, and two walkers in it, each one output of a layer`,
    x: axis('weight of the first input', WINDOW.xDomain, { ticks: [-4, -2, 0, 2, 4] }),
    y: axis('weight of the second input', WINDOW.yDomain, { ticks: [-2, 0, 2] }),
    equal: true,
    bands: bands({ ...grid, levels: LEVELS, slack: 0.5, label: 'loss *L*' }),
  });
}, 1);

interface Look {
  angle: number;
  rule: string;
  path: Columns | undefined;
  before: Columns | undefined;
  at: number | undefined;
}

export function turnedMap({ angle, rule, path: columns, before, at }: Look): SurfacePanel {
  const place = ({ x, y }: PlanePath, t: number): [number, number] => {
    const row = Math.min(t, x.length - 1);
    return [x[row]!, y[row]!];
  };
  const end = (one: PlanePath) => place(one, one.x.length - 1);
  return {
    ...emptyMap(angle),
    paths: some(
      before && path('pinned, first column', 'baseline', before.first),
      before && path('pinned, second column', 'baseline', before.second),
      columns && path(`${rule}, first column`, 'run', columns.first, { steps: true }),
      columns && path(`${rule}, second column`, 'run', columns.second, { steps: true }),
    ),
    ...(columns && rule === 'Muon' && { arrows: slopesAtStart(angle, columns) }),
    points: some(
      point('minimum', 'minimum', 0, 0),
      columns &&
        point('hollow', 'start of the first column', ...place(columns.first, 0), {
          role: 'baseline',
          label: 'first walker',
        }),
      columns &&
        point('hollow', 'start of the second column', ...place(columns.second, 0), {
          role: 'baseline',
          label: 'second walker',
        }),
      columns && point('end', 'end of the first column', ...end(columns.first), { role: 'run' }),
      columns && point('end', 'end of the second column', ...end(columns.second), { role: 'run' }),
      columns &&
        at !== undefined &&
        point('now', 'now, first column', ...place(columns.first, at), { label: at > 0 ? `step ${at}` : undefined }),
    ),
  };
}

/** Length of the longer of the two arrows. */
const SLOPE = 1;

/** The slopes from which Muon makes its first step, downhill from both starts and on one scale. */
function slopesAtStart(angle: number, { first, second }: Columns): SurfaceArrow[] {
  const starts = [first, second].map(({ x, y }) => [x[0]!, y[0]!] as const);
  const slope = new Float64Array(4);
  turnedLayer(angle).gradient(Float64Array.from([0, 1].flatMap((k) => starts.map((start) => start[k]!))), slope);
  const longest = Math.max(...starts.map((_, j) => Math.hypot(slope[j]!, slope[2 + j]!)));
  const scale = longest > 0 ? SLOPE / longest : 0;
  return starts.map(([x, y], j) => {
    const to = [x - scale * slope[j]!, y - scale * slope[2 + j]!] as const;
    return arrow(`slope at the start of the ${['first', 'second'][j]} column`, 'baseline', [x, y], to, 'downhill');
  });
}
