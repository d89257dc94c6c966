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

/** Milliseconds between two pictures while parts arrive, at least. */
const REFRESH = 60;
/** Milliseconds after which the time left is updated, even if no part is done. */
const LOOK = 1000;
/** Milliseconds in which a draft is measured: its parts are as many as the last run did in that time. */
const DRAFT = 40;

/** Milliseconds in which a run is played by itself, however many steps it has. */
const BY_ITSELF = 1500;
/** Milliseconds for which a hand may still be on its way to Play after a run has begun by itself. */
const FRESH = 1000;
/** A run without an end makes so many steps a frame, and fewer at first, which are to be followed. */
const ENDLESS = { first: 0.5, until: 40, later: 1.25 } as const;
/** Kinds of parameters that restart a run without an end. */
const CHOSEN: ReadonlySet<string> = new Set(['choice', 'integer', 'flag', 'places']);
/** Frames between two pictures of what is not cut in the page, at least: a slow browser asks less often. */
const REST = 4;

/** A passage of a scene, as its figure shows it. */
export interface Passage {
  values: Values;
  /** The run before it, which stays as a ghost. */
  ghost?: Values;
  /** The iteration at which it ends, or the name of the event; left out: the last. */
  ends?: number | string;
  /** The name of an event on the way, at which it rests for a moment. */
  pauses?: string;
  /** It takes the run there from its start; else the picture is there at once. */
  plays?: boolean;
  /** The question that a reader may answer with a guess before the run is shown. */
  asks?: string;
  /** The guess is one of the runs of its map, by name, and not a place. */
  picks?: boolean;
  /** Its run is the one with which the reader has left the page's figure of this experiment, and not that of `values`. */
  own?: boolean;
}

/** The way on from a passage, as its scene offers it beside Play. */
interface Next {
  label: string;
  /** The same with the name of what follows. */
  name: string;
  go(): void;
}

/** Where a reader expects a run to end, or which of several is the answer. */
type Guess = ({ x: number; y: number } | { run: string }) & {
  /** The run that it is about. */
  of: Values;
};

