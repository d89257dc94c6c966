/** What a browser keeps for this site: the one place that writes to its storage, and hears where it refuses. */

/** Whether a text is kept: `off` where the page may keep nothing, `full` where nothing more fits. */
export type Keeping = 'kept' | 'off' | 'full';

/** Texts by key. Anyone may have written them: what is read is a stranger's. */
export class Store {
  readonly #where: () => Storage;

  /** @param where the storage, whose mention alone may be refused */
  constructor(where: () => Storage) {
    this.#where = where;
  }

  /** The text kept under a key; undefined where there is none, or the page may keep nothing. */
  text(key: string): string | undefined {
    try {
      return this.#where().getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** What was kept as JSON, as `as` reads it; undefined where there is nothing, or nothing that it can read. */
  read<T>(key: string, as: (found: unknown) => T): T | undefined {
    const text = this.text(key);
    try {
      return text === undefined ? undefined : as(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** Keeps a text, or forgets it where it is undefined. */
  keep(key: string, text: string | undefined): Keeping {
    try {
      if (text === undefined) this.#where().removeItem(key);
      else this.#where().setItem(key, text);
      return 'kept';
    } catch (error) {
      return error instanceof DOMException && /quota/i.test(error.name) ? 'full' : 'off';
    }
  }

  /** Keeps as JSON what is not as the page has it by itself. */
  write(key: string, value: unknown, usual?: unknown): Keeping {
    const text = JSON.stringify(value);
    return this.keep(key, text === JSON.stringify(usual) ? undefined : text);
  }

  /** The keys that begin so; none where the page may keep nothing. */
  keys(prefix: string): string[] {
    try {
      return Object.keys(this.#where()).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  }
}

/** Kept over visits. */
export const device = new Store(() => localStorage);

/** Kept as long as the tab lives. */
export const tab = new Store(() => sessionStorage);
