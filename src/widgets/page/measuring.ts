import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import type { ListedPart } from '../../figure/parts.ts';
import type { Script } from '../../figure/python.ts';
import { Forecast, timeFor, workOf } from './forecast.ts';
import { ATTEMPTS, isLoss, measureParts } from './measure-parts.ts';
import type { Answers, Setting } from './messages.ts';
import { PartResults } from './part-results.ts';
import { Pictures } from './pictures.ts';
import { WorkerFailure, type WorkerPool } from './pool.ts';
import { Presenter } from './presenter.ts';
import type { Spec } from './spec.ts';
import { PartsGivenUp } from './trouble.ts';

/** Milliseconds that one task of a warm worker may take before it counts as hung. */
const INSTANT = 300;
const SHORT = 10 * INSTANT;
/** A part of a long experiment may be slow on a phone, and Pause ends it. */
const ONE_PART = { ensemble: 60_000, long: 600_000 } as const;
/** Milliseconds between two pictures while parts arrive, at least. */
const REFRESH = 60;
/** Milliseconds after which the time left is told anew, though no part is done. */
const LOOK = 1000;

export interface Progress {
  done: number;
  of: number;
  /** Milliseconds that the rest should take; absent while nothing is known. */
  left?: number;
}

/** What is to be measured. */
export interface Wanted {
  values: Values;
  pinned: Values | undefined;
  /** A few parts are enough for the moment. */
  draft: boolean;
}

interface Needs {
  run(): Promise<void>;
  /** Values and those that are pinned, at the iteration that is marked now. */
  settingOf(values: Values, pinned: Values | undefined): Setting;
  show(presentation: Presentation, whole: Setting | undefined): void;
  /** Whether something newer is wanted. */
  isOld(): boolean;
  /** Whether the picture of the page as built stands there, and is right. */
  isBuilt(): boolean;
}

/** How a figure's values become its pictures: it asks workers, keeps the result of each part, and says how far it has come. */
export class Measuring {
  /** A worker has said nothing for a while, though its task should not take so long. */
  readonly silent = signal(false);
  readonly progress: Signal<Progress | undefined> = signal(undefined);
  /** Of a long experiment: parts of these values that nobody has computed yet. */
  readonly missing: ReadonlySignal<number>;
  /** Of a long experiment: the reader has asked for it to run. */
  readonly running = signal(false);
  /** Of a long experiment: how networks train in this browser, as a worker reports. */
  readonly path: Signal<Answers['path'] | undefined> = signal(undefined);

  readonly #spec: Spec;
  readonly #pool: WorkerPool;
  readonly #needs: Needs;
  /** Tasks of this figure whose workers are silent. */
  readonly #silences = new Set<object>();
  readonly #presenter: Presenter;
  readonly #results: PartResults;
  readonly #todo: Signal<readonly ListedPart[]> = signal([]);
  /** Of a long experiment: there is nothing to show, because the precomputed results did not load. */
  #unread = false;
  #cancel = new AbortController();
  /** While parts are measured: what they are for, and how to ask for a picture of what has arrived. */
  #underWay: (Wanted & { picture(): void }) | undefined;
  /** Keys of the parts that the reader asked for by starting a long run. */
  #asked: Set<string> | undefined;
  /** Keys of the parts of the picture that is shown. */
  #keys: readonly string[] = [];
  /** How many parts make a picture while the reader drags: as many as the last run measured at once. */
  #draft = 2;

  constructor(spec: Spec, pool: WorkerPool, needs: Needs) {
    this.#spec = spec;
    this.#pool = pool;
    this.#needs = needs;
    this.#presenter = new Presenter({ ask: this.#ask }, spec);
    this.#results = new PartResults(spec, (of) =>
      this.#patiently(() => this.#ask({ kind: 'parts', id: spec.id, values: of }, SHORT)),
    );
    this.missing = computed(() => this.#todo.value.length);
  }

