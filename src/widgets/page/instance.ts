import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Schema, Value, Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import { schemaAt, withinReach } from '../../figure/parameters/late.ts';
import type { ListedPart } from '../../figure/parts.ts';
import { walks } from '../panels/walk.ts';
import { Forecast, timeFor, workOf } from './forecast.ts';
import { ATTEMPTS, isLoss, measureParts } from './measure-parts.ts';
import type { Answers, Setting } from './messages.ts';
import { PartResults } from './part-results.ts';
import { Pictures } from './pictures.ts';
import { WorkerFailure, type WorkerPool } from './pool.ts';
import { Presenter } from './presenter.ts';
import type { Spec } from './spec.ts';
import { explain, PartsGivenUp } from './trouble.ts';
import { Walk } from './walk.ts';

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

/**
 * One figure of the page: its values, its newest picture, and the work that leads from one to the other.
 * Only the newest request is worked on.
 */
export class Instance {
  readonly spec: Spec;
  readonly values: Signal<Values>;
  readonly presentation: Signal<Presentation | null> = signal(null);
  /** The setting whose picture is shown, once every part of it is measured: its numbers are then those of the engine. */
  readonly whole: Signal<Setting | undefined> = signal(undefined);
  /** What a layer above draws over each picture. */
  readonly overlay: Signal<((shown: Presentation) => Presentation) | undefined> = signal(undefined);
  /** The iteration at which the reader stands, and the one under the pointer. */
  readonly standing: Signal<number | undefined>;
  readonly hovering: Signal<number | undefined> = signal(undefined);
  /** The iteration that is marked in every panel. */
  readonly iteration: ReadonlySignal<number | undefined>;
  readonly pinned: Signal<Values | undefined> = signal(undefined);
  readonly messages: Signal<readonly string[]> = signal([]);
  readonly trouble: Signal<string | undefined> = signal(undefined);
  /** A worker has said nothing for a while, though its task should not take so long. */
  readonly silent = signal(false);
  readonly progress: Signal<Progress | undefined> = signal(undefined);
  readonly dragging = signal(false);
  /** Of a long experiment: parts of these values that nobody has computed yet. */
  readonly missing: ReadonlySignal<number>;
  /** Of a long experiment: the reader has asked for it to run. */
  readonly running = signal(false);
  /** Of a long experiment: how networks train in this browser, as a worker reports. */
  readonly path: Signal<Answers['path'] | undefined> = signal(undefined);
  /** Counts the pictures shown; tests and the audit watch it. */
  readonly shown = signal(0);
  readonly changed: ReadonlySignal<boolean>;
  /** Parameters that the address or a link has set: their controls are shown, whatever they are. */
  readonly brought: Signal<readonly string[]>;
  /** How far the run is drawn. */
  readonly walk: Walk;

  readonly #pool: WorkerPool;
  /** Tasks of this figure whose workers are silent. */
  readonly #silences = new Set<object>();
  readonly #presenter: Presenter;
  readonly #results: PartResults;
  readonly #todo: Signal<readonly ListedPart[]> = signal([]);
  /** Of a long experiment: there is nothing to show, because the precomputed results did not load. */
  #unread = false;
  #working: Promise<void> | undefined;
  #again = false;
  #cancel = new AbortController();
  /** While parts are measured: what they are for, and how to ask for a picture of what has arrived. */
  #underWay: { values: Values; pinned: Values | undefined; draft: boolean; picture(): void } | undefined;
  /** Keys of the parts that the reader asked for by starting a long run. */
  #asked: Set<string> | undefined;
  /** Keys of the parts of the picture that is shown. */
  #keys: readonly string[] = [];
  /** The run will be walked as soon as it is there. */
  #setsOut = false;
  /** The run has been walked by itself, or the reader was quicker. */
  #walked = false;
  /** How many parts make a picture while the reader drags: as many as the last run measured at once. */
  #draft = 2;

