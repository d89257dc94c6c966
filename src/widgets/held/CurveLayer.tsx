import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isNumeric } from '../../engine/schema.ts';
import { pushed, slid, squeezed, squeezesAt } from '../../figure/panels/held.ts';
import type { Handle, Held } from '../../figure/panels/panel.ts';
import { show } from '../../figure/parameters/index.ts';
import { fromSlider, toSlider } from '../../figure/slider.ts';
import { ARROWS, layerOver, placeIn } from '../controls/pointer.ts';
import { adoptStyles } from '../page/adopt-styles.ts';
import type { Figure } from '../page/figure.ts';
import { wantsCalm } from '../page/player.ts';
import type { Coordinates } from '../panels/index.ts';
import { plainText } from '../panels/math-text.ts';
import styles from './held.css?inline';

adoptStyles(styles);

interface CurveProps {
  live: Figure;
  handle: Handle;
  coordinates: Coordinates;
  frame: RefObject<HTMLDivElement | null>;
}

/**
 * Step of an arrow key: slides the curve by this fraction of the chart, or narrows it as much; with Shift ten times as
 * far.
 */
const SLIDE = 0.01;
const SQUEEZE = 0.02;

/**
 * A curve that can be dragged: near its middle or by its handle it slides along, further out it is squeezed. During the
 * drag the run waits at its start. By keyboard the handle has the focus: left and right slide it, up and down squeeze
 * and stretch it.
 */
export function CurveLayer({ live, handle, coordinates, frame }: CurveProps) {
  const held = handle.holds;
  const ring = useRef<HTMLButtonElement>(null);
  const request = useRef(0);
  const grip = useRef<{ held: Held; x: number; byRing: boolean } | undefined>(undefined);
  const [holding, hold] = useState(false);
  const [over, setOver] = useState<number>();
  useEffect(() => () => cancelAnimationFrame(request.current), []);
  if (!held) return null;
  const { schema } = live;
  const { box, toPixels, toData } = coordinates;
  const [left, top] = toPixels(...handle.at);

  const xOf = (event: PointerEvent): number => toData(placeIn(frame, event)[0], 0)[0];
  const put = ([shift, stretch]: readonly [number, number]): void => {
    const within = (name: string, value: number): Record<string, number> => {
      const parameter = schema[name];
      if (!isNumeric(parameter)) return {};
      return { [name]: fromSlider(parameter, toSlider(parameter, value)) };
    };
    live.set({ ...within(held.shift, shift), ...within(held.stretch, stretch) }, 0);
  };
  const start = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    // The run stops, and restarts with the dragged wave.
    const taken = event.currentTarget;
    grip.current = { held, x: xOf(event), byRing: taken === ring.current };
    if (taken instanceof Element) taken.setPointerCapture(event.pointerId);
    hold(true);
    live.drag(true);
    put(held.of);
  };
  const drag = (event: PointerEvent): void => {
    const x = xOf(event);
    const now = grip.current;
    if (!now) {
      if (event.pointerType !== 'touch') setOver(x);
      return;
    }
    // One update per frame: a fast mouse sends more events than there are frames.
    cancelAnimationFrame(request.current);
    request.current = requestAnimationFrame(() => put(pushed(now.held, now.x, x, now.byRing)));
  };
  const end = (event: PointerEvent): void => {
    const now = grip.current;
    if (!now) return;
    cancelAnimationFrame(request.current);
    grip.current = undefined;
    hold(false);
    if (event.type === 'pointerup') put(pushed(now.held, now.x, xOf(event), now.byRing));
    live.drag(false);
    ring.current?.focus({ preventScroll: true });
    // Released, it descends from there.
    if (!wantsCalm()) void live.play();
  };
  const key = (event: KeyboardEvent): void => {
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    const width = toData(box.x + box.width, 0)[0] - toData(box.x, 0)[0];
    put(by[0] === 0 ? squeezed(held, 1 + by[1] * far * SQUEEZE) : slid(held, by[0] * far * SLIDE * width));
  };
  const hands = {
    onPointerDown: start,
    onPointerMove: drag,
    onPointerUp: end,
    onPointerCancel: end,
    onLostPointerCapture: end,
  };
  const texts = [held.shift, held.stretch].flatMap((name, i) => {
    const parameter = schema[name];
    return parameter ? [`${plainText(parameter.label)} ${show(parameter, held.of[i] ?? Number.NaN)}`] : [];
  });

  return (
    <>
      {live.spec.scene && !live.workshop.value && (
        <div
          class="curve-plane"
          aria-hidden="true"
          data-held={holding}
          data-squeezes={over !== undefined && squeezesAt(held, over)}
          style={layerOver(box)}
          {...hands}
        />
      )}
      <button
        ref={ring}
        type="button"
        class="handle"
        data-dragging={holding}
        style={`left:${left}px;top:${top}px`}
        aria-label={`The wave: ${texts.join(', ')}. Left and right slide it, up and down squeeze and stretch it.`}
        onKeyDown={key}
        {...hands}
      />
    </>
  );
}