  /** Asks the pool, and hears of a worker that says nothing. */
  readonly #ask: WorkerPool['ask'] = (task, limit, options) => {
    const silence = {};
    const onSilence = (silent: boolean): void => {
      if (silent) this.#silences.add(silence);
      else this.#silences.delete(silence);
      this.silent.value = this.#silences.size > 0;
    };
    return this.#pool.ask(task, limit, { ...options, onSilence });
  };

  /** Computes what is missing of a long experiment, the most telling parts first. */
  start(): void {
    this.running.value = true;
    this.#asked = undefined;
    void this.#needs.run();
  }

  /** Stops the work. What is done is kept, and `start` continues from there. */
  cancel(): void {
    this.running.value = false;
    this.#cancel.abort();
  }

  /** Replaces the workers, and keeps what is computed. */
  replace(): void {
    this.#pool.restart(this.#spec.id);
  }

  /** Tries again what went wrong. */
  retry(): void {
    if (this.#spec.pace === 'long' && !this.#unread) this.start();
    else void this.#needs.run();
  }

  /** Nothing goes on. */
  rest(): void {
    this.progress.value = undefined;
    this.running.value = false;
  }

  /** How many times longer networks take here than where the defaults were precomputed. */
  get slower(): number {
    return this.path.value === 'plain' ? (this.#spec.slower ?? 1) : 1;
  }

  /** Milliseconds that what is missing should take; undefined for an experiment without precomputed parts. */
  promised(): number | undefined {
    const pace = this.#pace;
    return pace === undefined ? undefined : timeFor(workOf(this.#todo.value), pace, this.#pool.size);
  }

  /** Milliseconds that a worker should take for each unit of work. */
  get #pace(): number | undefined {
    const { workTime } = this.#spec;
    return workTime === undefined ? undefined : workTime * this.slower;
  }

  /** A picture beside the one that is shown, of results that are there. */
  picture(setting: Setting): Promise<Presentation> {
    if (this.#spec.pace === 'instant') return this.#presenter.run(setting, INSTANT);
    return this.#presenter.present(setting, this.#keys, (key) => this.#results.get(key), SHORT);
  }

  /**
   * What the verdict would say of the claim at a setting; `unknown` of a long experiment whose parts are not all there,
   * since nothing long is computed for it.
   */
  async outcomeAt(setting: Setting, signal: AbortSignal): Promise<Answers['outcome'] | 'unknown'> {
    if (this.#spec.pace !== 'long') return this.#presenter.outcome(setting, undefined, ONE_PART.ensemble, signal);
    if (!(await this.#results.recall())) throw new WorkerFailure('unreachable', 'the precomputed results did not load');
    const keys = (await this.#results.partsOf(setting.values)).map(({ key }) => key);
    if (keys.some((key) => !this.#results.has(key))) return 'unknown';
    const results = new Map(keys.map((key) => [key, this.#results.get(key)]));
    return this.#patiently(() => this.#presenter.outcome(setting, results, SHORT, signal));
  }

  /** Settings that were computed ahead beside the defaults. */
  ahead(): Promise<Answers['ahead']> {
    return this.#pool.ask({ kind: 'ahead', id: this.#spec.id }, SHORT);
  }

  /** The Python that prints the same numbers. */
  python(values: Values): Promise<Script> {
    return this.#ask({ kind: 'python', id: this.#spec.id, values }, SHORT);
  }

  /**
   * Takes a look at what is being measured already, which must not disturb the work; ends the work where it is another.
   * @returns whether it goes on
   */
  goesOnFor({ values, pinned, draft }: Wanted): boolean {
    const now = this.#underWay;
    if (now && !this.#cancel.signal.aborted && now.values === values && now.pinned === pinned && now.draft === draft) {
      now.picture();
      return true;
    }
    // A draft is finished and shown: otherwise a reader who keeps dragging would see no picture at all.
    if (!now?.draft) this.#cancel.abort();
    return false;
  }

  /** Measures what is missing, and shows it. */
  async measure(wanted: Wanted): Promise<void> {
    if (this.#spec.pace !== 'instant') return this.#inParts(wanted);
    const setting = this.#needs.settingOf(wanted.values, wanted.pinned);
    this.#needs.show(await this.#presenter.run(setting, INSTANT), setting);
  }

  async #inParts({ values, pinned, draft }: Wanted): Promise<void> {
    const long = this.#spec.pace === 'long';
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    const recalled = !long || (await this.#results.recall());
    const parts = await this.#results.partsOf(values);
    const pinnedParts = pinned ? await this.#results.partsOf(pinned) : [];
    const keys = distinct([...parts, ...pinnedParts]).map(({ key }) => key);
    const present = (): Promise<void> => this.#present(values, pinned, keys);

    const wanted = distinct([...(draft ? parts.slice(0, this.#draft) : parts), ...pinnedParts]);
    const missing = wanted.filter(({ key }) => !this.#results.has(key));
    this.#todo.value = missing;
    if (long && missing.length > 0) await this.#learnPath();
    this.#unread = !recalled && !this.running.value && missing.length === wanted.length;
    // The built picture stays, since one without results would say less.
    if (this.#unread) throw new WorkerFailure('unreachable', 'the precomputed results did not load');
    if (long && !this.#goesOn(missing.map(({ key }) => key))) return present();

    // The built picture of these values is complete. One of a few parts would show less, and move the page.
    const built = !long && this.#needs.isBuilt();
    const pictures = new Pictures(present);
    this.#underWay = { values, pinned, draft, picture: () => !built && pictures.request() };
    const failures = await this.#measured(missing, signal, built ? undefined : pictures).finally(() => {
      this.#underWay = undefined;
    });
    await pictures.drawn();
    this.progress.value = undefined;
    if (this.#needs.isOld() && !draft) return;
    this.running.value = false;
    await present();
    if (failures.length > 0) throw new PartsGivenUp(failures, missing.length);
  }

  /** Measures what is missing, keeps every result as it arrives, and shows the progress. */
  async #measured(
    missing: readonly ListedPart[],
    signal: AbortSignal,
    pictures: Pictures | undefined,
  ): Promise<readonly unknown[]> {
    const long = this.#spec.pace === 'long';
    const of = missing.length;
    const began = performance.now();
    const forecast = new Forecast(began, missing, this.#pool.size, this.#pace);
    let done = 0;
    let last = began;
    const look = (): void => {
      const left = forecast.left(performance.now());
      this.progress.value = { done, of, ...(left !== undefined && { left }) };
    };
    if (of > 0 && pictures) look();
    else this.progress.value = undefined;
    const looking = long && pictures && setInterval(look, LOOK);
    const work = measureParts({
      // A running part of a long experiment is stopped too, at the price of its worker.
      measure: (part, rest) =>
        this.#presenter.measure(part, long ? ONE_PART.long : ONE_PART.ensemble, { signal: rest, stop: long }),
      parts: missing,
      signal,
      done: ({ key }, result) => {
        this.#results.add(key, result);
        done++;
        const now = performance.now();
        forecast.tick(now, key);
        this.#todo.value = this.#todo.value.filter((part) => part.key !== key);
        if (now - began < 40) this.#draft = Math.max(2, done);
        if (!pictures || now - last <= REFRESH || done === of || signal.aborted) return;
        last = now;
        look();
        pictures.request();
      },
    });
    try {
      return await work;
    } finally {
      if (looking) clearInterval(looking);
    }
  }

  /** Whether a long run is under way and nothing is missing beyond what the reader asked for. */
  #goesOn(missing: readonly string[]): boolean {
    if (!this.running.value) return false;
    this.#asked ??= new Set(missing);
    const asked = this.#asked;
    this.running.value = missing.every((key) => asked.has(key));
    return this.running.value;
  }

  async #present(values: Values, pinned: Values | undefined, keys: readonly string[]): Promise<void> {
    const setting = this.#needs.settingOf(values, pinned);
    const resultOf = (key: string): unknown => this.#results.get(key);
    this.#keys = keys;
    const whole = keys.every((key) => this.#results.has(key)) ? setting : undefined;
    this.#needs.show(await this.#patiently(() => this.#presenter.present(setting, keys, resultOf, SHORT)), whole);
  }

  /** A short task between parts: a worker that is lost meanwhile is no reason to stop a long run. */
  async #patiently<T>(ask: () => Promise<T>, times = this.#spec.pace === 'long' ? ATTEMPTS : 1): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (times > 1 && isLoss(error)) return this.#patiently(ask, times - 1);
      throw error;
    }
  }

  /** Asks a worker how networks train there, if a slow way would be worth mentioning to the reader. */
  async #learnPath(): Promise<void> {
    if (this.path.value !== undefined || this.#spec.slower === undefined) return;
    this.path.value = await this.#patiently(() => this.#ask({ kind: 'path', id: this.#spec.id }, SHORT));
  }
}

/** Each part once, since the values and the pinned ones may share some. */
function distinct(parts: readonly ListedPart[]): ListedPart[] {
  return [...new Map(parts.map((part) => [part.key, part])).values()];
}
