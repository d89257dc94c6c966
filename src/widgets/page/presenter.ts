import type { Presentation } from '../../figure/experiment.ts';
import type { ListedPart } from '../../figure/parts.ts';
import { applied } from './difference.ts';
import type { Task, Wanted } from './messages.ts';
import type { AskOptions, Home, WorkerPool } from './pool.ts';
import type { Spec } from './spec.ts';

type Of<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;
/** Where the figure stands; the rest of what is wanted is the presenter's. */
export type Standing = Omit<Wanted, 'figure' | 'forget'>;

/** What a worker holds of the figure. */
interface Held {
  /** Keys of results. */
  results: Set<string>;
  /** The last picture that was made there. */
  shown?: Presentation;
}

/** A worker forgets what it holds when that is more than so many times what the picture needs; a few parts never matter. */
const HOARD = 4;
const FEW = 200;

/**
 * Has the pictures of one figure made where what they are made of lies already: its worker is sent the results that it
 * lacks, and answers with what has changed since its last picture. A worker that is lost, or that failed, counts as
 * holding nothing.
 */
export class Presenter {
  readonly #pool: Pick<WorkerPool, 'ask'>;
  readonly #id: string;
  readonly #figure: string;
  readonly #home: Home = {};
  readonly #held = new WeakMap<Worker, Held>();

  constructor(pool: Pick<WorkerPool, 'ask'>, { id, name }: Pick<Spec, 'id' | 'name'>) {
    this.#pool = pool;
    this.#id = id;
    this.#figure = name;
  }

  /** Measures and presents in one go. */
  run(standing: Standing, limit: number): Promise<Presentation> {
    const task: Of<'run'> = { kind: 'run', id: this.#id, wanted: { figure: this.#figure, ...standing } };
    return this.#picture(task, limit, Number.POSITIVE_INFINITY, () => task);
  }

  /**
   * The picture of what has been measured so far.
   * @param keys of all parts that it may show
   * @param resultOf the result of a part as the page holds it; undefined where it is not there yet
   */
  present(
    standing: Standing,
    keys: readonly string[],
    resultOf: (key: string) => unknown,
    limit: number,
  ): Promise<Presentation> {
    const wanted = { figure: this.#figure, ...standing };
    const task: Of<'present'> = { kind: 'present', id: this.#id, wanted, results: new Map() };
    return this.#picture(task, limit, Math.max(FEW, HOARD * keys.length), ({ results }) => {
      const lacking = keys.filter((key) => !results.has(key) && resultOf(key) !== undefined);
      for (const key of lacking) results.add(key);
      return { ...task, results: new Map(lacking.map((key) => [key, resultOf(key)])) };
    });
  }

  /** Measures a part; a worker that makes the figure's pictures keeps the result for them. */
  async measure(part: ListedPart, limit: number, options: Pick<AskOptions<Task>, 'signal' | 'stop'>): Promise<unknown> {
    const task: Of<'measure'> = { kind: 'measure', id: this.#id, part };
    let keeper: Held | undefined;
    const prepare = (worker: Worker): Of<'measure'> => {
      keeper = this.#held.get(worker);
      return keeper ? { ...task, keepFor: this.#figure } : task;
    };
    const result = await this.#pool.ask(task, limit, { ...options, home: this.#home, prepare });
    keeper?.results.add(part.key);
    return result;
  }

  /** @param most results that its worker may hold before it forgets all that it holds */
  async #picture<T extends Of<'run' | 'present'>>(
    task: T,
    limit: number,
    most: number,
    prepared: (held: Held) => T,
  ): Promise<Presentation> {
    const by: Home = {};
    const prepare = (worker: Worker): T => {
      by.worker = worker;
      const known = this.#held.get(worker);
      if (known && known.results.size <= most) return prepared(known);
      const held: Held = { results: new Set() };
      this.#held.set(worker, held);
      const first = prepared(held);
      return { ...first, wanted: { ...first.wanted, forget: true } };
    };
    try {
      const changes = await this.#pool.ask<Of<'run' | 'present'>>(task, limit, { home: this.#home, prepare });
      const held = by.worker && this.#held.get(by.worker);
      // The worker compared with the picture that is held here, and with nothing where none is.
      const shown = applied(held?.shown, changes) as Presentation;
      if (held) held.shown = shown;
      return shown;
    } catch (error) {
      if (by.worker) this.#held.delete(by.worker);
      throw error;
    }
  }
}
