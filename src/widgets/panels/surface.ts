import type { SurfaceBands, SurfaceCells, SurfacePanel, SurfacePath } from '../../figure/panels/panel.ts';
import { createScale, toPx } from './axis-scale.ts';
import { type Box, grow } from './box.ts';
import { el, type Shape } from './element.ts';
import { inBox, type PanelKind } from './kind.ts';
import { type Drawn, drawnOnce } from './once.ts';
import {
  arrow,
  clipRect,
  drawText,
  hatch,
  mark,
  picture,
  ring,
  roleClass,
  tickMiddle,
  tickTexts,
  tintOf,
  visiblePoints,
} from './picture.ts';
import { linePath, type Pixels, pathPixels, polygonPath, round, THIRDS, toPixelColumns } from './polyline.ts';
import { isTilted } from './relief.ts';
import { runShape } from './run-shape.ts';
import { SHARED_SIDE, type Shared, stretch, useShared } from './shared.ts';
import { isFilled, NEAT } from './surface-frame.ts';
import { arrowOnMap, isPad } from './surface-labels.ts';
import { layoutSurface, type SurfaceLayout, surfaceTools } from './surface-layout.ts';

export const surfaceKind: PanelKind<SurfacePanel, SurfaceLayout> = {
  ...inBox(0.615),
  layout: layoutSurface,
  draw: (panel, layout, uid, { shared }) =>
    picture(panel.title, layout.width, layout.height, surfaceBody(panel, layout, uid, shared?.[0])),
  frames: (panel, layout) => [{ kind: 'surface', panel, layout }],
  plots: (panel) => [panel],
  linked: () => true,
};

/** The map without the SVG around it, for small multiples. `uid` makes its ids unique in the page. */
export function surfaceBody(
  panel: SurfacePanel,
  layout: SurfaceLayout,
  uid: string,
  shared?: Shared,
): (Shape | null)[] {
  const { box, x, y, paths, relief } = layout;
  if (relief) return surfaceTools.drawRelief?.(panel, layout, relief, uid) ?? [];
  const quiet = panel.cells?.marks?.some((cell) => cell.quiet) === true;
  const needsHatch = (panel.regions ?? []).some((region) => region.role === 'danger');
  const place = stretch(box);
  const undo = [SHARED_SIDE / box.width, SHARED_SIDE / box.height] as const;
  const clip = `url(#${uid}-clip)`;
  return [
    el('defs', null, [
      clipRect(`${uid}-clip`, box.x, box.y, box.width, box.height),
      needsHatch ? hatch(`${uid}-hatch`) : null,
      panel.cells?.categories.some(({ tint }) => tint === 'danger') ? hatch(`${uid}-cells`, undo) : null,
    ]),
    el('g', { 'clip-path': clip }, [
      tintsOf(panel, layout, shared),
      panel.cells ? el('g', { transform: place }, dangerCells(panel.cells, uid)) : null,
      panel.fog ? el('rect', { ...whole(box), class: 'fog' }) : null,
      reachShape(panel, layout),
      ...regionShapes(panel, layout, uid),
      ...(panel.lines ?? []).map((line) =>
        el('path', {
          d: linePath(toPixelColumns(line.x, line.y, x, y), grow(box, 4)),
          class: `line ${roleClass[line.role]}`,
        }),
      ),
      shared ? useShared(shared.data, box) : el('g', { class: 'runs' }, runs(panel, box, paths)),
    ]),
    panel.cells && !quiet ? el('g', null, cellMarks(panel.cells, box)) : null,
    el('path', { d: layout.bars, class: 'zebra' }),
    isFilled(panel) ? null : el('path', { d: neatline(box), class: 'neat' }),
    tickTexts(layout.xTicks, 'middle', (tick) => ({
      x: tickMiddle(tick, layout.right),
      y: box.y + box.height + NEAT + 14,
    })),
    tickTexts(layout.yTicks, 'end', ({ px }) => ({ x: box.x - NEAT - 6, y: px + 4 })),
    ...layout.titles.map(drawText),
    ...(panel.arrows ?? []).map((a) => {
      const piece = arrowOnMap(a, layout);
      return piece ? arrow(...piece.ends, roleClass[a.role], piece.leaves) : null;
    }),
    layout.leaders ? el('path', { d: layout.leaders, class: 'leader' }) : null,
    el('path', { d: saddles(panel, layout), class: 'saddle' }),
    ...visiblePoints(panel.points ?? [], x, y, box)
      .filter(({ point }) => point.mark !== 'saddle')
      .map(({ point, px, py }) => mark(point.mark, px, py, point.role, point.label)),
    ...layout.labels.map(drawText),
    ...handleMarks(panel, layout),
    (layout.lens && surfaceTools.drawLens?.(panel, layout, layout.lens, tintsOf(panel, layout, shared), uid)) ?? null,
    // Interactive marks are on top of everything else.
    panel.cells && quiet ? el('g', null, cellMarks(panel.cells, box)) : null,
  ];
}

