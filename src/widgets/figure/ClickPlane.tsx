import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Handle } from '../../figure/panels/panel.ts';
import { movedTo } from '../controls/DragHandle.tsx';
import { layerOver, placeIn, STILL } from '../controls/pointer.ts';
import { addPlace, placeFrom } from '../controls/StepHandle.tsx';
import type { Figure } from '../page/figure.ts';
import { type Plane, ringNear } from '../panels/index.ts';

interface Props {
  live: Figure;
  plane: Plane;
  frame: RefObject<HTMLDivElement | null>;
}

/** Pixels between two points drawn by one stroke of the mouse. */
const STROKE = 22;

/**
 * A map whose handle moves to a click or tap, or follows the mouse; by keyboard the handle itself is moved. If clicks
 * add points, a stroke of the mouse adds a row of them.
 */
export function ClickPlane({ live, plane, frame }: Props) {
  const pressed = useRef<readonly [number, number] | undefined>(undefined);
  const dragged = useRef<Handle | undefined>(undefined);
  /** Where the stroke put its last point. */
  const drawn = useRef<readonly [number, number] | undefined>(undefined);
  const { hide } = live.spec;
  const rings = plane.rings.filter(
    ({ handle }) =>
      ![handle.x, handle.y].every((name) => hide.includes(name ?? '')) &&
      ![handle.adds, handle.picks?.name].some((name) => hide.includes(name ?? '')),
  );
  if (rings.length === 0) return null;

  const press = (event: PointerEvent & { currentTarget: Element }): void => {
    pressed.current = [event.clientX, event.clientY];
    drawn.current = undefined;
    // A handle may move under the pointer before its release, and the click still belongs to the map.
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  // A moving finger scrolls the page.
  const drag = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse' || event.buttons !== 1 || !pressed.current) return;
    const [fromX, fromY] = drawn.current ?? pressed.current;
    if (!dragged.current) {
      const from = placeIn(frame, { clientX: fromX, clientY: fromY });
      const ring = ringNear({ ...plane, rings }, ...from);
      const far = Math.hypot(event.clientX - fromX, event.clientY - fromY);
      // Points of a chosen kind are drawn; steps are added by clicks only.
      if (ring?.chosen !== undefined && far >= STROKE) {
        if (!drawn.current) addPlace(live, ring, placeFrom(ring, plane.coordinates, from));
        addPlace(live, ring, placeFrom(ring, plane.coordinates, placeIn(frame, event)));
        drawn.current = [event.clientX, event.clientY];
      }
      if (!ring || ring.adds !== undefined || far <= STILL) return;
      dragged.current = ring;
      live.drag(true);
    }
    live.set(movedTo(live, dragged.current, plane.coordinates, placeIn(frame, event)));
  };
  const end = (): void => {
    if (!dragged.current) return;
    dragged.current = undefined;
    live.drag(false);
    void live.autoplay();
  };
  // A swipe that scrolls the page ends in pointercancel, without a click.
  const click = ({ clientX, clientY, isTrusted }: MouseEvent): void => {
    // A click made before the map was live has no press: ExperimentView.
    const [fromX, fromY] = isTrusted ? (pressed.current ?? [Number.NaN, Number.NaN]) : [clientX, clientY];
    if (drawn.current || !(Math.hypot(clientX - fromX, clientY - fromY) <= STILL)) return;
    const [px, py] = placeIn(frame, { clientX, clientY });
    const ring = ringNear({ ...plane, rings }, px, py);
    if (!ring) return;
    // The arrow keys continue from here.
    const handle = ring.adds === undefined ? '.handle:not(.handle-step)' : '.handle-step';
    frame.current?.querySelector<HTMLElement>(handle)?.focus({ preventScroll: true });
    if (ring.adds === undefined) live.set(movedTo(live, ring, plane.coordinates, [px, py]));
    else addPlace(live, ring, placeFrom(ring, plane.coordinates, [px, py]));
    void live.autoplay();
  };
  const { box } = plane.coordinates;
  return (
    <div
      class="click-plane"
      aria-hidden="true"
      style={layerOver(box)}
      onPointerDown={press}
      onPointerMove={drag}
      onLostPointerCapture={end}
      onClick={click}
    />
  );
}
