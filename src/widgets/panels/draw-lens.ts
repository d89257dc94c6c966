import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import { el, type Shape } from './element.ts';
import type { Box } from './labels.ts';
import { clipRect, drawText, mark } from './picture.ts';
import { type Pixels, round, toPixelColumns } from './polyline.ts';
import { runShape } from './run-shape.ts';
import { type Lens, LINE } from './surface-lens.ts';

/**
 * The lens over the sheet: the tints and the end of the run, so many times larger, and a frame around what it shows.
 * @param tints of the whole sheet, in its own px
 */
export function drawLens(
  panel: SurfacePanel,
  { x, y }: { x: Scale; y: Scale },
  lens: Lens,
  tints: Shape,
  uid: string,
): Shape {
  const { frame, of, times, from, says } = lens;
  const larger = (px: number, py: number): [number, number] => [
    frame.x + (px - of.x) * times,
    frame.y + (py - of.y) * times,
  ];
  const path = panel.paths?.[lens.path];
  const tail = path && toPixelColumns(path.x.slice(from), path.y.slice(from), x, y);
  const points: Pixels = { x: [], y: [] };
  for (const [i, px] of (tail?.x ?? []).entries()) {
    const at = larger(px, tail?.y[i] ?? Number.NaN);
    points.x.push(at[0]);
    points.y.push(at[1]);
  }
  const clear = { ...frame, y: frame.y + LINE + 3, height: frame.height - LINE - 3 };
  const marks = (panel.points ?? []).flatMap((point) => {
    const [px, py] = larger(toPx(x, point.x), toPx(y, point.y));
    return point.mark !== 'saddle' && within(clear, px, py) ? [mark(point.mark, px, py, point.role)] : [];
  });
  const shift = `translate(${round(frame.x - times * of.x)} ${round(frame.y - times * of.y)}) scale(${times})`;
  return el('g', { class: 'lens' }, [
    el('path', { d: outline(of), class: 'neat' }),
    el('path', { d: outline(frame), class: 'casing' }),
    el('defs', null, clipRect(`${uid}-lens`, frame.x, frame.y, frame.width, frame.height)),
    el('g', { 'clip-path': `url(#${uid}-lens)` }, [
      el('g', { transform: shift }, tints),
      path ? runShape(points, path, frame) : null,
      ...marks,
    ]),
    el('path', { d: outline(frame), class: 'neat' }),
    drawText({ text: says, x: frame.x + 5, y: frame.y + 13, anchor: 'start', style: 'note halo' }),
  ]);
}

const within = ({ x, y, width, height }: Box, px: number, py: number): boolean =>
  px > x && px < x + width && py > y && py < y + height;

const outline = ({ x, y, width, height }: Box): string =>
  `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
