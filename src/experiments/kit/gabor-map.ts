import type { Gabor } from '../../engine/problems/gabor.ts';
import { GABOR_WINDOW, gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import { gaborSurface } from '../../engine/problems/gabor-surface.ts';
import type { CriticalPoint } from '../../engine/theory/critical-points.ts';
import { axis, map, type PanelPoint, point, type SurfacePanel } from '../../figure/index.ts';
import { bands } from '../../figure/panels/contours.ts';
import { cacheLast } from './made-once.ts';
import { type Start, startOnMap } from './start-on-map.ts';

/** The start of a run, as the two parameters dragged by a handle on the map. `whose`: `the run starts`. */
export const gaborStart = (initial: readonly [number, number], whose: string, label = 'Start'): Start =>
  startOnMap(initial, ['offset', 'frequency'], GABOR_WINDOW, { whose, label });

/**
 * Marks of the stationary points of these kinds, minima with their loss; a new list, to which a run's own can be added.
 */
export const gaborMarks = (...kinds: readonly CriticalPoint['kind'][]): PanelPoint[] =>
  marksOf(gaborLandmarks(), kinds);

interface Landmarks {
  /** Lowest loss first. */
  all: readonly CriticalPoint[];
  minima: readonly CriticalPoint[];
}

/** Marks of these landmarks, for examples other than the notebooks'. */
export function marksOf({ all, minima }: Landmarks, kinds: readonly CriticalPoint['kind'][]): PanelPoint[] {
  return all
    .filter(({ kind }) => kinds.includes(kind))
    .map((mark, index) => {
      const { kind, phi, loss } = mark;
      const lowest = mark === minima[0];
      const label = lowest ? `lowest, ${loss.toFixed(3)}` : loss.toFixed(2);
      return point(lowest ? 'lowest' : kind, `${kind} ${index + 1}`, ...phi, {
        label: kind === 'minimum' ? label : undefined,
      });
    });
}

/** Style of the map: `rough` has fewer tints and less precision, for a figure in a fold of a page that has many. */
const LOOKS = { fine: {}, rough: { tints: 10, slack: 3 } } as const;
const drawn = cacheLast((look: keyof typeof LOOKS) => mapOf(undefined, LOOKS[look]));

/** The Gabor loss as a map without runs. */
export const gaborMap = (look: keyof typeof LOOKS = 'fine'): SurfacePanel => drawn(look);

/** The loss of the model on other examples, in the same window; drawn at each call. */
export function mapOf(problem: Gabor | undefined, look: { tints?: number; slack?: number } = {}): SurfacePanel {
  const surface = gaborSurface({ ...GABOR_WINDOW, columns: 72, rows: 72, ring: true }, problem);
  return map({
    name: 'surface',
    title: 'Loss surface of the Gabor model',
    x: axis('offset ϕ_0', GABOR_WINDOW.xDomain),
    y: axis('frequency ϕ_1', GABOR_WINDOW.yDomain),
    bands: bands({ ...surface, label: 'loss *L*', ...look }),
  });
}
