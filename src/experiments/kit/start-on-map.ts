import { type NumberParameter, number } from '../../engine/schema.ts';
import { type Handle, ring } from '../../figure/index.ts';

export type Start = Record<'phi0' | 'phi1', NumberParameter>;

interface Window {
  xDomain: readonly [number, number];
  yDomain: readonly [number, number];
}

/**
 * The start of a run, as the two parameters dragged by a handle on a map.
 * @param meanings names of the parameters: `intercept`, `slope`
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

/**
 * The handle of a start, labelled with an instruction until it has been used: after that the label would cover the run.
 */
export function startRing({ phi0, phi1 }: Start, at: readonly [number, number]): Handle {
  const isMoved = at[0] !== phi0.default || at[1] !== phi1.default;
  return ring({ x: 'phi0', y: 'phi1' }, at, isMoved ? 'start' : 'click or tap to start');
}
