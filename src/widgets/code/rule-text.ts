import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { codeText, LONGEST_CODE } from '../../engine/code.ts';
import type { Schema, Value } from '../../engine/schema.ts';
import { codeNames } from '../../figure/code-in.ts';
import { messageWithLine } from '../../python/error-message.ts';
import { onSlidersOf, type TopNumbers, topNumbers, withNumber } from '../../python/numbers.ts';
import { textOf } from '../../python/rule-text.ts';
import type { Figure } from '../page/figure.ts';
import { type Keeping, ruleName, storedText, storeText } from '../page/stored-text.ts';

/** The code in the editor of a figure's rule: the figure's value, trimmed. */
export class RuleText {
  readonly live: Figure;
  /** Its parameter. */
  readonly name: string;
  /** The title of its editor. */
  readonly title: string;
  readonly text: Signal<string> = signal('');
  /** Counts changes of the code from outside the editor, which it has to show. */
  readonly given = signal(0);
  readonly keeping: Signal<Keeping> = signal('kept');
  readonly numbers: ReadonlySignal<TopNumbers>;
  /** The error in the code; empty if there is none. */
  readonly wrong: ReadonlySignal<string>;
  /** The reader has deleted a rule whose editor replaces its control: the last run stays until there is a new rule. */
  readonly isEmptied = signal(false);
  /** Whether the figure has no rule of its own and requires one. */
  readonly #isAsked: boolean;
  /** Its editor replaces its control: it does not run before it is changed, and only the figure's values are stored. */
  readonly #isInPlace: boolean;
  #original: string;
  #sliders: Schema = {};
  /** The figure's value when last read here. */
  #seen: Value | undefined;
  #stop = (): void => {};

  constructor(live: Figure, name = codeNames(live.spec.schema)[0] ?? '') {
    this.live = live;
    this.name = name;
    const parameter = live.spec.schema[name];
    const { first, defines = 'rule', inPlace = false } = parameter?.kind === 'code' ? parameter : {};
    this.#isAsked = first !== undefined;
    this.#isInPlace = inPlace;
    this.title = `Your ${defines}`;
    this.#original = first ?? '';
    this.numbers = computed(() => {
      const numbers = onSlidersOf(this.#sliders, topNumbers(this.text.value, live.spec.schema));
      this.#sliders = numbers.schema;
      return numbers;
    });
    this.wrong = computed(() => {
      const { length } = this.text.value;
      if (length > LONGEST_CODE)
        return `The code has ${length} characters; the limit is ${LONGEST_CODE}. The last shorter version runs.`;
      const error = live.wrong.value;
      const last = live.whole.value?.values[this.name];
      return error ? `${messageWithLine(error)}${last ? ' The picture shows the last code that worked.' : ''}` : '';
    });
  }

  /**
   * Shows the figure's rule: that of its values, the stored one, or the original; runs it unless it awaits approval.
   */
  async open(): Promise<void> {
    await this.#learn().catch((error: unknown) => {
      // In place of its control it relies on the figure to report the error and offer a retry.
      if (!this.#isInPlace) throw error;
    });
    const value = String(this.live.values.peek()[this.name] ?? '');
    const kept = this.#isInPlace ? undefined : storedText(ruleName(this.live));
    this.text.value = value || kept || this.#original;
    if (!value && !(this.#isInPlace && !this.#isAsked)) this.#set();
    this.#seen = this.live.values.peek()[this.name];
    // Reset, Back and a Try set it, too.
    this.#stop = effect(() => {
      const now = this.live.values.value[this.name];
      // In place of its control it shows the rule that the figure runs, which changes with every other value.
      const { dragging, error } = this.live;
      const isStill = !dragging.value && error.value === undefined;
      if (this.#isInPlace && !this.#isAsked && now === '' && isStill) void this.#follow();
      if (now === this.#seen) return;
      this.#seen = now;
      this.isEmptied.value = false;
      this.text.value = String(now) || this.#original;
      this.given.value = this.given.peek() + 1;
    });
  }

  async #follow(): Promise<void> {
    const { values } = this.live;
    const asked = values.peek();
    await this.#learn().catch(() => {});
    if (values.peek() === asked && asked[this.name] === '' && !this.isEmptied.peek()) this.text.value = this.#original;
  }

  /** Called for changes by the reader or a slider. Code awaiting approval continues to wait. */
  write(text: string): void {
    this.text.value = text;
    this.isEmptied.value = this.#isInPlace && !this.#isAsked && text.trim() === '';
    if (this.isEmptied.peek()) return;
    // Stored code runs on the next visit without approval, so code awaiting approval is not stored.
    if (!this.live.waiting.peek() && !this.#isInPlace)
      this.keeping.value = storeText(ruleName(this.live), text === this.#original ? undefined : text);
    if (text.length <= LONGEST_CODE) this.#set();
  }

  setNumber(name: string, value: Value): void {
    this.give(withNumber(this.text.peek(), name, value));
  }

  /** Restores the figure's rule at its current values. */
  async restore(): Promise<void> {
    await this.#learn();
    this.give(this.#original);
  }

  /** The figure returns to its own rule if nothing was changed. */
  close(): void {
    this.#stop();
    if (!this.#isInPlace && !this.#isAsked && this.text.peek() === this.#original) this.live.set({ [this.name]: '' });
  }

  async #learn(): Promise<void> {
    if (this.#isAsked) return;
    const { run } = await this.live.python();
    if (run) this.#original = textOf(run);
  }

  /** Sets code from the page. */
  give(text: string): void {
    this.write(text);
    this.given.value += 1;
  }

  #set(): void {
    const { live, name } = this;
    const value = codeText(this.text.peek());
    this.#seen = value;
    if (!live.waiting.peek() || value === codeText(this.#original))
      live.trust({ ...live.values.peek(), [name]: value });
    if (live.values.peek()[name] !== value) live.set({ [name]: value });
  }
}
