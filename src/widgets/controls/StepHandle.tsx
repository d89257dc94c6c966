import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PLACE_LENGTH, type Place, placesOf, placeText } from '../../engine/places.ts';
import { towards, wayOf } from '../../figure/compass.ts';
import type { Handle } from '../../figure/panels/panel.ts';
import { Aloud } from '../page/Aloud.tsx';
import type { Figure } from '../page/figure.ts';
import { unturned } from '../panels/filled.ts';
import type { Coordinates } from '../panels/index.ts';
import { plainText } from '../panels/math-text.ts';
import { ARROWS, placeIn } from './pointer.ts';

interface Props {
  live: Figure;
  handle: Handle;
  coordinates: Coordinates;
  frame: RefObject<HTMLDivElement | null>;
}

type Pixel = readonly [px: number, py: number];

/** Distance of an arrow key, and with Shift, as fractions of the map. */
const STRIDE = { whole: 1 / 16, fine: 1 / 64 };

/** Distance by which an arrow key moves the aim, and with Shift, as fractions of the longest step. */
const AIM = { whole: 0.25, fine: 0.08 };

/**
 * The walker's position on a map that is walked place by place. A click on the map passes through it. If a step has a
 * maximum length it is aimed first, by mouse or arrow keys, and Enter steps. Enter alone steps as descent does.
 */
export function StepHandle({ live, handle, coordinates, frame }: Props) {
  const { box, toPixels } = coordinates;
  const here = toPixels(...handle.at);
  const [left, top] = here;
  const { adds = '', reach, falls } = handle;
  const most = reach === undefined ? undefined : Math.abs(toPixels(handle.at[0] + reach, handle.at[1])[0] - left);
  const [aim, setAim] = useState<Pixel>();
  const [heard, hear] = useState('');
  const ring = useRef<HTMLButtonElement>(null);
  // A new game replaces a button that had the focus.
  useEffect(() => {
    if (live.count.peek() > 1 && document.activeElement === document.body) ring.current?.focus({ preventScroll: true });
  }, [live]);
  useEffect(() => {
    setAim(undefined);
    hear('');
  }, [left, top]);
  useEffect(() => {
    const map = frame.current;
    if (!map || most === undefined) return undefined;
    const follow = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse') setAim(placeIn(frame, event));
    };
    const leave = (): void => setAim(undefined);
    map.addEventListener('pointermove', follow);
    map.addEventListener('pointerleave', leave);
    return () => {
      map.removeEventListener('pointermove', follow);
      map.removeEventListener('pointerleave', leave);
    };
  }, [frame, most === undefined]);

  const stepTo = (to: Pixel): void => {
    addPlace(live, handle, placeFrom(handle, coordinates, to));
    void live.autoplay();
  };
  const key = (event: KeyboardEvent): void => {
    if (most !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      const to = aim ?? (falls && toPixels(...falls));
      if (to) stepTo(to);
      return;
    }
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    if (most === undefined) {
      const stride = event.shiftKey ? STRIDE.fine : STRIDE.whole;
      stepTo([left + by[0] * stride * box.width, top - by[1] * stride * box.height]);
      return;
    }
    const [px, py] = aim ? within(most, here, aim) : here;
    const stride = most * (event.shiftKey ? AIM.fine : AIM.whole);
    const next = within(most, here, [
      Math.min(box.x + box.width, Math.max(box.x, px + stride * by[0])),
      Math.min(box.y + box.height, Math.max(box.y, py - stride * by[1])),
    ]);
    setAim(next);
    const [across, down] = [next[0] - left, next[1] - top];
    const share = Math.round((100 * Math.hypot(across, down)) / most);
    hear(`Aim: ${towards(wayOf(across, -down))}, ${share} % of the longest step. Enter steps there.`);
  };
  const downhill = falls && toPixels(...falls);
  const keys =
    most === undefined
      ? 'Arrow keys take a step, with Shift a short one.'
      : 'Arrow keys aim, with Shift a little, and Enter steps there. Enter alone steps as descent does, along the arrow.';
  const [toX, toY] = aim && most !== undefined ? within(most, here, aim) : here;
  return (
    <>
      {aim && (
        <svg class="picture aim" aria-hidden="true">
          <path d={`M${left} ${top}L${toX} ${toY}`} />
          <circle cx={toX} cy={toY} r="5" />
        </svg>
      )}
      <button
        ref={ring}
        type="button"
        class="handle handle-step"
        style={`left:${left}px;top:${top}px`}
        aria-label={`${plainText(handle.label)}. ${said(live, adds)} ${keys}`}
        onKeyDown={key}
        onBlur={() => setAim(undefined)}
      />
      {most !== undefined && (
        <Aloud
          text={heard || (downhill ? `Downhill is ${towards(wayOf(downhill[0] - left, top - downhill[1]))}.` : '')}
        />
      )}
    </>
  );
}

function said(live: Figure, name: string): string {
  const parameter = live.spec.schema[name];
  const text = String(live.values.value[name] ?? '');
  return parameter?.kind === 'places' ? `Step ${placesOf(text).length} of ${parameter.most}.` : '';
}

/** The point at most `most` px along the way from one point to another. */
function within(most: number, [x, y]: Pixel, [toX, toY]: Pixel): Pixel {
  const share = Math.min(1, most / Math.hypot(toX - x, toY - y));
  return share < 1 ? [x + share * (toX - x), y + share * (toY - y)] : [toX, toY];
}

/**
 * The place on the map at `to` or, if that is out of reach, the furthest point on the way there; as fractions of the
 * map's sides.
 */
export function placeFrom(
  { at, reach = Number.POSITIVE_INFINITY, spans, turned }: Handle,
  { box, toPixels, toData }: Coordinates,
  to: Pixel,
): Place {
  const here = toPixels(...at);
  const [px, py] = within(Math.abs(toPixels(at[0] + reach, at[1])[0] - here[0]), here, to);
  if (!spans) return [(px - box.x) / box.width, 1 - (py - box.y) / box.height];
  const place = turned ? unturned(toData(px, py)) : toData(px, py);
  const [across, up] = spans.map(([low, high], k) => (place[k]! - low) / (high - low)) as [number, number]; // two in, two out
  return [across, up];
}

/** Adds a place to a parameter that has room for one, unless it equals the last. */
export function addPlace(live: Figure, { adds = '', chosen }: Handle, place: Place): void {
  const name = chosen === undefined ? adds : String(live.values.value[chosen]);
  const parameter = live.schema[name];
  if (parameter?.kind !== 'places' || live.spec.hide.includes(name)) return;
  const text = String(live.values.value[name] ?? '');
  const next = placeText(place);
  if (text.length >= parameter.most * PLACE_LENGTH || text.endsWith(next)) return;
  live.set({ [name]: text + next });
}
