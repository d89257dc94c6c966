import type { Values } from '../../engine/schema.ts';
import type { ListedPart } from '../../figure/parts.ts';
import { recall, remember } from './kept-results.ts';
import { LruCache } from './lru-cache.ts';
import type { Spec } from './spec.ts';

/** How many results are kept. Those of long experiments are small: several complete runs fit, so that nothing is lost. */
export const CAPACITY = { instant: 1, ensemble: 4096, long: 20_000 } as const;

/** The parts of a figure and their results. The page keeps them all, whatever happens to a worker. */
export class PartResults {
  readonly #spec: Spec;
  readonly #list: (values: Values) => Promise<readonly ListedPart[]>;
  readonly #results: LruCache<{ result: unknown }>;
  readonly #listed = new WeakMap<Values, readonly ListedPart[]>();
  #recalled: Promise<boolean> | undefined;

  /** @param list asks a worker for the parts of these values */
  constructor(spec: Spec, list: (values: Values) => Promise<readonly ListedPart[]>) {
    this.#spec = spec;
    this.#list = list;
    this.#results = new LruCache(CAPACITY[spec.pace]);
  }

  /** The parts of these values. They are asked for once: an object of values never changes. */
  async partsOf(values: Values): Promise<readonly ListedPart[]> {
    const known = this.#listed.get(values);
    if (known) return known;
    const parts = await this.#list(values);
    this.#listed.set(values, parts);
    return parts;
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