  constructor(spec: Spec, values: Values, pool: WorkerPool) {
    this.spec = spec;
    this.values = signal(values);
    this.#pool = pool;
    this.#presenter = new Presenter({ ask: this.#ask }, spec);
    this.#results = new PartResults(spec, (of) =>
      this.#patiently(() => this.#ask({ kind: 'parts', id: spec.id, values: of }, SHORT)),
    );
    this.walk = new Walk({
      ask: (iteration) => this.#pictureAt(iteration),
      differs: ({ panels }) => {
        const whole = this.presentation.peek()?.panels ?? [];
        return panels.some((panel) => !walks(panel) && !whole.includes(panel));
      },
    });
    this.standing = signal(spec.stepper?.start ?? spec.opens);
    if (differing(values, spec.defaults).length > 0) this.standing.value = spec.stepper?.start;
    else this.walk.rest(spec.opens);
    this.iteration = computed(() => this.hovering.value ?? this.standing.value);
    this.brought = signal(differing(values, spec.defaults));
    this.missing = computed(() => this.#todo.value.length);
    this.changed = computed(() => differing(this.values.value, spec.defaults).length > 0);
  }

  /** Sets new values, and the picture follows. Names that the schema does not have are ignored. */
  set(change: Readonly<Record<string, Value>>): void {
    const known = Object.entries(change).filter(([name]) => Object.hasOwn(this.spec.schema, name));
    batch(() => {
      this.values.value = withinReach(this.spec.schema, { ...this.values.value, ...Object.fromEntries(known) });
      this.hovering.value = undefined;
      // A ledger stays at its step; elsewhere the whole of the new run is shown.
      if (!this.spec.stepper) this.standing.value = undefined;
      this.walk.rest();
    });
    void this.run();
  }

  /** The schema as it is with the values now: ranges may follow the points of a figure. */
  get schema(): Schema {
    return schemaAt(this.spec.schema, this.values.value);
  }

  /** Sets what a link says, and shows the controls of what it changes. */
  bring(values: Values): void {
    this.brought.value = differing(values, this.spec.defaults);
    this.set(values);
  }

  reset(): void {
    batch(() => {
      this.brought.value = [];
      this.messages.value = [];
      this.pinned.value = undefined;
      this.set(this.spec.defaults);
      this.standing.value = this.spec.stepper?.start ?? this.spec.opens;
      this.walk.rest(this.spec.opens);
    });
    void this.run();
  }

  /** Marks an iteration in every panel, for as long as the reader stays there. */
  stand(iteration: number | undefined): void {
    this.walk.rest();
    if (this.standing.value === iteration) return;
    this.standing.value = iteration;
    void this.run();
  }

