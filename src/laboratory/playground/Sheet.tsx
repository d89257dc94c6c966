import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { lossOf } from '../../experiments/kit/losses.ts';
import type { Column, SurfacePanel } from '../../figure/panels/panel.ts';
import { fromPx, toPx } from '../../widgets/panels/axis-scale.ts';
import { el } from '../../widgets/panels/element.ts';
import { draw, layout } from '../../widgets/panels/index.ts';
import { around, labelBox } from '../../widgets/panels/labels.ts';
import { Once } from '../../widgets/panels/once.ts';
import { NEAT } from '../../widgets/panels/surface-frame.ts';
import type { SurfaceLayout } from '../../widgets/panels/surface-layout.ts';
import { mathText, textWidth } from '../../widgets/panels/text.ts';
import type { Bench } from './bench.ts';
import { contestants } from './contestants.ts';
import { placeNames } from './names.ts';
import { rounded } from './rounded.ts';
import type { Settings } from './settings.ts';
import { drawHeads, drawNames, drawRuns, headsOf, type Placed } from './shapes.ts';
import { useSettings } from './use-settings.ts';

/** A pointer that moved further than this between press and release has dragged or selected, px. */
const STILL = 6;
/** Sizes of the name of an axis and of its numbers, and the room between them, px. */
const [TITLE, TICK, GAP] = [12.5, 12, 6];
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

interface SheetProps {
  bench: Bench;
  children?: ComponentChildren;
}

/** The loss as a chart sheet with the runs on it; a click, the ring and the arrow keys move the start. */
export function Sheet({ bench, children }: SheetProps) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<readonly [number, number]>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const read = (): void => {
      const { width, height } = element.getBoundingClientRect();
      setSize((old) => (old && old[0] === width && old[1] === height ? old : [width, height]));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { sheet } = bench.shown.value;
  const xName = xNameOf(bench.shown.value.settings);
  const placed = useMemo(() => (size ? sheetLayout(sheet, ...size, xName) : undefined), [sheet, size, xName]);
  const base = useMemo(() => placed && draw(sheet, placed, 'lab'), [sheet, placed]);

  // The picture of the built page stays until the worker has answered.
  const drawn = (sheet.bands ?? sheet.lines) !== undefined && placed !== undefined;
  return (
    <div class="lab-sheet" ref={box}>
      {drawn ? <Once made={base} /> : children}
      {drawn && placed && <Runs bench={bench} placed={placed} />}
      {placed && <Plane bench={bench} placed={placed} />}
    </div>
  );
}

/** Where the ring stands: of another loss, whose sheet is not there yet, it would lie beside this one. */
function useStart(bench: Bench): readonly [number, number] {
  const { settings, sheet } = bench.shown.value;
  const now = useSettings(bench, 'loss', 'start');
  const { start } = settings.loss === now.loss ? now : settings;
  const [curve] = sheet.lines ?? [];
  return curve ? [start[0], heightAt(curve, start[0])] : start;
}

/** How high a curve, at places of one distance, stands above x. */
export function heightAt({ x, y }: { x: Column; y: Column }, at: number): number {
  const [from = 0, to = 1] = [x[0], x.at(-1)];
  const place = Math.min(x.length - 1, Math.max(0, ((at - from) / (to - from)) * (x.length - 1)));
  const k = Math.min(x.length - 2, Math.floor(place));
  const [left = Number.NaN, right = Number.NaN] = [y[k], y[k + 1]];
  return left + (place - k) * (right - left);
}

/** The label of the axis across; if there is little room, its letter alone. */
const xTitle = (name: string, width: number): string => (width < 480 ? name.replace(/^.* /, '') : name);

export const xNameOf = ({ loss, over }: Settings): string =>
  loss === 'model' ? `ϕ_${over[0]}` : lossOf(loss).names[0];

/** @param xName stands in the row of the ticks: one that it would cover is left out */
export function sheetLayout(sheet: SurfacePanel, width: number, height: number, xName: string): SurfaceLayout {
  // A sheet's layout is that of a surface.
  const placed = layout(sheet, width, height) as SurfaceLayout;
  const { box, xTicks } = placed;
  const from = box.x + box.width + NEAT - textWidth(xTitle(xName, width), TITLE) - GAP;
  return { ...placed, xTicks: xTicks.filter(({ px, text }) => px + textWidth(text, TICK) / 2 <= from) };
}

/** All that moves while a run is played. */
function Runs({ bench, placed }: { bench: Bench; placed: SurfaceLayout }) {
  const before = useRef<readonly Placed[]>([]);
  const t = bench.at.value;
  const { settings, minima } = bench.shown.value;
  const all = contestants(bench.shown.value);
  const start = useStart(bench);
  const [ringX, ringY] = [toPx(placed.x, start[0]), toPx(placed.y, start[1])];
  const taken = [
    around(ringX, ringY, 14),
    ...placed.labels.map((label) => labelBox({ text: label.text, style: '', size: 12.5 }, label)),
  ];
  const drawn = [...all].reverse();
  const names = placeNames(drawn, minima, placed, t, taken, before.current);
  before.current = names;
  const touch = bench.untouched.value && t < settings.steps;
  return (
    <Overlay
      drawn={drawn}
      placed={placed}
      t={t}
      names={names}
      ring={[ringX, ringY]}
      touch={touch}
      xName={xNameOf(settings)}
      dots={bench.shown.value.sheet.lines !== undefined}
    />
  );
}

