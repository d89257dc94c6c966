import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Point } from '../../engine/points.ts';
import type { ChartPanel } from '../../figure/panels/panel.ts';
import { ARROWS, layerOver, placeIn, STILL } from '../controls/pointer.ts';
import { adoptStyles } from '../page/adopt-styles.ts';
import type { Figure } from '../page/figure.ts';
import { type Coordinates, geometry, type PanelLayout } from '../panels/index.ts';
import { dragged, movedBy, parameterOf, pointsNow, setPoints, stopOf } from './own-points.ts';
import styles from './points.css?inline';

adoptStyles(styles);

/** Distance within which a pointer selects a point, px. */
const NEAR = { mouse: 14, pen: 18, touch: 24 } as const;

interface Props {
  live: Figure;
  panel: ChartPanel;
  drawn: PanelLayout;
  frame: RefObject<HTMLDivElement | null>;
}

interface Grip {
  index: number;
  from: readonly Point[];
  /** Start of the drag in data units, by the axes at that time: they may move during the drag. */
  at: readonly [number, number];
  coordinates: Coordinates;
}

/**
 * Draggable points of a chart: a mouse drags any of them directly; a finger first taps one, so that a swipe over the
 * chart still scrolls the page; a click beside them adds one. By keyboard one point at a time has the focus.
 */
