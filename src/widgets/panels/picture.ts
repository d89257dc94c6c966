import type { PanelPoint, Role } from '../../figure/panels/panel.ts';
import { type Scale, type Tick, toPx } from './axis-scale.ts';
import { type Box, contains } from './box.ts';
import { el, type Shape } from './element.ts';
import type { Label, PlacedText } from './placer.ts';
import { round } from './polyline.ts';
import { mathText, textWidth } from './text.ts';

/** The class of a role in panels.css: one colour and one line style each. */
export const roleClass: Readonly<Record<Role, string>> = {
  run: 'run',
  measured: 'measured',
  theory: 'theory',
  batch: 'batch',
  baseline: 'base',
  danger: 'danger',
  descent: 'descent',
  momentum: 'momentum',
  adam: 'adam',
};

/** Roles with broken lines: dots at their steps would hide the dashes. */
export const BROKEN: ReadonlySet<Role> = new Set(['descent', 'momentum', 'adam']);

/** The classes of a text in a role's colour. */
export const toned = (role: Role): string => `toned ${roleClass[role]}`;

/** A label over a picture, in the colour of a role if it has one. */
export const labelOf = (kind: 'note' | 'tick' | 'value', text: string, role?: Role): Label => ({
  text,
  style: role ? `${kind} halo ${toned(role)}` : `${kind} halo`,
});

/** The frame of every picture: to a screen reader it is one image, whose title is read aloud. */
export function picture(title: string, width: number, height: number, children: (Shape | null)[]): Shape {
  const [w, t] = [round(width), round(height)];
  return el(
    'svg',
    { class: 'picture', viewBox: `0 0 ${w} ${t}`, width: w, height: t, role: 'img', 'aria-label': title },
    children,
  );
}

export function drawText({ text, x, y, anchor, style, turn, tint }: PlacedText): Shape {
  const place =
    turn === undefined
      ? { x: Math.round(x), y: Math.round(y) }
      : { y: 3.8, transform: `translate(${Math.round(x)} ${Math.round(y - 4)}) rotate(${round(turn)})` };
  return el(
    'text',
    {
      ...place,
      class: style,
      ...(anchor !== 'start' && { 'text-anchor': anchor }),
      ...(tint !== undefined && { style: `stroke:var(--s${tint})` }),
    },
    mathText(text),
  );
}

/** The labels of an axis in one group, since most texts in a picture are these. */
export function tickTexts(
  ticks: readonly Tick[],
  anchor: 'middle' | 'end',
  place: (tick: Tick) => { x: number; y: number },
): Shape {
  return el(
    'g',
    { class: 'tick', 'text-anchor': anchor },
    ticks
      .filter(({ text }) => text !== '')
      .map((tick) => {
        const { x, y } = place(tick);
        return el('text', { x: Math.round(x), y: Math.round(y) }, mathText(tick.text));
      }),
  );
}

/** The centre of a label below an axis, kept within the picture. */
export const tickMiddle = ({ px, text }: Tick, right: number): number => Math.min(px, right - textWidth(text, 12) / 2);

/** Hatching for diverging regions. `stretch` undoes the scale of the surrounding group. */
export function hatch(id: string, stretch?: readonly [number, number]): Shape {
  const undo = stretch ? `scale(${stretch.map((s) => Number(s.toPrecision(5))).join(' ')}) ` : '';
  return el(
    'pattern',
    { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `${undo}rotate(45)` },
    el('rect', { width: 1.1, height: 6, class: 'hatchline' }),
  );
}

export function clipRect(id: string, x: number, y: number, width: number, height: number): Shape {
  return el('clipPath', { id }, el('rect', { x: round(x), y: round(y), width: round(width), height: round(height) }));
}

/** The handle; in the live page a button of the same look is above it. */
export function ring(x: number, y: number): Shape {
  return el('g', { transform: `translate(${round(x)} ${round(y)})` }, [
    el('circle', { r: 10, class: 'ring' }),
    el('circle', { r: 3.5, class: 'core' }),
  ]);
}

/** Length of the head of an arrow, px. */
export const ARROW_HEAD = 9;

