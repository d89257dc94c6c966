import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Part, Presentation } from '../engine/experiment.ts';
import { canonicalKey } from '../engine/run.ts';
import type { Value, Values } from '../engine/schema.ts';
import { recall, remember } from './kept-results.ts';
import { LruCache } from './lru-cache.ts';
import { WorkerFailure, type WorkerPool } from './pool.ts';
import type { Spec } from './spec.ts';

/** Limits in milliseconds for one task of a warm worker; beyond them it counts as hung. */
const INSTANT = 300;
const ONE_PART = 60_000;
/** Pictures while parts arrive: not more often than this. */
const REFRESH = 60;

export interface Progress {
  done: number;
  of: number;
  /** Milliseconds that remain at the pace so far; absent before the first part is done. */
  left?: number;
}
export interface Trouble {
  text: string;
  /** Tries again with the values as they are. */
  retry: boolean;
}

/**
 * One figure on the page: its values, its newest picture, and the work between them.
 * Only the newest request is worked on; whatever arrives late is dropped.
 */
export class Instance {
  readonly spec: Spec;
  readonly values: Signal<Values>;
  readonly presentation: Signal<Presentation | null> = signal(null);
  /** The iteration the reader stands at (stepper), and the one under the pointer. */
  readonly standing: Signal<number | undefined>;
  readonly hovering: Signal<number | undefined> = signal(undefined);
  /** The iteration that is marked in every panel. */
  readonly at: ReadonlySignal<number | undefined>;
  readonly pinned: Signal<Values | undefined> = signal(undefined);
  readonly messages: Signal<readonly string[]> = signal([]);
  readonly trouble: Signal<Trouble | undefined> = signal(undefined);
  readonly progress: Signal<Progress | undefined> = signal(undefined);
  readonly dragging = signal(false);
  /** Of a long experiment: parts of these values that nobody has computed yet. */
  readonly missing = signal(0);
  /** Of a long experiment: the reader has asked for it to run. */
  readonly running = signal(false);
  /** Counts pictures shown: tests and the audit watch it. */
  readonly shown = signal(0);
  readonly changed: ReadonlySignal<boolean>;

  readonly #pool: WorkerPool;
  readonly #results = new LruCache<{ result: unknown }>(4096);
  #loaded?: Promise<void>;
  #busy = false;
  #again = false;
  #cancel = new AbortController();
  /** Parts that fit in a first picture while the reader drags; learned from the last run. */
  #draft = 2;

  constructor(spec: Spec, values: Values, pool: WorkerPool) {
    this.spec = spec;
    this.values = signal(values);
    this.#pool = pool;
    this.standing = signal(spec.stepper?.start);
    this.at = computed(() => this.hovering.value ?? this.standing.value);
    this.changed = computed(() =>
      Object.entries(spec.defaults).some(([name, value]) => this.values.value[name] !== value),
    );
  }

  /** Takes new values; the picture follows. Unknown names are the caller's mistake and are ignored. */
  set(change: Readonly<Record<string, Value>>): void {
    const known = Object.entries(change).filter(([name]) => Object.hasOwn(this.spec.schema, name));
    batch(() => {
      this.values.value = { ...this.values.value, ...Object.fromEntries(known) };
      this.hovering.value = undefined;
    });
    void this.run();
  }

  reset(): void {
    batch(() => {
      this.messages.value = [];
      this.pinned.value = undefined;
      this.standing.value = this.spec.stepper?.start;
    });
    this.set(this.spec.defaults);
  }

  /** Marks an iteration in every panel, for as long as the reader stays there. */
  stand(at: number | undefined): void {
    if (this.standing.value === at) return;
    this.standing.value = at;
    void this.run();
  }

  hover(at: number | undefined): void {
    if (this.hovering.value === at) return;
    this.hovering.value = at;
    void this.run();
  }

  pin(): void {
    this.pinned.value = this.pinned.value ? undefined : this.values.value;
    void this.run();
  }

  drag(on: boolean): void {
    this.dragging.value = on;
    if (!on && this.spec.pace !== 'instant') void this.run();
  }

  /** Computes what is missing of a long experiment, the most telling first. */
  start(): void {
    this.running.value = true;
    void this.run();
  }

  /** Stops the work; what is done is kept, and `start` goes on from there. */
  cancel(): void {
    this.running.value = false;
    this.#cancel.abort();
  }

