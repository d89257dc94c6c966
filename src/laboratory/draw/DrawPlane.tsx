import { useRef } from 'preact/hooks';
import { fromPx, toPx } from '../../widgets/panels/axis-scale.ts';
import type { SurfaceLayout } from '../../widgets/panels/surface-layout.ts';
import { rounded } from '../playground/rounded.ts';
import { sheetOf } from '../playground/settings.ts';
import { DrawPicture } from './DrawPicture.tsx';
import type { Drawing } from './drawing.ts';
import type { Point } from './lines.ts';

/** A pointer that moved less than this between press and release has clicked, px. */
const STILL = 6;
/** The fastest hand needs no more points than this. */
const MOST_STROKE = 2000;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The sheet as paper: a drag draws a line, a click lengthens it, and a pen goes by the arrow keys. */
export function DrawPlane({ drawing, placed }: { drawing: Drawing; placed: SurfaceLayout }) {
  const plane = useRef<HTMLDivElement>(null);
  const pen = useRef<HTMLButtonElement>(null);
  const pressed = useRef<readonly [x: number, y: number, moved: boolean] | undefined>(undefined);
  const { box, x: xScale, y: yScale } = placed;
  const [x, y] = drawing.pen.value;
  const { sketch } = drawing.bench.settings.value;

  const place = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = plane.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const inside = (value: number, end: number) => Math.min(end, Math.max(0, value));
    return [
      rounded(fromPx(xScale, box.x + inside(clientX - left, box.width)), xScale.domain),
      rounded(fromPx(yScale, box.y + inside(clientY - top, box.height)), yScale.domain),
    ];
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    plane.current?.setPointerCapture(event.pointerId);
    pen.current?.focus({ preventScroll: true });
    pressed.current = [event.clientX, event.clientY, false];
    drawing.stroke.value = undefined;
  };
  const move = (event: PointerEvent): void => {
    const at = pressed.current;
    if (!at || !event.isPrimary) return;
    if (!at[2]) {
      if (Math.hypot(event.clientX - at[0], event.clientY - at[1]) <= STILL) return;
      pressed.current = [at[0], at[1], true];
      drawing.stroke.value = [place(new MouseEvent('press', { clientX: at[0], clientY: at[1] }))];
    }
    const stroke = drawing.stroke.peek() ?? [];
    // Between two frames a pointer reports several places.
    const between = event.getCoalescedEvents?.() ?? [];
    const next = (between.length > 0 ? between : [event]).map(place);
    drawing.stroke.value = [...stroke, ...next].slice(0, MOST_STROKE);
  };
  const up = (event: PointerEvent): void => {
    const at = pressed.current;
    pressed.current = undefined;
    if (!at) return;
    if (at[2]) drawing.lift();
    else drawing.add(place(event));
  };
  const key = (event: KeyboardEvent): void => {
    const by = ARROWS[event.key];
    if (by) {
      event.preventDefault();
      const share = event.shiftKey ? 0.1 : 0.01;
      const moved = (value: number, way: number, [from, to]: Point) =>
        rounded(Math.min(to, Math.max(from, value + way * share * (to - from))), [from, to]);
      drawing.pen.value = [moved(x, by[0], xScale.domain), moved(y, by[1], yScale.domain)];
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      drawing.add([x, y]);
    } else if (event.key === 'Backspace') {
      event.preventDefault();
      drawing.takeBack();
    } else if (event.key === 'Delete') {
      event.preventDefault();
      drawing.clear();
    }
  };
  const name = (value: number) => String(value).replace('-', '\u2212');
  const points = sketch.length === 1 ? 'one point' : `${sketch.length} points`;
  return (
    <>
      <DrawPicture drawing={drawing} placed={placed} window={sheetOf(drawing.bench.settings.value)} />
      <div
        class="click-plane draw-plane"
        ref={plane}
        aria-hidden="true"
        style={`left:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => {
          pressed.current = undefined;
          drawing.stroke.value = undefined;
        }}
      />
      <button
        ref={pen}
        type="button"
        class="pen"
        style={`left:${toPx(xScale, x)}px;top:${toPx(yScale, y)}px`}
        aria-label={`Pen at ${name(x)}, ${name(y)}; the line has ${points}. Arrow keys move the pen, Enter sets a point, Backspace takes it back, Delete begins anew.`}
        onKeyDown={key}
      />
    </>
  );
}
