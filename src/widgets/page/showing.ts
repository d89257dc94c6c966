import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Presentation } from '../../figure/experiment.ts';
import { walks } from '../panels/walk.ts';
import type { Setting } from './messages.ts';
import type { Spec } from './spec.ts';
import { Walk } from './walk.ts';

interface Needs {
  /** Shows the values as they are now; resolves when nothing is left to do. */
  run(): Promise<void>;
  /** Resolves when what is under way is done. */
  settled(): Promise<void> | undefined;
  /** The picture at an iteration, from results that are there. */
  at(iteration: number): Promise<Presentation>;
  /** Tells from now on whether the figure was left alone, and is well. */
  leftAlone(): () => boolean;
}

/** What a figure shows: its newest picture, up to where its run is drawn, and where the reader stands. */
export class Showing {
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
  /** Counts the pictures shown; tests and the audit watch it. */
  readonly count = signal(0);
  /** How far the run is drawn. */
  readonly walk: Walk;

  readonly #spec: Spec;
  readonly #needs: Needs;
  /** The run will be walked as soon as it is there. */
  #setsOut = false;
  /** The run has been walked by itself, or the reader was quicker. */
  #walked = false;

  /** @param opens whether the figure is as its page published it */
  constructor(spec: Spec, opens: boolean, needs: Needs) {
    this.#spec = spec;
    this.#needs = needs;
    this.walk = new Walk({
      ask: needs.at,
      differs: ({ panels }, iteration) => {
        // The iteration that is shown already, where Play began, tells nothing of the next ones.
        if (iteration === this.iteration.peek()) return true;
        const shown = this.presentation.peek()?.panels ?? [];
        return panels.some((panel) => !walks(panel) && !shown.includes(panel));
      },
    });
    this.standing = signal(spec.stepper?.start);
    this.iteration = computed(() => this.hovering.value ?? this.standing.value);
    if (opens) this.open();
  }

  /** Where the page begins. */
  open(): void {
    this.standing.value = this.#spec.stepper?.start ?? this.#spec.opens;
    this.walk.rest(this.#spec.opens);
  }

  /** Of new values the whole run is shown; a ledger stays at its step. */
  renew(): void {
    this.hovering.value = undefined;
    if (!this.#spec.stepper) this.standing.value = undefined;
    this.walk.rest();
  }

  /** Marks an iteration in every panel, for as long as the reader stays there. */
  stand(iteration: number | undefined): void {
    this.walk.rest();
    if (this.standing.value === iteration) return;
    this.standing.value = iteration;
    void this.#needs.run();
  }

  hover(iteration: number | undefined): void {
    // A hand that rests on the mouse must not stop what moves under it.
    if (this.hovering.value === iteration || this.walk.moving.value || this.#setsOut) return;
    this.hovering.value = iteration;
    void this.#needs.run();
  }

  /** Walks the run once it is there, unless nothing shall move by itself. */
  async walkOnce(): Promise<void> {
    this.#walked = true;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const isLeftAlone = this.#needs.leftAlone();
    this.#setsOut = true;
    await this.#needs.settled();
    this.#setsOut = false;
    const isBusy = this.walk.on.value || this.hovering.value !== undefined;
    if (isLeftAlone() && !isBusy && this.#steps) this.walk.begin(0, this.#steps, { done: () => this.walk.rest() });
  }

  /** Walks the run the first time that it comes into sight. */
  meet(): void {
    const [first] = this.presentation.value?.panels ?? [];
    // A close-up that follows each step would flicker.
    const follows = this.#spec.stepper !== undefined && first !== undefined && !walks(first);
    if (!this.#walked && !follows && this.#spec.opens === undefined && this.hovering.value === undefined)
      void this.walkOnce();
  }

  /** Builds the run from where the reader stands, or from its start. */
  async play(): Promise<void> {
    this.#walked = true;
    if (!this.presentation.value) await this.#needs.run();
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
    const end = t >= steps && !this.#spec.stepper;
    this.#walked = true;
    this.stand(end ? undefined : t);
    if (!end) this.walk.rest(t);
  }

  get #steps(): number {
    return this.presentation.value?.steps ?? 0;
  }

  show(presentation: Presentation, whole: Setting | undefined): void {
    const before = this.presentation.peek();
    batch(() => {
      // Nothing can be drawn yet: the picture stays, and with it the height of the figure.
      if (presentation.panels.length > 0) this.presentation.value = presentation;
      this.whole.value = whole;
      if (!this.walk.moving.value) this.walk.picture.value = undefined;
      this.count.value += 1;
    });
    // A game that is over has runs to show where there were none.
    if (before && before.steps === undefined && presentation.steps !== undefined) void this.walkOnce();
  }
}
