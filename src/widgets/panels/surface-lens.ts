/** Enlarges the end of an oscillating run, a blot on most maps, in a lens in a corner of the map. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import { type Box, contains } from './box.ts';
import { el, type Shape } from './element.ts';
import { clipRect, drawText, mark } from './picture.ts';
import { type Pixels, round, toPixelColumns } from './polyline.ts';
import { runShape } from './run-shape.ts';
import type { Lens } from './surface-layout.ts';

/** Maximum fraction of the map, and px. */
const SHARE = { width: 0.34, height: 0.56 } as const;
const MOST = { width: 150, height: 112 } as const;
/** Minimum magnification: a less cramped run is visible without a lens. */
const WORTH = 2;
/** The minimum for a run that only oscillates between two points: it is a single stroke, visible at smaller sizes. */
const WORTH_OF_A_STROKE = 4;
const STRONGEST = 8;
/** A run smaller than this even under the lens is at rest, px. */
const LEAST = 20;
/** Fraction of the lens filled by the steps: the walls between them should be visible, too. */
const FILLED = 0.52;
/** Between the lens and the neatline, px. */
const GAP = 5;
/** Height of its caption. */
const LINE = 18;

/** The lens of a map in its box, if a path requests one and is cramped. */
export function lensOf(
  { paths = [], points = [], handle }: SurfacePanel,
  { box, x, y }: { box: Box; x: Scale; y: Scale },
): Lens | undefined {
  const path = paths.findIndex(({ lens }) => lens !== undefined);
  const run = paths[path];
  if (!run?.lens) return undefined;
  const from = Math.max(0, run.x.length - 1 - run.lens);
  const tail = toPixelColumns(run.x.slice(from), run.y.slice(from), x, y);
  const [left, right] = [Math.min(...tail.x), Math.max(...tail.x)];
  const [top, bottom] = [Math.min(...tail.y), Math.max(...tail.y)];
  const on = left > box.x && right < box.x + box.width && top > box.y && bottom < box.y + box.height;
  const width = Math.round(Math.min(MOST.width, SHARE.width * box.width));
  const height = Math.round(Math.min(MOST.height, SHARE.height * box.height));
  const room = { width: FILLED * width, height: 0.8 * (height - LINE) };
  const fits = Math.min(room.width / (right - left), room.height / (bottom - top));
  const times = Math.round(Math.min(STRONGEST, fits) * 10) / 10;
  const seen = times * Math.max(right - left, bottom - top);
  const again = (px: number, i: number, line: readonly number[]) => i < 2 || Math.abs(px - line[i - 2]!) * times < 1;
  const stroke = tail.x.every(again) && tail.y.every(again);
  const worth = stroke ? WORTH_OF_A_STROKE : WORTH;
  if (!on || !(times >= worth && seen >= LEAST)) return undefined;
  const source: Box = {
    x: (left + right) / 2 - width / 2 / times,
    y: (top + bottom) / 2 - (height + LINE) / 2 / times,
    width: width / times,
    height: height / times,
  };
  const lines = paths.map((each) => toPixelColumns(each.x, each.y, x, y));
  const ring = handle && ([toPx(x, handle.at[0]), toPx(y, handle.at[1])] as const);
  const marks = [
    ...points.map((point) => [toPx(x, point.x), toPx(y, point.y), 3] as const),
    ...(ring ? [[...ring, 1000] as const] : []),
  ];
  /** How many of the map's own marks it would hide in a corner. */
  const hides = (frame: Box): number => {
    const inside = (px: number, py: number, room: number) =>
      px > frame.x - room && px < frame.x + width + room && py > frame.y - room && py < frame.y + height + room;
    const steps = lines.flatMap((line) => line.x.filter((px, i) => inside(px, line.y[i]!, 4))).length;
    // The words beside the handle need space, too.
    const away = ring ? Math.hypot(ring[0] - frame.x - width / 2, ring[1] - frame.y - height / 2) / box.width : 1;
    return marks.reduce((sum, [px, py, weight]) => sum + (inside(px, py, 14) ? weight : 0), 10 * steps - 60 * away);
  };
  const corners = [box.x + box.width - width - GAP, box.x + GAP].flatMap((cornerX) =>
    [box.y + GAP, box.y + box.height - height - GAP].map((cornerY) => ({ x: cornerX, y: cornerY, width, height })),
  );
  const frame = corners.reduce((best, corner) => (hides(corner) < hides(best) ? corner : best));
  return { frame, of: source, times, path, from, says: `the last ${run.x.length - 1 - from} steps` };
}

/**
 * Draws the lens over the map: the enlarged tints and end of the run, and a frame around the enlarged part.
 * @param tints of the whole map, in its own px
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
    return point.mark !== 'saddle' && contains(clear, px, py) ? [mark(point.mark, px, py, point.role)] : [];
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

const outline = ({ x, y, width, height }: Box): string =>
  `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
