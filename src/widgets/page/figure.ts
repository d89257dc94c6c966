import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { isNumeric, type Parameter, type Schema, type Value, type Values } from '../../engine/schema.ts';
import { codeIn, withoutCode } from '../../figure/code-in.ts';
import type { Presentation, RunEvent } from '../../figure/experiment.ts';
import type { Panel } from '../../figure/panels/panel.ts';
import { schemaAt, withinReach } from '../../figure/parameters/late.ts';
import type { ListedPart } from '../../figure/parts.ts';
import type { Script } from '../../figure/python.ts';
import type { PythonError } from '../../python/errors.ts';
import { onWay } from '../panels/altered.ts';
import { canPlay } from '../panels/partial-run.ts';
import { Client } from './client.ts';
import { explain, PartsGivenUp, RuleFailure } from './errors.ts';
import { Forecast, type Progress, timeFor, workOf } from './forecast.ts';
import { measureParts } from './measure-parts.ts';
import type { Answers, Setting } from './messages.ts';
import { PartResults } from './part-results.ts';
import { Pictures } from './pictures.ts';
import { advance, frames, glide, play, tempo, wantsCalm } from './player.ts';
import { WorkerFailure, type WorkerPool } from './pool.ts';
import { isSameValues } from './same-values.ts';
import type { Spec } from './spec.ts';
import { TrustedCode } from './trusted-code.ts';
import { isSame, type Wanted, wantedParts } from './wanted.ts';

/** Minimum time between two pictures while parts arrive, milliseconds. */
const REFRESH = 60;
/** Milliseconds after which the remaining time is updated, even if no part has finished. */
const LOOK = 1000;
/** Time budget of a draft, milliseconds: it has as many parts as the last run computed in that time. */
const DRAFT = 40;

/** Duration of an automatic playback, milliseconds, however many steps the run has. */
const BY_ITSELF = 1500;
/** Milliseconds after an automatic start in which a press on Play may still have been meant to start the run. */
const FRESH = 1000;
/** Steps per frame of a run without an end; fewer at first, so that they can be followed. */
const ENDLESS = { first: 0.5, until: 60, later: 1.25 } as const;
/** Kinds of parameters that restart a run without an end. */
const CHOSEN: ReadonlySet<string> = new Set(['choice', 'integer', 'flag', 'places']);
/**
 * Minimum number of frames between two pictures of panels that the page cannot cut itself: a slow browser requests
 * fewer.
 */
const REST = 4;

/** A passage of a scene, as shown by its figure. */
export interface Passage {
  values: Values;
  /** The previous run, which stays as a ghost. */
  ghost?: Values;
  /** The last iteration shown, or the name of an event; default: the last of the run. */
  ends?: number | string;
  /** The name of an event at which the run pauses for a moment. */
  pauses?: string;
  /** Plays the run from its start; otherwise the picture appears at once. */
  plays?: boolean;
  /** The question that a reader may answer with a guess before the run is shown. */
  asks?: string;
  /** The guess is one of the map's runs, by name, rather than a position. */
  picks?: boolean;
  /** Its run is the reader's last one in the page's figure of this experiment, rather than that of `values`. */
  own?: boolean;
}

/** The next step after a passage, offered by its scene beside Play. */
interface Next {
  label: string;
  /** The accessible name: the label with the name of the next passage. */
  name: string;
  go(): void;
}

/** The reader's guess of where a run ends, or which of several is the answer. */
type Guess = ({ x: number; y: number } | { run: string }) & {
  /** The run in question. */
  of: Values;
};

/**
 * One figure of the page. In order: values are set, their parts are listed, missing parts are computed, the results are
 * rendered, the picture is shown at step t, and the run is played; a scene uses all of this to tell its passages. Only
 * the newest request is processed, and every result is kept.
 */
export class Figure {
  readonly spec: Spec;
  readonly #client: Client;
  readonly #results: PartResults;
  readonly #trusted: TrustedCode;

  constructor(spec: Spec, values: Values, pool: WorkerPool) {
    this.spec = spec;
    this.#client = new Client(pool, spec);
    this.#results = new PartResults(spec);
    this.#trusted = new TrustedCode(spec.schema);
    this.values = signal(values);
    this.brought = signal(differing(values, spec.defaults));
    this.silent = this.#client.silent;
    this.standing = signal(spec.stepper?.start);
    if (!this.changed.peek()) this.#standAtOpening();
  }

  // Values ------------------------------------------------------------------------------------------------------------