/** Drawn here, or a reference to shared tints. */
const tintsOf = (panel: SurfacePanel, { land }: SurfaceLayout, shared: Shared | undefined): Shape =>
  shared ? el('use', { href: `#${shared.tints}`, transform: land }) : el('g', { transform: land }, sharedTints(panel));

const whole = ({ x, y, width, height }: Box) => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
});

/** The circle that limits the next step. */
function reachShape({ handle }: SurfacePanel, { x, y }: SurfaceLayout): Shape | null {
  if (handle?.reach === undefined) return null;
  const [cx, cy] = [toPx(x, handle.at[0]), toPx(y, handle.at[1])];
  const r = Math.abs(toPx(x, handle.at[0] + handle.reach) - cx);
  return el('circle', { cx: round(cx), cy: round(cy), r: round(r), class: 'reach' });
}

/** The tints (or cells) of a map in a 1000 x 1000 box: the part that does not depend on its size. */
export function sharedTints(panel: SurfacePanel): Shape {
  const { bands, cells } = panel;
  if (isTilted(panel)) return el('g', null);
  return el('g', null, [bands ? bandShapes(bands) : null, cells ? cellShapes(cells) : null]);
}

export const bandShapes = drawnOnce(({ levels, paths, deepest }: SurfaceBands): Shape[] => [
  el('rect', { width: 1000, height: 1000, class: `s${tintOf(0, levels.length, deepest)}` }),
  ...paths.map((d, k) =>
    el('path', { d, class: `s${tintOf(k + 1, levels.length, deepest)} contour${(k + 1) % 4 === 0 ? ' index' : ''}` }),
  ),
]);

const cellShapes = drawnOnce(({ categories }: SurfaceCells): Shape[] =>
  categories
    .filter(({ path }) => path !== '')
    .map(({ path, tint }) => el('path', { d: path, class: `cells ${typeof tint === 'number' ? `s${tint}` : 'page'}` })),
);

/** All saddles in one path: there may be dozens. */
function saddles({ points = [] }: SurfacePanel, { x, y, box, narrow }: SurfaceLayout): string {
  const arm = narrow ? 2.5 : 3.5;
  return visiblePoints(points, x, y, box)
    .filter(({ point }) => point.mark === 'saddle')
    .map(
      ({ px, py }) =>
        `M${round(px - arm)} ${round(py - arm)}l${2 * arm} ${2 * arm}m0${-2 * arm}l${-2 * arm} ${2 * arm}`,
    )
    .join('');
}

function dangerCells({ categories }: SurfaceCells, uid: string): (Shape | null)[] {
  return categories.map(({ path, tint }) =>
    tint === 'danger' ? el('path', { d: path, fill: `url(#${uid}-cells)` }) : null,
  );
}

function regionShapes(panel: SurfacePanel, { x, y }: SurfaceLayout, uid: string): Shape[] {
  return (panel.regions ?? []).map(({ polygon, role }) => {
    const limit = (v: number) => Math.max(-1e5, Math.min(1e5, v));
    const d = polygonPath({ x: polygon.map(([a]) => limit(toPx(x, a))), y: polygon.map(([, b]) => limit(toPx(y, b))) });
    if (role !== 'danger') return el('path', { d, class: `region ${roleClass[role]}` });
    return el('g', null, [el('path', { d, class: 'page' }), el('path', { d, fill: `url(#${uid}-hatch)` })]);
  });
}