export function PointLayer({ live, panel, drawn, frame }: Props) {
  const name = dragged(panel)?.drags ?? '';
  const parameter = parameterOf(live, name);
  const coordinates = geometry(panel, drawn);
  const [chosen, choose] = useState<number>();
  const [over, setOver] = useState<number>();
  const [held, hold] = useState(false);
  const grip = useRef<Grip | undefined>(undefined);
  const request = useRef(0);
  const pressed = useRef<{ x: number; y: number; near: number | undefined; touch: boolean } | undefined>(undefined);
  const ring = useRef<HTMLButtonElement>(null);
  useEffect(() => () => cancelAnimationFrame(request.current), []);
  // The focus has moved on: the chosen point is no longer marked.
  useEffect(() => {
    if (chosen === undefined) return undefined;
    const away = ({ target }: Event): void => {
      if (target instanceof Node && !frame.current?.contains(target)) choose(undefined);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [chosen, frame]);
  if (!parameter || !coordinates) return null;

  const { box, toPixels } = coordinates;
  const points = pointsNow(live, name);
  const places = points.map(([x, y]) => toPixels(x, y));
  const current = chosen !== undefined && chosen < points.length ? chosen : undefined;
  const few = points.length <= parameter.fewest;
  const stops = [stopOf(panel.x.domain), stopOf(panel.y.domain)] as const;

  const nearest = (event: MouseEvent, pointerType: string): number | undefined => {
    const [px, py] = placeIn(frame, event);
    let best: number | undefined;
    let least: number = pointerType === 'touch' ? NEAR.touch : pointerType === 'pen' ? NEAR.pen : NEAR.mouse;
    for (const [i, [x, y]] of places.entries()) {
      const away = Math.hypot(x - px, y - py);
      if (away <= least) [best, least] = [i, away];
    }
    return best;
  };
  const put = (from: readonly Point[], index: number, by: readonly [number, number]): void => {
    const [x, y] = from[index] ?? [0, 0];
    const to: Point = [
      movedBy(x, by[0], stops[0], panel.x.domain, parameter.x),
      movedBy(y, by[1], stops[1], panel.y.domain, parameter.y),
    ];
    setPoints(
      live,
      name,
      from.map((point, i) => (i === index ? to : point)),
    );
  };
  const take = (index: number): void => {
    if (few) {
      live.messages.value = [`The figure needs at least ${parameter.fewest} points, so this one stays.`];
      return;
    }
    if (
      setPoints(
        live,
        name,
        points.filter((_, i) => i !== index),
      ) === undefined
    ) {
      // Focus the next one, or the last, so that several can be removed in a row.
      choose(Math.min(index, points.length - 2));
      setOver(undefined);
      // The button just pressed has moved.
      ring.current?.focus({ preventScroll: true });
      void live.autoplay();
    }
  };

  const start = (event: PointerEvent, index: number): void => {
    event.preventDefault();
    choose(index);
    hold(true);
    grip.current = { index, from: points, at: coordinates.toData(...placeIn(frame, event)), coordinates };
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
    live.drag(true);
  };
  const drag = (event: PointerEvent): void => {
    const now = grip.current;
    if (!now) {
      if (event.pointerType !== 'touch') setOver(nearest(event, event.pointerType));
      return;
    }
    const [x, y] = now.coordinates.toData(...placeIn(frame, event));
    // One update per frame: a fast mouse sends more events than there are frames.
    cancelAnimationFrame(request.current);
    request.current = requestAnimationFrame(() => put(now.from, now.index, [x - now.at[0], y - now.at[1]]));
  };
  const end = (event: PointerEvent): void => {
    const now = grip.current;
    if (!now) return;
    cancelAnimationFrame(request.current);
    grip.current = undefined;
    hold(false);
    if (event.type === 'pointerup') {
      const [x, y] = now.coordinates.toData(...placeIn(frame, event));
      put(now.from, now.index, [x - now.at[0], y - now.at[1]]);
    }
    live.drag(false);
    ring.current?.focus({ preventScroll: true });
    void live.autoplay();
  };

  const press = (event: PointerEvent): void => {
    const near = nearest(event, event.pointerType);
    pressed.current = { x: event.clientX, y: event.clientY, near, touch: event.pointerType === 'touch' };
    if (near !== undefined && event.pointerType !== 'touch' && event.button === 0) start(event, near);
  };
  const click = (event: MouseEvent): void => {
    const from = pressed.current;
    pressed.current = undefined;
    // A swipe that scrolls the page ends in pointercancel, without a click.
    if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL) return;
    if (from.near !== undefined) {
      choose(from.near);
      return;
    }
    // A tap elsewhere first deselects the current point, so that it does not add one by mistake.
    if (from.touch && current !== undefined) {
      choose(undefined);
      return;
    }
    const [x, y] = coordinates.toData(...placeIn(frame, event));
    const added: Point = [
      movedBy(0, x, stops[0], panel.x.domain, parameter.x),
      movedBy(0, y, stops[1], panel.y.domain, parameter.y),
    ];
    if (setPoints(live, name, [...points, added]) !== undefined) return;
    choose(points.length);
    void live.autoplay();
  };
  const key = (event: KeyboardEvent): void => {
    const index = current ?? 0;
    const by = ARROWS[event.key];
    const far = event.shiftKey ? 10 : 1;
    const goTo = { PageDown: index + 1, PageUp: index - 1, Home: 0, End: points.length - 1 }[event.key];
    if (by) put(points, index, [by[0] * far * stops[0], by[1] * far * stops[1]]);
    else if (goTo !== undefined) choose((goTo + points.length) % points.length);
    else if (event.key === 'Delete' || event.key === 'Backspace') take(index);
    else if (event.key === 'Escape') choose(undefined);
    else return;
    event.preventDefault();
  };

  const at = current ?? 0;
  const [left, top] = places[at] ?? [0, 0];
  const [x, y] = points[at] ?? [Number.NaN, Number.NaN];
  return (
    <>
      <svg class="own-points" aria-hidden="true">
        {places.map(([px, py], i) => (
          <circle key={i} cx={px} cy={py} r={i === over ? 7 : 4.5} />
        ))}
      </svg>
      <div
        class="point-plane"
        aria-hidden="true"
        data-over={over !== undefined}
        data-held={held}
        style={layerOver(box)}
        onPointerDown={press}
        onPointerMove={drag}
        onPointerUp={end}
        onPointerCancel={end}
        onLostPointerCapture={end}
        onPointerLeave={() => setOver(undefined)}
        onClick={click}
      />
      <button
        ref={ring}
        type="button"
        class="handle handle-point"
        data-chosen={current !== undefined}
        data-dragging={held}
        style={`left:${left}px;top:${top}px`}
        aria-label={`Point ${at + 1} of ${points.length}: x ${x}, y ${y}. Arrow keys move it, Page Up and Page Down choose another, Delete removes it.`}
        onFocus={() => choose(at)}
        onPointerDown={(event) => start(event, at)}
        onPointerMove={drag}
        onPointerUp={end}
        onPointerCancel={end}
        onLostPointerCapture={end}
        onKeyDown={key}
      />
      {current !== undefined && !held && !few && (
        <button
          type="button"
          class="point-away"
          style={`left:${left + (left > box.x + box.width - 60 ? -34 : 34)}px;top:${top + (top < box.y + 40 ? 34 : -34)}px`}
          aria-label={`Remove point ${current + 1}`}
          title="Remove this point"
          onClick={() => take(current)}
        />
      )}
    </>
  );
}
