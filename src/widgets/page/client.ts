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

/** A figure's data stored in a worker. */
interface Held {
  results: Set<string>;
  /** The last picture made there. */
  shown?: Presentation;
}

/** A worker drops its results when it has this many times as many as a picture needs, unless they are few. */
const TOO_MANY = 4;
const FEW = 200;

/**
 * Milliseconds that one task of a warm worker may take before it counts as hung: other programs may be using the
 * processor.
 */
const INSTANT = 1000;
const SHORT = 3 * INSTANT;
/** A part of a long experiment may be slow on a phone, and Pause ends it. */
const ONE_PART = { ensemble: 60_000, long: 600_000 } as const;

/**
 * The figure's connection to the workers: all of its tasks, with their time limits. Each worker is sent only the
 * results that it does not have yet, and answers with the changes since its last picture. A worker that was lost or
 * that failed is assumed to have nothing.
 */
export class Client {
  /** A worker has been silent for longer than its task should take. */
  readonly silent: ReadonlySignal<boolean>;

  readonly #pool: WorkerPool;
  readonly #id: string;
  readonly #figure: string;
  readonly #long: boolean;
  /** Time limit for a picture computed and rendered in one go, milliseconds: a run without an end may be far along. */
  readonly #atOnce: number;
  readonly #home: Home = {};
  readonly #held = new WeakMap<Worker, Held>();
  /** Tasks whose workers are silent. */
  readonly #silences = new Set<object>();
  readonly #silent: Signal<boolean> = signal(false);
  /** Output of the rules of parts, by key. */
  readonly #printed = new LruCache<string>(FEW);

  constructor(pool: WorkerPool, { id, name, pace, frames }: Pick<Spec, 'id' | 'name' | 'pace' | 'frames'>) {
    this.#pool = pool;
    this.#id = id;
    this.#figure = name;
    this.#long = pace === 'long';
    this.#atOnce = frames === undefined ? INSTANT : SHORT;
    this.silent = this.#silent;
  }

  /** Maximum number of workers. */
  get workers(): number {
    return this.#pool.size;
  }

  parts(values: Values): Promise<readonly ListedPart[]> {
    return this.#patiently(() => this.#ask({ kind: 'parts', id: this.#id, values }, SHORT));
  }

  /** Output of the reader's rule for a part. */
  printedBy(key: string): string {
    return this.#printed.get(key) ?? '';
  }

  /** A part computed by the reader's rule; never resolves if the signal aborts, since a newer one is requested. */
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
   * Computes a part; aborting one of a long experiment stops its worker.
   * @param before the results on which it depends, by the keys of their parts
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
    // A worker that renders the figure's pictures stores the result.
    const prepare = (worker: Worker): Of<'measure'> => {
      keeper = this.#held.get(worker);
      return keeper ? { ...task, keepFor: this.#figure } : task;
    };
    const limit = this.#long ? ONE_PART.long : ONE_PART.ensemble;
    const result = await this.#ask(task, limit, { signal, soon, stop: this.#long, home: this.#home, prepare });
    keeper?.results.add(part.key);
    return result;
  }

  /** The picture of an instant experiment: computed and rendered in one go. */
  run(setting: Setting): Promise<Presentation> {
    const task: Of<'run'> = { kind: 'run', id: this.#id, figure: this.#figure, setting };
    return this.#picture(task, this.#atOnce, Number.POSITIVE_INFINITY, () => task);
  }

  /**
   * The picture of the results so far.
   * @param keys of all parts that it may show
   * @param resultOf the page's result of a part; undefined if there is none yet
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
   * The verdict on the claim at a setting that is not shown, with lower priority than everything the reader waits for.
   * @param results of all its parts; without them it is run
   */
  outcome(setting: Setting, signal: AbortSignal, results?: ReadonlyMap<string, unknown>): Promise<Answers['outcome']> {
    const task: Of<'outcome'> = { kind: 'outcome', id: this.#id, setting, ...(results && { results }) };
    const options = { background: true, home: this.#home, signal };
    return this.#patiently(() => this.#pool.ask(task, results ? SHORT : ONE_PART.ensemble, options));
  }

  /** Precomputed settings besides the defaults. */
  ahead(): Promise<Answers['ahead']> {
    return this.#ask({ kind: 'ahead', id: this.#id }, SHORT);
  }

  python(values: Values): Promise<Script> {
    return this.#ask({ kind: 'python', id: this.#id, values }, SHORT);
  }

  /** The kernel with which networks train in a worker of this browser. */
  path(): Promise<Answers['path']> {
    return this.#patiently(() => this.#ask({ kind: 'path', id: this.#id }, SHORT));
  }

  /** Replaces the workers that are running a task of this experiment. */
  restart(): void {
    this.#pool.restart(this.#id);
  }

  /** Sends a task to the pool, and records whether its worker is silent. */
  #ask<T extends Task>(task: T, limit: number, options?: AskOptions<T>): Promise<Answers[T['kind']]> {
    const silence = {};
    const onSilence = (silent: boolean): void => {
      if (silent) this.#silences.add(silence);
      else this.#silences.delete(silence);
      this.#silent.value = this.#silences.size > 0;
    };
    return this.#pool.ask(task, limit, { ...options, onSilence });
  }

  /** A short task between parts: losing a worker then does not stop a long run. */
  async #patiently<T>(ask: () => Promise<T>, times = this.#long ? ATTEMPTS : 1): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (times > 1 && isLoss(error)) return this.#patiently(ask, times - 1);
      throw error;
    }
  }

  /** @param most maximum number of results in the worker: beyond it, the worker drops them all first */
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
      // Safe: the worker compared its picture with this one, or with none if there is none.
      const shown = applied(held?.shown, changes) as Presentation;
      if (held) held.shown = shown;
      await bringFor(shown.panels).catch(() => {
        throw new WorkerFailure('unreachable', 'the code that draws its picture did not load');
      });
      return shown;
    } catch (error) {
      if (by.worker) this.#held.delete(by.worker);
      throw error;
    }
  }
}
