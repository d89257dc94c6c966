import type { Panel } from '../../figure/panels/panel.ts';
import { addKinds } from './index.ts';
import { wantsLens } from './lens.ts';
import { rareKinds } from './rare-kinds.ts';
import { isTilted } from './relief.ts';

/**
 * Fetches what these panels are drawn with and most are not, unless it is there.
 * @throws if it cannot be fetched
 */
export async function bringFor(panels: readonly Panel[]): Promise<void> {
  await Promise.all([
    ...panels.map(async ({ kind }) => {
      if (kind !== 'surface' && kind !== 'chart') addKinds({ [kind]: await rareKinds[kind]() });
    }),
    panels.some((panel) => panel.kind === 'surface' && isTilted(panel)) && import('./with-terraces.ts'),
    // The sheet is whole without.
    panels.some(wantsLens) && import('./with-lens.ts').catch(() => {}),
  ]);
}
