import type { Standings } from './standings.ts';

/** A row for each rule on each problem, and one for each rule over all. */
export function csvOf({ rows }: Standings, problems: readonly string[], budget: number, seed: number): string {
  const head = 'rule,setting,problem,arrived,low,high,gradients,rank,rank_low,rank_high,diverged,budget,seed';
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.flatMap(({ name, setting, arrived, spent, rank, diverged, byProblem }) => {
    const who = `${quoted(name)},${quoted(setting)}`;
    const tail = `${budget},${seed}`;
    const all = `${who},all,${arrived.value},${arrived.low},${arrived.high},${spent.value},${rank.value},${rank.low},${rank.high},${diverged},${tail}`;
    return [
      all,
      ...byProblem.map(
        ({ arrived: share, spent: gradients }, i) =>
          `${who},${quoted(problems[i] ?? '')},${share.value},${share.low},${share.high},${gradients},,,,,${tail}`,
      ),
    ];
  });
  return `${[head, ...lines].join('\n')}\n`;
}
