/** A draggable curve: how moving it along x changes its two numbers. */
import type { Held } from './panel.ts';

/** Closer to its middle than this, in units of u, a curve is slid; further out it is squeezed. */
const MIDDLE = 2.4;

/** u at a position x. */
const phaseAt = ({ per, of: [shift, stretch] }: Held, x: number): number => shift + per * stretch * x;

/** The position at which u is 0, the fixed point of squeezing. */
const middleOf = ({ per, of: [shift, stretch] }: Held): number => -shift / (per * stretch);

/** The position of a value of u. */
export const placeOf = (held: Held, u: number): number => middleOf(held) + u / (held.per * held.of[1]);

/** Whether dragging at x squeezes the curve rather than sliding it. */
export const squeezesAt = (held: Held, x: number): boolean => Math.abs(phaseAt(held, x)) > MIDDLE;

/** The curve shifted by dx. */
export function slid({ per, of: [shift, stretch] }: Held, dx: number): [number, number] {
  return [shift - per * stretch * dx, stretch];
}

/** The curve narrowed by the factor `times` about its middle. */
export function squeezed({ per, of: [shift, stretch] }: Held, times: number): [number, number] {
  const middle = -shift / (per * stretch);
  return [-per * stretch * times * middle, stretch * times];
}

/**
 * The curve dragged from one x to another: the point under the pointer stays there. Dragging through its middle does
 * not flip it.
 * @param byRing dragged by its handle, which only slides it, even at distances that would otherwise squeeze
 */
export function pushed(held: Held, from: number, to: number, byRing = false): [number, number] {
  if (byRing || !squeezesAt(held, from)) return slid(held, to - from);
  const middle = middleOf(held);
  const times = (from - middle) / (to - middle);
  return times > 0 && Number.isFinite(times) ? squeezed(held, times) : [...held.of];
}
