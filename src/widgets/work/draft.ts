import { workOn } from './kept-work.ts';

/** The text of an answer on this page, beside the one on the device, which other tabs write, too. */
export class Draft {
  text: string;
  readonly #task: string;
  readonly #empty: string;
  /** What the device had when this page last looked; undefined where it had nothing. */
  #known: string | undefined;

  /** @param empty the text of which nothing is kept */
  constructor(task: string, empty: string) {
    this.#task = task;
    this.#empty = empty;
    this.text = empty;
  }

  /** Takes up what the device has, where that is not what this page knows. @returns whether the text is another now */
  follow(): boolean {
    const there = workOn(this.#task)?.value;
    if (there === this.#known) return false;
    this.#known = there;
    const text = there ?? this.#empty;
    if (text === this.text) return false;
    this.text = text;
    return true;
  }

  /**
   * Has this text from now on; whoever calls keeps it.
   * @returns what another tab wrote meanwhile, whose place it takes
   */
  write(text: string): string | undefined {
    const there = workOn(this.#task)?.value;
    const replaced = there === this.#known || there === text ? undefined : there;
    this.text = text;
    // What is kept is heard of at once, and is no news.
    this.#known = text === this.#empty ? undefined : text;
    return replaced;
  }
}
