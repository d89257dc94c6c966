import type { Box } from './box.ts';
import { el, type Shape } from './element.ts';
import { round } from './polyline.ts';

/**
 * Tints and data shared by several drawings of one map or chart. They are in the page once, drawn in a square that is
 * stretched into each plot; strokes keep their width (`.shared` in panels.css).
 */
export interface Shared {
  /** Ids of groups already in the page. */
  tints: string;
  data: string;
}

/** Side of the square, in its own units. */
export const SHARED_SIDE = 1000;

/** The transform that stretches the square into a box (px). */
export function stretch({ x, y, width, height }: Box): string {
  const factor = (length: number) => Number((length / SHARED_SIDE).toPrecision(6));
  return `translate(${round(x)} ${round(y)}) scale(${factor(width)} ${factor(height)})`;
}

export function useShared(id: string, box: Box): Shape {
  return el('use', { href: `#${id}`, transform: stretch(box) });
}
