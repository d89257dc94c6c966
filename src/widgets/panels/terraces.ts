/** Draws a tilted map: terraces, the ground cut open at the front, and the elements on it. */
import type { PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import { type Box, contains, grow } from './box.ts';
import { el, type Shape } from './element.ts';
import { arrow, BROKEN, clipRect, drawText, mark, ring, roleClass, tickTexts, tintOf } from './picture.ts';
import { clipSegment, createPen, linePath, type Pixels, polygonPath, round, toPixelColumns } from './polyline.ts';
import { heightAt, laidOnPaper, type Relief, shareOf, standAt } from './relief.ts';
import { handOf, type Ring, ringsOfAll } from './rings.ts';
import { SHARED_SIDE } from './shared.ts';
import { arrowOnMap } from './surface-labels.ts';
import type { SurfaceLayout } from './surface-layout.ts';

/** A piece of line this close (px) below the next terrace is drawn on that one, or the edge would cover half of it. */
const LIFT = 2;
/** Distance between sampled points of a line, and of the cut, px. */
const FINE = 5;
/** The cut ends this far (px) below the ground, or it would cover half of a line along it. */
const SUNK = 1;
const SQUARE: Box = { x: 0, y: 0, width: SHARED_SIDE, height: SHARED_SIDE };

/** A tilted map: terraces, and over them only elements that are never hidden. */
export function drawRelief(panel: SurfacePanel, layout: SurfaceLayout, relief: Relief, uid: string): (Shape | null)[] {
  const { x, y } = layout;
  const { arrows = [], handle } = laidOnPaper(panel, relief, x, y);
  const below = relief.foot + relief.base;
  return [
    el('defs', null, clipRect(`${uid}-paper`, 0, 0, SHARED_SIDE, SHARED_SIDE)),
    ...terraces(panel, relief, layout, uid),
    tickTexts(layout.xTicks, 'middle', ({ px }) => ({ x: px, y: below + 14 })),
    ...layout.titles.map(drawText),
    ...arrows.map((a) => {
      const piece = arrowOnMap(a, layout);
      return piece ? arrow(...piece.ends, roleClass[a.role], piece.leaves) : null;
    }),
    layout.leaders ? el('path', { d: layout.leaders, class: 'leader' }) : null,
    ...layout.labels.map(drawText),
    handle ? ring(toPx(x, handle.at[0]), toPx(y, handle.at[1])) : null,
  ];
}

/**
 * From the lowest terrace to the highest: of two points at the same screen position the higher one is nearer to the
 * eye, so later drawing correctly hides earlier. Elements on a terrace are drawn right after it.
 */
function terraces(
  panel: SurfacePanel,
  relief: Relief,
  { x, y }: { x: Scale; y: Scale },
  uid: string,
): (Shape | null)[] {
  const { levels = [], paths = [], deepest } = panel.bands ?? {};
  const heights = [0, ...levels.map((level) => shareOf(relief, level))];
  const outlines = ringsOfAll(paths);
  const lying = layOut(panel, relief, heights, { x, y });
  const drawn = heights.flatMap((height, k) => {
    const tint = tintOf(k, levels.length, deepest);
    const rings = outlines[k - 1];
    const line = contourOf(k);
    const wall = rings && wallPath(relief, rings, heights[k - 1] ?? 0, height);
    return [
      ...(wall ? [el('path', { d: wall, class: `w${tint}` })] : []),
      ...plate(relief, height, { d: paths[k - 1], tint: `s${tint}`, line, clip: `url(#${uid}-paper)` }),
      ...(lying[k] ?? []),
    ];
  });
  // The cut is nearest to the eye.
  const cut = cutAlong(relief, 1, heights).flatMap(({ layer, line }, k) => [
    el('path', { d: layer, class: `s${tintOf(k, levels.length, deepest)}` }),
    k > 0 ? el('path', { d: line, class: `edge ${contourOf(k)}` }) : null,
  ]);
  const edge = (v: number): string => {
    const places = profileOf(relief, v).map(([u, z]) => standAt(relief, u, v, z));
    return linePath({ x: places.map(([px]) => px), y: places.map(([, py]) => py) }, grow(relief.bounds, 1));
  };
  return [
    // The ground itself behind all terraces, which would otherwise look like a staircase along the far edge.
    ...cutAlong(relief, 0, heights).map(({ layer }, k) =>
      el('path', { d: layer, class: `s${tintOf(k, levels.length, deepest)}` }),
    ),
    el('path', { d: edge(0), class: 'edge contour' }),
    ...drawn,
    ...cut,
    // Seen exactly from the side it is the curve itself.
    el('path', { d: edge(1), class: relief.depth < 1 ? 'neat' : 'edge contour index' }),
    el('path', { d: outline(relief, heights), class: 'neat' }),
  ];
}

/** Every fourth contour is an index contour, as on the map. */
const contourOf = (k: number): string => `contour${k > 0 && k % 4 === 0 ? ' index' : ''}`;

/** The terrace itself; empty if seen from its edge. */
function plate(
  relief: Relief,
  height: number,
  { d, tint, line, clip }: { d: string | undefined; tint: string; line: string; clip: string },
): Shape[] {
  const { flat, depth } = relief;
  if (depth < 0.5) return [];
  const [left, back] = standAt(relief, 0, 0, height);
  const factor = (length: number) => Number((length / SHARED_SIDE).toPrecision(6));
  const place = `translate(${round(left)} ${round(back)}) scale(${factor(flat.width)} ${factor(depth)})`;
  return [
    el(
      'g',
      { transform: place, 'clip-path': clip },
      d === undefined
        ? el('rect', { width: SHARED_SIDE, height: SHARED_SIDE, class: tint })
        : el('path', { d, class: `${tint} ${line}` }),
    ),
  ];
}

/**
 * The visible wall under a terrace: along each stretch of its outline that faces the front. The cut replaces it at the
 * very front.
 */
function wallPath(relief: Relief, rings: readonly Ring[], from: number, to: number): string {
  const hand = handOf(rings);
  const drop = (to - from) * relief.rise;
  if (drop < 0.3) return '';
  let path = '';
  let top: Pixels = { x: [], y: [] };
  const close = (): void => {
    if (top.x.length > 1) {
      const back = { x: [...top.x].reverse(), y: [...top.y].reverse().map((py) => py + drop) };
      path += polygonPath({ x: [...top.x, ...back.x], y: [...top.y, ...back.y] });
    }
    top = { x: [], y: [] };
  };
  const put = (a: number, b: number): void => {
    const [px, py] = standAt(relief, a / SHARED_SIDE, b / SHARED_SIDE, to);
    top.x.push(px);
    top.y.push(py);
  };
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      const faces = hand * (bx - ax) < 0;
      const piece = faces ? clipSegment(ax, ay, bx, by, SQUARE) : undefined;
      const onFront = piece && Math.min(piece[1], piece[3]) > SHARED_SIDE - 1;
      if (!piece || onFront) {
        close();
        continue;
      }
      const [fromX, fromY, toX, toY] = piece;
      if (fromX !== ax || fromY !== ay) close();
      if (top.x.length === 0) put(fromX, fromY);
      put(toX, toY);
      if (toX !== bx || toY !== by) close();
    }
    close();
  }
  return path;
}

