import type { Spread, Timing } from './in-turns.ts';
import { COMPARED } from './setting.ts';

const THOUSAND = 1000;

/** Nanoseconds as microseconds in three digits: `4.93`, `0.871`, `31.2`. */
export function micro(nanoseconds: number): string {
  const value = nanoseconds / THOUSAND;
  return value < THOUSAND ? value.toPrecision(3) : Math.round(value).toString();
}

export const range = ({ low, high }: Spread): string => `${micro(low)}–${micro(high)}`;

/** One sentence on what came out: what an example takes alone, beside what it takes in a batch. */
export function saysOf(timings: readonly Timing[], vectorized: boolean): string {
  const saved = timings.find(({ size }) => size === COMPARED)?.saved;
  if (!saved) return '';
  const why = vectorized ? '' : ' This browser lacks WebAssembly SIMD, so it takes the examples of a batch one by one.';
  if (saved.low <= 1 && saved.high >= 1)
    return `The times scatter too much to tell whether a batch of ${COMPARED} saves any. Time it again while the machine does nothing else.${why}`;
  const times = (one: number): string => one.toPrecision(2);
  const most = `in most rounds it was between ${times(saved.low)} and ${times(saved.high)} times`;
  return `Alone, an example takes ${times(saved.median)} times as long as in a batch of ${COMPARED}; ${most}.${why}`;
}
