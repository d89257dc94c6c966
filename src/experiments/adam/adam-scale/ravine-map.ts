import * as f from '../../../figure/index.ts';
import { bands } from '../../../figure/panels/contours.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { cacheLast } from '../../kit/made-once.ts';
import { createRavine, SHOWN_START, type Turn } from './turned-ravine.ts';

const DOMAIN = [-2, 2] as const;
const CELLS = 44;
/** Closer together where a ravine is deep, so that its floor is visible. */
const LEVELS = [0.02, 0.08, 0.2, 0.5, 1, 2, 4, 8, 14, 22, 32, 46, 64] as const;

/** The ravine rotated by an angle in degrees. */
const emptyMap = cacheLast((angle: number): f.SurfacePanel => {
  const grid = lossGrid({ xDomain: DOMAIN, yDomain: DOMAIN }, { across: CELLS }, createRavine(angle).loss);
  return f.map({
    name: 'surface',
    title: `A valley turned by ${angle}°, with Adam and momentum at their best rates`,
    x: f.axis('ϕ_0', DOMAIN, { ticks: [-1, 0, 1] }),
    y: f.axis('ϕ_1', DOMAIN, { ticks: [-1, 0, 1] }),
    equal: true,
    bands: bands({ ...grid, levels: LEVELS, label: 'loss *L*' }),
  });
}, 1);

/** The rotated ravine with the paths of both rules, once they are computed. */
export const ravineMap = (angle: number, turn: Turn | undefined): f.SurfacePanel => ({
  ...emptyMap(angle),
  paths: f.some(turn && [f.path('momentum', 'measured', turn.momentum.path), f.path('Adam', 'run', turn.adam.path)]),
  points: f.some(
    f.point('minimum', 'minimum', 0, 0),
    f.point('hollow', 'start', ...SHOWN_START, { role: 'baseline', label: true }),
    turn && [
      f.point('dot', 'momentum, furthest', ...furthest(turn.momentum.path), { role: 'measured', label: 'momentum' }),
      f.point('dot', 'Adam, furthest', ...furthest(turn.adam.path), { role: 'run', label: 'Adam' }),
    ],
  ),
});

/** The point of a path furthest from its start: a place for its name without neighbours. */
function furthest({ x, y }: f.PlaneRun): readonly [number, number] {
  const gap = (t: number): number => Math.hypot(x[t]! - SHOWN_START[0], y[t]! - SHOWN_START[1]);
  const t = x.reduce((best, _, k) => (gap(k) > gap(best) ? k : best), 0);
  return [x[t]!, y[t]!];
}
