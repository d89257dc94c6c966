/** Draws while work goes on: one picture at a time, and always one that shows the newest. */
export class Pictures {
  readonly #draw: () => Promise<void>;
  #drawing: Promise<void> | undefined;
  #requested = false;

  constructor(draw: () => Promise<void>) {
    this.#draw = draw;
  }

  /** Asks for a picture of what is there now, or as soon as the one under way is done. */
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
      // A picture on the way may fail; the one at the end counts, and tells.
      await this.#draw().catch(() => {});
    }
    this.#drawing = undefined;
  }
}
