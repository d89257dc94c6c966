import { gaborSurface } from '../problems/gabor-surface.ts';
import { bands } from './contours.ts';
import { gaborSheet } from './gabor-sheet.ts';
import type { SurfacePanel } from './panel.ts';

/** Share of the window that stays free on every side. */
const MARGIN = 0.22;
const CELLS = 36;

/**
 * A square piece of the Gabor sheet around the given points, with the tints of the whole sheet, so that it reads as the
 * same sheet under a lens. At least `least` wide.
 */
export function gaborCloseUp(points: readonly (readonly [number, number])[], least = 0.8): SurfacePanel {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const half = Math.max(least, right - left, high - low) * (0.5 + MARGIN);
  const window = {
    xDomain: [(left + right) / 2 - half, (left + right) / 2 + half],
    yDomain: [(low + high) / 2 - half, (low + high) / 2 + half],
  } as const;
  const whole = gaborSheet();
  return {
    ...whole,
    name: 'close-up',
    x: { ...whole.x, domain: window.xDomain },
    y: { ...whole.y, domain: window.yDomain },
    bands: bands({
      ...gaborSurface({ ...window, columns: CELLS, rows: CELLS, ring: true }),
      levels: whole.bands?.levels ?? [],
      label: 'loss *L*',
    }),
  };
}