/** A line outlined in the colour of the page, with a head; empty if it is too short to show a direction. */
export function arrow(ax: number, ay: number, bx: number, by: number, role: string, headless = false): Shape | null {
  const length = Math.hypot(bx - ax, by - ay);
  if (!(length > 2)) return null;
  if (headless) {
    const d = `M${round(ax)} ${round(ay)}L${round(bx)} ${round(by)}`;
    return el('g', null, [el('path', { d, class: 'casing' }), el('path', { d, class: `arrow ${role}` })]);
  }
  const ux = (bx - ax) / length;
  const uy = (by - ay) / length;
  const head = Math.min(ARROW_HEAD, length * 0.7);
  const half = head * 0.45;
  const from = `M${round(ax)} ${round(ay)}L`;
  const tip = [bx - ux * head, by - uy * head];
  return el('g', null, [
    el('path', { d: `${from}${round(bx)} ${round(by)}`, class: 'casing' }),
    el('path', { d: `${from}${round(bx - ux * head * 0.7)} ${round(by - uy * head * 0.7)}`, class: `arrow ${role}` }),
    el('path', {
      d: `M${round(bx)} ${round(by)}L${round((tip[0] ?? 0) - uy * half)} ${round((tip[1] ?? 0) + ux * half)}L${round((tip[0] ?? 0) + uy * half)} ${round((tip[1] ?? 0) - ux * half)}z`,
      class: `tip ${role}`,
    }),
  ]);
}

/** Radius reserved for a mark, px. */
export const MARK_RADIUS: Readonly<Record<PanelPoint['mark'], number>> = {
  minimum: 5,
  lowest: 5,
  maximum: 5,
  saddle: 5,
  end: 6.5,
  start: 7,
  dot: 5,
  hollow: 5.5,
  cross: 6,
  badge: 9.5,
  now: 9,
};

/** One mark at (x, y) in px. */
export function mark(kind: PanelPoint['mark'], x: number, y: number, role: Role | undefined, label = ''): Shape {
  const [px, py] = [round(x), round(y)];
  const circle = (r: number, style: string) => el('circle', { cx: px, cy: py, r, class: style });
  // The ends of a run usually belong to the reader's run.
  const tone = ` ${roleClass[role ?? (kind === 'end' || kind === 'start' ? 'run' : 'measured')]}`;
  switch (kind) {
    case 'minimum':
    case 'lowest':
      return circle(3, 'mark');
    case 'maximum':
      return el('path', { d: `M${px} ${round(y - 4)}l4 7h-8z`, class: 'mark' });
    case 'saddle':
      return el('path', { d: `M${round(x - 3.5)} ${round(y - 3.5)}l7 7m0 -7l-7 7`, class: 'saddle' });
    case 'cross':
      return el('path', { d: `M${round(x - 5)} ${py}h10m-5 -5v10`, class: 'cross' });
    case 'end':
      return circle(4.5, `end${tone}`);
    case 'start':
      return circle(5, `start${tone}`);
    case 'dot':
      return circle(3.2, `datum${tone}`);
    case 'hollow':
      return circle(3.4, `datum hollow${tone}`);
    case 'badge':
      return el('g', null, [
        circle(8, 'badge'),
        el('text', { x: px, y: round(y + 4), class: 'badgenum', 'text-anchor': 'middle' }, label),
      ]);
    case 'now':
      return el('g', null, [
        circle(6, 'now-casing'),
        circle(6, 'now'),
        el('path', { d: `M${round(x - 10)} ${py}h6m8 0h6M${px} ${round(y - 10)}v6m0 8v6`, class: 'now' }),
      ]);
  }
}

/**
 * Visible points on the map with their positions, px. A mark at the very edge would be cut off, so it is left out
 * unless it belongs to a run.
 */
export function visiblePoints(points: readonly PanelPoint[], x: Scale, y: Scale, box: Box) {
  return points
    .map((point) => ({ point, px: toPx(x, point.x), py: toPx(y, point.y) }))
    .filter(({ point, px, py }) => contains(box, px, py, ['end', 'start', 'now'].includes(point.mark) ? 0 : -4));
}

/** The tint above `passed` of `count` levels: 0 is the page, 13 the deepest ink. */
export function tintOf(passed: number, count: number, deepest: 'low' | 'high' = 'low'): number {
  if (count === 0) return 6;
  return Math.round((13 * (deepest === 'low' ? count - passed : passed)) / count);
}
