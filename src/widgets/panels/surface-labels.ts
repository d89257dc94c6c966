/** Where the labels of a sheet stand: among its marks, its lines and each other. */
import { some } from '../../figure/defined.ts';
import type { Column, PanelPoint, SurfaceArrow, SurfacePanel } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import { CELL_WORD, cellWords } from './cell-words.ts';
import { endNames, FAR, leader } from './end-names.ts';
import {
  around,
  avoidBox,
  type Box,
  createPlacer,
  handleSpots,
  type Label,
  labelBox,
  type PlacedText,
  type Placer,
  type Spot,
  spotsAround,
} from './labels.ts';
import { lineSpots } from './line-spots.ts';
import { MARK_RADIUS, roleText } from './picture.ts';
import { clipSegment, type Pixels, round, samples, toPixelColumns } from './polyline.ts';
import { regionSpots } from './region-spots.ts';
import type { Lens } from './surface-lens.ts';
import { contourNumber } from './text.ts';
import { tintOf } from './tint.ts';
import { visiblePoints } from './visible-points.ts';

const NOTE = 13;

interface Drawn {
  box: Box;
  x: Scale;
  y: Scale;
  narrow: boolean;
  paths: readonly Pixels[];
  lens?: Lens;
}

/** Marks and lines take their room first, then labels, the most telling first. A label without room is left out. */
export function placeLabels(
  panel: SurfacePanel,
  { box, x, y, narrow, paths, lens }: Drawn,
): { labels: PlacedText[]; leaders: string } {
  const inner = { x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4 };
  const placer = createPlacer(inner);
  const labels: PlacedText[] = [];
  let leaders = '';
  const put = (label: Label, spots: readonly Spot[], strict = false) => {
    const placed = placer.place(label, spots, strict);
    if (placed) labels.push(...placed);
    return placed;
  };
  const note = (text: string, style: string): Label => ({ text, style: `note halo ${style}`.trim(), size: NOTE });
  const points = visiblePoints(panel.points ?? [], x, y, box);

  const claims = some(
    panel.handle && around(toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1]), 12),
    lens?.frame,
  );
  for (const claim of claims) placer.claim(claim);
  // A heading stands where it is put, or as much lower as a small sheet asks for.
  for (const line of panel.lines ?? []) {
    if (!line.label || !isHeading(line)) continue;
    const [px, py] = [toPx(x, line.x[0] ?? Number.NaN), toPx(y, line.y[0] ?? Number.NaN)];
    put(
      note(line.label, roleText[line.role]),
      [4, 7, 10, 13].map((below): Spot => ({ x: px, y: py + below, anchor: 'start' })),
    );
  }
  const marks = points.map(({ point, px, py }) => around(px, py, MARK_RADIUS[point.mark]));
  for (const mark of marks) placer.claim(mark);
  const drawn: [number, number][] = [];
  const trace = (line: Pixels): void =>
    samples(line, box, 4, (px, py) => {
      drawn.push([px, py]);
      placer.avoid(px, py);
    });
  (panel.paths ?? []).forEach((path, i) => {
    if (!path.faint) trace(paths[i] ?? { x: [], y: [] });
  });
  const lines = (panel.lines ?? []).map((line) => toPixelColumns(line.x, line.y, x, y));
  for (const line of lines) trace(line);
  for (const { from, to } of panel.arrows ?? [])
    trace({ x: [toPx(x, from[0]), toPx(x, to[0])], y: [toPx(y, from[1]), toPx(y, to[1])] });

  for (const word of panel.cells ? cellWords(panel.cells, box, marks, drawn) : []) {
    placer.claim(labelBox({ ...word, size: CELL_WORD }, word));
    labels.push(word);
  }
  // Whatever has the choice leaves a sounding the place that it would take alone.
  const soundings = points.flatMap(({ point, px, py }): [Label, Spot[]][] =>
    point.label && isSounding(point)
      ? [[{ text: point.label, style: 'sounding halo', size: 11.5 }, spotsAround(px, py, 7).slice(0, 4)]]
      : [],
  );
  const sound = (taken: readonly Box[]): { label: Label; placed: PlacedText }[] => {
    if (soundings.length === 0) return [];
    const alone = createPlacer(inner);
    for (const claim of [...claims, ...marks, ...taken]) alone.claim(claim);
    for (const [px, py] of drawn) alone.avoid(px, py);
    return soundings.flatMap(([label, spots]) =>
      (alone.place(label, spots, true) ?? []).map((placed) => ({ label, placed })),
    );
  };
  for (const { label, placed } of sound([])) avoidBox(labelBox(label, placed), placer);
  if (panel.handle) {
    const [hx, hy] = [toPx(x, panel.handle.at[0]), toPx(y, panel.handle.at[1])];
    if (isPad(panel)) {
      for (let px = box.x; px < hx; px += 4) placer.avoid(px, hy);
      for (let py = hy; py < box.y + box.height; py += 4) placer.avoid(hx, py);
    }
    const beside = [16, 30].flatMap((gap) => spotsAround(hx, hy, gap, 'left'));
    put(note(panel.handle.label, 'toned run touch'), handleSpots(panel.handle.label, beside, box));
  }
  const putLed = (label: Label, [px, py]: readonly [number, number], near: number): void => {
    const [placed] =
      put(
        label,
        [near, ...FAR].flatMap((gap) => spotsAround(px, py, gap)),
      ) ?? [];
    if (placed) leaders += leader(labelBox(label, placed), px, py, near);
  };
  for (const { point, px, py } of points) {
    if (point.mark !== 'lowest' || !point.label) continue;
    const label = note(point.label, '');
    const stands =
      (strict: boolean) =>
      ([right, up]: readonly [number, number]): unknown => {
        const spot = { x: px + right + 4 * Math.sign(right), y: py - up + 4 } as const;
        return put(label, [{ ...spot, anchor: right > 0 ? 'start' : 'end' }], strict);
      };
    const led = LEADERS.find(stands(true)) ?? LEADERS.slice(0, 4).find(stands(false));
    if (!led) {
      putLed(label, [px, py], MARK_RADIUS.lowest + 3);
      continue;
    }
    const [right, up] = led;
    const side = Math.sign(right);
    leaders += `M${round(px + 5 * side)} ${round(py - 4 * Math.sign(up))}L${round(px + right - 4 * side)} ${round(py - up)}h${4 * side}`;
  }
  for (const { point, px, py } of points) {
    if (!point.label || point.mark === 'lowest' || point.mark === 'badge' || isSounding(point)) continue;
    putLed(note(point.label, point.role ? roleText[point.role] : ''), [px, py], MARK_RADIUS[point.mark] + 3);
  }
  // The arrow on top is named first.
  for (const arrow of [...(panel.arrows ?? [])].reverse()) {
    if (!arrow.label) continue;
    const piece = arrowOnSheet(arrow, { box, x, y });
    if (!piece) continue;
    const [ax, , bx, by] = piece.ends;
    const side = bx >= ax ? 'right' : 'left';
    put(
      note(arrow.label, roleText[arrow.role]),
      [8, 18, 30].flatMap((gap) => spotsAround(bx, by, gap, side)),
    );
  }
  for (const region of panel.regions ?? []) {
    if (!region.label) continue;
    const style = roleText[region.role];
    const label: Label = { ...note(region.label, style), below: `tick halo ${style}` };
    put(
      label,
      regionSpots(
        region.polygon.map(([a, b]) => [toPx(x, a), toPx(y, b)] as const),
        label,
        box,
      ),
    );
  }
  const names = endNames(panel.paths ?? [], paths, box, placer);
  labels.push(...names.labels);
  leaders += names.leaders;
  (panel.lines ?? []).forEach((line, i) => {
    if (line.label && !isHeading(line))
      put(note(line.label, roleText[line.role]), lineSpots(lines[i] ?? { x: [], y: [] }, box), true);
  });
  const taken = labels.map((one) => labelBox({ text: one.text, style: one.style, size: NOTE }, one));
  for (const { label, placed } of sound(taken)) {
    labels.push(placed);
    placer.claim(labelBox(label, placed));
  }
  if (!narrow) placeContourNumbers(panel, { box, x, y, narrow, paths }, placer, labels);
  return { labels, leaders };
}

