import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { meanInterval } from '../../engine/statistics/mean-interval.ts';
import { createSampler } from '../../engine/training/batches.ts';
import type { ScriptRun } from '../../figure/python.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { type Keeping, keepText, keptText } from '../../widgets/code/kept-text.ts';
import type { Trouble } from '../../python/errors.ts';
import { type TopNumbers, topNumbers, withNumber } from '../../python/numbers.ts';
import type { Draws, RuleAsk } from '../../python/protocol.ts';
import type { RuleTrace } from '../../python/python.ts';
import { textOf } from '../../python/rule-text.ts';
import { withRuns } from './overlay.ts';
import { type Ends, SEEDS, sentenceFor, troubleIn } from './sentence.ts';

/** What a run of the script draws by chance at a seed. */
export function drawsOfScript({ batches, steps }: Pick<ScriptRun, 'batches' | 'steps'>, more = 0): Draws {
  if (!batches) return {};
  const { examples, seed = 0, ...rest } = batches;
  const sampler = createSampler(examples, { ...rest, seed: seed + more });
  return { batches: Array.from({ length: steps }, () => Array.from(sampler.next())) };
}

/** Always the same, so that whoever has none is not drawn again. */
const NONE: readonly RuleTrace[] = [];

/** The reader's rule on a figure: its text, its runs beside the figure's own, and what is to be said of them. */
export class OwnRule {
  readonly live: Figure;
  readonly text: Signal<string> = signal('');
  /** Counts the texts that did not come from the editor, and that it has to show. */
  readonly given = signal(0);
  readonly numbers: ReadonlySignal<TopNumbers>;
  readonly trouble: Signal<Trouble | undefined> = signal(undefined);
  /** The last run of a text that worked. */
  readonly trace: Signal<RuleTrace | undefined> = signal(undefined);
  readonly original: Signal<RuleTrace | undefined> = signal(undefined);
  readonly printed = signal('');
  readonly keeping: Signal<Keeping> = signal('kept');
  readonly hasSeeds: ReadonlySignal<boolean>;
  /** Whether the reader wants an ensemble, its runs, and where they and those of the original end. */
  readonly many = signal(false);
  readonly runs: Signal<readonly RuleTrace[]> = signal(NONE);
  readonly ends: Signal<Ends | undefined> = signal(undefined);
  /** What is wrong, and what the runs show. */
  readonly wrong: ReadonlySignal<string>;
  readonly said: ReadonlySignal<string>;
  /** Resolves with the first answer to the reader's rule, be it a run or a trouble. */
  readonly answered: Promise<void>;
  readonly #base: Signal<ScriptRun | undefined> = signal(undefined);
  readonly #key: string;
  readonly #stops: (() => void)[];
  #first = '';
  #turn = 0;
  #asked = 0;

  constructor(live: Figure, place: string) {
    this.live = live;
    this.#key = `rule ${place} ${live.spec.name}`;
    this.numbers = computed(() => topNumbers(this.text.value, live.spec.schema));
    this.hasSeeds = computed(() => this.#base.value?.batches !== undefined);
    this.wrong = computed(() => troubleIn(this));
    this.said = computed(() => sentenceFor(this));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.answered = promise;
    this.#stops = [
      effect(() => {
        if (this.trace.value || this.trouble.value) resolve();
      }),
      effect(() => {
        // Whatever the figure is set to, the reader's rule follows.
        void this.live.values.value;
        void this.#follow();
      }),
      effect(() => {
        const [own, runs, said] = [this.trace.value, this.runs.value, this.said.value];
        live.overlay.value = own && ((made) => withRuns(made, own, runs, said));
      }),
    ];
  }

  /** By the reader's hand, or a slider's. */
  write(text: string): void {
    this.text.value = text;
    this.keeping.value = keepText(this.#key, text === this.#first ? undefined : text);
    void this.#run();
  }

  setNumber(name: string, value: number | string | boolean): void {
    this.#give(withNumber(this.text.peek(), name, value));
  }

  /** Back to the rule as the figure has it. */
  restore(): void {
    const base = this.#base.peek();
    if (base) this.#give(textOf(base));
  }

  #give(text: string): void {
    this.write(text);
    this.given.value += 1;
  }

  ensemble(wanted: boolean): void {
    batch(() => {
      this.many.value = wanted;
      this.runs.value = NONE;
      this.ends.value = undefined;
    });
    void this.#run();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#turn += 1;
    this.live.overlay.value = undefined;
  }

  async #follow(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const { run: base } = await this.live.python();
    if (asked !== this.#asked) return;
    if (!base) {
      this.trouble.value = {
        kind: 'wrong',
        message: 'At this setting the figure is more than one run of one rule, so yours stays as it was.',
      };
      return;
    }
    const opens = this.#base.peek() === undefined;
    this.#base.value = base;
    if (opens) {
      this.#first = textOf(base);
      this.text.value = keptText(this.#key) ?? this.#first;
    }
    await this.#run();
  }

  async #run(): Promise<void> {
    const base = this.#base.peek();
    if (!base) return;
    this.#turn += 1;
    const turn = this.#turn;
    const python = await import('../../python/python.ts').then(({ openPython }) => openPython()).catch(() => undefined);
    if (turn !== this.#turn) return;
    if (!python) {
      this.trouble.value = {
        kind: 'unloaded',
        message: 'Python could not be fetched. Change something to try again, or reload the page.',
      };
      return;
    }
    const lane = this.live.spec.name;
    const ask = (code: string, more: number): RuleAsk => ({
      code,
      problem: { kind: 'python', code: base.problem },
      start: base.start,
      steps: base.steps,
      bound: base.bound,
      ...drawsOfScript(base, more),
    });
    const answer = await python.run({ ...ask(this.text.peek(), 0), lane: `${lane} own` });
    if (turn !== this.#turn || answer.passed) return;
    batch(() => {
      this.trouble.value = answer.error;
      this.printed.value = answer.printed;
      // What worked last stays on the sheet.
      if (!answer.error) this.trace.value = answer.trace;
      this.runs.value = NONE;
      this.ends.value = undefined;
    });
    const original = await python.run({ ...ask(textOf(base), 0), lane: `${lane} original` });
    if (turn !== this.#turn) return;
    this.original.value = original.trace;
    if (!this.many.peek() || !base.batches || answer.error) return;
    const run = async (code: string, k: number, whose: string) =>
      (await python.run({ ...ask(code, k), lane: `${lane} ${whose} ${k}` })).trace;
    const seeds = Array.from({ length: SEEDS }, (_, k) => k);
    const text = this.text.peek();
    const own = await Promise.all(seeds.map((k) => run(text, k, 'own')));
    const others = await Promise.all(seeds.map((k) => run(textOf(base), k, 'original')));
    if (turn !== this.#turn) return;
    const there = (traces: readonly (RuleTrace | undefined)[]) => traces.filter((trace) => trace !== undefined);
    const lasts = (traces: readonly RuleTrace[]) =>
      meanInterval(
        traces.map(({ loss, status }) =>
          status.kind === 'diverged' ? Number.POSITIVE_INFINITY : (loss.at(-1) ?? Number.NaN),
        ),
      );
    if (there(own).length < SEEDS || there(others).length < SEEDS) return;
    batch(() => {
      this.runs.value = there(own);
      this.ends.value = { own: lasts(there(own)), original: lasts(there(others)) };
    });
  }
}
