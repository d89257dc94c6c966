import type { SurfacePath } from '../../figure/panels/panel.ts';
import { el, type Shape } from './element.ts';
import type { Box } from './labels.ts';
import { BROKEN, roleClass } from './picture.ts';
import { grow, linePath, type Parts, type Pixels, upTo } from './polyline.ts';
import { track } from './track.ts';

/** A run, or with `until` its points up to that index, drawn as exactly as `parts` of a px. */
export function runShape(
  points: Pixels,
  path: SurfacePath,
  box: Box,
  { until, parts = 10 }: { until?: number; parts?: Parts } = {},
): Shape {
  const role = `${roleClass[path.role]}${path.solid ? ' solid' : ''}`;
  if (path.faint) {
    const line = until === undefined ? points : upTo(points, until);
    return el('path', { d: linePath(line, grow(box, 4), false, parts), class: `faint ${role}` });
  }
  const { bold, thin, faded, warned, dots, smallDots } = track(points, box, {
    dots: (path.steps ?? false) && (path.solid === true || !BROKEN.has(path.role)),
    hops: path.hops ?? false,
    warned: path.warned ?? [],
    until: until ?? Number.POSITIVE_INFINITY,
    parts,
  });
  return el('g', null, [
    el('path', { d: bold + warned, class: 'casing' }),
    faded ? el('path', { d: faded, class: `line swing old ${role}` }) : null,
    thin ? el('path', { d: thin, class: `line swing ${role}` }) : null,
    el('path', { d: bold, class: `line ${role}` }),
    warned ? el('path', { d: warned, class: 'line danger' }) : null,
    dots ? el('path', { d: dots, class: `dots ${role}` }) : null,
    smallDots ? el('path', { d: smallDots, class: `dots small ${role}` }) : null,
  ]);
}