/**
 * One figure of the page, in the order of its life: values are set, their parts are listed, those that are missing are
 * measured, the results are presented, the picture is shown at step t, and the run is played; a scene tells its passages by
 * all of this. Only the newest request is worked on, and every result is kept.
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
  /** The values of a run that is kept, over which later ones are drawn. */
  readonly pinned: Signal<Values | undefined> = signal(undefined);
  /** The reader keeps it: the ghost of a passage is kept by nobody. */
  readonly hasPin = computed(() => this.pinned.value !== undefined && this.pinned.value !== this.passage.value?.ghost);
  readonly changed = computed(() => differing(this.values.value, this.spec.defaults).length > 0);
  /** Parameters that the address or a link has set: their controls are shown, whatever they are. */
  readonly brought: Signal<readonly string[]>;
  readonly messages: Signal<readonly string[]> = signal([]);
  readonly dragging = signal(false);
  /** A number is being typed, and what the field has passed through is nobody's choice yet. */
  readonly typing = signal(false);
  /** Code of the values has come by a link, and waits for the reader's word; until then the figure goes by its own rule. */
  readonly waiting = computed(() => !this.#trusted.has(this.values.value));

  /** The schema as it is with the values now: ranges may follow the points of a figure. */
  get schema(): Schema {
    return schemaAt(this.spec.schema, this.values.value);
  }

  /**
   * Sets new values, and the picture follows. Names that the schema does not have are ignored.
   * @param at the iteration at which it waits: what is held has not been let go
   */
  set(change: Readonly<Record<string, Value>>, at?: number): void {
    const { frames, schema } = this.spec;
    const known = Object.entries(change).filter(([name]) => Object.hasOwn(schema, name));
    // A change of only marks is another look at the same run.
    const isNewRun = known.some(([name]) => !schema[name]?.onlyMarks);
    const wasShowingRun = this.moving.peek() || this.#currentPassage !== undefined;
    const chooses = known.some(([name]) => CHOSEN.has(schema[name]?.kind ?? ''));
    // A run without an end begins again at whatever is chosen: it waits for Play, or goes on if it was moving. A number or a
    // text shows where it leads, unless the run is under way; a slider that is dragged does so in any case.
    const anew =
      frames !== undefined &&
      isNewRun &&
      (this.moving.peek() || chooses) &&
      !this.dragging.peek() &&
      !known.some(([name]) => name === frames);
    // A look at the run before is nobody’s choice for another.
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
      // For new values the whole run is shown; a ledger stays at a step to which its reader has gone, and a run that goes on
      // by itself goes on at them.
      this.hovering.value = undefined;
      if (!this.spec.stepper) this.standing.value = at;
      else if (wasShowingRun && this.#lastStep > 0) this.standing.value = this.#lastStep;
      if (frames === undefined) this.rest(at);
    });
    void this.run();
  }

  /** Sets what a link says, and shows the controls of what it changes. */
  bring(values: Values): void {
    batch(() => {
      this.brought.value = differing(values, this.spec.defaults);
      this.set(values);
    });
  }

  /** The values that the reader has set and sees: those of a passage are not, and the address has none while it is told. */
  get readerValues(): Values {
    return this.passage.value && !this.taken.value ? this.spec.defaults : this.values.value;
  }

  /** The iteration to which the reader has gone: where a passage stops is none. */
  get readerStep(): number | undefined {
    return this.passage.value && !this.taken.value ? undefined : this.step;
  }

  /** The same run with the draws of the next seed. */
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

  /** Lets the code of a setting run: the reader has written it, or has read it and says so. */
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
      // No passage has a say in where it stands: it stands where the page begins.
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

  /** A picture is asked for and not there yet; tests wait for its end. */
  readonly busy = signal(false);
  readonly error: Signal<string | undefined> = signal(undefined);
  /** A worker has said nothing for a while, though its task should not take so long. */
  readonly silent: ReadonlySignal<boolean>;
  /** For a long experiment: the reader has asked for it to run. */
  readonly running = signal(false);
  #working: Promise<void> | undefined;
  /** Something newer is wanted than what is worked on. */
  #isOutdated = false;
  #workAbort = new AbortController();
  /** While parts are measured: what they are for, and how to ask for a picture of what has arrived. */
  #underWay: (Wanted & { picture(): void }) | undefined;

  /** Shows the values as they are now; resolves when nothing is left to do. */
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

  /** Computes what is missing of a long experiment, the most telling parts first. */
  start(): void {
    this.running.value = true;
    this.#askedKeys = undefined;
    void this.run();
  }

  /** Stops the work of a long experiment. What is done is kept, and `start` continues from there. */
  pause(): void {
    this.running.value = false;
    this.#workAbort.abort();
  }

  /** Begins again with new workers, and keeps what is computed. */
  restart(): void {
    this.#isOutdated = true;
    this.#client.restart();
  }

  /** Tries again what went wrong. */
  retry(): void {
    if (this.spec.pace === 'long' && !this.#isUnread) this.start();
    else void this.run();
  }

  /** Milliseconds that what is missing should take; undefined for an experiment without precomputed parts. */
  promised(): number | undefined {
    const pace = this.#pace;
    return pace === undefined ? undefined : timeFor(workOf(this.#missingParts.value), pace, this.#client.workers);
  }

  /** Milliseconds that a worker should take for each unit of work. */
  get #pace(): number | undefined {
    return this.spec.workTime;
  }

  get #wanted(): Wanted {
    const draft = this.dragging.value && this.spec.pace === 'ensemble';
    const whole = this.whole.peek();
    if (whole && this.#failedValues === this.values.value) return { values: whole.values, pinned: whole.pinned, draft };
    // Whatever is worked on comes from here, so code that nobody has let run is nowhere else.
    const values = this.#trusted.allowed(this.values.value);
    const pinned = this.pinned.value && this.#trusted.allowed(this.pinned.value);
    const original = withoutCode(this.spec.schema, values);
    // A rule of the reader's is drawn over the original, which follows every other value.
    return { values, pinned: pinned ?? (original === values ? undefined : original), draft };
  }

  /** Whether a picture is measured and presented in one go: a rule of the reader's is run in Python before. */
  #isInstant({ values, pinned }: Pick<Setting, 'values'> & { pinned?: Values | undefined }): boolean {
    const { pace, schema } = this.spec;
    return pace === 'instant' && codeIn(schema, values) === '' && (!pinned || codeIn(schema, pinned) === '');
  }

  /** Whether the work under way is what is wanted now: a look at it must not disturb it, and anything else ends it. */
  #isAlreadyWorkedOn(): boolean {
    const now = this.#underWay;
    if (now && !this.#workAbort.signal.aborted && isSame(now, this.#wanted)) {
      now.picture();
      return true;
    }
    // A draft is finished and shown: otherwise a reader who keeps dragging would see no picture at all.
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
      // The request is wanted no longer, or begins again at once.
      if (this.#isOutdated && this.spec.pace !== 'long') return;
      this.progress.value = undefined;
      this.running.value = false;
      this.error.value = explain(error);
    }
  }

  // Parts and their measuring -----------------------------------------------------------------------------------------

  readonly progress: Signal<Progress | undefined> = signal(undefined);
  /** For a long experiment: how many parts of these values nobody has computed yet. */
  readonly missing = computed(() => this.#missingParts.value.length);
  /** For a long experiment: how networks train in this browser, as a worker reports. */
  readonly path: Signal<Answers['path'] | undefined> = signal(undefined);
  /** The fault of the reader's rule; the picture is still that of the last one that worked. */
  readonly wrong: Signal<PythonError | undefined> = signal(undefined);
  /** Lines that the reader's rule printed. */
  readonly printed = signal('');
  /** Values whose rule failed: until others are set, the picture is that of the last that worked. */
  #failedValues: Values | undefined;
  /** Parts by values, which never change: they are asked for once. */
  readonly #listed = new WeakMap<Values, readonly ListedPart[]>();
  readonly #missingParts: Signal<readonly ListedPart[]> = signal([]);
  /** Keys of the parts that the reader asked for by starting a long run. */
  #askedKeys: Set<string> | undefined;
  /** For a long experiment: there is nothing to show, because the precomputed results did not load. */
  #isUnread = false;
  /** How many parts make a draft. */
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
    // The built picture stays, since one without results would say less.
    if (this.#isUnread) throw new WorkerFailure('unreachable', 'the precomputed results did not load');
    const present = (): Promise<void> => this.#present(wanted, keys);
    if (long && !this.#runsOnFor(missing)) return present();

    // The built picture of these values is complete. One of a few parts would show less, and move the page.
    const built = !long && this.presentation.value === null && !this.changed.value;
    const pictures = built ? undefined : new Pictures(present);
    // The first run of the reader's rule leads, since if it fails the others would, too, each after its second; and
    // without it there is nothing to draw.
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
    // The last picture that worked stays.
    if (failure) return;
    await present();
    if (failures.length > 0) throw new PartsGivenUp(failures, missing.length);
  }

  /** Takes in how the reader's rule ended, unless what is shown is still the one before it. */
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

  /** Learns how the networks of a long experiment train in a worker. */
  async #learnPath(): Promise<void> {
    if (this.path.value === undefined && this.spec.workTime !== undefined) this.path.value = await this.#client.path();
  }

  /** Whether a long run is under way and nothing is missing beyond what the reader asked for. */
  #runsOnFor(missing: readonly ListedPart[]): boolean {
    if (!this.running.value) return false;
    this.#askedKeys ??= new Set(missing.map(({ key }) => key));
    const asked = this.#askedKeys;
    this.running.value = missing.every(({ key }) => asked.has(key));
    return this.running.value;
  }

  /** Measures what is missing, keeps every result as it arrives, and tells the progress. @returns why parts were given up */
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
  /** The setting whose picture is shown, once every part of it is measured: its numbers are then those of the engine. */
  readonly whole: Signal<Setting | undefined> = signal(undefined);
  /** Counts the pictures shown; tests and the audit watch it. */
  readonly count = signal(0);
  /** Keys of the parts of the picture that is shown. */
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
      // Nothing can be drawn yet: the picture stays, and with it the height of the figure.
      if (presentation.panels.length > 0) this.presentation.value = presentation;
      this.whole.value = whole;
      if (!this.moving.value) this.midway.value = undefined;
      this.count.value += 1;
    });
    // A game that is over has runs to show, and had none before.
    if (before && before.steps === undefined && presentation.steps !== undefined) void this.autoplay();
  }

  /** A picture beside the one that is shown, of results that are there. */
  #pictureWith(looks: Pick<Setting, 'iteration' | 'large'>): Promise<Presentation> {
    const setting = { ...this.#settingOf(this.#wanted), ...looks };
    if (this.#isInstant(setting)) return this.#client.run(setting);
    return this.#client.present(setting, this.#shownKeys, (key) => this.#results.get(key));
  }

  /** The picture that charts opened large show: every seed at every step, from the results that are there. */
  async large(): Promise<Presentation> {
    if (!this.presentation.value) await this.run();
    return this.#pictureWith({ large: true });
  }

  /**
   * The verdict on the claim at other values, at the step where the reader stands; `unknown` of a long experiment whose
   * parts are not all there, since nothing long is computed for it.
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

  /** Settings of a long experiment that were computed ahead beside the defaults. */
  ahead(): Promise<Answers['ahead']> {
    return this.#client.ahead();
  }

  /** The Python that prints the same numbers. */
  python(): Promise<Script> {
    return this.#client.python(this.values.value);
  }

  // The picture at step t ---------------------------------------------------------------------------------------------

  /** The iteration at which the reader stands, and the one under the pointer. */
  readonly standing: Signal<number | undefined>;
  readonly hovering: Signal<number | undefined> = signal(undefined);
  /** The iteration that is marked in every panel. */
  readonly iteration = computed(() => this.hovering.value ?? this.standing.value);
  /** Iterations that are drawn, with a fraction of the next; undefined: the whole. */
  readonly upTo: Signal<number | undefined> = signal(undefined);
  /** Whether less than the whole is drawn: does not change with each frame. */
  readonly isCut = computed(() => this.upTo.value !== undefined);
  /** While less than the whole is drawn: the newest picture of an iteration before the last. */
  readonly midway: Signal<Presentation | undefined> = signal(undefined);

  get #lastStep(): number {
    return this.presentation.value?.steps ?? 0;
  }

  /** Stands where the page begins. */
  #standAtOpening(): void {
    this.standing.value = this.spec.stepper?.start ?? this.spec.opens;
    this.rest(this.spec.opens);
  }

  hover(iteration: number | undefined): void {
    // A hand that rests on the mouse must not stop what moves under it.
    if (this.moving.value || this.#isSettingOut) return;
    // Nothing is told of what is still to come, least of all where a place is guessed.
    const isDrawn = iteration !== undefined && iteration <= (this.upTo.value ?? iteration);
    // The sentence of a scene says there that a run is about to begin, and this one has been played.
    const isBegun = iteration === 0 && this.upTo.value !== 0 && this.spec.scene && !this.workshop.value;
    const seen = isDrawn && !isBegun ? iteration : undefined;
    if (this.hovering.value === seen) return;
    this.hovering.value = seen;
    void this.run();
  }

  /** Marks an iteration in every panel, for as long as the reader stays there. */
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
    // At its last step a run is whole; a ledger has a picture of its own there.
    const end = t >= steps && !this.spec.stepper;
    this.#hasAutoplayed = true;
    // Nobody sees the whole run between the two.
    batch(() => {
      this.stand(end ? undefined : t);
      if (!end) this.rest(t);
    });
  }

  /** Opens at an iteration, as where a link was copied, unless other values are set before the run is there. */
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

  /** The iteration at which the run stands, if it is not that at which the figure opens. */
  get step(): number | undefined {
    const at = this.standing.value;
    return at === (this.spec.stepper?.start ?? this.spec.opens) ? undefined : at;
  }

  /** Stands still, at an iteration or with the whole drawn. */
  rest(at?: number): void {
    this.#motionAbort.abort();
    this.moving.value = false;
    this.byItself.value = false;
    this.upTo.value = at;
    if (at === undefined) this.midway.value = undefined;
  }

  // Play --------------------------------------------------------------------------------------------------------------

  readonly moving = signal(false);
  /** The run is played by itself, which is quicker than Play. */
  readonly byItself = signal(false);
  /** When the run that moves began by itself, in milliseconds of the page's clock. */
  #beganAt = Number.NEGATIVE_INFINITY;
  /** How many times faster than usual a run is played. */
  readonly speed = signal(1);
  /** The event at which the run rests or has ended. */
  readonly event: Signal<RunEvent | undefined> = signal(undefined);
  #motionAbort = new AbortController();
  /** The run will be played as soon as it is there. */
  #isSettingOut = false;
  /** The run has been played by itself, or the reader was quicker. */
  #hasAutoplayed = false;

  /** Plays the run the first time that it comes into sight. */
  meet(): void {
    const [first] = this.presentation.value?.panels ?? [];
    // A close-up that follows each step would flicker.
    const follows = this.spec.stepper !== undefined && first !== undefined && !canPlay(first);
    if (!this.#hasAutoplayed && !follows && this.spec.opens === undefined && this.hovering.value === undefined)
      void this.autoplay();
  }

  /** Plays the run once it is there, unless the reader is quicker or wants nothing to move by itself. */
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

  /** What moves has begun by itself just now: a press that was meant for Play must not stop it. */
  get isFresh(): boolean {
    return this.moving.peek() && performance.now() - this.#beganAt < FRESH;
  }

  /** Plays, or stops what moves at the iteration that is shown. */
  playOrPause(at: number): void {
    if (this.isFresh) {
      if (this.byItself.peek()) void this.play();
    } else if (this.moving.peek()) this.standAt(at);
    else void this.play();
  }

  /** Builds the run from where the reader stands, or from its start, at a pace that can be followed. */
  async play(): Promise<void> {
    if (this.spec.frames !== undefined) return this.#playOn();
    this.#hasAutoplayed = true;
    if (!this.presentation.value) await this.run();
    // Play asks for results that nobody has computed yet.
    if (this.spec.pace === 'long' && this.missing.peek() > 0) {
      const now = this.values.peek();
      this.start();
      await this.run();
      if (this.values.peek() !== now || this.missing.peek() > 0) return;
    }
    // A run that waits at its start is taken to its end, and one that has come to where a passage stops is taken on.
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
      // Its label is there for as long as the run rests.
      this.event.value = pause && Math.floor(this.upTo.value ?? 0) === pause.at ? pause : undefined;
    });
    const arrives = await this.#move(from, end, (t) => this.speed.peek() * pace(t), pause?.at).finally(stop);
    if (!arrives) return;
    this.standAt(end);
    this.event.value = this.#eventNamed(passage?.ends);
  }

  /** Plays the run that a link has just made longer, from an iteration on, unless other values are set first. */
  async playFrom(iteration: number): Promise<void> {
    const now = this.values.value;
    await this.run();
    if (this.values.value !== now) return;
    this.standAt(wantsCalm() ? this.#lastStep : iteration);
    if (!wantsCalm()) await this.play();
  }

  /** Ends what moves. @returns a signal for what moves from now on */
  #startMotion(): AbortSignal {
    this.#motionAbort.abort();
    this.byItself.value = false;
    this.#beganAt = Number.NEGATIVE_INFINITY;
    this.#motionAbort = new AbortController();
    return this.#motionAbort.signal;
  }

  /**
   * Draws more of the run in each frame. What lies on maps and over iterations is cut in the page; nothing is measured
   * for it, and nothing is said aloud.
   * @param pace iterations for each millisecond, at a place
   * @param rests where it rests for a moment
   * @returns whether it came to the last step
   */
  #move(from: number, steps: number, pace: (at: number) => number, rests?: number): Promise<boolean> {
    const signal = this.#startMotion();
    this.moving.value = true;
    const arrives = play(this.upTo, { from, last: steps, pace, rests, signal });
    void this.#followMotion(signal);
    return arrives;
  }

  /** A fit or a ledger comes from the worker as the run moves, as often as it answers; not at all if it stays the same. */
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
      // The iteration that is shown already, and the one where Play began, tell nothing of the next ones.
      if (!begins && iteration !== this.iteration.peek() && !this.#differs(picture)) return;
    }
  }

  /** Whether a picture of another iteration differs from the one that is shown in what the page does not cut. */
  #differs({ panels }: Presentation): boolean {
    const shown = this.presentation.peek()?.panels ?? [];
    const before = ({ name }: Panel) => shown.find((panel) => panel.name === name);
    return panels.some((panel) => !shown.includes(panel) && (!canPlay(panel) || onWay(panel, before(panel)) !== panel));
  }

  // A run that goes on by itself --------------------------------------------------------------------------------------

  /** The step at which it is. */
  get frame(): number | undefined {
    const { frames } = this.spec;
    return frames === undefined ? undefined : Number(this.values.value[frames]);
  }

  /** The step to which it is taken at once, at most. */
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

  /** Takes it back to its first step, and plays it from there unless nothing should move by itself. */
  begin(): void {
    void this.goTo(0);
    if (!this.moving.peek() && !wantsCalm()) void this.play();
  }

  /** The step of the picture that is shown: a run may be asked for more than is made. */
  get frameShown(): number | undefined {
    const { frames } = this.spec;
    return frames === undefined ? undefined : Number((this.whole.value?.values ?? this.values.value)[frames]);
  }

  /** Takes it further in each frame, until it is stopped, has come to its end, or to a multiple of what is taken at once. */
  async #playOn(): Promise<void> {
    const signal = this.#startMotion();
    this.moving.value = true;
    // The page opens with a run that is made: it is shown from its beginning.
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
  /** What follows it. */
  readonly next: Signal<Next | undefined> = signal(undefined);
  /** Nothing moves, and nothing of the passage is left to be played: the reader may go on. */
  readonly passageDone = computed(() => {
    const { asks, plays } = this.#currentPassage ?? {};
    return (
      !this.moving.value &&
      !this.taken.value &&
      (asks === undefined || this.asks.value === undefined) &&
      (!plays || this.hasArrived)
    );
  });
  /** The picture is the reader's own, and not that of the passage. */
  readonly taken = signal(false);
  /** For a scene that tells its story again: the reader's run, and how much of it was drawn. */
  readonly own: Signal<{ values: Values; at: number | undefined } | undefined> = signal(undefined);
  readonly guess: Signal<Guess | undefined> = signal(undefined);
  /** The question that a guess would answer, while nothing is shown of the run but its start. */
  readonly asks = computed(() =>
    this.taken.value || this.moving.value || this.upTo.value !== 0 ? undefined : this.passage.value?.asks,
  );
  /** All of the figure is shown, and not only its main picture. */
  readonly workshop = signal(false);
  /** Target values of the transition between two passages. */
  #bound: Values | undefined;

  /** Shows the reader's own run again, as it was left. */
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
   * Shows a passage. Its values are nobody's own: they do not go into the address. A run that the reader has made is kept.
   * @param plays whether its run is taken there from the start, if it says so
   * @param waits whether its run stays at its start, until somebody plays it
   */
  async tell(passage: Passage, { plays = passage.plays === true, waits = false } = {}): Promise<void> {
    const runs = this.#hasRun;
    const glides = plays && !runs && !wantsCalm();
    const from = this.values.value;
    // A passage that tells the same run goes on from where the one before has stopped.
    const isSameRun = !this.taken.peek() && isSameValues(from, passage.values) && passage.ghost === undefined;
    const begins = (plays || waits) && isSameRun ? (this.upTo.peek() ?? 0) : 0;
    batch(() => {
      // A slider of steps that was touched has made no other run.
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
    // Somebody has pressed Play before the picture was there: it goes on.
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
   * Whether a passage is the built picture of a long experiment, for which nothing is fetched before it is asked for. Two
   * built pictures that share the stage are scaled to half of it, with letters too small to read, so they do not count.
   */
  #isBuilt({ ends, asks, ghost }: Passage): boolean {
    const { pace, beside } = this.spec;
    const isUntouched = this.presentation.peek() === null && !this.changed.peek();
    const isOpening = ends === 0 && asks === undefined && ghost === undefined;
    return pace === 'long' && beside === undefined && isUntouched && isOpening;
  }

  /** If there is no run to play, the picture itself goes from what it shows to what is told, number by number. */
  async #glide(from: Values, to: Values): Promise<void> {
    const bound = { ...to };
    this.#bound = bound;
    for await (const share of glide(this.#startMotion())) {
      const between = Object.entries(bound).map(([name, end]) => {
        const start = from[name];
        const isBetween = share < 1 && typeof start === 'number' && typeof end === 'number';
        // As exact as its control, so that nobody reads fifteen digits of it.
        return [name, isBetween ? toStep(start + (end - start) * share, this.spec.schema[name]) : end] as const;
      });
      this.values.value = withinReach(this.spec.schema, Object.fromEntries(between));
      void this.run();
    }
    if (this.#bound === bound) this.#bound = undefined;
  }

  /** Brings a picture that goes over by itself to its end: a number that a hand goes to stands still. */
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

  /** The passage that is shown, unless the reader has taken the figure. */
  get #currentPassage(): Passage | undefined {
    return this.taken.value ? undefined : this.passage.value;
  }

  /** The last iteration that is played: where the passage ends. */
  get #passageEnd(): number {
    const ends = this.#currentPassage?.ends;
    return Math.min(this.#lastStep, typeof ends === 'number' ? ends : (this.#eventNamed(ends)?.at ?? this.#lastStep));
  }

  /** Whether as much of the run is drawn as is played: a run that rests on its way has not come to its end. */
  get hasArrived(): boolean {
    return this.upTo.value === undefined || this.upTo.value >= (this.#passageEnd || this.#lastStep);
  }

  #eventNamed(name: number | string | undefined): RunEvent | undefined {
    return this.presentation.value?.events?.find((event) => event.name === name);
  }
}

/** A number in tenths of the steps of its parameter, without the digits that a double has beyond them. */
function toStep(value: number, parameter: Parameter | undefined): number {
  if (!isNumeric(parameter)) return value;
  const tenth = (parameter.step ?? 1) / 10;
  return Number((Math.round(value / tenth) * tenth).toFixed(10));
}

/** The names of the values that are not those of the page as published. */
const differing = (values: Values, defaults: Values): string[] =>
  Object.keys(defaults).filter((name) => values[name] !== defaults[name]);
