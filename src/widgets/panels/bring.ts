import type { Panel } from '../../figure/panels/panel.ts';
import { isKnown } from './index.ts';
import { wantsLens } from './lens.ts';
import { isTilted } from './relief.ts';

/**
 * Fetches what these panels are drawn with and most are not, unless it is there.
 * @throws if it cannot be fetched
 */
export async function bringFor(panels: readonly Panel[]): Promise<void> {
  await Promise.all([
    panels.every(isKnown) || import('./with-rare-kinds.ts'),
    panels.some((panel) => panel.kind === 'surface' && isTilted(panel)) && import('./with-terraces.ts'),
    // The sheet is whole without.
    panels.some(wantsLens) && import('./with-lens.ts').catch(() => {}),
  ]);
}
