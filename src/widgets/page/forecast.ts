/** A gap between two parts that is longer than this, and out of all proportion, means that the machine slept. */
const SLEPT = 2000;
const PROPORTION = 4;
/** The promise weighs as much as this share of the parts, since the first ones are often the slowest. */
const TRUST = 0.1;

/** Forecasts how long the rest of a run takes: at first as promised, then more and more by how fast its parts arrive. */
export class Forecast {
  readonly #promised: number;
  readonly #trust: number;
  #done = 0;
  #spent = 0;
  #latest: number;

  /**
   * @param now milliseconds of any clock, the same in each call
   * @param parts how many the run has
   * @param promised milliseconds from part to part, as known before; without it the parts done so far decide alone
   */
  constructor(now: number, parts: number, promised?: number) {
    this.#latest = now;
    this.#promised = promised ?? 0;
    this.#trust = promised === undefined ? 0 : TRUST * parts;
  }

  /** One more part is done. */
  tick(now: number): void {
    const gap = now - this.#latest;
    const longest = this.#done > 0 ? SLEPT + (PROPORTION * this.#spent) / this.#done : gap;
    this.#spent += Math.min(gap, longest);
    this.#latest = now;
    this.#done += 1;
  }

  /** Milliseconds for so many more parts; undefined while nothing is known. */
  left(parts: number): number | undefined {
    const known = this.#trust + this.#done;
    return known > 0 ? ((this.#trust * this.#promised + this.#spent) / known) * parts : undefined;
  }
}
