import { workOn } from './stored-work.ts';

/** The text of an answer on this page, kept in step with the stored one, which other tabs write, too. */
export class Draft {
  text: string;
  readonly #task: string;
  readonly #empty: string;
  /** The stored text when this page last looked; undefined if there was none. */
  #known: string | undefined;

  /** @param empty the text that is not stored */
  constructor(task: string, empty: string) {
    this.#task = task;
    this.#empty = empty;
    this.text = empty;
  }

  /** Takes over the stored text if it differs from the last one seen. @returns whether the text has changed */
  follow(): boolean {
    const onDevice = workOn(this.#task)?.value;
    if (onDevice === this.#known) return false;
    this.#known = onDevice;
    const text = onDevice ?? this.#empty;
    if (text === this.text) return false;
    this.text = text;
    return true;
  }

  /**
   * Sets the text; the caller stores it.
   * @returns the text written by another tab in the meantime, which this one replaces
   */
  write(text: string): string | undefined {
    const onDevice = workOn(this.#task)?.value;
    const replaced = onDevice === this.#known || onDevice === text ? undefined : onDevice;
    this.text = text;
    // Storing a text notifies this page at once, which is not a change.
    this.#known = text === this.#empty ? undefined : text;
    return replaced;
  }
}