const isHeading = ({ x }: { x: Column }): boolean => x.length === 1;

/** The part of an arrow that lies on the sheet (px), and whether its tip lies outside; undefined if no part does. */
export function arrowOnSheet(
  { from, to }: SurfaceArrow,
  { box, x, y }: Pick<Drawn, 'box' | 'x' | 'y'>,
): { ends: [number, number, number, number]; leaves: boolean } | undefined {
  const [bx, by] = [toPx(x, to[0]), toPx(y, to[1])];
  const ends = clipSegment(toPx(x, from[0]), toPx(y, from[1]), bx, by, box);
  return ends && { ends, leaves: Math.hypot(ends[2] - bx, ends[3] - by) > 0.5 };
}

/** Whether a label is the loss of a minimum, which gives way to all others. With a role it says what was measured there. */
function isSounding({ mark, role }: PanelPoint): boolean {
  return mark === 'minimum' && role === undefined;
}

/** A sheet of two parameters without a run: dotted lines connect its handle to both axes. */
export function isPad({ handle, paths }: SurfacePanel): boolean {
  return handle?.x !== undefined && handle.y !== undefined && !paths?.length;
}

/** Where the line from a mark to its label ends, right and up of it in px: near, or farther off where runs are in the way. */
const LEADERS = [1, 1.8, 2.6].flatMap((far) =>
  [
    [28, 22],
    [-28, 22],
    [28, -22],
    [-28, -22],
  ].map(([right = 0, up = 0]) => [far * right, far * up] as const),
);

function placeContourNumbers({ bands }: SurfacePanel, { x, y }: Drawn, placer: Placer, labels: PlacedText[]): void {
  const levels = bands?.levels ?? [];
  for (const { x: across, y: up, slope, level } of bands?.numbers ?? []) {
    const text = contourNumber(levels[level] ?? 0);
    const px = toPx(x, across);
    const py = toPx(y, up);
    const dx = toPx(x, across + slope[0]) - px;
    const dy = toPx(y, up + slope[1]) - py;
    if (!placer.isFree(around(px, py, 10))) continue;
    let turn = (Math.atan2(dy, dx) * 180) / Math.PI;
    if (turn > 90) turn -= 180;
    if (turn < -90) turn += 180;
    const placed = placer.place({ text, style: 'contourno', size: 11 }, [{ x: px, y: py + 4, anchor: 'middle' }], true);
    const tint = bands && tintOf(level + 1, levels.length, bands.deepest);
    if (placed)
      labels.push({
        text,
        x: px,
        y: py,
        anchor: 'middle',
        style: 'contourno',
        turn,
        ...(tint !== undefined && { tint }),
      });
  }
}
