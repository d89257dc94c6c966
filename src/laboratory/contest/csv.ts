import { type Cell, csvText } from '../../widgets/figure/csv-text.ts';
import type { Standings } from './standings.ts';

const HEAD = 'rule setting kind arrived low high gradients rank rank_low rank_high diverged budget seed'.split(' ');

/** A row for each rule on each kind of problems, and one for each rule over all. */
export function csvOf({ rows }: Standings, kinds: readonly string[], budget: number, seed: number): string {
  const body = rows.flatMap(({ name, setting, arrived, spent, rank, diverged, byKind }): Cell[][] => {
    const row = (kind: string, share: readonly Cell[], gradients: number, over: readonly Cell[]): Cell[] => [
      ...[name, setting, kind, ...share, gradients],
      ...over,
      ...[budget, seed],
    ];
    // Intervals and ranks are over all kinds.
    const none = [null, null, null, null];
    return [
      row('all', [arrived.value, arrived.low, arrived.high], spent.value, [rank.value, rank.low, rank.high, diverged]),
      ...byKind.map((of, i) => row(kinds[i] ?? '', [of.arrived, null, null], of.spent, none)),
    ];
  });
  return csvText([HEAD, ...body]);
}
