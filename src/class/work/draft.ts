import { workOn } from './kept-work.ts';

/** The text of an answer on this page, beside the one on the device, which other tabs write, too. */
export class Draft {
  text: string;
  readonly #task: string;
  readonly #empty: string;
  /** The text on the device when this page last looked; undefined if there was none. */
  #known: string | undefined;

  /** @param empty the text that is not stored */
  constructor(task: string, empty: string) {
    this.#task = task;
    this.#empty = empty;
    this.text = empty;
  }

  /** Takes up what the device has, if that is not what this page knows. @returns whether the text is another now */
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
   * Has this text from now on; the caller stores it.
   * @returns what another tab wrote meanwhile, whose place it takes
   */
  write(text: string): string | undefined {
    const onDevice = workOn(this.#task)?.value;
    const replaced = onDevice === this.#known || onDevice === text ? undefined : onDevice;
    this.text = text;
    // A text stored by this page comes back to it at once, and is not a change.
    this.#known = text === this.#empty ? undefined : text;
    return replaced;
  }
}
