import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import type { ListedPart, Made } from '../../figure/parts.ts';
import type { Script } from '../../figure/python.ts';
import { bringFor } from '../panels/index.ts';
import { applied } from './difference.ts';
import { LruCache } from './lru-cache.ts';
import { ATTEMPTS, isLoss } from './measure-parts.ts';
import type { Answers, Setting, Task } from './messages.ts';
import { type AskOptions, type Home, WorkerFailure, type WorkerPool } from './pool.ts';
import type { Spec } from './spec.ts';

type Of<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;
type Before = ReadonlyMap<string, unknown>;

/** Data of the figure that a worker holds. */
interface Held {
  results: Set<string>;
  /** The last picture that was made there. */
  shown?: Presentation;
}

/** A worker forgets its results when it holds this many times what a picture needs, unless they are few. */
const TOO_MANY = 4;
const FEW = 200;

/** Milliseconds that one task of a warm worker may take before it counts as hung: other programs may have the processor. */
const INSTANT = 1000;
const SHORT = 3 * INSTANT;
/** A part of a long experiment may be slow on a phone, and Pause ends it. */
const ONE_PART = { ensemble: 60_000, long: 600_000 } as const;

/**
 * The figure's side of its talk with the workers: every task that it asks of them, with its time limit. Each worker is sent
 * only the results that it does not hold yet, and answers with what has changed since the last picture it made. A worker
 * that was lost or that failed is taken to hold nothing.
 */
export class Client {
  /** A worker has said nothing for a while, though its task should not take so long. */
  readonly silent: ReadonlySignal<boolean>;

  readonly #pool: WorkerPool;
  readonly #id: string;
  readonly #figure: string;
  readonly #long: boolean;
  /** Milliseconds for a picture that is measured and presented in one go: one that goes on by itself may be far on its way. */
  readonly #atOnce: number;
  readonly #home: Home = {};
  readonly #held = new WeakMap<Worker, Held>();
  /** Tasks whose workers are silent. */
  readonly #silences = new Set<object>();
  readonly #silent: Signal<boolean> = signal(false);
  /** Lines that the rules of parts have printed, by their keys. */
  readonly #printed = new LruCache<string>(FEW);

  constructor(pool: WorkerPool, { id, name, pace, frames }: Pick<Spec, 'id' | 'name' | 'pace' | 'frames'>) {
    this.#pool = pool;
    this.#id = id;
    this.#figure = name;
    this.#long = pace === 'long';
    this.#atOnce = frames === undefined ? INSTANT : SHORT;
    this.silent = this.#silent;
  }

  /** Workers at most. */
  get workers(): number {
    return this.#pool.size;
  }

  parts(values: Values): Promise<readonly ListedPart[]> {
    return this.#patiently(() => this.#ask({ kind: 'parts', id: this.#id, values }, SHORT));
  }

  /** Lines that the reader's rule of a part has printed. */
  printedBy(key: string): string {
    return this.#printed.get(key) ?? '';
  }