/**
 * The runs in the same square. They are split into strokes as on a map of the usual shape, so that the same steps count
 * as turning back.
 */
export function sharedRuns(panel: SurfacePanel): Shape {
  if (isTilted(panel)) return el('g', null);
  const box: Box = { x: 0, y: 0, width: USUAL.width, height: USUAL.height };
  const x = createScale(panel.x, [0, box.width]);
  const y = createScale(panel.y, [box.height, 0]);
  const paths = (panel.paths ?? []).map((path) => pathPixels(path, x, y));
  const part = SHARED_SIDE / THIRDS;
  const toSquare = `scale(${part / USUAL.width} ${part / USUAL.height})`;
  const drawn = inOrder(panel, paths).map(({ path, points }) => runShape(points, path, box, { parts: THIRDS }));
  return el('g', { class: 'shared' }, el('g', { transform: toSquare }, drawn));
}

/** Size of a map in a column of text, px. */
const USUAL = { width: 420, height: 340 };

function runs(panel: SurfacePanel, box: Box, paths: readonly Pixels[]): Drawn[] {
  return inOrder(panel, paths).map(({ path, points }) => drawRun(points, path, box));
}

/** Faint runs below the others. */
function inOrder(panel: SurfacePanel, paths: readonly Pixels[]): { path: SurfacePath; points: Pixels }[] {
  const order = (panel.paths ?? []).map((path, i) => ({ path, points: paths[i] ?? { x: [], y: [] } }));
  return [...order.filter(({ path }) => path.faint), ...order.filter(({ path }) => !path.faint)];
}

/** Cached by the run in px: the same scales imply the same box. */
const drawRun = drawnOnce((points: Pixels, path: SurfacePath, box: Box): Shape => runShape(points, path, box));

/** The handle, and on a pad (a map without a run) the dotted lines that connect it to both axes. */
function handleMarks(panel: SurfacePanel, { box, x, y }: SurfaceLayout): (Shape | null)[] {
  const { handle } = panel;
  if (!handle) return [];
  const [px, py] = [toPx(x, handle.at[0]), toPx(y, handle.at[1])];
  const drop = `M${round(px)} ${round(py + 12)}V${round(box.y + box.height)}M${round(px - 12)} ${round(py)}H${round(box.x)}`;
  return [isPad(panel) ? el('path', { d: drop, class: 'drop' }) : null, ring(px, py)];
}

function neatline({ x, y, width, height }: Box): string {
  const rect = (by: number) =>
    `M${round(x - by)} ${round(y - by)}h${round(width + 2 * by)}v${round(height + 2 * by)}h${-round(width + 2 * by)}z`;
  return rect(0) + rect(NEAT);
}

function cellMarks(cells: SurfaceCells, box: Box): Shape[] {
  const { columns, rows, marks = [] } = cells;
  const width = box.width / columns;
  const height = box.height / rows;
  return marks.flatMap(({ column, row, waits, text, quiet }) => {
    const x = box.x + column * width;
    const y = box.y + (rows - 1 - row) * height;
    if (waits) return [el('circle', { cx: round(x + width / 2), cy: round(y + height / 2), r: 1.6, class: 'todo' })];
    return quiet && text ? [quietCell(text, { x, y, width, height })] : [];
  });
}

/** A label over its whole cell, visible while a pointer or a finger is there. */
function quietCell(text: string, { x, y, width, height }: Box): Shape {
  const [w, h] = [round(width), round(height)];
  return el('g', { class: 'quiet' }, [
    el('path', { d: `M${round(x)} ${round(y)}h${w}v${h}h${-w}z` }),
    el('text', { x: round(x + width / 2), y: round(y + height / 2 + 4), class: 'cell', 'text-anchor': 'middle' }, text),
  ]);
}
