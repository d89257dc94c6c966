/** Places the words of a map in order: among its marks, its lines and each other. */
import type { Column, PanelPoint, SurfaceArrow, SurfacePanel } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import { around, type Box, grow } from './box.ts';
import { putGuess } from './guess-words.ts';
import { ARROW_HEAD, labelOf, MARK_RADIUS, tintOf, visiblePoints } from './picture.ts';
import { type Label, type PlacedText, Placer } from './placer.ts';
import { clipSegment, type Pixels, toPixelColumns } from './polyline.ts';
import {
  alongLine,
  besideEnds,
  besideMark,
  besideMinimum,
  besideRing,
  besideTip,
  endIn,
  inCell,
  inPolygon,
  ledFromLowest,
} from './spots.ts';
import { isFilled } from './surface-frame.ts';
import { contourNumber } from './text.ts';

interface Drawn {
  box: Box;
  x: Scale;
  y: Scale;
  narrow: boolean;
  paths: readonly Pixels[];
  /** The box that the lens covers. */
  lens?: Box;
}

/**
 * Marks and lines claim their space first, then labels, the most informative first. A label without room is left out.
 */
export function placeLabels(
  panel: SurfacePanel,
  { box, x, y, narrow, paths, lens }: Drawn,
): { labels: readonly PlacedText[]; leaders: string } {
  const placer = new Placer(grow(box, -2));
  const at = (across: number, up: number): [number, number] => [toPx(x, across), toPx(y, up)];
  const { handle, cells } = panel;
  const ring = handle && at(...handle.at);
  const lines = (panel.lines ?? []).map((line) => ({ ...line, pixels: toPixelColumns(line.x, line.y, x, y) }));
  const points = visiblePoints(panel.points ?? [], x, y, box);

  if (ring) placer.claimRing(...ring);
  if (lens) placer.claim(lens);
  // A heading keeps its position, or moves down as far as a small map requires.
  for (const { x: column, label, role, pixels } of lines) {
    const spots = [4, 7, 10, 13].map((below) => ({
      x: pixels.x[0] ?? Number.NaN,
      y: (pixels.y[0] ?? Number.NaN) + below,
      anchor: 'start' as const,
    }));
    if (label && isHeading(column)) placer.put(labelOf('note', label, role), spots);
  }
  for (const { point, px, py } of points) placer.claim(around(px, py, MARK_RADIUS[point.mark]));
  panel.paths?.forEach(({ faint }, i) => {
    if (!faint && paths[i]) placer.avoidLine(paths[i], box);
  });
  for (const { pixels } of lines) placer.avoidLine(pixels, box);
  for (const arrow of panel.arrows ?? []) {
    const [ax, ay, bx, by] = arrowOnMap(arrow, { box, x, y })?.ends ?? [];
    if (ax !== undefined && ay !== undefined && bx !== undefined && by !== undefined)
      placer.avoidLine({ x: [ax, bx], y: [ay, by] }, box);
  }

  if (panel.guess) putGuess(panel.guess, at, box, placer);

  for (const { column, row, text, quiet } of cells?.marks ?? []) {
    const spots = cells && text && !quiet ? inCell(cells, column, row, text, box) : [];
    const [middle] = spots;
    const label = { text: text ?? '', style: 'cell' };
    // A number in a cell is never left out.
    if (middle) placer.put(label, spots) ?? placer.write(label, middle);
  }
  // Other labels leave the loss of a minimum the spot that it would take on an empty map.
  const soundings = points.flatMap(({ point, px, py }) =>
    point.label && isSounding(point)
      ? [[{ text: point.label, style: 'sounding halo' }, besideMinimum([px, py])] as const]
      : [],
  );
  placer.reserve(soundings);
  if (handle && ring) {
    const [hx, hy] = ring;
    if (isPad(panel)) {
      for (let px = box.x; px < hx; px += 4) placer.avoid(px, hy);
      for (let py = hy; py < box.y + box.height; py += 4) placer.avoid(hx, py);
    }
    const label = { text: handle.label, style: 'note halo toned run touch' };
    // A map that fills its box is played at its handle.
    const asks = isFilled(panel) ? '' : handle.label;
    placer.put(label, besideRing(asks, ring, box, 'left', handle.adds !== undefined));
  }
  const putBeside = (label: Label, px: number, py: number, radius: number): unknown =>
    placer.put(label, besideMark([px, py], radius), { mark: { x: px, y: py, radius } });
  for (const { point, px, py } of points) {
    if (point.mark !== 'lowest' || !point.label) continue;
    const [label, led] = [labelOf('note', point.label), ledFromLowest([px, py])];
    placer.put(label, led, { strict: true }) ??
      placer.put(label, led.slice(0, 4)) ??
      putBeside(label, px, py, MARK_RADIUS.lowest + 3);
  }
  for (const { point, px, py } of points) {
    if (!point.label || point.mark === 'lowest' || point.mark === 'badge' || isSounding(point)) continue;
    putBeside(labelOf('note', point.label, point.role), px, py, MARK_RADIUS[point.mark] + 3);
  }
  // The arrow on top is named first.
  for (const arrow of [...(panel.arrows ?? [])].reverse()) {
    const piece = arrowOnMap(arrow, { box, x, y });
    if (!arrow.label || !piece) continue;
    const [ax, , bx, by] = piece.ends;
    placer.put(labelOf('note', arrow.label, arrow.role), besideTip([bx, by], bx >= ax ? 'right' : 'left'));
  }
  for (const { label: text, role, polygon } of panel.regions ?? []) {
    if (!text) continue;
    const styles = text.split('\n').map((_, i) => labelOf(i === 0 ? 'note' : 'tick', '', role).style);
    const label = { ...labelOf('note', text, role), styles };
    const corners = polygon.map((corner) => at(...corner));
    placer.put(label, inPolygon(corners, label, box));
  }
  nameEnds(panel, paths, box, placer);
  for (const { x: column, label, role, pixels } of lines)
    if (label && !isHeading(column)) placer.put(labelOf('note', label, role), alongLine(pixels, box), { strict: true });
  for (const [label, spots] of soundings) placer.put(label, spots, { strict: true, reserved: true });
  if (!narrow) putContourNumbers(panel, at, placer);
  return { labels: placer.words, leaders: placer.leaders };
}