  async run(): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      if (this.spec.pace === 'ensemble') this.#cancel.abort();
      return;
    }
    this.#busy = true;
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again);
    this.#busy = false;
  }

  /** The Python that prints the same numbers. */
  python(): Promise<string> {
    return this.#pool.ask({ kind: 'python', id: this.spec.id, values: this.values.value }, INSTANT * 10);
  }

  async #once(): Promise<void> {
    try {
      if (this.spec.pace === 'instant') await this.#instant();
      else await this.#inParts();
      this.trouble.value = undefined;
    } catch (error) {
      this.progress.value = undefined;
      this.trouble.value = explain(error);
    }
  }

  async #instant(): Promise<void> {
    const at = this.at.value;
    const pinned = this.pinned.value;
    this.#show(
      await this.#pool.ask(
        {
          kind: 'run',
          id: this.spec.id,
          values: this.values.value,
          ...(pinned && { pinned }),
          ...(at !== undefined && { at }),
        },
        INSTANT,
      ),
    );
  }

  async #inParts(): Promise<void> {
    const { id, pace } = this.spec;
    const long = pace === 'long';
    const values = this.values.value;
    const pinnedValues = this.pinned.value;
    const at = this.at.value;
    this.#cancel = new AbortController();
    const { signal: aborted } = this.#cancel;
    if (long) await this.#recalled();
    const ask = async (of: Values): Promise<readonly Part[]> =>
      this.#pool.ask({ kind: 'parts', id, values: of }, INSTANT * 10);
    const all = await ask(values);
    const wanted = this.dragging.value ? all.slice(0, this.#draft) : all;
    const pinnedParts = pinnedValues ? await ask(pinnedValues) : [];
    const missing = [...wanted, ...pinnedParts].filter((part) => !this.#results.get(canonicalKey(part)));
    const resultsOf = (parts: readonly Part[]): unknown[] =>
      parts.map((part) => this.#results.get(canonicalKey(part))?.result);
    const present = async (): Promise<void> =>
      this.#show(
        await this.#pool.ask(
          {
            kind: 'present',
            id,
            values,
            results: resultsOf(all),
            ...(pinnedValues && { pinned: { values: pinnedValues, results: resultsOf(pinnedParts) } }),
            ...(at !== undefined && { at }),
          },
          INSTANT * 10,
        ),
      );

    this.missing.value = missing.length;
    if (long && !this.running.value) return present();
    const began = performance.now();
    let done = 0;
    let last = began;
    let drawing = Promise.resolve();
    this.progress.value = missing.length > 0 ? { done, of: missing.length } : undefined;
    const measure = async (part: Part): Promise<void> => {
      try {
        const result = await this.#pool.ask({ kind: 'measure', id, part }, ONE_PART, aborted, long);
        this.#results.set(canonicalKey(part), { result });
        if (long) remember(id, canonicalKey(part), result);
      } catch (error) {
        // A part that was cancelled is no trouble; it is measured when it is asked for again.
        if (aborted.aborted) return;
        // A worker that was lost in the middle of a long run costs one part, which is done again.
        if (long && error instanceof WorkerFailure && error.reason === 'crashed') return measure(part);
        throw error;
      }
      done++;
      const now = performance.now();
      if (now - began < 40) this.#draft = Math.max(2, done);
      if (now - last > REFRESH && done < missing.length && !aborted.aborted) {
        last = now;
        this.missing.value = missing.length - done;
        this.progress.value = { done, of: missing.length, left: ((now - began) / done) * (missing.length - done) };
        drawing = drawing.then(present);
      }
    };
    await Promise.all(missing.map(measure));
    await drawing;
    this.progress.value = undefined;
    this.running.value = false;
    this.missing.value = missing.length - done;
    if (!this.#again) await present();
  }

  #recalled(): Promise<void> {
    this.#loaded ??= recall(this.spec, this.#results);
    return this.#loaded;
  }

  #show(presentation: Presentation): void {
    batch(() => {
      this.presentation.value = presentation;
      this.shown.value += 1;
    });
  }
}

function explain(error: unknown): Trouble {
  const how = error instanceof Error ? error.message : String(error);
  const reason = error instanceof WorkerFailure ? error.reason : 'refused';
  const text = {
    hung: `The computation was stopped, because ${how}. The picture shows the last run that finished.`,
    crashed: `The computation broke off (${how}). A new worker is ready.`,
    unreachable: `The experiment could not start: ${how}. The connection may be down.`,
    refused: `The experiment could not be computed: ${how}. The picture shows the last run that finished.`,
  }[reason];
  return { text, retry: true };
}
