/** Pictures while work goes on: one is drawn at a time, and the last one always shows the newest results. */
export class Pictures {
  readonly #draw: () => Promise<void>;
  #drawing: Promise<void> | undefined;
  #requested = false;

  constructor(draw: () => Promise<void>) {
    this.#draw = draw;
  }

  /** Asks for a picture of what is there now; it is drawn as soon as the one under way is done. */
  request(): void {
    this.#requested = true;
    this.#drawing ??= this.#untilNewest();
  }

  /** Resolves when none is under way. */
  async drawn(): Promise<void> {
    await this.#drawing;
  }

  async #untilNewest(): Promise<void> {
    while (this.#requested) {
      this.#requested = false;
      // A picture in between may fail: the last one counts, and reports what went wrong.
      await this.#draw().catch(() => {});
    }
    this.#drawing = undefined;
  }
}
