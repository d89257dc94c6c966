/** The sheet with its runs as the built page shows it, in the two shapes that a window may ask for. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { el, type Shape } from '../../widgets/panels/element.ts';
import { draw, layout } from '../../widgets/panels/index.ts';
import { sharedRuns, sharedTints } from '../../widgets/panels/surface.ts';

const SHAPES = { narrow: [350, 310], wide: [728, 546] } as const;

/** The tints and the runs once, and two pictures that use them. */
export function staticSheet(panel: SurfacePanel): Shape[] {
  const pictures = (['narrow', 'wide'] as const).map((shape) => {
    const [width, height] = SHAPES[shape];
    const shared = [{ tints: 'lab-tints', data: 'lab-runs' }];
    return el(
      'div',
      { class: `lab-static ${shape}` },
      draw(panel, layout(panel, width, height), `lab-${shape}`, { shared }),
    );
  });
  const defs = el('defs', null, [
    el('g', { id: 'lab-tints', class: 'picture shared' }, sharedTints(panel)),
    el('g', { id: 'lab-runs', class: 'picture' }, sharedRuns(panel)),
  ]);
  return [el('svg', { class: 'picture lab-defs', 'aria-hidden': 'true' }, defs), ...pictures];
}
