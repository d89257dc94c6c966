/** The drawing of a tilted sheet, which few pages show: a page fetches it (bring.ts) when a panel asks for it. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import type { Shape } from './element.ts';
import type { Relief } from './relief.ts';
import type { SurfaceLayout } from './surface-layout.ts';

interface ReliefTools {
  drawRelief(panel: SurfacePanel, layout: SurfaceLayout, relief: Relief, uid: string): (Shape | null)[];
}

/** Empty until `with-terraces.ts` is there. */
export const reliefTools: Partial<ReliefTools> = {};
