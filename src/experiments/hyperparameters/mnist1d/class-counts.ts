/** Counts of answers: a row of ten for each true class, the right answers on the diagonal. */
import { mnist1dShape } from '../../../engine/networks/index.ts';

const { classes } = mnist1dShape;
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const rowOf = (counts: readonly number[], row: number): readonly number[] =>
  counts.slice(row * classes, (row + 1) * classes);

export const sumOf = (tables: readonly (readonly number[])[]): number[] =>
  Array.from({ length: classes ** 2 }, (_, k) => total(tables.map((table) => table[k]!)));

/** Fraction of right answers for each true class; 0 before there are any. */
export function shareRight(counts: readonly number[]): number[] {
  const shares = Array.from({ length: classes }, (_, row) => rowOf(counts, row)[row]! / total(rowOf(counts, row)));
  return shares.some(Number.isNaN) ? [] : shares;
}

/** The class most often answered correctly. */
export function easiestClass(counts: readonly number[]): number | undefined {
  const shares = shareRight(counts);
  return shares.length > 0 ? shares.indexOf(Math.max(...shares)) : undefined;
}

export interface Confusion {
  from: number;
  to: number;
  /** Fraction of the examples of `from`. */
  share: number;
}

/** The class most often mistaken for one other class. */
export function mostConfused(counts: readonly number[]): Confusion | undefined {
  let most: Confusion | undefined;
  for (let from = 0; from < classes; from++) {
    const own = rowOf(counts, from);
    for (const [to, count] of own.entries()) {
      const share = count / total(own);
      if (to !== from && share > (most?.share ?? 0)) most = { from, to, share };
    }
  }
  return most;
}

/** Distinct values with their counts, the most frequent first. */
export function commonest(values: readonly number[]): { value: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value - b.value);
}
