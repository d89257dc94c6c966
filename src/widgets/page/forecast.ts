import type { ListedPart } from '../../figure/parts.ts';

/** A gap longer than this, and out of all proportion, means that the machine slept, ms. */
const SLEPT = 2000;
const PROPORTION = 4;
/** Weight of the promised pace, as a fraction of the work, since the first parts are often the slowest. */
const TRUST = 0.1;

type Weighed = Pick<ListedPart, 'key' | 'work'>;

export interface Progress {
  done: number;
  of: number;
  /** Estimated remaining milliseconds; missing while unknown. */
  left?: number;
}

/** The amount of work: all of it, and its largest part, which only one worker can do. */
export function workOf(parts: readonly Weighed[]): { all: number; largest: number } {
  const works = parts.map(({ work = 1 }) => work);
  return { all: works.reduce((sum, work) => sum + work, 0), largest: Math.max(0, ...works) };
}

/** Milliseconds for an amount of work, at `pace` milliseconds per unit on one worker. */
export const timeFor = ({ all, largest }: { all: number; largest: number }, pace: number, workers: number): number =>
  pace * Math.max(all / workers, largest);

/**
 * Estimates the remaining time of a run: at first as promised, then increasingly from the measured pace. A part that
 * exceeds its expected time raises the estimate in proportion, before it is done.
 */
export class Forecast {
  readonly #all: number;
  readonly #todo: Map<string, Weighed>;
  readonly #workers: number;
  readonly #promised: number;
  readonly #trust: number;
  #work = 0;
  #spent = 0;
  /** Time since the last finished part, without the machine's sleep. */
  #waited = 0;
  #latest: number;

  /**
   * @param now milliseconds of any clock, the same in each call
   * @param parts in the order in which they start
   * @param promised expected milliseconds per unit of work on one worker; without it the finished parts alone decide
   */
  constructor(now: number, parts: readonly Weighed[], workers: number, promised?: number) {
    this.#latest = now;
    this.#all = parts.length;
    this.#todo = new Map(parts.map((part) => [part.key, part]));
    this.#workers = workers;
    this.#promised = promised ?? 0;
    this.#trust = promised === undefined ? 0 : TRUST * workOf(parts).all;
  }

  /** Records a finished part. @returns how many are done */
  tick(now: number, key: string): number {
    this.#wait(now);
    this.#spent += this.#waited;
    this.#waited = 0;
    this.#work += this.#todo.get(key)?.work ?? 1;
    this.#todo.delete(key);
    return this.#all - this.#todo.size;
  }

  progress(now: number): Progress {
    const left = this.left(now);
    return { done: this.#all - this.#todo.size, of: this.#all, ...(left !== undefined && { left }) };
  }

  /** Milliseconds for the remaining parts; undefined while unknown. */
  left(now: number): number | undefined {
    this.#wait(now);
    const pace = this.#pace;
    if (pace === undefined) return undefined;
    const due = this.#due(pace);
    const late = due > 0 ? Math.max(1, this.#waited / due) : 1;
    return late * timeFor(workOf([...this.#todo.values()]), pace, this.#workers);
  }

  /** Milliseconds per unit of work on one worker: while all workers are busy, each does its share. */
  get #pace(): number | undefined {
    const known = this.#trust + this.#work;
    return known > 0 ? (this.#trust * this.#promised + this.#workers * this.#spent) / known : undefined;
  }

  /** Milliseconds after which the next part should be done, even if all running ones have just begun. */
  #due(pace: number): number {
    return pace * workOf([...this.#todo.values()].slice(0, this.#workers)).largest;
  }

  #wait(now: number): void {
    const gap = now - this.#latest;
    const pace = this.#pace;
    this.#waited += pace === undefined ? gap : Math.min(gap, SLEPT + PROPORTION * this.#due(pace));
    this.#latest = now;
  }
}
