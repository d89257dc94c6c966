import { GABOR_WINDOW, gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import { gaborSurface } from '../../engine/problems/gabor-surface.ts';
import type { CriticalPoint } from '../../engine/theory/critical-points.ts';
import { bands } from '../../figure/panels/contours.ts';
import type { PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';
import { type Start, startOnSheet } from './start-on-sheet.ts';

/** Where a run starts, as the two parameters that a ring on the sheet drags. `whose`: `the run starts`. */
export const gaborStart = (initial: readonly [number, number], whose: string, label = 'Start'): Start =>
  startOnSheet(initial, ['offset', 'frequency'], GABOR_WINDOW, { whose, label });

/** Marks of the stationary points of these kinds, minima with their loss; a new list, to add a run's own to. */
export function gaborMarks(...kinds: readonly CriticalPoint['kind'][]): PanelPoint[] {
  return gaborLandmarks()
    .all.filter(({ kind }) => kinds.includes(kind))
    .map((point, index) => {
      const { kind, phi, loss } = point;
      const isLowest = point === gaborLandmarks().minima[0];
      return {
        name: `${kind} ${index + 1}`,
        x: phi[0],
        y: phi[1],
        mark: isLowest ? 'lowest' : kind,
        ...(kind === 'minimum' && { label: isLowest ? `lowest, ${loss.toFixed(3)}` : loss.toFixed(2) }),
      };
    });
}

let sheet: SurfacePanel | undefined;

/** The Gabor loss as an empty sheet; drawn once, whatever run is laid over it. */
export function gaborSheet(): SurfacePanel {
  sheet ??= {
    kind: 'surface',
    name: 'surface',
    title: 'Loss surface of the Gabor model',
    x: { label: 'offset ϕ_0', domain: GABOR_WINDOW.xDomain },
    y: { label: 'frequency ϕ_1', domain: GABOR_WINDOW.yDomain },
    bands: bands({ ...gaborSurface({ ...GABOR_WINDOW, columns: 72, rows: 72, ring: true }), label: 'loss *L*' }),
  };
  return sheet;
}
