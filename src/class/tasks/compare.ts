import type { Noted } from '../../python/noted.ts';
import type { Task } from './task.ts';

/**
 * Two numbers count as equal within this fraction of the largest of their kind in the run; this allows for rounding and
 * for a careful difference quotient.
 */
const SLACK = 1e-6;

/** The first number that differs from the reference. */
export interface Difference {
  readonly step: number;
  readonly quantity: string;
  readonly own: number | undefined;
  readonly reference: number;
}

const keyOf = ({ step, quantity }: Noted): string => `${step} ${quantity}`;

/** The largest absolute value of each kind of number in a run. */
function sizesOf(rows: readonly Noted[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { quantity, value } of rows)
    if (Number.isFinite(value)) sizes.set(quantity, Math.max(sizes.get(quantity) ?? 0, Math.abs(value)));
  return sizes;
}

const same = (a: number | undefined, b: number, size: number): boolean =>
  a !== undefined && (Object.is(a, b) || Math.abs(a - b) <= SLACK * Math.max(size, 1e-12));

/** The step at which a run first leaves the reference; undefined if it never does. */
export function firstDifference(
  own: readonly Noted[],
  reference: readonly Noted[],
  { optional = [] }: Pick<Task, 'optional'> = {},
): Difference | undefined {
  const found = new Map(own.map((row) => [keyOf(row), row.value]));
  const seen = new Set(own.map(({ quantity }) => quantity));
  const sizes = sizesOf(reference);
  for (const row of reference) {
    if (optional.includes(row.quantity) && !seen.has(row.quantity)) continue;
    const value = found.get(keyOf(row));
    if (!same(value, row.value, sizes.get(row.quantity) ?? 0))
      return { step: row.step, quantity: row.quantity, own: value, reference: row.value };
  }
  return undefined;
}

/** How many numbers of two runs agree, in order, before the first that differs; all of them if none does. */
export function agreement(own: readonly Noted[], other: readonly Noted[]): { same: number; whole: boolean } {
  const sizes = sizesOf(other);
  const length = Math.max(own.length, other.length);
  for (let k = 0; k < length; k++) {
    const [a, b] = [own[k], other[k]];
    const alike = a && b && keyOf(a) === keyOf(b) && same(a.value, b.value, sizes.get(b.quantity) ?? 0);
    if (!alike) return { same: k, whole: false };
  }
  return { same: length, whole: length > 0 };
}
