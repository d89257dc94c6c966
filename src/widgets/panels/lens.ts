/** The lens over the end of a run, which few sheets need: a page fetches it (bring.ts) when a panel asks for one. */
import type { Panel, SurfacePanel } from '../../figure/panels/panel.ts';
import type { Scale } from './axis-scale.ts';
import type { Shape } from './element.ts';
import type { Box } from './labels.ts';
import type { Lens } from './surface-lens.ts';

interface LensTools {
  lensOf(panel: SurfacePanel, place: { box: Box; x: Scale; y: Scale }): Lens | undefined;
  drawLens(panel: SurfacePanel, scales: { x: Scale; y: Scale }, lens: Lens, tints: Shape, uid: string): Shape;
}

/** Empty until `with-lens.ts` is there; sheets have no lens until then. */
export const lensTools: Partial<LensTools> = {};

export const wantsLens = (panel: Panel): boolean =>
  panel.kind === 'surface' && (panel.paths ?? []).some(({ lens }) => lens !== undefined);