  hover(iteration: number | undefined): void {
    // A hand that rests on the mouse must not stop what moves under it.
    if (this.hovering.value === iteration || this.walk.moving.value || this.#setsOut) return;
    this.hovering.value = iteration;
    void this.run();
  }

  /** Walks the run once it is there, unless nothing shall move by itself. */
  async walkOnce(): Promise<void> {
    this.#walked = true;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const values = this.values.value;
    this.#setsOut = true;
    await this.#working;
    this.#setsOut = false;
    const still = this.values.value === values && !this.dragging.value && !this.walk.on.value;
    if (!still || this.hovering.value !== undefined || this.trouble.value !== undefined || !this.#steps) return;
    this.walk.begin(0, this.#steps, { done: () => this.walk.rest() });
  }

  /** Walks the run the first time that it comes into sight. */
  meet(): void {
    const [first] = this.presentation.value?.panels ?? [];
    // A close-up that follows each step would flicker.
    const follows = this.spec.stepper !== undefined && first !== undefined && !walks(first);
    if (!this.#walked && !follows && this.spec.opens === undefined && this.hovering.value === undefined)
      void this.walkOnce();
  }

  /** Builds the run from where the reader stands, or from its start. */
  async play(): Promise<void> {
    this.#walked = true;
    if (!this.presentation.value) await this.run();
    const steps = this.#steps;
    if (!steps) return;
    const from = this.walk.at.value ?? this.standing.value ?? steps;
    this.hovering.value = undefined;
    this.walk.begin(from >= steps ? 0 : from, steps, { played: true, done: () => this.standAt(steps) });
  }

  /** Draws the run up to an iteration, and marks it. */
  standAt(iteration: number): void {
    const steps = this.#steps;
    const t = Math.min(steps, Math.max(0, iteration));
    // At its last step a run is whole; a ledger has a picture of its own there.
    const end = t >= steps && !this.spec.stepper;
    this.#walked = true;
    this.stand(end ? undefined : t);
    if (!end) this.walk.rest(t);
  }

  get #steps(): number {
    return this.presentation.value?.steps ?? 0;
  }

  #pictureAt(iteration: number): Promise<Presentation> {
    return this.#picture({ ...this.#setting(this.values.value, this.pinned.value), iteration });
  }

  /** What charts opened large show: every seed at every step, from the results that are there. */
  async large(): Promise<Presentation> {
    if (!this.presentation.value) await this.run();
    const shown = await this.#picture({ ...this.#setting(this.values.value, this.pinned.value), large: true });
    return this.overlay.value?.(shown) ?? shown;
  }

  /** A picture beside the one that is shown. */
  #picture(setting: Setting): Promise<Presentation> {
    if (this.spec.pace === 'instant') return this.#presenter.run(setting, INSTANT);
    return this.#presenter.present(setting, this.#keys, (key) => this.#results.get(key), SHORT);
  }

  pin(): void {
    this.walk.rest();
    this.pinned.value = this.pinned.value ? undefined : this.values.value;
    void this.run();
  }

  drag(on: boolean): void {
    this.dragging.value = on;
    if (on) this.walk.rest();
    if (!on && this.spec.pace !== 'instant') void this.run();
  }

  /** Computes what is missing of a long experiment, the most telling parts first. */
  start(): void {
    this.running.value = true;
    this.#asked = undefined;
    void this.run();
  }

  /** Stops the work. What is done is kept, and `start` continues from there. */
  cancel(): void {
    this.running.value = false;
    this.#cancel.abort();
  }

  /** How many times longer networks take here than where the defaults were precomputed. */
  get slower(): number {
    return this.path.value === 'plain' ? (this.spec.slower ?? 1) : 1;
  }

  /** Milliseconds that what is missing should take; undefined for an experiment without precomputed parts. */
  promised(): number | undefined {
    const pace = this.#pace;
    return pace === undefined ? undefined : timeFor(workOf(this.#todo.value), pace, this.#pool.size);
  }

  /** Milliseconds that a worker should take for each unit of work. */
  get #pace(): number | undefined {
    const { workTime } = this.spec;
    return workTime === undefined ? undefined : workTime * this.slower;
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

  /** Begins again with new workers, and keeps what is computed. */
  restart(): void {
    this.#again = true;
    this.#pool.restart(this.spec.id);
  }

  /** Tries again what went wrong. */
  retry(): void {
    if (this.spec.pace === 'long' && !this.#unread) this.start();
    else void this.run();
  }

  /** Shows the values as they are now; resolves when nothing is left to do. */
  run(): Promise<void> {
    if (!this.#working) {
      this.#working = this.#untilDone().finally(() => {
        this.#working = undefined;
      });
    } else if (this.#measures(this.values.value, this.pinned.value)) {
      this.#underWay?.picture();
    } else {
      this.#again = true;
      // A draft is finished and shown: otherwise a reader who keeps dragging would see no picture at all.
      if (!this.#underWay?.draft) this.#cancel.abort();
    }
    return this.#working;
  }

  /** Whether what is wanted is being measured already, so that a look at it must not disturb the work. */
  #measures(values: Values, pinned: Values | undefined): boolean {
    const now = this.#underWay;
    if (!now || this.#cancel.signal.aborted) return false;
    return now.values === values && now.pinned === pinned && now.draft === this.#drafts;
  }

  /** Whether a few parts are enough for the moment. */
  get #drafts(): boolean {
    return this.dragging.value && this.spec.pace === 'ensemble';
  }

  async #untilDone(): Promise<void> {
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again);
  }