  /** A part as the reader's rule makes it; no answer comes if the signal aborts, since a newer one is asked for. */
  async #inPython(part: ListedPart, before: Before, signal: AbortSignal): Promise<Made | undefined> {
    const { key, lane } = part;
    if (lane === undefined) return undefined;
    const python = part.python ?? (await this.#ask({ kind: 'ask', id: this.#id, part, before }, SHORT));
    if (!python) return undefined;
    const { makeInPython } = await import('./make-in-python.ts');
    const cancelled = new WorkerFailure('refused', 'cancelled');
    if (signal.aborted) throw cancelled;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(cancelled), { once: true });
    });
    const making = makeInPython(this.#figure, lane, python, signal);
    const { made, printed } = await Promise.race([making, aborted]);
    this.#printed.set(key, printed);
    return made;
  }

  /**
   * Measures a part; one of a long experiment is stopped at work if the signal aborts, at the price of its worker.
   * @param before the results that it goes by, by the keys of their parts
   */
  async measure(part: ListedPart, signal: AbortSignal, before: Before = new Map()): Promise<unknown> {
    const made = await this.#inPython(part, before, signal);
    const { python: _, after: __, ...plain } = part;
    const soon = before.size > 0;
    const task: Of<'measure'> = {
      kind: 'measure',
      id: this.#id,
      part: plain,
      ...(soon && { before }),
      ...(made && { made }),
    };
    let keeper: Held | undefined;
    // A worker that makes the figure's pictures keeps the result.
    const prepare = (worker: Worker): Of<'measure'> => {
      keeper = this.#held.get(worker);
      return keeper ? { ...task, keepFor: this.#figure } : task;
    };
    const limit = this.#long ? ONE_PART.long : ONE_PART.ensemble;
    const result = await this.#ask(task, limit, { signal, soon, stop: this.#long, home: this.#home, prepare });
    keeper?.results.add(part.key);
    return result;
  }

  /** The picture of an instant experiment: measured and presented in one go. */
  run(setting: Setting): Promise<Presentation> {
    const task: Of<'run'> = { kind: 'run', id: this.#id, figure: this.#figure, setting };
    return this.#picture(task, this.#atOnce, Number.POSITIVE_INFINITY, () => task);
  }

  /**
   * The picture of what has been measured so far.
   * @param keys of all parts that it may show
   * @param resultOf the result of a part as the page holds it; undefined if it is not there yet
   */
  present(setting: Setting, keys: readonly string[], resultOf: (key: string) => unknown): Promise<Presentation> {
    const task: Of<'present'> = { kind: 'present', id: this.#id, figure: this.#figure, setting, results: new Map() };
    const prepared = ({ results }: Held): Of<'present'> => {
      const lacking = keys.filter((key) => !results.has(key) && resultOf(key) !== undefined);
      for (const key of lacking) results.add(key);
      return { ...task, results: new Map(lacking.map((key) => [key, resultOf(key)])) };
    };
    return this.#patiently(() => this.#picture(task, SHORT, Math.max(FEW, TOO_MANY * keys.length), prepared));
  }

  /**
   * The verdict on the claim at a setting that is not shown, behind all that the reader waits for.
   * @param results of all its parts; without them it is run
   */
  outcome(setting: Setting, signal: AbortSignal, results?: ReadonlyMap<string, unknown>): Promise<Answers['outcome']> {
    const task: Of<'outcome'> = { kind: 'outcome', id: this.#id, setting, ...(results && { results }) };
    const options = { background: true, home: this.#home, signal };
    return this.#patiently(() => this.#pool.ask(task, results ? SHORT : ONE_PART.ensemble, options));
  }

  /** Settings that were computed ahead beside the defaults. */
  ahead(): Promise<Answers['ahead']> {
    return this.#ask({ kind: 'ahead', id: this.#id }, SHORT);
  }

  python(values: Values): Promise<Script> {
    return this.#ask({ kind: 'python', id: this.#id, values }, SHORT);
  }

  /** How networks train in a worker of this browser. */
  path(): Promise<Answers['path']> {
    return this.#patiently(() => this.#ask({ kind: 'path', id: this.#id }, SHORT));
  }

  /** Replaces the workers that are at a task of this experiment. */
  restart(): void {
    this.#pool.restart(this.#id);
  }

  /** Asks the pool, and hears of a worker that says nothing. */
  #ask<T extends Task>(task: T, limit: number, options?: AskOptions<T>): Promise<Answers[T['kind']]> {
    const silence = {};
    const onSilence = (silent: boolean): void => {
      if (silent) this.#silences.add(silence);
      else this.#silences.delete(silence);
      this.#silent.value = this.#silences.size > 0;
    };
    return this.#pool.ask(task, limit, { ...options, onSilence });
  }

  /** A short task between parts: losing a worker then is not a reason to stop a long run. */
  async #patiently<T>(ask: () => Promise<T>, times = this.#long ? ATTEMPTS : 1): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (times > 1 && isLoss(error)) return this.#patiently(ask, times - 1);
      throw error;
    }
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
      const changes = await this.#ask<Of<'run' | 'present'>>(task, limit, { home: this.#home, prepare });
      const held = by.worker && this.#held.get(by.worker);
      // The worker compared its picture with this one, or with none if there is none.
      const shown = applied(held?.shown, changes) as Presentation;
      if (held) held.shown = shown;
      await bringFor(shown.panels).catch(() => {
        throw new WorkerFailure('unreachable', 'what draws its picture did not load');
      });
      return shown;
    } catch (error) {
      if (by.worker) this.#held.delete(by.worker);
      throw error;
    }
  }
}
