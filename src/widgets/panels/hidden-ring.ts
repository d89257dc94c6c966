/** A ring of which nothing can be set where it is shown, because the page or the address hides its parameters, is a point. */
import type { ChartPanel, Handle, Panel, SurfacePanel } from '../../figure/panels/panel.ts';
import { remember } from './remember.ts';

function isStill({ x, y, adds, draws, picks, holds }: Handle, hide: readonly string[]): boolean {
  const sets = [x, y, adds, draws, picks?.name, holds?.shift, holds?.stretch].filter((name) => name !== undefined);
  return sets.length > 0 && sets.every((name) => hide.includes(name));
}

function pointed<P extends SurfacePanel | ChartPanel>(panel: P, hide: readonly string[]): P {
  const { handle } = panel;
  if (!handle || !isStill(handle, hide)) return panel;
  const [x, y] = handle.at;
  // The ring's own label may ask for a click.
  const points = [...(panel.points ?? []), { name: 'start', x, y, mark: 'start' as const, label: 'start' }];
  const still = { ...panel, points };
  delete still.handle;
  return still;
}

/** The same object if nothing is hidden, and the same one again for the same panel: it is not drawn anew. */
export const withoutHiddenRing: (panel: Panel, hide: readonly string[]) => Panel = remember(
  (panel: Panel, hide: readonly string[]): Panel => {
    switch (panel.kind) {
      case 'surface':
      case 'chart':
        return pointed(panel, hide);
      case 'multiples': {
        const items = panel.items.map((item) => ({ ...item, panel: pointed(item.panel, hide) }));
        return items.every((item, k) => item.panel === panel.items[k]?.panel) ? panel : { ...panel, items };
      }
      case 'atlas': {
        const map = pointed(panel.map, hide);
        return map === panel.map ? panel : { ...panel, map };
      }
      default:
        return panel;
    }
  },
  (hide) => hide.join(' '),
);
