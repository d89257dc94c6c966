import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Presentation } from '../../figure/experiment.ts';

/** Milliseconds in which a run is walked by itself, however many steps it has. */
const BY_ITSELF = 1500;
/** Milliseconds for each step of a run that is played, and for the whole of a run with many. */
const STEP = 400;
const PLAYED = 8000;
/** Milliseconds of one frame at most: a page that was out of sight goes on where it was. */
const LONGEST_FRAME = 100;
/** Frames between two pictures of what is not cut in the page, at least: a slow browser asks less often. */
const REFRESH = 4;

interface Needs {
  /** The picture at an iteration, from results that are there. */
  ask(iteration: number): Promise<Presentation>;
  /** Whether the picture of an iteration differs from the one that is shown in a panel that the page does not cut itself. */
  differs(picture: Presentation, iteration: number): boolean;
}

/**
 * How far a run is drawn. What lies on sheets and over iterations is cut in the page, in each frame; a fit or a ledger
 * comes from the worker, as often as it answers. Nothing is measured for it, and nothing is said aloud.
 */
export class Walk {
  /** Iterations that are drawn, with a fraction of the next; undefined: the whole. */
  readonly at: Signal<number | undefined> = signal(undefined);
  readonly moving = signal(false);
  /** How many times faster than usual a run is played. */
  readonly speed = signal(1);
  /** The newest picture of an iteration before the last. */
  readonly picture: Signal<Presentation | undefined> = signal(undefined);
  /** Whether less than the whole is drawn: does not change with each frame. */
  readonly on: ReadonlySignal<boolean>;

  readonly #needs: Needs;
  #frame = 0;
  #asking = false;
  #asked = -1;
  #askedAt = 0;
  /** What the page does not cut is the same at every iteration, or it could not be asked for. */
  #alike = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.on = computed(() => this.at.value !== undefined);
  }

  /** From an iteration to the last, in as long as it takes or with `played` at a pace that can be followed. */
  begin(from: number, steps: number, { played = false, done }: { played?: boolean; done(): void }): void {
    cancelAnimationFrame(this.#frame);
    this.at.value = from;
    this.moving.value = true;
    this.#alike = false;
    this.#asked = -1;
    const lasts = played ? Math.min(STEP * steps, PLAYED) : BY_ITSELF;
    let last: number | undefined;
    const frame = (now: number): void => {
      const passed = Math.min(LONGEST_FRAME, now - (last ?? now));
      last = now;
      const t = (this.at.peek() ?? 0) + ((played ? this.speed.peek() : 1) * passed * steps) / lasts;
      if (t >= steps) {
        done();
        return;
      }
      this.at.value = t;
      this.#follow(Math.floor(t), now, REFRESH * passed);
      this.#frame = requestAnimationFrame(frame);
    };
    this.#frame = requestAnimationFrame(frame);
  }

  /** Stands still, at an iteration or with the whole drawn. */
  rest(at?: number): void {
    if (this.moving.peek()) cancelAnimationFrame(this.#frame);
    this.moving.value = false;
    this.at.value = at;
    if (at === undefined) this.picture.value = undefined;
  }

  #follow(iteration: number, now: number, patience: number): void {
    if (this.#asking || this.#alike || iteration === this.#asked || now - this.#askedAt < patience) return;
    this.#asking = true;
    this.#asked = iteration;
    this.#askedAt = now;
    this.#needs
      .ask(iteration)
      .then(
        (picture) => {
          if (!this.moving.peek()) return;
          this.#alike = !this.#needs.differs(picture, iteration);
          this.picture.value = picture;
        },
        () => {
          this.#alike = true;
        },
      )
      .finally(() => {
        this.#asking = false;
      });
  }
}