/** The base, and the two side edges as seen from here: up to the highest terrace there. */
function outline(relief: Relief, heights: readonly number[]): string {
  const { x, width } = relief.flat;
  const terrace = (z: number) => heights.reduce((most, height) => (height <= z ? height : most), 0);
  const top = (u: number): number => {
    const seen = Array.from({ length: SIDES + 1 }, (_, i) => {
      const v = i / SIDES;
      const z = heightAt(relief, u, v);
      return standAt(relief, u, v, v === 0 || v === 1 ? z : terrace(z))[1];
    });
    return Math.min(...seen);
  };
  return `M${round(x)} ${round(top(0))}V${round(relief.foot + relief.base)}H${round(x + width)}V${round(top(1))}`;
}

/** Number of sampled positions along a side. */
const SIDES = 64;

/** The height of the ground along the front edge (v = 1) or the back one (0), from left to right. */
function profileOf(relief: Relief, v: number): (readonly [u: number, z: number])[] {
  const count = Math.max(2, Math.ceil(relief.flat.width / FINE));
  return Array.from({ length: count + 1 }, (_, i) => [i / count, heightAt(relief, i / count, v)]);
}

interface Layer {
  layer: string;
  line: string;
}

/**
 * The ground cut open along the front of the map (v = 1) or its back (0), a layer for each terrace: smooth, so that from
 * the side it is the curve. The line of a layer is its lower edge.
 */
