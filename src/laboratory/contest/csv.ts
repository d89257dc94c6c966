import type { Standings } from './standings.ts';

/** A row for each rule on each kind of problems, and one for each rule over all. */
export function csvOf({ rows }: Standings, kinds: readonly string[], budget: number, seed: number): string {
  const head = 'rule,setting,kind,arrived,low,high,gradients,rank,rank_low,rank_high,diverged,budget,seed';
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.flatMap(({ name, setting, arrived, spent, rank, diverged, byKind }) => {
    const who = `${quoted(name)},${quoted(setting)}`;
    const tail = `${budget},${seed}`;
    const all = `${who},all,${arrived.value},${arrived.low},${arrived.high},${spent.value},${rank.value},${rank.low},${rank.high},${diverged},${tail}`;
    return [
      all,
      ...byKind.map(
        ({ arrived: share, spent: gradients }, i) =>
          `${who},${quoted(kinds[i] ?? '')},${share},,,${gradients},,,,,${tail}`,
      ),
    ];
  });
  return `${[head, ...lines].join('\n')}\n`;
}
