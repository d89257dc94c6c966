import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Schema, Value, Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import { schemaAt, withinReach } from '../../figure/parameters/late.ts';
import type { Script } from '../../figure/python.ts';
import { Measuring, type Wanted } from './measuring.ts';
import type { Answers, Setting } from './messages.ts';
import type { WorkerPool } from './pool.ts';
import { Showing } from './showing.ts';
import type { Spec } from './spec.ts';
import { explain } from './trouble.ts';

/**
 * One figure of the page: its values and those they are compared with, what is measured for them, and what is shown.
 * Only the newest request is worked on.
 */
export class Instance {
  readonly spec: Spec;
  readonly values: Signal<Values>;
  /** The values of a run that is kept, over which later ones are drawn. */
  readonly pinned: Signal<Values | undefined> = signal(undefined);
  readonly messages: Signal<readonly string[]> = signal([]);
  readonly trouble: Signal<string | undefined> = signal(undefined);
  readonly dragging = signal(false);
  /** A picture is asked for and not there yet; tests wait for its end. */
  readonly busy = signal(false);
  readonly changed: ReadonlySignal<boolean>;
  /** Parameters that the address or a link has set: their controls are shown, whatever they are. */
  readonly brought: Signal<readonly string[]>;
  readonly measuring: Measuring;
  readonly showing: Showing;

  #working: Promise<void> | undefined;
  #again = false;

  constructor(spec: Spec, values: Values, pool: WorkerPool) {
    this.spec = spec;
    this.values = signal(values);
    this.brought = signal(differing(values, spec.defaults));
    this.changed = computed(() => differing(this.values.value, spec.defaults).length > 0);
    const run = (): Promise<void> => this.run();
    this.measuring = new Measuring(spec, pool, {
      run,
      settingOf: (of, pinned) => this.#settingOf(of, pinned),
      show: (presentation, whole) => this.showing.show(presentation, whole),
      isOld: () => this.#again,
      isBuilt: () => this.showing.presentation.value === null && !this.changed.value,
    });
    this.showing = new Showing(spec, !this.changed.peek(), {
      run,
      settled: () => this.#working,
      at: (iteration) => this.#picture({ iteration }),
      leftAlone: () => {
        const before = this.values.value;
        return () => this.values.value === before && !this.dragging.value && this.trouble.value === undefined;
      },
    });
  }

  /** Sets new values, and the picture follows. Names that the schema does not have are ignored. */
  set(change: Readonly<Record<string, Value>>): void {
    const known = Object.entries(change).filter(([name]) => Object.hasOwn(this.spec.schema, name));
    batch(() => {
      this.values.value = withinReach(this.spec.schema, { ...this.values.value, ...Object.fromEntries(known) });
      this.showing.renew();
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
      this.showing.open();
    });
    void this.run();
  }

  pin(): void {
    this.showing.walk.rest();
    this.pinned.value = this.pinned.value ? undefined : this.values.value;
    void this.run();
  }

  drag(on: boolean): void {
    this.dragging.value = on;
    if (on) this.showing.walk.rest();
    if (!on && this.spec.pace !== 'instant') void this.run();
  }

  /** What charts opened large show: every seed at every step, from the results that are there. */
  async large(): Promise<Presentation> {
    if (!this.showing.presentation.value) await this.run();
    const shown = await this.#picture({ large: true });
    return this.showing.overlay.value?.(shown) ?? shown;
  }

  #picture(looks: Pick<Setting, 'iteration' | 'large'>): Promise<Presentation> {
    return this.measuring.picture({ ...this.#settingOf(this.values.value, this.pinned.value), ...looks });
  }

  /** What the verdict would say of the claim at other values, where the reader stands; see `Measuring`. */
  outcomeAt(values: Values, signal: AbortSignal): Promise<Answers['outcome'] | 'unknown'> {
    const iteration = this.showing.standing.peek();
    return this.measuring.outcomeAt({ values, ...(iteration !== undefined && { iteration }) }, signal);
  }

  /** The Python that prints the same numbers. */
  python(): Promise<Script> {
    return this.measuring.python(this.values.value);
  }

  #settingOf(values: Values, pinned: Values | undefined): Setting {
    const iteration = this.showing.iteration.value;
    return { values, ...(pinned && { pinned }), ...(iteration !== undefined && { iteration }) };
  }

  get #wanted(): Wanted {
    const draft = this.dragging.value && this.spec.pace === 'ensemble';
    return { values: this.values.value, pinned: this.pinned.value, draft };
  }

  /** Begins again with new workers, and keeps what is computed. */
  restart(): void {
    this.#again = true;
    this.measuring.replace();
  }

  /** Shows the values as they are now; resolves when nothing is left to do. */
  run(): Promise<void> {
    if (this.#working) {
      if (!this.measuring.goesOnFor(this.#wanted)) this.#again = true;
    } else {
      this.busy.value = true;
      this.#working = this.#untilDone().finally(() => {
        this.#working = undefined;
        this.busy.value = false;
      });
    }
    return this.#working;
  }

  async #untilDone(): Promise<void> {
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again);
  }

  async #once(): Promise<void> {
    try {
      await this.measuring.measure(this.#wanted);
      this.trouble.value = undefined;
    } catch (error) {
      // What was wanted is wanted no longer, or begins again at once.
      if (this.#again && this.spec.pace !== 'long') return;
      this.measuring.rest();
      this.trouble.value = explain(error);
    }
  }
}

/** The names of the values that are not those of the page as published. */
const differing = (values: Values, defaults: Values): string[] =>
  Object.keys(defaults).filter((name) => values[name] !== defaults[name]);
