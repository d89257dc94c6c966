/** The Gabor fit to a reader's examples: those of the notebooks, or others. */

import { BOOK, type Point, pointsIn } from '../../engine/points.ts';
import { fitGabor, type GaborFit, notebookFit } from '../../engine/problems/gabor-points.ts';
import type { PointsParameter } from '../../engine/schema.ts';
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { ownPoints } from '../../figure/parameters/points-kit.ts';
import { gaborMap, mapOf } from './gabor-map.ts';
import { cacheLast, once } from './made-once.ts';

/** The model varies for inputs from -15 to 15, and its values stay between -1 and 1. */
export const gaborPoints = (): PointsParameter =>
  ownPoints({
    label: 'Points',
    help: 'The data: the thirty examples of the notebooks, or your own.',
    default: BOOK,
    fewest: 3,
    most: 60,
    x: [-15, 15],
    y: [-2, 2],
  });

export interface OwnGabor extends GaborFit {
  /** Whether the examples are the notebooks'. */
  readonly notebook: boolean;
  readonly map: () => SurfacePanel;
}

/** A few of the last are cached, since a reader drags one set and may have pinned another. */
export const ownGabor = cacheLast((text: string): OwnGabor => {
  const own: readonly Point[] | undefined = text === BOOK ? undefined : pointsIn(text);
  if (!own) return { ...notebookFit(), notebook: true, map: gaborMap };
  const fit = fitGabor(own);
  return { ...fit, notebook: false, map: once(() => mapOf(fit.problem)) };
});
