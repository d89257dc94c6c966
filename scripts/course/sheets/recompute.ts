import type { Recompute } from '../../../src/class/sheets/judge.ts';
import type { Experiment } from '../../../src/figure/experiment.ts';
import { seenAt } from '../../../src/figure/seen-at.ts';

/** Computes each distinct setting once, without a browser. */
export function recomputing(find: (id: string) => Promise<Experiment>): { recompute: Recompute; count(): number } {
  const known = new Map<string, ReturnType<Recompute>>();
  return {
    count: () => known.size,
    recompute(experiment, query, step) {
      const key = `${experiment} ${query} ${step ?? ''}`;
      const kept = known.get(key);
      if (kept) return kept;
      const answer = find(experiment).then((found) => seenAt(found, query, step));
      known.set(key, answer);
      return answer;
    },
  };
}
