import { recall, remember } from './cached-results.ts';
import { LruCache } from './lru-cache.ts';
import type { Spec } from './spec.ts';

/**
 * Number of stored results. Instant ones are stored only for a reader's rules, since all others are computed and
 * rendered together. Those of long experiments are small: several complete runs fit, so that nothing is lost.
 */
export const CAPACITY = { instant: 64, ensemble: 4096, long: 20_000 } as const;

/** The results of a figure's parts, by key. The page keeps them all, whatever happens to a worker. */
export class PartResults {
  readonly #spec: Spec;
  readonly #results: LruCache<{ result: unknown }>;
  #recalled: Promise<boolean> | undefined;

  constructor(spec: Spec) {
    this.#spec = spec;
    this.#results = new LruCache(CAPACITY[spec.pace]);
  }

  has(key: string): boolean {
    return this.#results.get(key) !== undefined;
  }

  get(key: string): unknown {
    return this.#results.get(key)?.result;
  }

  /** Stores a result; that of a long experiment for the life of the tab. */
  add(key: string, result: unknown): void {
    this.#results.set(key, { result });
    if (this.#spec.pace === 'long') remember(this.#spec, key, result);
  }

  /** Loads the precomputed results and those of this visit; returns whether the precomputed ones loaded. */
  async recall(): Promise<boolean> {
    this.#recalled ??= recall(this.#spec, this.#results);
    const came = await this.#recalled;
    // Offline: retried with the next picture.
    if (!came) this.#recalled = undefined;
    return came;
  }
}
