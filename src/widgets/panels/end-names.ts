/** The names of runs, each at its end: where several end at one place, below each other, on a line if there is no room. */
import type { SurfacePath } from '../../figure/panels/panel.ts';
import {
  type Box,
  type Label,
  LINE,
  labelBox,
  type PlacedText,
  type Placer,
  type Spot,
  spotsAround,
} from './labels.ts';
import { roleText } from './picture.ts';
import { type Pixels, round } from './polyline.ts';

const SIZE = 13;
/** Ends this near (px) share one label of several lines. */
const TOGETHER = 20;
/** From the ends to their names beside them. */
const NEAR = 9;

interface End {
  label: string;
  style: string;
  x: number;
  y: number;
}

export function endNames(
  paths: readonly SurfacePath[],
  drawn: readonly Pixels[],
  box: Box,
  placer: Placer,
): { labels: PlacedText[]; leaders: string } {
  const ends = paths.flatMap(({ label, role }, i): End[] => {
    const end = label ? lastInside(drawn[i] ?? { x: [], y: [] }, box) : undefined;
    return end && label ? [{ label, style: `note halo ${roleText[role]}`, x: end[0], y: end[1] }] : [];
  });
  const labels: PlacedText[] = [];
  let leaders = '';
  const put = (group: readonly End[]): boolean => {
    const [x, y] = [middle(group.map((end) => end.x)), middle(group.map((end) => end.y))];
    const reach = Math.max(...group.map((end) => Math.hypot(end.x - x, end.y - y)));
    const label: Label = {
      text: group.map((end) => end.label).join('\n'),
      style: group[0]?.style ?? '',
      each: group.map(({ style }) => style),
      size: SIZE,
    };
    const spots = [NEAR, ...FAR].flatMap((gap) => spotsFor(x, y, reach + gap, group.length));
    const placed = placer.place(label, spots);
    const [first] = placed ?? [];
    if (!placed || !first) return false;
    labels.push(...placed);
    leaders += leader(labelBox(label, first), x, y, reach);
    return true;
  };
  for (const group of groups(ends)) if (!put(group) && group.length > 1) for (const end of group) put([end]);
  return { labels, leaders };
}

/** Ends that lie together, in the order of their heights. */
function groups(ends: readonly End[]): End[][] {
  const found: End[][] = [];
  for (const end of ends) {
    const near = found.filter((group) => group.some(({ x, y }) => Math.hypot(end.x - x, end.y - y) < TOGETHER));
    const joined = [...near.flat(), end];
    found.splice(0, found.length, ...found.filter((group) => !near.includes(group)), joined);
  }
  return found.map((group) => group.sort((a, b) => a.y - b.y));
}

const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;

/** The eight spots around a place, for a label of so many lines. */
function spotsFor(x: number, y: number, gap: number, lines: number): Spot[] {
  const rest = LINE * (lines - 1);
  return spotsAround(x, y, gap).map((spot) => {
    const beside = Math.abs(spot.y - y) < 5;
    return { ...spot, y: spot.y - (beside ? rest / 2 : spot.y < y ? rest : 0) };
  });
}

/** Gaps from a mark to a label that finds no room beside it, px: a line leads from the one to the other. */
export const FAR = [22, 36, 52] as const;
/** A label further away than this is led to its mark. */
const LED = 14;

/** The path of a line from a label to the marks around (x, y), which reach so far; nothing if it stands beside them. */
export function leader(label: Box, x: number, y: number, reach: number): string {
  const [nearX, nearY] = [
    Math.min(label.x + label.width, Math.max(label.x, x)),
    Math.min(label.y + label.height, Math.max(label.y, y)),
  ];
  const gap = Math.hypot(nearX - x, nearY - y);
  if (gap - reach < LED) return '';
  const share = (reach + 5) / gap;
  return `M${round(nearX)} ${round(nearY)}L${round(x + share * (nearX - x))} ${round(y + share * (nearY - y))}`;
}

function lastInside({ x, y }: Pixels, box: Box): readonly [number, number] | undefined {
  for (let i = x.length - 1; i >= 0; i--) {
    const [px, py] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
    if (px >= box.x && px <= box.x + box.width && py >= box.y && py <= box.y + box.height) return [px, py];
  }
  return undefined;
}