interface OverlayProps {
  drawn: Parameters<typeof drawRuns>[0];
  placed: SurfaceLayout;
  t: number;
  names: readonly Placed[];
  ring: readonly [number, number];
  /** Whether the ring says what it is for: until the reader has changed something. */
  touch: boolean;
  xName: string;
  uid?: string;
  /** A dot for each step: on a curve, where a run goes back and forth over itself. */
  dots?: boolean;
}

/** The layer over the tints: runs, heads, names and the ring. The built page draws it, too. */
export function Overlay({ drawn, placed, t, names, ring: [x, y], touch, xName, uid = 'lab-runs', dots }: OverlayProps) {
  const { width, height, box } = placed;
  const left = x + 170 > box.x + box.width;
  return el(
    'svg',
    { class: 'picture overlay', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' },
    [
      ...drawRuns(drawn, placed, t, uid, dots),
      el('circle', { cx: x, cy: y, r: 10, class: 'ring' }),
      el('circle', { cx: x, cy: y, r: 3.5, class: 'core' }),
      touch
        ? el(
            'text',
            { x: left ? x - 16 : x + 16, y: y - 8, class: 'halo touch', 'text-anchor': left ? 'end' : 'start' },
            `${matchMedia('(pointer: coarse)').matches ? 'tap' : 'click'} anywhere to start`,
          )
        : null,
      ...drawNames(names.filter(({ look }) => !look)),
      ...drawHeads(headsOf(drawn, placed, t)),
      ...drawNames(names.filter(({ look }) => look)),
      el(
        'text',
        { x: box.x + box.width + NEAT, y: box.y + box.height + NEAT + 14, class: 'axis xname', 'text-anchor': 'end' },
        mathText(xTitle(xName, width)),
      ),
    ],
  );
}

/** The sheet takes clicks, and a ring on it can be dragged or moved by the arrow keys. */
function Plane({ bench, placed }: { bench: Bench; placed: SurfaceLayout }) {
  const pressed = useRef<readonly [number, number] | undefined>(undefined);
  const plane = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const dragging = useRef(false);
  const frame = useRef(0);
  const { box, x: xScale, y: yScale } = placed;
  const [x, y] = useStart(bench);
  const curve = bench.shown.value.sheet.lines !== undefined;

  const put = (clientX: number, clientY: number): void => {
    const { left, top } = plane.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const inside = (value: number, end: number) => Math.min(end, Math.max(0, value));
    const px = box.x + inside(clientX - left, box.width);
    const py = box.y + inside(clientY - top, box.height);
    bench.set({ start: [rounded(fromPx(xScale, px), xScale.domain), rounded(fromPx(yScale, py), yScale.domain)] });
  };
  const click = ({ clientX, clientY }: MouseEvent): void => {
    const [fromX, fromY] = pressed.current ?? [Number.NaN, Number.NaN];
    if (!(Math.hypot(clientX - fromX, clientY - fromY) <= STILL)) return;
    button.current?.focus({ preventScroll: true });
    put(clientX, clientY);
  };
  const key = (event: KeyboardEvent): void => {
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    const share = event.shiftKey ? 0.1 : 0.01;
    const moved = (value: number, way: number, [from, to]: readonly [number, number]) =>
      rounded(Math.min(to, Math.max(from, value + way * share * (to - from))), [from, to]);
    bench.set({ start: [moved(x, by[0], xScale.domain), moved(y, by[1], yScale.domain)] });
  };
  const name = (value: number) => String(value).replace('-', '\u2212');
  return (
    <>
      <div
        class="click-plane"
        ref={plane}
        aria-hidden="true"
        style={`left:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px`}
        onPointerDown={(event) => {
          pressed.current = [event.clientX, event.clientY];
        }}
        onClick={click}
      />
      <button
        ref={button}
        type="button"
        class="handle"
        style={`left:${toPx(xScale, x)}px;top:${toPx(yScale, y)}px`}
        aria-label={`Start: ${curve ? name(x) : `${name(x)}, ${name(y)}`}. Arrow keys move it.`}
        onKeyDown={key}
        onPointerDown={(event) => {
          event.preventDefault();
          button.current?.focus({ preventScroll: true });
          button.current?.setPointerCapture(event.pointerId);
          dragging.current = true;
        }}
        onPointerMove={({ clientX, clientY }) => {
          if (!dragging.current) return;
          cancelAnimationFrame(frame.current);
          frame.current = requestAnimationFrame(() => put(clientX, clientY));
        }}
        onPointerUp={({ clientX, clientY }) => {
          cancelAnimationFrame(frame.current);
          if (dragging.current) put(clientX, clientY);
          dragging.current = false;
        }}
        onPointerCancel={() => {
          dragging.current = false;
        }}
      />
    </>
  );
}
