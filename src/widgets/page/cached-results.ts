/** Results of long experiments that need not be computed again: precomputed ones, and those of this visit. */
import type { PartCache } from '../../figure/run.ts';
import type { Spec } from './spec.ts';
import { tab } from './store.ts';

type Kept = Pick<Spec, 'id' | 'base' | 'sources'>;

const PREFIX = 'fitting-models result';
/** A new version of the site may compute something else, so it ignores an older version's results in the tab. */
const ownPrefix = ({ id, sources = '' }: Kept): string => `${PREFIX} ${id} ${sources} `;

/** Stores a result for the life of the tab; if storage is full or unavailable, only in the page. */
export function remember(spec: Kept, key: string, result: unknown): void {
  tab.write(ownPrefix(spec) + key, result);
}

/**
 * Fills a cache with the precomputed results of an experiment and with those of this visit.
 * @returns whether the precomputed ones could be loaded
 */
export async function recall(spec: Kept, into: PartCache): Promise<boolean> {
  const fetched = await precomputed(spec);
  for (const { key, result } of fetched ?? []) into.set(key, { result });
  for (const [key, result] of ofThisVisit(spec)) into.set(key, { result });
  return fetched !== undefined;
}

async function precomputed({ id, base }: Kept): Promise<readonly { key: string; result: unknown }[] | undefined> {
  try {
    const answer = await fetch(`${base}precomputed/${id}.json`);
    // Safe: written by the build from the file made by `npm run precompute`.
    return answer.ok ? ((await answer.json()) as readonly { key: string; result: unknown }[]) : undefined;
  } catch {
    // Offline the figure keeps its built picture, and Run computes everything.
    return undefined;
  }
}

function ofThisVisit(spec: Kept): [key: string, result: unknown][] {
  const prefix = ownPrefix(spec);
  return tab.keys(`${PREFIX} ${spec.id} `).flatMap((name): [string, unknown][] => {
    const result = name.startsWith(prefix) ? tab.read(name, (found) => found) : undefined;
    if (result !== undefined) return [[name.slice(prefix.length), result]];
    tab.keep(name, undefined);
    return [];
  });
}
