import { useRef, useState } from 'preact/hooks';
import { PLACE_LENGTH, type Place, placesOf, placeText } from '../../engine/places.ts';
import type { Handle } from '../../figure/panels/panel.ts';
import { ARROWS, layerOver, STILL } from '../controls/hand.ts';
import type { Figure } from '../page/figure.ts';
import type { Coordinates } from '../panels/index.ts';
import { round, simplify } from '../panels/polyline.ts';

interface Props {
  live: Figure;
  handle: Handle;
  coordinates: Coordinates;
}

/** The fastest hand needs no more places than this. */
const MOST_STROKE = 2000;
/** How far the thinned line may be from the drawn one at first, px. */
const UNSEEN = 1;
/** Shares of the sheet that an arrow key moves the pen, and with Shift. */
const STRIDE = { whole: 0.01, fast: 0.1 };

const inside = (share: number): number => Math.min(1, Math.max(0, share));

/** A sheet as paper: a drag draws a line anew, a click lengthens it, and a pen goes by the arrow keys. */
export function PenPlane({ live, handle, coordinates }: Props) {
  const { draws = '', at } = handle;
  const { box, toPixels } = coordinates;
  const plane = useRef<HTMLDivElement>(null);
  const pen = useRef<HTMLButtonElement>(null);
  const pressed = useRef<readonly [x: number, y: number] | undefined>(undefined);
  const [stroke, setStroke] = useState<readonly Place[]>();
  const [moved, setMoved] = useState<{ of: string; to: Place }>();
  const [said, say] = useState('');
  const parameter = live.spec.schema[draws];
  if (parameter?.kind !== 'places' || live.spec.hide.includes(draws)) return null;
  const { most } = parameter;

  const line = String(live.values.value[draws] ?? '');
  const count = line.length / PLACE_LENGTH;
  const [px, py] = toPixels(...at);
  // Before its picture is there a line ends elsewhere than the ring says.
  const end: Place = placesOf(line).at(-1) ?? [(px - box.x) / box.width, 1 - (py - box.y) / box.height];
  const [across, up] = moved?.of === line ? moved.to : end;

  const set = (next: string, text: string): void => {
    live.set({ [draws]: next });
    say(text);
  };
  const add = (place: Place): void => {
    const next = placeText(place);
    if (line.endsWith(next)) say('The line is at this place already.');
    else if (count >= most) say(`The line has ${most} points, which is as many as it may have.`);
    else set(line + next, `Point ${count + 1} set.`);
  };
  const takeBack = (): void => {
    if (count > 0) set(line.slice(0, -PLACE_LENGTH), count === 1 ? 'The line is gone.' : `Point ${count} taken back.`);
  };
  /** The stroke becomes the line, thinned to what the eye can see. */
  const lift = (places: readonly Place[]): void => {
    const whole = { x: places.map(([x]) => x * box.width), y: places.map(([, y]) => y * box.height) };
    let thin = whole;
    for (let unseen = UNSEEN; thin.x.length > most || unseen === UNSEEN; unseen *= 2) thin = simplify(whole, unseen);
    const text = thin.x.map((x, i) => placeText([x / box.width, (thin.y[i] ?? 0) / box.height])).join('');
    set(text, `A line of ${text.length / PLACE_LENGTH} points is drawn.`);
  };
  const placeAt = ({ clientX, clientY }: { clientX: number; clientY: number }): Place => {
    const { left, top, width, height } = plane.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return [inside((clientX - left) / width), inside(1 - (clientY - top) / height)];
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    plane.current?.setPointerCapture(event.pointerId);
    pen.current?.focus({ preventScroll: true });
    pressed.current = [event.clientX, event.clientY];
  };
  const move = (event: PointerEvent): void => {
    if (!pressed.current || !event.isPrimary) return;
    const [clientX, clientY] = pressed.current;
    if (!stroke && Math.hypot(event.clientX - clientX, event.clientY - clientY) <= STILL) return;
    // Between two frames a pointer reports several places.
    const between = event.getCoalescedEvents?.() ?? [];
    const next = (between.length > 0 ? between : [event]).map(placeAt);
    setStroke([...(stroke ?? [placeAt({ clientX, clientY })]), ...next].slice(0, MOST_STROKE));
  };
  const stop = (): void => {
    pressed.current = undefined;
    setStroke(undefined);
  };
  const release = (event: PointerEvent): void => {
    if (!pressed.current) return;
    if (stroke) lift(stroke);
    else add(placeAt(event));
    stop();
  };
  const key = (event: KeyboardEvent): void => {
    const by = ARROWS[event.key];
    const stride = event.shiftKey ? STRIDE.fast : STRIDE.whole;
    if (by) setMoved({ of: line, to: [inside(across + by[0] * stride), inside(up + by[1] * stride)] });
    else if (event.key === 'Enter' || event.key === ' ') add([across, up]);
    else if (event.key === 'Backspace') takeBack();
    else if (event.key === 'Delete') set('', 'The line is gone.');
    else return;
    event.preventDefault();
  };
  const name = (share: number): string => `${Math.round(100 * share)} %`;
  return (
    <>
      <div
        class="click-plane pen-plane"
        ref={plane}
        aria-hidden="true"
        style={layerOver(box)}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={stop}
      >
        {stroke && (
          <svg aria-hidden="true" viewBox={`0 0 ${round(box.width)} ${round(box.height)}`}>
            <path
              d={`M${stroke.map(([x, y]) => `${round(x * box.width)} ${round((1 - y) * box.height)}`).join('L')}`}
            />
          </svg>
        )}
      </div>
      <button
        ref={pen}
        type="button"
        class="handle handle-pen"
        style={`left:${box.x + across * box.width}px;top:${box.y + (1 - up) * box.height}px`}
        aria-label={`Pen, ${name(across)} across and ${name(up)} up; points of the line: ${count}. Arrow keys move it, Enter sets a point, Backspace takes it back, Delete begins anew.`}
        onKeyDown={key}
      />
      <p class="aloud" role="status">
        {said}
      </p>
    </>
  );
}