const isHeading = (column: Column): boolean => column.length === 1;

/** The part of an arrow on the map (px), and whether its tip is outside; undefined if no part is. */
export function arrowOnMap(
  { from, to, beside }: SurfaceArrow,
  { box, x, y }: Pick<Drawn, 'box' | 'x' | 'y'>,
): { ends: [number, number, number, number]; leaves: boolean } | undefined {
  let [ax, ay, bx, by] = [toPx(x, from[0]), toPx(y, from[1]), toPx(x, to[0]), toPx(y, to[1])];
  const length = Math.hypot(bx - ax, by - ay);
  if (beside !== undefined && length > 0) {
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    [ax, ay] = [ax + beside * ux, ay + beside * uy];
    [bx, by] = [bx + (beside + ARROW_HEAD) * ux, by + (beside + ARROW_HEAD) * uy];
  }
  const ends = clipSegment(ax, ay, bx, by, box);
  return ends && { ends, leaves: Math.hypot(ends[2] - bx, ends[3] - by) > 0.5 };
}

/** Whether a label is the loss of a minimum, which gives way to all others. With a role it is a measurement. */
function isSounding({ mark, role }: PanelPoint): boolean {
  return mark === 'minimum' && role === undefined;
}

/** A map of two parameters without a run: dotted lines connect its handle to both axes. */
export function isPad({ handle, paths }: SurfacePanel): boolean {
  return handle?.x !== undefined && handle.y !== undefined && !paths?.length;
}

interface End extends Label {
  x: number;
  y: number;
}

/** Distance up to which ends share one label of several lines, px. */
const TOGETHER = 20;

/**
 * The names of runs at their ends: several at one place are listed below each other, or placed one by one if the list
 * does not fit.
 */
function nameEnds({ paths = [] }: SurfacePanel, drawn: readonly Pixels[], box: Box, placer: Placer): void {
  const ends = paths.flatMap(({ label, role }, i): End[] => {
    const end = drawn[i] && endIn(drawn[i], box);
    return end && label ? [{ ...labelOf('note', label, role), x: end[0], y: end[1] }] : [];
  });
  const put = (group: readonly End[]): boolean => {
    const [x, y] = [middle(group.map((end) => end.x)), middle(group.map((end) => end.y))];
    const radius = Math.max(...group.map((end) => Math.hypot(end.x - x, end.y - y)));
    const styles = group.map(({ style }) => style);
    const label = { text: group.map(({ text }) => text).join('\n'), style: styles[0] ?? '', styles };
    return placer.put(label, besideEnds([x, y], radius, group.length), { mark: { x, y, radius } }) !== undefined;
  };
  for (const group of groups(ends)) if (!put(group) && group.length > 1) for (const end of group) put([end]);
}

/** Groups of adjacent ends, in the order of their heights. */
function groups(ends: readonly End[]): End[][] {
  let grouped: End[][] = [];
  for (const end of ends) {
    const isNear = (group: End[]) => group.some(({ x, y }) => Math.hypot(end.x - x, end.y - y) < TOGETHER);
    grouped = [...grouped.filter((group) => !isNear(group)), [...grouped.filter(isNear).flat(), end]];
  }
  return grouped.map((group) => group.sort((a, b) => a.y - b.y));
}

const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;

/** Numbers on contours, rotated along them. */
function putContourNumbers(
  { bands }: SurfacePanel,
  at: (across: number, up: number) => [number, number],
  placer: Placer,
): void {
  if (!bands) return;
  const { levels, deepest, numbers = [] } = bands;
  for (const { x, y, slope, level } of numbers) {
    const [px, py] = at(x, y);
    if (!placer.isFree(around(px, py, 10))) continue;
    const [nextX, nextY] = at(x + slope[0], y + slope[1]);
    const turn = (Math.atan2(nextY - py, nextX - px) * 180) / Math.PI;
    const tint = tintOf(level + 1, levels.length, deepest);
    const label = { text: contourNumber(levels[level] ?? 0), style: 'contourno', tint };
    // Never upside down.
    const upright = turn > 90 ? turn - 180 : turn < -90 ? turn + 180 : turn;
    placer.put(label, [{ x: px, y: py + 4, anchor: 'middle', turn: upright }], { strict: true });
  }
}
