import type { SurfacePath } from '../../figure/panels/panel.ts';
import { type Box, contains, grow } from './box.ts';
import { el, type Shape } from './element.ts';
import { BROKEN, roleClass } from './picture.ts';
import { clipSegment, createPen, linePath, type Parts, type Pixels, pointBetween, upTo } from './polyline.ts';

/** Draws a run, or with `until` its points up to that index, to a resolution of `parts` per px. */
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

/** A run on a map: SVG paths, each with its own weight. */
interface Track {
  /** Strong, outlined. */
  bold: string;
  /** Steps of a zigzag. Thin, so that an unstable run looks like a zigzag rather than a blot. */
  thin: string;
  /** Turning steps retraced by a later step: fainter still. */
  faded: string;
  /** Warning steps, however they turn. */
  warned: string;
  /** A dot at each step, left out if it would touch the previous one. */
  dots: string;
  smallDots: string;
}

/** Distance up to which two corners count as the same place, px. */
const SAME = 3.2;
/** Px between dots. */
const DOT_GAP = 3.4;
/** Number of last steps that are never faded. */
const RECENT = 6;

/**
 * Splits a run's points (px, in order) by how its steps turn.
 * @param dots marks the steps
 * @param parts resolution of the paths, per px
 * @param hops leaves steps that turn back as strong as the others
 * @param warned the points reached by a warning step
 * @param until the index of the point at which the drawing ends, with a fraction of the step to the next. Turns are
 * determined from the whole run, so that no step changes its weight when a later one is drawn.
 */
export function track(
  { x, y }: Pixels,
  box: Box,
  {
    dots = false,
    hops = false,
    warned = [],
    until = Number.POSITIVE_INFINITY,
    parts = 10,
  }: { dots?: boolean; hops?: boolean; warned?: readonly number[]; until?: number; parts?: Parts } = {},
): Track {
  const n = x.length;
  const pointAt = (i: number) => [x[i] ?? Number.NaN, y[i] ?? Number.NaN] as const;
  const near = (i: number, j: number) => {
    const [ax, ay] = pointAt(i);
    const [bx, by] = pointAt(j);
    return Math.hypot(ax - bx, ay - by) < SAME;
  };
  const turnsBack = (i: number) => {
    if (hops || i < 2 || i >= n) return false;
    const [ax, ay] = pointAt(i - 2);
    const [bx, by] = pointAt(i - 1);
    const [cx, cy] = pointAt(i);
    return (cx - bx) * (bx - ax) + (cy - by) * (by - ay) < -4;
  };
  // A path that turns back only once or twice in a row, like a decaying swing, has the same weight throughout.
  const zigzags = (i: number) =>
    turnsBack(i) && [i - 2, i - 1, i].some((first) => turnsBack(first) && turnsBack(first + 1) && turnsBack(first + 2));
  const retraced = (i: number) => i < n - RECENT && near(i, i + 2) && near(i - 1, i + 1);
  const margin = grow(box, 40);
  const pens = { bold: createPen(parts), thin: createPen(parts), faded: createPen(parts), warned: createPen(parts) };
  const isWarned = new Set(warned);
  const marks = { plain: createPen(parts), small: createPen(parts) };
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (let i = 1; i < n && i - 1 < until; i++) {
    const whole = i <= until;
    const piece = clipSegment(...pointAt(i - 1), ...(whole ? pointAt(i) : pointBetween({ x, y }, until)), margin);
    const swings = zigzags(i) || zigzags(i + 1);
    const weight = isWarned.has(i) ? 'warned' : !swings ? 'bold' : retraced(i) ? 'faded' : 'thin';
    if (piece) pens[weight].line(...piece);
    if (!whole) break;
    const [px, py] = pointAt(i);
    if (!dots || !contains(box, px, py) || Math.hypot(px - lastX, py - lastY) < DOT_GAP) continue;
    if (turnsBack(i + 1) && retraced(i + 1)) continue;
    marks[turnsBack(i + 1) && turnsBack(i + 2) ? 'small' : 'plain'].dot(px, py);
    [lastX, lastY] = [px, py];
  }
  return {
    bold: pens.bold.path(),
    thin: pens.thin.path(),
    faded: pens.faded.path(),
    warned: pens.warned.path(),
    dots: marks.plain.path(),
    smallDots: marks.small.path(),
  };
}
