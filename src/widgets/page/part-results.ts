import { recall, remember } from './cached-results.ts';
import { LruCache } from './lru-cache.ts';
import type { Spec } from './spec.ts';

/**
 * How many results are kept. Instant ones are kept only for a reader's rules, since all others are measured as they are
 * presented. Those of long experiments are small: several complete runs fit, so that nothing is lost.
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

  /** Keeps a result; that of a long experiment for as long as the tab lives. */
  add(key: string, result: unknown): void {
    this.#results.set(key, { result });
    if (this.#spec.pace === 'long') remember(this.#spec, key, result);
  }

  /** Loads the precomputed results and those of this visit; says whether the precomputed ones came. */
  async recall(): Promise<boolean> {
    this.#recalled ??= recall(this.#spec, this.#results);
    const came = await this.#recalled;
    // Offline: it is tried again with the next picture.
    if (!came) this.#recalled = undefined;
    return came;
  }
}
