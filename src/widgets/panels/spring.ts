/** Draws a weight on a spring beside a plot, at the height of the current value of its line. */
import type { Box } from './box.ts';
import { el, type Shape } from './element.ts';
import { round } from './polyline.ts';

/** Its width to the left of a plot, px. */
export const SPRING_ROOM = 46;

const TURNS = 9;
/** Half the side of the weight, and half the width of the coils. */
const HALF = 7;
const REACH = 7;
/** Straight pieces at both ends of the coils. */
const END = 6;

/** The spring with its weight at `py`, and a dotted line to the plot's edge or to the run (`to`). */
export function springShape(box: Box, role: string, py: number, to: number): Shape {
  const x = box.x - SPRING_ROOM + 16;
  const [top, bottom] = [box.y, box.y + box.height];
  const weight = Math.min(bottom - HALF, Math.max(top + 2 * END + HALF + 4, py));
  const coils = weight - HALF - END - (top + END);
  const zigzag = Array.from(
    { length: TURNS },
    (_, i) => `L${round(x + (i % 2 === 0 ? REACH : -REACH))} ${round(top + END + (coils * (i + 0.5)) / TURNS)}`,
  ).join('');
  return el('g', null, [
    el('path', { d: `M${round(x - 12)} ${round(top)}h24`, class: 'ceiling' }),
    el('path', {
      d: `M${round(x)} ${round(top)}v${END}${zigzag}L${round(x)} ${round(weight - HALF - END)}v${END}`,
      class: 'leader',
    }),
    el('path', { d: `M${round(x + HALF)} ${round(weight)}H${round(to)}`, class: `thread ${role}` }),
    el('rect', {
      x: round(x - HALF),
      y: round(weight - HALF),
      width: 2 * HALF,
      height: 2 * HALF,
      class: `weight ${role}`,
    }),
  ]);
}
