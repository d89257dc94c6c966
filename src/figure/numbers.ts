/** Numbers for prose, verdicts and tests, one line each. A missing one (undefined) is shown as a dash. */
import { defined } from './defined.ts';
import type { ShownNumber } from './experiment.ts';

/** A number, optionally with the ends of its interval. */
type Known = number | { value: number; low?: number | undefined; high?: number | undefined } | undefined;

function number(known: Known, form: Omit<ShownNumber, 'value' | 'low' | 'high'>): ShownNumber {
  if (typeof known !== 'object') return { value: known ?? Number.NaN, ...form };
  const { value, low, high } = known;
  return defined<ShownNumber>({ value, low, high, ...form });
}

/** With this number of digits after the point. */
export const fixed = (known: Known, digits: number): ShownNumber => number(known, { digits });

/** With this number of significant digits. */
export const significant = (known: Known, digits: number): ShownNumber => number(known, { digits, significant: true });

/** As a percentage (.5 is 50 %), with this number of digits after the point. */
export const percent = (known: Known, digits: number): ShownNumber => number(known, { digits, percent: true });

/** An integer: of steps, of runs. */
export const count = (known: Known): ShownNumber => number(known, { digits: 0 });

/** A value with an interval of this half-width; without one if that is not finite. */
export const around = (value: number, half: number): { value: number; low?: number; high?: number } =>
  Number.isFinite(half) ? { value, low: value - half, high: value + half } : { value };

/** The numbers known so far; undefined ones are left out. */
export const known = (numbers: Readonly<Record<string, ShownNumber | undefined>>): Record<string, ShownNumber> =>
  Object.fromEntries(Object.entries(numbers).filter((entry): entry is [string, ShownNumber] => entry[1] !== undefined));
