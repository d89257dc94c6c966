import type { RefObject } from 'preact';
import { PLACE_LENGTH, type Place, placesOf, placeText } from '../../engine/places.ts';
import type { Handle } from '../../figure/panels/panel.ts';
import type { Figure } from '../page/figure.ts';
import type { Coordinates } from '../panels/index.ts';
import { plainText } from '../panels/math-text.ts';
import { ARROWS } from './hand.ts';

interface Props {
  live: Figure;
  handle: Handle;
  coordinates: Coordinates;
  frame: RefObject<HTMLDivElement | null>;
}

/** Shares of the sheet that an arrow key goes, and with Shift. */
const STRIDE = { whole: 1 / 16, fine: 1 / 64 };

/** Where one stands on a sheet that is walked place by place. A click on the sheet passes through it. */
export function StepHandle({ live, handle, coordinates }: Props) {
  const { box } = coordinates;
  const [left, top] = coordinates.toPixels(handle.at[0], handle.at[1]);
  const { adds = '' } = handle;
  const key = (event: KeyboardEvent): void => {
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    const stride = event.shiftKey ? STRIDE.fine : STRIDE.whole;
    const to = [left + by[0] * stride * box.width, top - by[1] * stride * box.height] as const;
    addPlace(live, adds, placeFrom(handle, coordinates, to));
    void live.walk();
  };
  return (
    <button
      type="button"
      class="handle handle-step"
      style={`left:${left}px;top:${top}px`}
      aria-label={`${plainText(handle.label)}. ${said(live, adds)} Arrow keys take a step, with Shift a short one.`}
      onKeyDown={key}
    />
  );
}

function said(live: Figure, name: string): string {
  const parameter = live.spec.schema[name];
  const text = String(live.values.value[name] ?? '');
  return parameter?.kind === 'places' ? `Step ${placesOf(text).length} of ${parameter.most}.` : '';
}

/** The place of a sheet at (px, py), or the furthest on the way there that the ring reaches. */
export function placeFrom(
  { at, reach = Number.POSITIVE_INFINITY }: Handle,
  { box, toPixels }: Coordinates,
  [px, py]: readonly [number, number],
): Place {
  const [x, y] = toPixels(...at);
  const most = Math.abs(toPixels(at[0] + reach, at[1])[0] - x);
  const share = Math.min(1, most / Math.hypot(px - x, py - y));
  return [(x + share * (px - x) - box.x) / box.width, 1 - (y + share * (py - y) - box.y) / box.height];
}

/** Adds a place to a parameter that has room for one; the place where it ends already is none. */
export function addPlace(live: Figure, name: string, place: Place): void {
  const parameter = live.schema[name];
  if (parameter?.kind !== 'places' || live.spec.hide.includes(name)) return;
  const text = String(live.values.value[name] ?? '');
  const next = placeText(place);
  if (text.length >= parameter.most * PLACE_LENGTH || text.endsWith(next)) return;
  live.set({ [name]: text + next });
}