  readonly values: Signal<Values>;
  /** The values of a pinned run, over which later ones are drawn. */
  readonly pinned: Signal<Values | undefined> = signal(undefined);
  /** The reader has pinned it; the ghost of a passage does not count. */
  readonly hasPin = computed(() => this.pinned.value !== undefined && this.pinned.value !== this.passage.value?.ghost);
  readonly changed = computed(() => differing(this.values.value, this.spec.defaults).length > 0);
  /** Parameters set by the URL or a link: their controls are always shown. */
  readonly brought: Signal<readonly string[]>;
  readonly messages: Signal<readonly string[]> = signal([]);
  readonly dragging = signal(false);
  /** A number is being typed; intermediate values are not the reader's choice yet. */
  readonly typing = signal(false);
  /** Code that came with a link awaits the reader's approval; until then the figure runs its own rule. */
  readonly waiting = computed(() => !this.#trusted.has(this.values.value));

  /** The schema at the current values: ranges may depend on the figure's points. */
  get schema(): Schema {
    return schemaAt(this.spec.schema, this.values.value);
  }

  /**
   * Sets new values and updates the picture. Names missing in the schema are ignored.
   * @param at the iteration at which the run waits during a drag
   */
  set(change: Readonly<Record<string, Value>>, at?: number): void {
    const { frames, schema } = this.spec;
    const known = Object.entries(change).filter(([name]) => Object.hasOwn(schema, name));
    // A change of only marks is another view of the same run.
    const isNewRun = known.some(([name]) => !schema[name]?.onlyMarks);
    const wasShowingRun = this.moving.peek() || this.#currentPassage !== undefined;
    const chooses = known.some(([name]) => CHOSEN.has(schema[name]?.kind ?? ''));
    // A run without an end restarts at any choice: it waits for Play, or continues if it was playing. A new number or
    // new code shows its result, unless the run is in progress; dragging a slider does so in any case.
    const anew =
      frames !== undefined &&
      isNewRun &&
      (this.moving.peek() || chooses) &&
      !this.dragging.peek() &&
      !known.some(([name]) => name === frames);
    // A selection within the previous run does not apply to a new one.
    const looks = Object.entries(schema).flatMap(([name, { ofOneRun, default: first }]) =>
      ofOneRun && (anew || (isNewRun && chooses)) ? [[name, first] as const] : [],
    );
    const values = withinReach(schema, { ...this.values.value, ...Object.fromEntries([...looks, ...known]) });
    batch(() => {
      this.taken.value = true;
      this.values.value =
        frames === undefined || !isNewRun
          ? values
          : { ...values, [frames]: anew ? 0 : Math.min(this.#furthest, Number(values[frames])) };
      this.event.value = undefined;
      // New values show the whole run; a ledger stays at the reader's step, and a run without an end continues with the
      // new values.
      this.hovering.value = undefined;
      if (!this.spec.stepper) this.standing.value = at;
      else if (wasShowingRun && this.#lastStep > 0) this.standing.value = this.#lastStep;
      if (frames === undefined) this.rest(at);
    });
    void this.run();
  }

  /** Applies a link's values, and shows the controls of those it changes. */
  bring(values: Values): void {
    batch(() => {
      this.brought.value = differing(values, this.spec.defaults);
      this.set(values);
    });
  }

  /** The values set by the reader: without those of a passage, which never enter the URL. */
  get readerValues(): Values {
    return this.passage.value && !this.taken.value ? this.spec.defaults : this.values.value;
  }

  /** The iteration selected by the reader; the end of a passage does not count. */
  get readerStep(): number | undefined {
    return this.passage.value && !this.taken.value ? undefined : this.step;
  }

  /** Repeats the run with the random draws of the next seed. */
  async drawAgain(): Promise<void> {
    const seeds = this.schema['seed'];
    if (!isNumeric(seeds)) return;
    const next = Number(this.values.peek()['seed']) + 1;
    this.pinned.value = undefined;
    this.set({ seed: next > seeds.max ? seeds.min : next });
    const now = this.values.peek();
    await this.run();
    if (this.values.peek() === now && !wantsCalm()) await this.play();
  }

  /** Approves the code of a setting: the reader has written it, or has read it and agreed. */
  trust(values: Values = this.values.peek()): void {
    const waited = this.waiting.peek();
    this.#trusted.add(values);
    if (waited && !this.waiting.peek()) void this.run();
  }

  reset(): void {
    batch(() => {
      this.brought.value = [];
      this.messages.value = [];
      this.pinned.value = undefined;
      this.own.value = undefined;
      // Independent of any passage: it opens where the page begins.
      this.taken.value = true;
      this.#standAtOpening();
      this.set(this.spec.defaults, this.spec.opens);
    });
  }

  pin(): void {
    this.rest();
    this.pinned.value = this.hasPin.value ? undefined : this.values.value;
    void this.run();
  }

  drag(on: boolean): void {
    this.dragging.value = on;
    if (on && this.spec.frames === undefined) this.rest();
    if (!on && this.spec.pace !== 'instant') void this.run();
  }

  // Work --------------------------------------------------------------------------------------------------------------

  /** A picture is requested and pending; tests wait for its end. */
  readonly busy = signal(false);
  readonly error: Signal<string | undefined> = signal(undefined);
  /** A worker has been silent for longer than its task should take. */
  readonly silent: ReadonlySignal<boolean>;
  /** For a long experiment: the reader has started it. */
  readonly running = signal(false);
  #working: Promise<void> | undefined;
  /** A newer request than the one in progress is waiting. */
  #isOutdated = false;
  #workAbort = new AbortController();
  /** While parts are computed: the request, and a function that requests a picture of the results so far. */
  #underWay: (Wanted & { picture(): void }) | undefined;

  /** Shows the current values; resolves when nothing is left to do. */
  run(): Promise<void> {
    if (this.#working) {
      if (!this.#isAlreadyWorkedOn()) this.#isOutdated = true;
    } else {
      this.busy.value = true;
      this.#working = this.#untilDone().finally(() => {
        this.#working = undefined;
        this.busy.value = false;
      });
    }
    return this.#working;
  }

  /** Computes the missing parts of a long experiment, the most informative first. */
  start(): void {
    this.running.value = true;
    this.#askedKeys = undefined;
    void this.run();
  }

  /** Stops the work of a long experiment. Finished parts are kept, and `start` continues from there. */
  pause(): void {
    this.running.value = false;
    this.#workAbort.abort();
  }

  /** Restarts with new workers, and keeps all results. */
  restart(): void {
    this.#isOutdated = true;
    this.#client.restart();
  }

  /** Retries after an error. */
  retry(): void {
    if (this.spec.pace === 'long' && !this.#isUnread) this.start();
    else void this.run();
  }

  /** Expected milliseconds for the missing parts; undefined for an experiment without precomputed parts. */
  promised(): number | undefined {
    const pace = this.#pace;
    return pace === undefined ? undefined : timeFor(workOf(this.#missingParts.value), pace, this.#client.workers);
  }

  /** Expected milliseconds of a worker for each unit of work. */
  get #pace(): number | undefined {
    return this.spec.workTime;
  }

  get #wanted(): Wanted {
    const draft = this.dragging.value && this.spec.pace === 'ensemble';
    const whole = this.whole.peek();
    if (whole && this.#failedValues === this.values.value) return { values: whole.values, pinned: whole.pinned, draft };
    // All work starts here, so code without approval never gets further.
    const values = this.#trusted.allowed(this.values.value);
    const pinned = this.pinned.value && this.#trusted.allowed(this.pinned.value);
    const original = withoutCode(this.spec.schema, values);
    // A reader's rule is drawn over the original, which changes with every other value.
    return { values, pinned: pinned ?? (original === values ? undefined : original), draft };
  }

  /** Whether a picture is computed and rendered in one go: a reader's rule must run in Python first. */
  #isInstant({ values, pinned }: Pick<Setting, 'values'> & { pinned?: Values | undefined }): boolean {
    const { pace, schema } = this.spec;
    return pace === 'instant' && codeIn(schema, values) === '' && (!pinned || codeIn(schema, pinned) === '');
  }

  /**
   * Whether the work in progress is the current request: a new view must not interrupt it, and anything else ends it.
   */
  #isAlreadyWorkedOn(): boolean {
    const now = this.#underWay;
    if (now && !this.#workAbort.signal.aborted && isSame(now, this.#wanted)) {
      now.picture();
      return true;
    }
    // A draft is finished and shown: otherwise a reader who keeps dragging would never see a picture.
    if (!now?.draft) this.#workAbort.abort();
    return false;
  }

  async #untilDone(): Promise<void> {
    do {
      this.#isOutdated = false;
      await this.#workOnce();
    } while (this.#isOutdated);
  }

  async #workOnce(): Promise<void> {
    const wanted = this.#wanted;
    try {
      if (this.#isInstant(wanted)) {
        const setting = this.#settingOf(wanted);
        this.#show(await this.#client.run(setting), setting);
        this.#noteRule(undefined, '');
      } else await this.#workInParts(wanted);
      this.error.value = undefined;
    } catch (error) {
      // The request is obsolete, or restarts at once.
      if (this.#isOutdated && this.spec.pace !== 'long') return;
      this.progress.value = undefined;
      this.running.value = false;
      this.error.value = explain(error);
    }
  }

  // Parts and their measuring -----------------------------------------------------------------------------------------

  readonly progress: Signal<Progress | undefined> = signal(undefined);
  /** For a long experiment: how many parts of these values have not been computed yet. */
  readonly missing = computed(() => this.#missingParts.value.length);
  /** For a long experiment: the kernel with which networks train in this browser, as a worker reports. */
  readonly path: Signal<Answers['path'] | undefined> = signal(undefined);
  /** The error in the reader's rule; the picture is still that of the last working one. */
  readonly wrong: Signal<PythonError | undefined> = signal(undefined);
  /** Output of the reader's rule. */
  readonly printed = signal('');
  /** Values whose rule failed: until they change, the picture is that of the last working rule. */
  #failedValues: Values | undefined;
  /** Parts by values, which never change: listed only once. */
  readonly #listed = new WeakMap<Values, readonly ListedPart[]>();
  readonly #missingParts: Signal<readonly ListedPart[]> = signal([]);
  /** Keys of the parts requested by starting a long run. */
  #askedKeys: Set<string> | undefined;
  /** For a long experiment: there is nothing to show, because the precomputed results did not load. */
  #isUnread = false;
  /** Number of parts in a draft. */
  #draftSize = 2;

  async #workInParts(wanted: Wanted): Promise<void> {
    const long = this.spec.pace === 'long';
    this.#workAbort = new AbortController();
    const { signal } = this.#workAbort;
    const recalled = !long || (await this.#results.recall());
    const parts = await this.#partsOf(wanted.values);
    const pinned = wanted.pinned ? await this.#partsOf(wanted.pinned) : [];
    const few = wanted.draft ? this.#draftSize : undefined;
    const { keys, needed, missing } = wantedParts(parts, pinned, few, (key) => this.#results.has(key));
    this.#missingParts.value = missing;
    if (long && missing.length > 0) await this.#learnPath();
    this.#isUnread = !recalled && !this.running.value && missing.length === needed.length;
    // The built picture stays, since one without results would show less.
    if (this.#isUnread) throw new WorkerFailure('unreachable', 'the precomputed results did not load');
    const present = (): Promise<void> => this.#present(wanted, keys);
    if (long && !this.#runsOnFor(missing)) return present();

    // The built picture of these values is complete. One with only a few parts would show less, and move the page.
    const built = !long && this.presentation.value === null && !this.changed.value;
    const pictures = built ? undefined : new Pictures(present);
    // The first run with the reader's rule comes first: without it there is nothing to draw, and if it fails the others
    // would fail, too, a second each.
    const first = missing.find(({ python }) => python);
    this.#underWay = { ...wanted, picture: () => {} };
    const led = first ? await this.#measure([first], signal, undefined) : [];
    this.#underWay = { ...wanted, picture: () => pictures?.request() };
    const rest = led.length > 0 ? [] : missing.filter((part) => part !== first);
    const failures = await this.#measure(rest, signal, pictures)
      .then((others) => [...led, ...others])
      .finally(() => {
        this.#underWay = undefined;
      });
    await pictures?.drawn();
    this.progress.value = undefined;
    if (this.#isOutdated && !wanted.draft) return;
    this.running.value = false;
    const failure = failures.find((reason) => reason instanceof RuleFailure);
    this.#noteRule(failure, this.#client.printedBy(parts.find(({ python }) => python)?.key ?? ''));
    // The last working picture stays.
    if (failure) return;
    await present();
    if (failures.length > 0) throw new PartsGivenUp(failures, missing.length);
  }

  /** Records the outcome of the reader's rule, unless the picture is still from the rule before. */
  #noteRule(failure: RuleFailure | undefined, printed: string): void {
    if (this.#failedValues === this.values.peek()) return;
    this.#failedValues = failure && this.values.peek();
    batch(() => {
      this.wrong.value = failure?.error;
      this.printed.value = failure?.printed ?? printed;
    });
  }

  async #partsOf(values: Values): Promise<readonly ListedPart[]> {
    const parts = this.#listed.get(values) ?? (await this.#client.parts(values));
    this.#listed.set(values, parts);
    return parts;
  }

  /** Finds out with which kernel the networks of a long experiment train in a worker. */
  async #learnPath(): Promise<void> {
    if (this.path.value === undefined && this.spec.workTime !== undefined) this.path.value = await this.#client.path();
  }

  /** Whether a long run is in progress and all missing parts were requested by the reader. */
  #runsOnFor(missing: readonly ListedPart[]): boolean {
    if (!this.running.value) return false;
    this.#askedKeys ??= new Set(missing.map(({ key }) => key));
    const asked = this.#askedKeys;
    this.running.value = missing.every(({ key }) => asked.has(key));
    return this.running.value;
  }

  /**
   * Computes the missing parts, stores every result as it arrives, and reports the progress. @returns why parts were
   * given up
   */
  async #measure(
    missing: readonly ListedPart[],
    signal: AbortSignal,
    pictures: Pictures | undefined,
  ): Promise<readonly unknown[]> {
    const began = performance.now();
    const forecast = new Forecast(began, missing, this.#client.workers, this.#pace);
    let last = began;
    const tell = (): void => {
      this.progress.value = pictures && missing.length > 0 ? forecast.progress(performance.now()) : undefined;
    };
    tell();
    const telling = this.spec.pace === 'long' ? setInterval(tell, LOOK) : undefined;
    const work = measureParts({
      measure: (part, rest) =>
        this.#client.measure(part, rest, new Map(part.after?.map((key) => [key, this.#results.get(key)]))),
      parts: missing,
      isThere: (key) => this.#results.has(key),
      signal,
      done: ({ key }, result) => {
        this.#results.add(key, result);
        const now = performance.now();
        const done = forecast.tick(now, key);
        this.#missingParts.value = this.#missingParts.value.filter((part) => part.key !== key);
        if (now - began < DRAFT) this.#draftSize = Math.max(2, done);
        if (!pictures || now - last <= REFRESH || done === missing.length || signal.aborted) return;
        last = now;
        tell();
        pictures.request();
      },
    });
    return work.finally(() => clearInterval(telling));
  }

  // Picture -----------------------------------------------------------------------------------------------------------

  readonly presentation: Signal<Presentation | null> = signal(null);
  /**
   * The setting of the current picture, once every part of it is computed: its numbers are then those of the engine.
   */
  readonly whole: Signal<Setting | undefined> = signal(undefined);
  /** Counts the pictures shown; tests and the audit observe it. */
  readonly count = signal(0);
  /** Keys of the parts in the current picture. */
  #shownKeys: readonly string[] = [];

  #settingOf({ values, pinned }: Pick<Wanted, 'values' | 'pinned'>): Setting {
    const iteration = this.iteration.value;
    return { values, ...(pinned && { pinned }), ...(iteration !== undefined && { iteration }) };
  }

  async #present(wanted: Wanted, keys: readonly string[]): Promise<void> {
    const setting = this.#settingOf(wanted);
    this.#shownKeys = keys;
    const whole = keys.every((key) => this.#results.has(key)) ? setting : undefined;
    this.#show(await this.#client.present(setting, keys, (key) => this.#results.get(key)), whole);
  }

  #show(presentation: Presentation, whole: Setting | undefined): void {
    const before = this.presentation.peek();
    batch(() => {
      // Nothing can be drawn yet: the old picture stays, and with it the figure's height.
      if (presentation.panels.length > 0) this.presentation.value = presentation;
      this.whole.value = whole;
      if (!this.moving.value) this.midway.value = undefined;
      this.count.value += 1;
    });
    // A finished game has runs to play for the first time.
    if (before && before.steps === undefined && presentation.steps !== undefined) void this.autoplay();
  }

  /** An additional picture made from existing results. */
  #pictureWith(looks: Pick<Setting, 'iteration' | 'large'>): Promise<Presentation> {
    const setting = { ...this.#settingOf(this.#wanted), ...looks };
    if (this.#isInstant(setting)) return this.#client.run(setting);
    return this.#client.present(setting, this.#shownKeys, (key) => this.#results.get(key));
  }

  /** The picture for enlarged charts: every seed at every step, from existing results. */
  async large(): Promise<Presentation> {
    if (!this.presentation.value) await this.run();
    return this.#pictureWith({ large: true });
  }

  /**
   * The verdict on the claim at other values, at the current step; `unknown` for a long experiment with missing parts,
   * since nothing long is computed for it.
   */
  async outcomeAt(values: Values, signal: AbortSignal): Promise<Answers['outcome'] | 'unknown'> {
    const iteration = this.standing.peek();
    const setting = { values, ...(iteration !== undefined && { iteration }) };
    if (this.spec.pace !== 'long') return this.#client.outcome(setting, signal);
    if (!(await this.#results.recall())) throw new WorkerFailure('unreachable', 'the precomputed results did not load');
    const keys = (await this.#partsOf(values)).map(({ key }) => key);
    if (keys.some((key) => !this.#results.has(key))) return 'unknown';
    return this.#client.outcome(setting, signal, new Map(keys.map((key) => [key, this.#results.get(key)])));
  }

  /** Precomputed settings of a long experiment besides the defaults. */
  ahead(): Promise<Answers['ahead']> {
    return this.#client.ahead();
  }

  /** The Python script that prints the same numbers. */
  python(): Promise<Script> {
    return this.#client.python(this.values.value);
  }

  // The picture at step t ---------------------------------------------------------------------------------------------

  /** The iteration selected by the reader, and the one under the pointer. */
  readonly standing: Signal<number | undefined>;
  readonly hovering: Signal<number | undefined> = signal(undefined);
  /** The iteration marked in every panel. */
  readonly iteration = computed(() => this.hovering.value ?? this.standing.value);
  /** The number of iterations drawn, with a fraction of the next; undefined: all. */
  readonly upTo: Signal<number | undefined> = signal(undefined);
  /** Whether less than the whole run is drawn; unlike `upTo` it does not change with each frame. */
  readonly isCut = computed(() => this.upTo.value !== undefined);
  /** While less than the whole run is drawn: the newest picture of an iteration before the last. */
  readonly midway: Signal<Presentation | undefined> = signal(undefined);

  get #lastStep(): number {
    return this.presentation.value?.steps ?? 0;
  }

  /** Selects the opening step. */
  #standAtOpening(): void {
    this.standing.value = this.spec.stepper?.start ?? this.spec.opens;
    this.rest(this.spec.opens);
  }

  hover(iteration: number | undefined): void {
    // A mouse at rest must not stop a playback that moves under it.
    if (this.moving.value || this.#isSettingOut) return;
    // Later iterations are not revealed, least of all if a guess is asked for.
    const isDrawn = iteration !== undefined && iteration <= (this.upTo.value ?? iteration);
    // At the start, a scene's sentence announces a run, but this one has been played.
    const isBegun = iteration === 0 && this.upTo.value !== 0 && this.spec.scene && !this.workshop.value;
    const seen = isDrawn && !isBegun ? iteration : undefined;
    if (this.hovering.value === seen) return;
    this.hovering.value = seen;
    void this.run();
  }

  /** Marks an iteration in every panel for as long as it is selected. */
  stand(iteration: number | undefined): void {
    this.rest();
    if (this.standing.value === iteration) return;
    this.standing.value = iteration;
    void this.run();
  }

  /** Draws the run up to an iteration, and marks it. */
  standAt(iteration: number): void {
    const steps = this.#lastStep;
    const t = Math.min(steps, Math.max(0, iteration));
    // At its last step a run is drawn whole; a ledger has a separate picture there.
    const end = t >= steps && !this.spec.stepper;
    this.#hasAutoplayed = true;
    // Together, so that the whole run does not flash between them.
    batch(() => {
      this.stand(end ? undefined : t);
      if (!end) this.rest(t);
    });
  }

  /** Opens at an iteration, such as that of a copied link, unless other values are set before the run is ready. */
  async openAt(iteration: number): Promise<void> {
    const now = this.values.peek();
    this.#hasAutoplayed = true;
    this.taken.value = true;
    await this.run();
    if (this.values.peek() !== now) return;
    const last = this.#lastStep;
    if (last > 0 && iteration > last)
      this.messages.value = [
        ...this.messages.peek(),
        `Step: this run has only ${last} steps, so it opens at its last.`,
      ];
    this.standAt(iteration);
  }

  /** The selected iteration, if it differs from the opening one. */
  get step(): number | undefined {
    const at = this.standing.value;
    return at === (this.spec.stepper?.start ?? this.spec.opens) ? undefined : at;
  }

  /** Stops, at an iteration or with the whole run drawn. */
  rest(at?: number): void {
    this.#motionAbort.abort();
    this.moving.value = false;
    this.byItself.value = false;
    this.upTo.value = at;
    if (at === undefined) this.midway.value = undefined;
  }

  // Play --------------------------------------------------------------------------------------------------------------

  readonly moving = signal(false);
  /** The run plays automatically, which is faster than Play. */
  readonly byItself = signal(false);
  /** Start of the automatic playback, in milliseconds of the page's clock. */
  #beganAt = Number.NEGATIVE_INFINITY;
  /** Playback speed relative to the default. */
  readonly speed = signal(1);
  /** The event at which the run pauses or has ended. */
  readonly event: Signal<RunEvent | undefined> = signal(undefined);
  #motionAbort = new AbortController();
  /** The run will play as soon as it is ready. */
  #isSettingOut = false;
  /** The run has played automatically, or the reader was faster. */
  #hasAutoplayed = false;

  /** Plays the run the first time it becomes visible. */
  meet(): void {
    const [first] = this.presentation.value?.panels ?? [];
    // A close-up that follows each step would flicker.
    const follows = this.spec.stepper !== undefined && first !== undefined && !canPlay(first);
    if (!this.#hasAutoplayed && !follows && this.spec.opens === undefined && this.hovering.value === undefined)
      void this.autoplay();
  }

  /** Plays the run once it is ready, unless the reader acts first or prefers reduced motion. */
  async autoplay(): Promise<void> {
    this.#hasAutoplayed = true;
    if (wantsCalm()) return;
    const before = this.values.value;
    this.#isSettingOut = true;
    await this.#working;
    this.#isSettingOut = false;
    const isTouched = this.values.value !== before || this.dragging.value || this.hovering.value !== undefined;
    const steps = this.#lastStep;
    if (isTouched || this.isCut.value || this.error.value !== undefined || !steps) return;
    const arrives = this.#move(0, steps, () => steps / BY_ITSELF);
    this.byItself.value = true;
    this.#beganAt = performance.now();
    if (await arrives) this.rest();
  }

  /** An automatic playback has just begun: a press meant for Play must not stop it. */
  get isFresh(): boolean {
    return this.moving.peek() && performance.now() - this.#beganAt < FRESH;
  }

  /** Plays, or stops at the current iteration. */
  playOrPause(at: number): void {
    if (this.isFresh) {
      if (this.byItself.peek()) void this.play();
    } else if (this.moving.peek()) this.standAt(at);
    else void this.play();
  }

  /** Plays the run from the current step, or from its start, at a pace that can be followed. */
  async play(): Promise<void> {
    if (this.spec.frames !== undefined) return this.#playOn();
    this.#hasAutoplayed = true;
    if (!this.presentation.value) await this.run();
    // Play requires results that have not been computed yet.
    if (this.spec.pace === 'long' && this.missing.peek() > 0) {
      const now = this.values.peek();
      this.start();
      await this.run();
      if (this.values.peek() !== now || this.missing.peek() > 0) return;
    }
    // A run waiting at its start plays to its end, and one stopped at the end of its passage continues.
    const passage = this.#currentPassage;
    const at = this.upTo.value ?? this.standing.value ?? this.#lastStep;
    const end = this.#passageEnd > 0 && at !== this.#passageEnd ? this.#passageEnd : this.#lastStep;
    if (!end) return;
    const from = at >= end || this.byItself.value ? 0 : at;
    const pace = tempo(0, end);
    const pause = this.#eventNamed(passage?.pauses);
    this.hovering.value = undefined;
    this.event.value = undefined;
    const stop = effect(() => {
      // Its label is shown only during the pause.
      this.event.value = pause && Math.floor(this.upTo.value ?? 0) === pause.at ? pause : undefined;
    });
    const arrives = await this.#move(from, end, (t) => this.speed.peek() * pace(t), pause?.at).finally(stop);
    if (!arrives) return;
    this.standAt(end);
    this.event.value = this.#eventNamed(passage?.ends);
  }

  /** Plays the run from an iteration on after a link has extended it, unless other values are set first. */
  async playFrom(iteration: number): Promise<void> {
    const now = this.values.value;
    await this.run();
    if (this.values.value !== now) return;
    this.standAt(wantsCalm() ? this.#lastStep : iteration);
    if (!wantsCalm()) await this.play();
  }

  /** Ends any motion. @returns an abort signal for the next one */
  #startMotion(): AbortSignal {
    this.#motionAbort.abort();
    this.byItself.value = false;
    this.#beganAt = Number.NEGATIVE_INFINITY;
    this.#motionAbort = new AbortController();
    return this.#motionAbort.signal;
  }

  /**
   * Draws more of the run in each frame. Runs on maps and over iterations are cut in the page; nothing is computed for
   * it, and nothing is read aloud.
   * @param pace iterations per millisecond, at a position
   * @param rests iteration at which it pauses for a moment
   * @returns whether it reached the last step
   */
  #move(from: number, steps: number, pace: (at: number) => number, rests?: number): Promise<boolean> {
    const signal = this.#startMotion();
    this.moving.value = true;
    const arrives = play(this.upTo, { from, last: steps, pace, rests, signal });
    void this.#followMotion(signal);
    return arrives;
  }

  /**
   * Requests the picture of a fit or a ledger from the worker during the motion, as often as it answers; stops if it
   * does not change.
   */
  async #followMotion(signal: AbortSignal): Promise<void> {
    let [asked, askedAt] = [-1, 0];
    for await (const { now, passed } of frames(signal)) {
      const iteration = Math.floor(this.upTo.peek() ?? 0);
      if (iteration === asked || now - askedAt < REST * passed) continue;
      const begins = asked < 0;
      [asked, askedAt] = [iteration, now];
      const picture = await this.#pictureWith({ iteration }).catch(() => undefined);
      if (!picture || signal.aborted) return;
      this.midway.value = picture;
      // Neither the current iteration nor the one where Play began indicates whether the next ones differ.
      if (!begins && iteration !== this.iteration.peek() && !this.#differs(picture)) return;
    }
  }

  /** Whether a picture of another iteration differs from the current one in panels that the page cannot cut itself. */
  #differs({ panels }: Presentation): boolean {
    const shown = this.presentation.peek()?.panels ?? [];
    const before = ({ name }: Panel) => shown.find((panel) => panel.name === name);
    return panels.some((panel) => !shown.includes(panel) && (!canPlay(panel) || onWay(panel, before(panel)) !== panel));
  }

  // A run that goes on by itself --------------------------------------------------------------------------------------

  /** The current step. */
  get frame(): number | undefined {
    const { frames } = this.spec;
    return frames === undefined ? undefined : Number(this.values.value[frames]);
  }

  /** The furthest step to which the run can jump at once. */
  get #furthest(): number {
    const steps = this.spec.schema[this.spec.frames ?? ''];
    return isNumeric(steps) ? steps.max : Number.POSITIVE_INFINITY;
  }

  goTo(step: number): Promise<void> {
    const { frames } = this.spec;
    if (frames === undefined) return Promise.resolve();
    this.taken.value = true;
    this.values.value = { ...this.values.value, [frames]: Math.max(0, step) };
    return this.run();
  }

  /** Returns to the first step, and plays from there unless reduced motion is preferred. */
  begin(): void {
    void this.goTo(0);
    if (!this.moving.peek() && !wantsCalm()) void this.play();
  }

  /** The step of the current picture: the run may have been requested further. */
  get frameShown(): number | undefined {
    const { frames } = this.spec;
    return frames === undefined ? undefined : Number((this.whole.value?.values ?? this.values.value)[frames]);
  }

  /** Advances in each frame until it is stopped, reaches its end, or a multiple of the largest jump. */
  async #playOn(): Promise<void> {
    const signal = this.#startMotion();
    this.moving.value = true;
    // The page opens with a finished run: it is played from its beginning.
    if (!this.changed.peek()) void this.goTo(0);
    const pace = () => this.speed.peek() * ((this.frame ?? 0) < ENDLESS.until ? ENDLESS.first : ENDLESS.later);
    for await (const steps of advance({ pace, busy: this.busy, signal })) {
      if (this.presentation.peek()?.ended || this.error.peek() || this.wrong.peek()) return this.rest();
      const from = this.frame ?? 0;
      const whole = (Math.floor(from / this.#furthest) + 1) * this.#furthest;
      const once = this.presentation.peek()?.rests ?? 0;
      const rests = from < once ? Math.min(once, whole) : whole;
      void this.goTo(Math.min(rests, from + steps));
      if (from + steps >= rests) return this.rest();
    }
  }

  // Scene -------------------------------------------------------------------------------------------------------------

  readonly passage: Signal<Passage | undefined> = signal(undefined);
  /** The next passage. */
  readonly next: Signal<Next | undefined> = signal(undefined);
  /** Nothing moves, and the passage has nothing left to play: the reader may continue. */
  readonly passageDone = computed(() => {
    const { asks, plays } = this.#currentPassage ?? {};
    return (
      !this.moving.value &&
      !this.taken.value &&
      (asks === undefined || this.asks.value === undefined) &&
      (!plays || this.hasArrived)
    );
  });
  /** The picture is the reader's own rather than the passage's. */
  readonly taken = signal(false);
  /** For a scene that tells its story again: the reader's run, and how much of it was drawn. */
  readonly own: Signal<{ values: Values; at: number | undefined } | undefined> = signal(undefined);
  readonly guess: Signal<Guess | undefined> = signal(undefined);
  /** The question answered by a guess, while only the start of the run is shown. */
  readonly asks = computed(() =>
    this.taken.value || this.moving.value || this.upTo.value !== 0 ? undefined : this.passage.value?.asks,
  );
  /** The whole figure is shown rather than only its main picture. */
  readonly workshop = signal(false);
  /** Target values of the transition between two passages. */
  #bound: Values | undefined;

  /** Restores the reader's own run as it was left. */
  takeBack(): void {
    const own = this.own.peek();
    if (!own) return;
    batch(() => {
      this.own.value = undefined;
      this.pinned.value = undefined;
      this.set(own.values, own.at);
    });
  }

  /**
   * Shows a passage. Its values do not go into the URL. The reader's own run is kept.
   * @param plays whether to play its run from the start, if the passage does so
   * @param waits whether its run stays at its start until somebody plays it
   */
  async tell(passage: Passage, { plays = passage.plays === true, waits = false } = {}): Promise<void> {
    const runs = this.#hasRun;
    const glides = plays && !runs && !wantsCalm();
    const from = this.values.value;
    // A passage with the same run continues from where the previous one stopped.
    const isSameRun = !this.taken.peek() && isSameValues(from, passage.values) && passage.ghost === undefined;
    const begins = (plays || waits) && isSameRun ? (this.upTo.peek() ?? 0) : 0;
    batch(() => {
      // Moving the slider of steps has not made a different run.
      if (this.taken.peek() && differing(from, this.passage.peek()?.values ?? from).length > 0)
        this.own.value = { values: from, at: this.upTo.peek() };
      this.taken.value = false;
      this.passage.value = passage;
      if (!glides) this.values.value = withinReach(this.spec.schema, passage.values);
      this.pinned.value = passage.ghost;
      this.hovering.value = undefined;
      this.standing.value = runs ? begins : undefined;
      this.event.value = undefined;
      this.rest(runs ? begins : undefined);
      this.#hasAutoplayed = true;
    });
    if (glides) return this.#glide(from, passage.values);
    if (!waits && this.#isBuilt(passage)) return;
    await this.run();
    // Play was pressed before the picture was ready: it continues.
    if (this.#currentPassage !== passage || !runs || waits || this.moving.peek()) return;
    if (plays && !wantsCalm()) {
      const plays = this.play();
      this.#beganAt = performance.now();
      await plays;
    } else {
      this.standAt(this.#passageEnd);
      this.event.value = this.#eventNamed(passage.ends);
    }
  }

  /**
   * Whether a passage is the built picture of a long experiment, which loads nothing before it is requested. Two built
   * pictures that share the stage are scaled to half its size, with unreadable text, so they do not count.
   */
  #isBuilt({ ends, asks, ghost }: Passage): boolean {
    const { pace, beside } = this.spec;
    const isUntouched = this.presentation.peek() === null && !this.changed.peek();
    const isOpening = ends === 0 && asks === undefined && ghost === undefined;
    return pace === 'long' && beside === undefined && isUntouched && isOpening;
  }

  /** Without a run to play, the values change gradually from the current picture's to the passage's. */
  async #glide(from: Values, to: Values): Promise<void> {
    const bound = { ...to };
    this.#bound = bound;
    for await (const share of glide(this.#startMotion())) {
      const between = Object.entries(bound).map(([name, end]) => {
        const start = from[name];
        const isBetween = share < 1 && typeof start === 'number' && typeof end === 'number';
        // Rounded to the precision of its control, so that nobody reads fifteen digits.
        return [name, isBetween ? toStep(start + (end - start) * share, this.spec.schema[name]) : end] as const;
      });
      this.values.value = withinReach(this.spec.schema, Object.fromEntries(between));
      void this.run();
    }
    if (this.#bound === bound) this.#bound = undefined;
  }

  /** Completes a gradual transition: a control about to be used must not move. */
  arrive(): void {
    if (!this.#bound) return;
    this.#motionAbort.abort();
    this.values.value = withinReach(this.spec.schema, this.#bound);
    void this.run();
  }

  /** Whether the main picture has a run that can be played. */
  get #hasRun(): boolean {
    return !this.spec.still && (this.presentation.value ?? this.spec.initial).steps !== undefined;
  }

  /** The current passage, unless the reader has changed the figure. */
  get #currentPassage(): Passage | undefined {
    return this.taken.value ? undefined : this.passage.value;
  }

  /** The last iteration to play: the end of the passage. */
  get #passageEnd(): number {
    const ends = this.#currentPassage?.ends;
    return Math.min(this.#lastStep, typeof ends === 'number' ? ends : (this.#eventNamed(ends)?.at ?? this.#lastStep));
  }

  /** Whether playback has reached its end: a paused run has not. */
  get hasArrived(): boolean {
    return this.upTo.value === undefined || this.upTo.value >= (this.#passageEnd || this.#lastStep);
  }

  #eventNamed(name: number | string | undefined): RunEvent | undefined {
    return this.presentation.value?.events?.find((event) => event.name === name);
  }
}

/** A number rounded to a tenth of its parameter's steps, without spurious digits. */
function toStep(value: number, parameter: Parameter | undefined): number {
  if (!isNumeric(parameter)) return value;
  const tenth = (parameter.step ?? 1) / 10;
  return Number((Math.round(value / tenth) * tenth).toFixed(10));
}

/** The names of the values that differ from the published page. */
const differing = (values: Values, defaults: Values): string[] =>
  Object.keys(defaults).filter((name) => values[name] !== defaults[name]);
