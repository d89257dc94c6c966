import { gaussianValley } from '../../engine/problems/gaussian-valley.ts';
import { type CriticalPoint, criticalPoints } from '../../engine/theory/critical-points.ts';
import { bands } from '../../figure/panels/contours.ts';
import type { SurfaceBands, SurfacePanel } from '../../figure/panels/panel.ts';
import { lossGrid } from './loss-grid.ts';
import { once } from './made-once.ts';

/** The window of Figure 6.9, with room on the right for runs that overshoot, and for the ring at the start below. */
const VALLEY_WINDOW = { xDomain: [-1, 1.4], yDomain: [-1.1, 1.1] } as const;
const CELLS = 40;
const CLOSE_CELLS = 20;

type Window = Pick<Parameters<typeof bands>[0], 'xDomain' | 'yDomain'>;

/** The minimum of the valley, with the curvatures there. */
export const valleyMinimum = once((): CriticalPoint => {
  const [lowest] = criticalPoints(gaussianValley, VALLEY_WINDOW, { grid: 6 });
  if (!lowest) throw new Error('the valley of Figure 6.9 must have its minimum in the window');
  return lowest;
});

/** The loss of Figure 6.9 as a map with its minimum and without runs. */
export const valleyMap = once((): SurfacePanel => {
  const { phi } = valleyMinimum();
  return {
    kind: 'surface',
    name: 'surface',
    title: 'Loss surface of Figure 6.9: a valley that is flat along and steep across',
    x: { label: 'ϕ_0', domain: VALLEY_WINDOW.xDomain, ticks: [-1, 0, 1] },
    y: { label: 'ϕ_1', domain: VALLEY_WINDOW.yDomain, ticks: [-1, 0, 1] },
    bands: tints(VALLEY_WINDOW, CELLS),
    points: [{ name: 'minimum', x: phi[0], y: phi[1], mark: 'minimum' }],
  };
});

/** A piece of the map around a point, with the tints of the whole. */
export function valleyCloseUp(
  [x, y]: readonly [number, number],
  [across, up]: readonly [number, number],
): SurfacePanel {
  const whole = valleyMap();
  const window = { xDomain: [x - across, x + across], yDomain: [y - up, y + up] } as const;
  return {
    ...whole,
    name: 'close-up',
    // The axes are those of the map beside it; their names would cost a third of the picture.
    x: { label: '', domain: window.xDomain },
    y: { label: '', domain: window.yDomain },
    bands: tints(window, CLOSE_CELLS, whole.bands?.levels),
  };
}

function tints(window: Window, across: number, levels?: readonly number[]): SurfaceBands {
  const grid = lossGrid(window, { across }, gaussianValley.loss);
  return bands({ ...grid, label: 'loss *L*', ...(levels && { levels }) });
}
