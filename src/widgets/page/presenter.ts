import type { Presentation } from '../../figure/experiment.ts';
import type { ListedPart } from '../../figure/parts.ts';
import { sayData } from '../words/say.ts';
import { applied } from './difference.ts';
import type { Answers, Setting, Task } from './messages.ts';
import type { AskOptions, Home, WorkerPool } from './pool.ts';
import type { Spec } from './spec.ts';

type Of<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

/** What a worker holds of the figure. */
interface Held {
  /** Keys of results. */
  results: Set<string>;
  /** The last picture that was made there. */
  shown?: Presentation;
}

/** A worker forgets its results when it holds this many times what a picture needs, unless they are few. */
const TOO_MANY = 4;
const FEW = 200;

/**
 * Asks workers for the pictures of one figure. Each worker is sent only the results that it does not hold yet, and answers
 * with what has changed since the last picture it made. A worker that was lost or that failed is taken to hold nothing.
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
  run(setting: Setting, limit: number): Promise<Presentation> {
    const task: Of<'run'> = { kind: 'run', id: this.#id, figure: this.#figure, setting };
    return this.#picture(task, limit, Number.POSITIVE_INFINITY, () => task);
  }

  /**
   * The picture of what has been measured so far.
   * @param keys of all parts that it may show
   * @param resultOf the result of a part as the page holds it; undefined where it is not there yet
   */
  present(
    setting: Setting,
    keys: readonly string[],
    resultOf: (key: string) => unknown,
    limit: number,
  ): Promise<Presentation> {
    const task: Of<'present'> = {
      kind: 'present',
      id: this.#id,
      figure: this.#figure,
      setting,
      results: new Map(),
    };
    return this.#picture(task, limit, Math.max(FEW, TOO_MANY * keys.length), ({ results }) => {
      const lacking = keys.filter((key) => !results.has(key) && resultOf(key) !== undefined);
      for (const key of lacking) results.add(key);
      return { ...task, results: new Map(lacking.map((key) => [key, resultOf(key)])) };
    });
  }

  /**
   * What the verdict says of the claim at a setting that is not shown, behind all that the reader waits for.
   * @param results of all its parts; without them it is run
   */
  outcome(
    setting: Setting,
    results: ReadonlyMap<string, unknown> | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<Answers['outcome']> {
    const task: Of<'outcome'> = { kind: 'outcome', id: this.#id, setting, ...(results && { results }) };
    return this.#pool.ask(task, limit, { background: true, home: this.#home, signal });
  }

  /** Measures a part. A worker that makes the figure's pictures keeps the result. */
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

  /** @param most results that the worker may hold: with more, it forgets them all first */
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
      return { ...prepared(held), forget: true };
    };
    try {
      const changes = await this.#pool.ask<Of<'run' | 'present'>>(task, limit, { home: this.#home, prepare });
      const held = by.worker && this.#held.get(by.worker);
      // The worker compared its picture with this one, or with none if there is none.
      const shown = applied(held?.shown, changes) as Presentation;
      if (held) held.shown = shown;
      return sayData(shown);
    } catch (error) {
      if (by.worker) this.#held.delete(by.worker);
      throw error;
    }
  }
}
