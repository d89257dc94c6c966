import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isNumeric } from '../../engine/schema.ts';
import type { Handle } from '../../figure/panels/panel.ts';
import { fromSlider, toSlider } from '../../figure/slider.ts';
import type { Figure } from '../page/figure.ts';
import { showSetting } from '../page/show-setting.ts';
import type { Coordinates } from '../panels/index.ts';
import { plainText } from '../panels/math-text.ts';
import { ARROWS, placeIn } from './pointer.ts';

interface Props {
  live: Figure;
  handle: Handle;
  coordinates: Coordinates;
  frame: RefObject<HTMLDivElement | null>;
  wasPicked?: RefObject<boolean>;
}

/** As on a slider: a tenth up or down, and to the ends. */
const LEAPS: Readonly<Record<string, readonly [number, number]>> = {
  PageUp: [0, 0.1],
  PageDown: [0, -0.1],
  Home: [-1, 0],
  End: [1, 0],
};

/** The handle on a plot: dragged by mouse or finger, or moved by keys (arrows 1 %, with Shift 10 %). */
export function DragHandle({ live, handle, coordinates, frame, wasPicked }: Props) {
  const { schema } = live;
  const button = useRef<HTMLButtonElement>(null);
  const frameRequest = useRef(0);
  const isDragged = useRef(false);
  const [held, hold] = useState(false);
  const pending = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => cancelAnimationFrame(frameRequest.current), []);
  const [left, top] = coordinates.toPixels(handle.at[0], handle.at[1]);

  const drop = (clientX: number, clientY: number): void =>
    live.set(movedTo(live, handle, coordinates, placeIn(frame, { clientX, clientY })));
  const letGo = (): void => {
    const { name, otherwise } = handle.picks ?? {};
    if (name !== undefined && otherwise !== undefined) live.set({ [name]: otherwise });
  };
  const start = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    isDragged.current = false;
    button.current?.focus({ preventScroll: true });
    button.current?.setPointerCapture(event.pointerId);
    hold(true);
    live.drag(true);
  };
  const drag = (event: PointerEvent): void => {
    if (!live.dragging.value || !button.current?.hasPointerCapture(event.pointerId)) return;
    isDragged.current = true;
    const { clientX, clientY } = event;
    // One update per frame: a fast mouse sends more events than there are frames.
    cancelAnimationFrame(frameRequest.current);
    pending.current = () => {
      pending.current = undefined;
      drop(clientX, clientY);
    };
    frameRequest.current = requestAnimationFrame(() => pending.current?.());
  };
  const end = (): void => {
    if (!held) return;
    hold(false);
    cancelAnimationFrame(frameRequest.current);
    pending.current?.();
    live.drag(false);
    // A second press lets go of a picked place.
    if (!isDragged.current && wasPicked?.current) letGo();
    void live.autoplay();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') letGo();
    const arrow = ARROWS[event.key];
    const share = event.shiftKey ? 0.1 : 0.01;
    const by = arrow ? ([arrow[0] * share, arrow[1] * share] as const) : LEAPS[event.key];
    if (!by) return;
    event.preventDefault();
    if (handle.picks) live.set(next(live, handle.picks, Math.sign(by[0] + by[1])));
    else live.set({ ...nudge(live, handle.x, by[0]), ...nudge(live, handle.y, by[1]) });
  };
  const texts = [handle.x, handle.y, handle.picks?.name].flatMap((name) => {
    const parameter = name === undefined ? undefined : schema[name];
    const value = name === undefined ? undefined : live.values.value[name];
    return parameter && value !== undefined ? [`${plainText(parameter.label)} ${showSetting(parameter, value)}`] : [];
  });

  return (
    <button
      ref={button}
      type="button"
      class="handle"
      data-dragging={held}
      style={`left:${left}px;top:${top}px`}
      aria-label={`${plainText(handle.label)}: ${texts.join(', ')}. ${handle.picks ? 'Arrow keys take the next one or the one before.' : 'Arrow keys move it.'}`}
      onPointerDown={start}
      onPointerMove={drag}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onKeyDown={key}
    />
  );
}

/**
 * The allowed values nearest to a position, for the handle's visible parameters; for a handle that picks, the nearest
 * of its places.
 * @param pixels from the picture's corner
 */
export function movedTo(
  { schema, spec: { hide } }: Pick<Figure, 'schema'> & { spec: Pick<Figure['spec'], 'hide'> },
  handle: Handle,
  { toData, toPixels }: Coordinates,
  [px, py]: readonly [number, number],
): Record<string, number> {
  const shown = (name: string | undefined) => (name !== undefined && hide.includes(name) ? undefined : name);
  if (handle.picks) {
    const away = handle.picks.places.map(([x, y]) => {
      const [left, top] = toPixels(x, y);
      return Math.hypot(left - px, top - py);
    });
    if (away.length === 0) return {};
    const nearest = Math.min(...away);
    const { name, otherwise } = handle.picks;
    const isFar = nearest > (handle.reach ?? 0) * Math.SQRT2;
    const picked = isFar && otherwise !== undefined ? otherwise : 1 + away.indexOf(nearest);
    return moved(schema, shown(name), picked);
  }
  const { repeats = Number.POSITIVE_INFINITY } = handle;
  const [x, y] = toData(px, py).map((at, i) => {
    const [from, to] = handle.spans?.[i] ?? [0, 1];
    return ((i === 0 ? at % repeats : at) - from) / (to - from);
  }) as [number, number];
  return { ...moved(schema, shown(handle.x), x), ...moved(schema, shown(handle.y), y) };
}

/** The next or previous of the places that a handle picks; cyclic. */
function next(live: Figure, { name, places }: NonNullable<Handle['picks']>, by: number): Record<string, number> {
  const n = places.length;
  return n > 0 ? { [name]: 1 + ((Number(live.values.value[name]) - 1 + by + n) % n) } : {};
}

/** The allowed value nearest to the pointer. */
function moved(schema: Figure['schema'], name: string | undefined, value: number): Record<string, number> {
  const parameter = name === undefined ? undefined : schema[name];
  if (name === undefined || !isNumeric(parameter)) return {};
  return { [name]: fromSlider(parameter, toSlider(parameter, value)) };
}

function nudge(live: Figure, name: string | undefined, share: number): Record<string, number> {
  const parameter = name === undefined ? undefined : live.schema[name];
  if (name === undefined || share === 0 || !isNumeric(parameter) || live.spec.hide.includes(name)) return {};
  const from = toSlider(parameter, Number(live.values.value[name]));
  return { [name]: fromSlider(parameter, from + share) };
}
