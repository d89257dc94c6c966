import { type Cell, csvText } from '../../widgets/figure/csv-text.ts';
import type { Standings } from './standings.ts';

const HEAD = 'rule setting problem arrived low high gradients rank rank_low rank_high diverged budget seed'.split(' ');

/** A row for each rule on each problem, and one for each rule over all. */
export function csvOf({ rows }: Standings, problems: readonly string[], budget: number, seed: number): string {
  const body = rows.flatMap(({ name, setting, arrived, spent, rank, diverged, byProblem }): Cell[][] => {
    const row = (problem: string, share: typeof arrived, gradients: number, over: readonly Cell[]): Cell[] => [
      ...[name, setting, problem, share.value, share.low, share.high, gradients],
      ...over,
      ...[budget, seed],
    ];
    // Ranks are over all problems.
    const none = [null, null, null, null];
    return [
      row('all', arrived, spent.value, [rank.value, rank.low, rank.high, diverged]),
      ...byProblem.map((of, i) => row(problems[i] ?? '', of.arrived, of.spent, none)),
    ];
  });
  return csvText([HEAD, ...body]);
}
