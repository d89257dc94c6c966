import type { Values } from '../../engine/schema.ts';
import type { ListedPart } from '../../figure/parts.ts';
import { recall, remember } from './kept-results.ts';
import { LruCache } from './lru-cache.ts';
import type { Spec } from './spec.ts';

/** Results kept. Of a long experiment they are small, and several times its parts at its largest: what is done stays. */
export const CAPACITY = { instant: 1, ensemble: 4096, long: 20_000 } as const;

/** The parts of a figure and their results, as the page holds them: whatever happens to a worker, they are here. */
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

  /** The parts of these values; asked for once, since the same object always holds the same values. */
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

  /** Keeps a result; of a long experiment for as long as the tab lives. */
  add(key: string, result: unknown): void {
    this.#results.set(key, { result });
    if (this.#spec.pace === 'long') remember(this.#spec, key, result);
  }

  /** Fills in what was computed ahead and in this visit; says whether what was computed ahead is there. */
  async recall(): Promise<boolean> {
    this.#recalled ??= recall(this.#spec, this.#results);
    const came = await this.#recalled;
    // Without a connection: tried again when there is more to show.
    if (!came) this.#recalled = undefined;
    return came;
  }
}
