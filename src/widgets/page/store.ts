/** The browser's storage for this site: the one place that writes to its storage, and learns if it refuses. */

/** Whether a text is kept: `off` if the page may keep nothing, `full` if nothing more fits. */
export type Keeping = 'kept' | 'off' | 'full';

/**
 * Texts by key. Anyone may have written them: what is read is a stranger's. Courses may share an origin, and with it the
 * storage, so that each has keys of its own; what was kept before keys had a course is read if a course has nothing.
 */
export class Store {
  readonly #storage: () => Storage;
  readonly #course: () => string;

  /**
   * @param storage the storage, whose mention alone may be refused
   * @param course the path below which the site is, with its slashes
   */
  constructor(storage: () => Storage, course: () => string) {
    this.#storage = storage;
    this.#course = course;
  }

  /** The key in the storage: it begins with the course's slash, as no key of a page does. */
  #keyOf(key: string): string {
    return `${this.#course()} ${key}`;
  }

  /** The text kept under a key; undefined if there is none, or the page may keep nothing. */
  text(key: string): string | undefined {
    try {
      const storage = this.#storage();
      return storage.getItem(this.#keyOf(key)) ?? storage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** A value kept as JSON, as `as` reads it; undefined if there is nothing, or nothing that it can read. */
  read<T>(key: string, as: (found: unknown) => T): T | undefined {
    const text = this.text(key);
    try {
      return text === undefined ? undefined : as(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** Keeps a text, or forgets it if it is undefined. */
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

  /** Keeps as JSON what is not as the page has it by itself. */
  write(key: string, value: unknown, usual?: unknown): Keeping {
    const text = JSON.stringify(value);
    return this.keep(key, text === JSON.stringify(usual) ? undefined : text);
  }

  /** The keys that begin so; none if the page may keep nothing. */
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

  /** Whether what another tab has written is under a key that begins so. */
  concerns({ key }: Pick<StorageEvent, 'key'>, prefix: string): boolean {
    // Null: everything has been emptied.
    return key === null || key.startsWith(this.#keyOf(prefix)) || key.startsWith(prefix);
  }
}

/** Node, which runs some of the pages' code, knows no base. */
const course = (): string => import.meta.env?.BASE_URL ?? '/';

/** Kept over visits. */
export const device = new Store(() => localStorage, course);

/** Kept as long as the tab lives. */
export const tab = new Store(() => sessionStorage, course);