function cutAlong(relief: Relief, v: 0 | 1, heights: readonly number[]): Layer[] {
  const profile = profileOf(relief, v).map(([u, z]) => [u, z - SUNK / Math.max(relief.rise, 1e-9)] as const);
  const at = (u: number, z: number) => standAt(relief, u, v, z);
  return heights.map((low, k) => {
    const high = heights[k + 1] ?? Number.POSITIVE_INFINITY;
    const [foot, pen] = [k === 0 ? -relief.base / Math.max(relief.rise, 1e-9) : low, createPen()];
    const corners: [number, number][] = [at(0, foot)];
    let from: number | undefined;
    profile.forEach(([u, z], i) => {
      const [before, was] = profile[i - 1] ?? [u, z];
      const where = (level: number) => before + ((level - was) / (z - was)) * (u - before);
      for (const level of z > was ? [low, high] : [high, low])
        if (was < level !== z < level) corners.push(at(where(level), level));
      const last = i === profile.length - 1;
      if ((z >= low && z < high) || i === 0 || last) corners.push(at(u, Math.min(high, Math.max(low, z))));
      if (z >= low && from === undefined) from = i > 0 && was < low ? where(low) : u;
      if (from !== undefined && (z < low || last)) {
        pen.line(...at(from, low), ...at(z < low ? where(low) : u, low));
        from = undefined;
      }
    });
    corners.push(at(1, foot));
    return { layer: polygonPath({ x: corners.map(([px]) => px), y: corners.map(([, py]) => py) }), line: pen.path() };
  });
}

/** The content of each terrace: pieces of lines and runs, and marks. */
function layOut(
  panel: SurfacePanel,
  relief: Relief,
  heights: readonly number[],
  { x, y }: { x: Scale; y: Scale },
): Shape[][] {
  const lift = LIFT / Math.max(relief.rise, 1e-9);
  const terraceAt = (z: number): number => heights.reduce((k, height, i) => (height <= z + lift ? i : k), 0);
  const lying: Shape[][] = heights.map(() => []);
  const { flat } = relief;
  const placeOf = (px: number, py: number) => {
    const [u, v] = [(px - flat.x) / flat.width, (py - flat.y) / flat.height];
    const z = heightAt(relief, u, v);
    return { at: standAt(relief, u, v, z), terrace: terraceAt(z) };
  };
  /**
   * The pieces of a line (px of the map from above) on each terrace, split half-way between two points on different
   * ones.
   */
  const pieces = (line: Pixels): Pixels[] => {
    const parts = heights.map((): Pixels => ({ x: [], y: [] }));
    for (let i = 1; i < line.x.length; i++) {
      const piece = clipSegment(line.x[i - 1]!, line.y[i - 1]!, line.x[i]!, line.y[i]!, flat);
      if (!piece) continue;
      const [ax, ay, bx, by] = piece;
      const count = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / FINE));
      let before = placeOf(ax, ay);
      for (let k = 1; k <= count; k++) {
        const here = placeOf(ax + (k / count) * (bx - ax), ay + (k / count) * (by - ay));
        const part = parts[Math.max(here.terrace, before.terrace)]!;
        const [px, py] = before.at;
        if (part.x.at(-1) !== px || part.y.at(-1) !== py) {
          part.x.push(Number.NaN, px);
          part.y.push(Number.NaN, py);
        }
        part.x.push(here.at[0]);
        part.y.push(here.at[1]);
        before = here;
      }
    }
    return parts;
  };
  const put = (onto: Shape[][], line: Pixels, ...looks: readonly string[]): void =>
    pieces(line).forEach((part, k) => {
      const d = linePath(part, relief.bounds);
      if (d) onto[k]?.push(...looks.map((look) => el('path', { d, class: look })));
    });
  for (const line of panel.lines ?? [])
    put(lying, toPixelColumns(line.x, line.y, x, y), `line ${roleClass[line.role]}`);
  const runs: Shape[][] = heights.map(() => []);
  const faintFirst = [...(panel.paths ?? [])].sort((a, b) => Number(b.faint ?? false) - Number(a.faint ?? false));
  for (const run of faintFirst) {
    const role = roleClass[run.role];
    const points = toPixelColumns(run.x, run.y, x, y);
    if (run.faint) {
      put(runs, points, `faint ${role}`);
      continue;
    }
    put(runs, points, 'casing', `line ${role}`);
    if (!run.steps || BROKEN.has(run.role)) continue;
    const pens = heights.map(() => createPen());
    points.x.forEach((px, i) => {
      const py = points.y[i]!;
      if (!contains(flat, px, py)) return;
      const { at, terrace } = placeOf(px, py);
      pens[terrace]?.dot(...at);
    });
    pens.forEach((pen, k) => {
      const d = pen.path();
      if (d) runs[k]?.push(el('path', { d, class: `dots ${role}` }));
    });
  }
  // Separate, as on a map from above: they are hidden during playback.
  runs.forEach((pieces, k) => {
    if (pieces.length > 0) lying[k]?.push(el('g', { class: 'runs' }, pieces));
  });
  for (const point of panel.points ?? []) {
    const [px, py] = [toPx(x, point.x), toPx(y, point.y)];
    if (!contains(flat, px, py)) continue;
    const { at, terrace } = placeOf(px, py);
    lying[terrace]?.push(markAt(point, at));
  }
  return lying;
}

const markAt = (point: PanelPoint, [px, py]: readonly [number, number]): Shape =>
  mark(point.mark, px, py, point.role, point.label);
