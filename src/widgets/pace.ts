/** A gap between two parts that is longer than this and out of all proportion was sleep, not work. */
const SLEPT = 2000;
const PROPORTION = 4;

/** Forecasts how long the rest of a run takes, at its pace so far. */
export class Pace {
  #done = 0;
  #spent = 0;
  #latest: number;

  /** @param now milliseconds of any clock, the same in each call */
  constructor(now: number) {
    this.#latest = now;
  }

  /** One more part is done. */
  tick(now: number): void {
    const gap = now - this.#latest;
    const longest = this.#done > 0 ? SLEPT + (PROPORTION * this.#spent) / this.#done : gap;
    this.#spent += Math.min(gap, longest);
    this.#latest = now;
    this.#done += 1;
  }

  /** Milliseconds for so many more parts; undefined before the first is done. */
  left(parts: number): number | undefined {
    return this.#done > 0 ? (this.#spent / this.#done) * parts : undefined;
  }
}
