/** What a browser keeps for this site: the one place that writes to its storage, and hears where it refuses. */

/** Whether a text is kept: `off` where the page may keep nothing, `full` where nothing more fits. */
export type Keeping = 'kept' | 'off' | 'full';

/**
 * Texts by key. Anyone may have written them: what is read is a stranger's. Courses may share an origin, and with it the
 * storage, so that each has keys of its own; what was kept before keys had a course is read where a course has nothing.
 */
export class Store {
  readonly #where: () => Storage;
  readonly #course: () => string;

  /**
   * @param where the storage, whose mention alone may be refused
   * @param course the path below which the site is, with its slashes
   */
  constructor(where: () => Storage, course: () => string) {
    this.#where = where;
    this.#course = course;
  }

  /** No key of a page begins with a slash. */
  #own(key: string): string {
    return `${this.#course()} ${key}`;
  }

  /** The text kept under a key; undefined where there is none, or the page may keep nothing. */
  text(key: string): string | undefined {
    try {
      const where = this.#where();
      return where.getItem(this.#own(key)) ?? where.getItem(key) ?? undefined;
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
      const where = this.#where();
      if (text !== undefined) where.setItem(this.#own(key), text);
      else for (const name of [this.#own(key), key]) where.removeItem(name);
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
      const own = this.#own('');
      const keys = Object.keys(this.#where()).map((key) => (key.startsWith(own) ? key.slice(own.length) : key));
      return [...new Set(keys.filter((key) => key.startsWith(prefix)))];
    } catch {
      return [];
    }
  }

  /** Whether what another tab has written is under a key that begins so. */
  concerns({ key }: Pick<StorageEvent, 'key'>, prefix: string): boolean {
    // Null: everything has been emptied.
    return key === null || key.startsWith(this.#own(prefix)) || key.startsWith(prefix);
  }
}

/** Node, which runs some of the pages' code, knows no base. */
const course = (): string => import.meta.env?.BASE_URL ?? '/';

/** Kept over visits. */
export const device = new Store(() => localStorage, course);

/** Kept as long as the tab lives. */
export const tab = new Store(() => sessionStorage, course);
