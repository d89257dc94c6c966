import { type NumberParameter, number } from '../../engine/schema.ts';
import { type Handle, ring } from '../../figure/index.ts';

export type Start = Record<'phi0' | 'phi1', NumberParameter>;

interface Window {
  xDomain: readonly [number, number];
  yDomain: readonly [number, number];
}

/**
 * Where a run starts, as the two parameters that a ring on a map drags.
 * @param meanings what the parameters are called: `intercept`, `slope`
 */
export function startOnMap(
  initial: readonly [number, number],
  meanings: readonly [string, string],
  { xDomain, yDomain }: Window,
  { whose = 'the run starts', label = 'Start' } = {},
): Start {
  const part = (i: 0 | 1, [min, max]: readonly [number, number]): NumberParameter =>
    number({
      label: `${label} ϕ_${i}`,
      symbol: `\\phi_${i}`,
      help: `Where ${whose}: the ${meanings[i]}.`,
      default: initial[i],
      min,
      max,
      step: 0.01,
    });
  return { phi0: part(0, xDomain), phi1: part(1, yDomain) };
}

/** The ring of a start, beside which stands what to do with it, until that is done: then it would lie across the run. */
export function startRing({ phi0, phi1 }: Start, at: readonly [number, number]): Handle {
  const isMoved = at[0] !== phi0.default || at[1] !== phi1.default;
  return ring({ x: 'phi0', y: 'phi1' }, at, isMoved ? 'start' : 'click or tap to start');
}
