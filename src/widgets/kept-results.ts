/** Results of long experiments that need no computing: those that came with the site, and those of this visit. */
import type { LruCache } from './lru-cache.ts';
import type { Spec } from './spec.ts';

const PREFIX = 'fitting-models result ';

/** Keeps a result for as long as the tab lives; where storage is full or off, it is kept by the page alone. */
export function remember(id: string, key: string, result: unknown): void {
  try {
    sessionStorage.setItem(`${PREFIX}${id} ${key}`, JSON.stringify(result));
  } catch {
    // Storage is full or not allowed: the page still holds the result.
  }
}

/** Fills a cache with the precomputed results of an experiment and with those of this visit. */
export async function recall({ id, base }: Spec, into: LruCache<{ result: unknown }>): Promise<void> {
  try {
    const answer = await fetch(`${base}precomputed/${id}.json`);
    // Written by the build from the file that `npm run precompute` made.
    const parts = (answer.ok ? await answer.json() : []) as readonly { key: string; result: unknown }[];
    for (const { key, result } of parts) into.set(key, { result });
  } catch {
    // Without a connection the figure keeps its built picture, and Run computes everything.
  }
  try {
    const own = `${PREFIX}${id} `;
    for (let i = 0; i < sessionStorage.length; i++) {
      const name = sessionStorage.key(i);
      if (name?.startsWith(own))
        into.set(name.slice(own.length), { result: JSON.parse(sessionStorage.getItem(name) ?? 'null') });
    }
  } catch {
    // Storage is off.
  }
}
