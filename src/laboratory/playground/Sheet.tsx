import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { number } from '../../engine/schema.ts';
import type { Axis, Column, SurfacePanel } from '../../figure/panels/panel.ts';
import { DragHandle, type Hand } from '../../widgets/controls/DragHandle.tsx';
import { ClickPlane } from '../../widgets/figure/ClickPlane.tsx';
import { draw, handles, layout, planes } from '../../widgets/panels/index.ts';
import { Once } from '../../widgets/panels/once.ts';
import { useSize } from '../../widgets/panels/use-size.ts';
import { drawWalk, unended } from '../../widgets/panels/walk.ts';
import type { Bench } from './bench.ts';
import { sheetPanel } from './panels.ts';
import { useTilt } from './Tilt.tsx';
import { useSettings } from './use-settings.ts';

interface SheetProps {
  bench: Bench;
  /** The picture of the built page, until the worker has answered. */
  children?: ComponentChildren;
}

/** The loss as a chart sheet with the runs on it; a click, the ring and the arrow keys move the start. */
export function Sheet({ bench, children }: SheetProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const shown = bench.shown.value;
  const moving = bench.playing.value;
  const step = moving ? undefined : bench.step.value;
  const [x, y] = useStart(bench);
  const label = bench.untouched.value ? INVITATION : 'start';
  const tilt = useTilt(bench);
  const panel = useMemo(
    () => sheetPanel(shown, { start: [x, y], label, step, tilt }),
    [shown, x, y, label, step, tilt],
  );
  // While a run is played its name goes with its head.
  const still = moving ? unended(panel) : panel;
  const placed = useMemo(() => (size ? layout(still, size.width, size.height) : undefined), [still, size]);
  const picture = useMemo(() => placed && draw(still, placed, 'lab'), [still, placed]);
  const hand = useMemo(() => handOf(bench, shown.sheet), [bench, shown.sheet]);

  const drawn = (panel.bands ?? panel.lines) !== undefined && placed !== undefined;
  return (
    <div class="lab-sheet panel-box" ref={box} data-runs={moving ? 'asked' : 'whole'}>
      {drawn ? <Once made={picture} /> : children}
      {drawn && moving && drawWalk(panel, placed, 'lab-walk', bench.at.value)}
      {placed && planes(panel, placed).map((plane) => <ClickPlane key="plane" live={hand} plane={plane} frame={box} />)}
      {placed &&
        handles(panel, placed).map(({ handle, coordinates }) => (
          <DragHandle key="ring" live={hand} handle={handle} coordinates={coordinates} frame={box} />
        ))}
    </div>
  );
}

const INVITATION = 'click anywhere to start';

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

/** The start of the runs as a ring of a figure holds it: two numbers, each as fine as a px of the sheet is worth. */
function handOf(bench: Bench, { x, y }: SurfacePanel): Hand {
  const along = (label: string, { domain: [min, max] }: Axis) =>
    number({
      label,
      help: '',
      default: min,
      min,
      max,
      step: 10 ** -Math.max(0, 3 - Math.floor(Math.log10(max - min))),
    });
  const dragging = signal(false);
  return {
    schema: { x: along('across', x), y: along('up', y) },
    spec: { hide: [] },
    dragging,
    values: {
      get value() {
        const [x, y] = bench.settings.value.start;
        return { x, y };
      },
    },
    drag(on) {
      dragging.value = on;
    },
    set({ x, y }) {
      const { start } = bench.settings.peek();
      bench.set({ start: [Number(x ?? start[0]), Number(y ?? start[1])] });
    },
    async walk() {},
  };
}
