/** The browser's storage for this site: all access goes through here, and failures are reported. */

/** Whether a text was stored: `off` if storage is unavailable, `full` if nothing more fits. */
export type Keeping = 'kept' | 'off' | 'full';

/**
 * Texts by key. Anyone may have written them, so they are not trusted. Courses may share an origin and thus the
 * storage, so each has its own keys; texts from before keys had a course are read if a course has none.
 */
export class Store {
  readonly #storage: () => Storage;
  readonly #course: () => string;

  /**
   * @param storage the storage; even reading the property may throw
   * @param course base path of the site, with its slashes
   */
  constructor(storage: () => Storage, course: () => string) {
    this.#storage = storage;
    this.#course = course;
  }

  /** The key in the storage: it begins with the course's slash, as no key of a page does. */
  #keyOf(key: string): string {
    return `${this.#course()} ${key}`;
  }

  /** The text stored under a key; undefined if there is none, or storage is unavailable. */
  text(key: string): string | undefined {
    try {
      const storage = this.#storage();
      return storage.getItem(this.#keyOf(key)) ?? storage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** A value stored as JSON and parsed by `as`; undefined if it is missing or invalid. */
  read<T>(key: string, as: (found: unknown) => T): T | undefined {
    const text = this.text(key);
    try {
      return text === undefined ? undefined : as(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** Stores a text, or removes it if it is undefined. */
  keep(key: string, text: string | undefined): Keeping {
    try {
      const storage = this.#storage();
      if (text !== undefined) storage.setItem(this.#keyOf(key), text);
      else for (const name of [this.#keyOf(key), key]) storage.removeItem(name);
      return 'kept';
    } catch (error) {
      return error instanceof DOMException && /quota/i.test(error.name) ? 'full' : 'off';
    }
  }

  /** Stores as JSON a value that differs from the page's default. */
  write(key: string, value: unknown, usual?: unknown): Keeping {
    const text = JSON.stringify(value);
    return this.keep(key, text === JSON.stringify(usual) ? undefined : text);
  }

  /** The keys with this prefix; none if storage is unavailable. */
  keys(prefix: string): string[] {
    try {
      const prefixOfCourse = this.#keyOf('');
      const keys = Object.keys(this.#storage()).map((key) =>
        key.startsWith(prefixOfCourse) ? key.slice(prefixOfCourse.length) : key,
      );
      return [...new Set(keys.filter((key) => key.startsWith(prefix)))];
    } catch {
      return [];
    }
  }

  /** Whether another tab's change concerns keys with this prefix. */
  concerns({ key }: Pick<StorageEvent, 'key'>, prefix: string): boolean {
    // Null: the storage was cleared.
    return key === null || key.startsWith(this.#keyOf(prefix)) || key.startsWith(prefix);
  }
}

/** Node, which runs some of the pages' code, has no base. */
const course = (): string => import.meta.env?.BASE_URL ?? '/';

/** Persists across visits. */
export const device = new Store(() => localStorage, course);

/** Lasts as long as the tab. */
export const tab = new Store(() => sessionStorage, course);
