/** A queue of pictures during work: one is drawn at a time, and the last one always shows the newest results. */
export class Pictures {
  readonly #draw: () => Promise<void>;
  #drawing: Promise<void> | undefined;
  #requested = false;

  constructor(draw: () => Promise<void>) {
    this.#draw = draw;
  }

  /** Requests a picture of the current results; drawn as soon as the one in progress is done. */
  request(): void {
    this.#requested = true;
    this.#drawing ??= this.#untilNewest();
  }

  /** Resolves when none is in progress. */
  async drawn(): Promise<void> {
    await this.#drawing;
  }

  async #untilNewest(): Promise<void> {
    while (this.#requested) {
      this.#requested = false;
      // An intermediate picture may fail: the last one counts, and reports the error.
      await this.#draw().catch(() => {});
    }
    this.#drawing = undefined;
  }
}