  /**
   * What the verdict would say of the claim at other values, where the reader stands; `unknown` of a long experiment whose
   * parts are not all there, since nothing long is computed for it.
   */
  async outcomeAt(values: Values, signal: AbortSignal): Promise<Answers['outcome'] | 'unknown'> {
    const iteration = this.standing.peek();
    const setting: Setting = { values, ...(iteration !== undefined && { iteration }) };
    if (this.spec.pace !== 'long') return this.#presenter.outcome(setting, undefined, ONE_PART.ensemble, signal);
    if (!(await this.#results.recall())) throw new WorkerFailure('unreachable', 'the precomputed results did not load');
    const keys = (await this.#results.partsOf(values)).map(({ key }) => key);
    if (keys.some((key) => !this.#results.has(key))) return 'unknown';
    const results = new Map(keys.map((key) => [key, this.#results.get(key)]));
    return this.#patiently(() => this.#presenter.outcome(setting, results, SHORT, signal));
  }

  /** Settings that were computed ahead beside the defaults. */
  ahead(): Promise<Answers['ahead']> {
    return this.#pool.ask({ kind: 'ahead', id: this.spec.id }, SHORT);
  }

  /** The Python that prints the same numbers. */
  python(): Promise<string> {
    return this.#ask({ kind: 'python', id: this.spec.id, values: this.values.value }, SHORT);
  }

  async #once(): Promise<void> {
    try {
      if (this.spec.pace === 'instant') await this.#instant();
      else await this.#inParts();
      this.trouble.value = undefined;
    } catch (error) {
      // What was wanted is wanted no longer, or begins again at once.
      if (this.#again && this.spec.pace !== 'long') return;
      this.progress.value = undefined;
      this.running.value = false;
      this.trouble.value = explain(error);
    }
  }

  async #instant(): Promise<void> {
    const setting = this.#setting(this.values.value, this.pinned.value);
    this.#show(await this.#presenter.run(setting, INSTANT), setting);
  }

  async #inParts(): Promise<void> {
    const long = this.spec.pace === 'long';
    const values = this.values.value;
    const pinned = this.pinned.value;
    const draft = this.#drafts;
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
    const built = !long && this.presentation.value === null && !this.changed.value;
    const pictures = new Pictures(present);
    this.#underWay = { values, pinned, draft, picture: () => !built && pictures.request() };
    const failures = await this.#measured(missing, signal, built ? undefined : pictures).finally(() => {
      this.#underWay = undefined;
    });
    await pictures.drawn();
    this.progress.value = undefined;
    if (this.#again && !draft) return;
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
    const long = this.spec.pace === 'long';
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
    const setting = this.#setting(values, pinned);
    const resultOf = (key: string): unknown => this.#results.get(key);
    this.#keys = keys;
    const whole = keys.every((key) => this.#results.has(key)) ? setting : undefined;
    this.#show(await this.#patiently(() => this.#presenter.present(setting, keys, resultOf, SHORT)), whole);
  }

  #setting(values: Values, pinned: Values | undefined): Setting {
    const iteration = this.iteration.value;
    return { values, ...(pinned && { pinned }), ...(iteration !== undefined && { iteration }) };
  }

  /** A short task between parts: a worker that is lost meanwhile is no reason to stop a long run. */
  async #patiently<T>(ask: () => Promise<T>, times = this.spec.pace === 'long' ? ATTEMPTS : 1): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (times > 1 && isLoss(error)) return this.#patiently(ask, times - 1);
      throw error;
    }
  }

  /** Asks a worker how networks train there, if a slow way would be worth mentioning to the reader. */
  async #learnPath(): Promise<void> {
    if (this.path.value !== undefined || this.spec.slower === undefined) return;
    this.path.value = await this.#patiently(() => this.#ask({ kind: 'path', id: this.spec.id }, SHORT));
  }

  #show(presentation: Presentation, whole: Setting | undefined): void {
    const before = this.presentation.peek();
    batch(() => {
      // Nothing can be drawn yet: the picture stays, and with it the height of the figure.
      if (presentation.panels.length > 0) this.presentation.value = presentation;
      this.whole.value = whole;
      if (!this.walk.moving.value) this.walk.picture.value = undefined;
      this.shown.value += 1;
    });
    // A game that is over has runs to show where there were none.
    if (before && before.steps === undefined && presentation.steps !== undefined) void this.walkOnce();
  }
}

/** The names of the values that are not those of the page as published. */
const differing = (values: Values, defaults: Values): string[] =>
  Object.keys(defaults).filter((name) => values[name] !== defaults[name]);

/** Each part once, since the values and the pinned ones may share some. */
function distinct(parts: readonly ListedPart[]): ListedPart[] {
  return [...new Map(parts.map((part) => [part.key, part])).values()];
}
