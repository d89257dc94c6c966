/** A curve in the hand: what pushing it along x makes of its two numbers. */
import type { Held } from './panel.ts';

/** Nearer to its middle than this, in units of u, a curve is slid; further out it is squeezed. */
const MIDDLE = 2.4;

/** u at a place x. */
const phaseAt = ({ per, of: [shift, stretch] }: Held, x: number): number => shift + per * stretch * x;

/** Where u is 0: about this place a curve is squeezed. */
const middleOf = ({ per, of: [shift, stretch] }: Held): number => -shift / (per * stretch);

/** Where u has a value. */
export const placeOf = (held: Held, u: number): number => middleOf(held) + u / (held.per * held.of[1]);

/** Whether a hand that takes it at x squeezes it, and does not slide it. */
export const squeezesAt = (held: Held, x: number): boolean => Math.abs(phaseAt(held, x)) > MIDDLE;

/** The curve moved along by dx. */
export function slid({ per, of: [shift, stretch] }: Held, dx: number): [number, number] {
  return [shift - per * stretch * dx, stretch];
}

/** The curve about its middle, `times` as narrow. */
export function squeezed({ per, of: [shift, stretch] }: Held, times: number): [number, number] {
  const middle = -shift / (per * stretch);
  return [-per * stretch * times * middle, stretch * times];
}

/**
 * The curve taken at one x and pushed to another: what was under the hand stays there. Through its middle it is not turned over.
 * @param byRing taken by its ring, which only slides it: a finger reaches to where the hand would squeeze
 */
export function pushed(held: Held, from: number, to: number, byRing = false): [number, number] {
  if (byRing || !squeezesAt(held, from)) return slid(held, to - from);
  const middle = middleOf(held);
  const times = (from - middle) / (to - middle);
  return times > 0 && Number.isFinite(times) ? squeezed(held, times) : [...held.of];
}
