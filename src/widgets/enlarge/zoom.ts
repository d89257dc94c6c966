import type uPlot from 'uplot';

/** Amount of one key press or click. */
const STEP = 0.2;

interface Range {
  min: number;
  max: number;
}

/**
 * A scale stretched about a point (a fraction of its length) and shifted by a fraction; a log scale by its logarithm.
 */
export function moved({ min, max }: Range, log: boolean, factor: number, about = 0.5, shift = 0): Range {
  const [a, b] = log ? [Math.log(min), Math.log(max)] : [min, max];
  const length = b - a;
  const from = a + length * about * (1 - factor) + shift * length;
  const [low, high] = [from, from + length * factor];
  return log ? { min: Math.exp(low), max: Math.exp(high) } : { min: low, max: high };
}

function change(u: uPlot, axis: 'x' | 'y', factor: number, about?: number, shift?: number): void {
  const { min, max, distr } = u.scales[axis]!;
  if (min === undefined || max === undefined) return;
  u.setScale(axis, moved({ min, max }, distr === 3, factor, about, shift));
}

/** Zooms both axes about their centre. */
function zoom(u: uPlot, factor: number): void {
  u.batch(() => {
    change(u, 'x', factor);
    change(u, 'y', factor);
  });
}

export const zoomIn = (u: uPlot): void => zoom(u, 1 - STEP);
export const zoomOut = (u: uPlot): void => zoom(u, 1 / (1 - STEP));

/** Resets the zoom. */
export function whole(u: uPlot): void {
  u.setData(u.data, true);
}

/** Moves the crosshair to the next point with a value, and handles a chart's other keys. */
export function onKey(u: uPlot, event: KeyboardEvent): void {
  const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: 10, PageDown: -10 }[event.key];
  if (event.shiftKey && move !== undefined) change(u, 'x', 1, 0.5, Math.sign(move) * STEP);
  else if (move !== undefined) stand(u, (u.cursor.idx ?? (move > 0 ? -1 : u.data[0].length)) + move);
  else if (event.key === 'Home') stand(u, 0);
  else if (event.key === 'End') stand(u, u.data[0].length - 1);
  else if (event.key === '+' || event.key === '=') zoomIn(u);
  else if (event.key === '-') zoomOut(u);
  else if (event.key === '0') whole(u);
  else return;
  event.preventDefault();
}

function stand(u: uPlot, index: number): void {
  const at = Math.max(0, Math.min(u.data[0].length - 1, index));
  u.setCursor({ left: u.valToPos(u.data[0][at]!, 'x'), top: u.over.clientHeight / 2 });
}

interface Point {
  x: number;
  y: number;
}

/** The distance of two fingers (px), and their midpoint on the chart: fractions of its axes, y from below. */
interface Spread extends Point {
  distance: number;
}

/** @param box of the chart, in px of the window, as are the fingers */
export function spreadOf(
  [a, b]: readonly Point[],
  box: { left: number; top: number; width: number; height: number },
): Spread | undefined {
  if (!a || !b) return undefined;
  return {
    distance: Math.hypot(a.x - b.x, a.y - b.y),
    x: ((a.x + b.x) / 2 - box.left) / box.width,
    y: 1 - ((a.y + b.y) / 2 - box.top) / box.height,
  };
}

/** The arguments for `moved` that keep the same data between the fingers. */
export function pinched(
  before: Spread,
  after: Spread,
  axis: 'x' | 'y',
): [factor: number, about: number, shift: number] {
  const factor = before.distance / after.distance;
  return [factor, before[axis], (before[axis] - after[axis]) * factor];
}

/** Two fingers stretch and move the chart; one finger reads values. */
export function pinch(u: uPlot): void {
  const fingers = new Map<number, Point>();
  const spread = () => spreadOf([...fingers.values()], u.over.getBoundingClientRect());
  u.over.style.touchAction = 'pan-y';
  u.over.addEventListener('pointerdown', ({ pointerId, clientX, clientY, pointerType }) => {
    if (pointerType !== 'mouse') fingers.set(pointerId, { x: clientX, y: clientY });
    if (fingers.size > 1) u.over.style.touchAction = 'none';
  });
  u.over.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = spread();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = spread();
    if (!before || !after || after.distance === 0) return;
    event.preventDefault();
    u.batch(() => {
      change(u, 'x', ...pinched(before, after, 'x'));
      change(u, 'y', ...pinched(before, after, 'y'));
    });
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    u.over.addEventListener(end, ({ pointerId }) => {
      fingers.delete(pointerId);
      if (fingers.size < 2) u.over.style.touchAction = 'pan-y';
    });
}
