/** The state of the playground, and what answers it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Minimum, Run } from './compute.ts';
import { rulesOf } from './engine-rules.ts';
import { lossOf } from './losses.ts';
import { firstSettings, type Settings } from './settings.ts';
import type { Answer, Question } from './worker.ts';
import address from './worker.ts?worker&url';

export type Sheet = Answer['scene'] extends infer S | undefined ? (S extends { sheet: infer P } ? P : never) : never;

/** What is on the sheet: of each rule in order (the reader's own first) its run, or nothing where it has none. */
export interface Shown {
  settings: Settings;
  runs: readonly (Run | undefined)[];
  minima: readonly Minimum[];
  /** Without tints until the worker has answered. */
  sheet: Sheet;
}

/** Steps a second at a speed of 1. */
const PACE = 8;
/** Milliseconds of one frame at most: a page that was out of sight goes on where it was. */
const LONGEST_FRAME = 100;

export class Bench {
  readonly settings: Signal<Settings>;
  readonly shown: Signal<Shown>;
  /** The step that is shown, with a fraction while the run is played. */
  readonly at: Signal<number>;
  /** The same as a whole number. */
  readonly step: ReadonlySignal<number>;
  readonly playing = signal(false);
  readonly speed = signal(1);
  /** What went wrong, for the reader. */
  readonly trouble: Signal<string | undefined> = signal(undefined);
  /** Counts what the reader changed: the verdict is read aloud after the first of these. */
  readonly changes = signal(0);

  #worker: Worker | undefined;
  #ticket = 0;
  #busy = false;
  #waiting = false;
  /** The world of the sheet that is there. */
  #scene: string | undefined;
  #frame = 0;

  constructor(shown: Shown) {
    this.settings = signal(shown.settings);
    this.shown = signal(shown);
    this.at = signal(lossOf(shown.settings.loss).at);
    this.step = computed(() => Math.min(this.settings.value.steps, Math.floor(this.at.value + 1e-9)));
  }

  set(change: Partial<Settings>): void {
    batch(() => {
      this.settings.value = { ...this.settings.value, ...change };
      this.at.value = Math.min(this.at.value, this.settings.value.steps);
      this.changes.value += 1;
    });
    this.refresh();
  }

  /** Begins anew with other settings, at the step at which their loss opens. */
  open(settings: Settings): void {
    this.pause();
    this.at.value = Math.min(lossOf(settings.loss).at, settings.steps);
    this.set(settings);
  }

  reset(): void {
    this.open(firstSettings());
  }

  /** Asks for what the settings show; while it is computed, only the newest question waits. */
  refresh(): void {
    if (this.#busy) {
      this.#waiting = true;
      return;
    }
    this.#busy = true;
    this.#waiting = false;
    const settings = this.settings.peek();
    const world = JSON.stringify([settings.loss, settings.loss === 'line' ? settings.points : []]);
    const question: Question = {
      ticket: ++this.#ticket,
      settings,
      rules: rulesOf(settings),
      scene: this.#scene !== world,
    };
    this.#start().postMessage(question);
    this.#answer = ({ runs, scene, trouble }) => {
      this.#busy = false;
      this.trouble.value = trouble;
      if (trouble === undefined) {
        this.#scene = world;
        const { sheet, minima } = scene ?? this.shown.peek();
        this.shown.value = { settings, runs, sheet, minima };
      }
      if (this.#waiting) this.refresh();
    };
  }

  #answer: (answer: Answer) => void = () => {};

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(address, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.ticket === this.#ticket) this.#answer(data);
    };
    worker.onerror = () => {
      this.#busy = false;
      this.#worker = undefined;
      this.trouble.value = 'The computation could not be loaded. Check the connection, then change anything.';
    };
    this.#worker = worker;
    return worker;
  }

  play(): void {
    const { steps } = this.settings.peek();
    if (this.at.peek() >= steps) this.at.value = 0;
    this.playing.value = true;
    const whole = matchMedia('(prefers-reduced-motion: reduce)').matches;
    // A long run is played faster, so that nobody waits for minutes.
    const pace = PACE * Math.max(1, steps / 100);
    let exact = this.at.peek();
    let last: number | undefined;
    const frame = (now: number): void => {
      exact += (Math.min(LONGEST_FRAME, now - (last ?? now)) / 1000) * pace * this.speed.peek();
      last = now;
      this.at.value = Math.min(steps, whole ? Math.floor(exact) : exact);
      if (exact >= steps) this.pause();
      else this.#frame = requestAnimationFrame(frame);
    };
    this.#frame = requestAnimationFrame(frame);
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.playing.value = false;
    this.at.value = Math.min(this.settings.peek().steps, Math.round(this.at.peek()));
  }

  standAt(step: number): void {
    this.pause();
    this.at.value = Math.min(this.settings.peek().steps, Math.max(0, Math.round(step)));
  }
}
