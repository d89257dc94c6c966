/** The state of drawing: the line under the pen, and the answer to the line that is there. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { withNumber } from '../../python/numbers.ts';
import { simplify } from '../../widgets/panels/polyline.ts';
import type { Bench } from '../playground/bench.ts';
import { keepOwnRule } from '../playground/keeping.ts';
import { isPython } from '../playground/losses.ts';
import { rounded } from '../playground/rounded.ts';
import { FIRST_RULE, onLoss, type Settings, sheetOf } from '../playground/settings.ts';
import { MOST_SKETCH } from '../playground/sketch.ts';
import type { Lattice } from './copy.ts';
import type { FamilyId } from './families.ts';
import { lengthOf, type Point, placeAt, toLine } from './lines.ts';
import { latticeOf, madeInPython, whyNot } from './python-loss.ts';
import { type SampleId, samples } from './samples.ts';
import type { Answer, Nearest, Question, Wanted } from './search-worker.ts';
import address from './search-worker.ts?worker&url';

/** A line shorter than this is a slip of the pen, in widths of the sheet. */
const SHORTEST = 0.02;
/** How far the thinned line may be from the drawn one at first: a px of a sheet at a desk. */
const UNSEEN = 0.0015;

/** The parts of a sheet of the reader's own, as a text. */
const surfaceOf = ({ loss, lossText, modelText, points, window, over }: Settings): string =>
  JSON.stringify(loss === 'own' ? [lossText, window] : [modelText, points, window, over]);

/** An answer that has found nothing. */
const NOTHING = { best: [], reasons: [], tried: 0, share: 1, done: true } as const;

export class Drawing {
  readonly bench: Bench;
  /** The line while the pointer is down. */
  readonly stroke: Signal<readonly Point[] | undefined> = signal(undefined);
  /** The pen of the keyboard. */
  readonly pen: Signal<Point>;
  readonly answer: Signal<Answer | undefined> = signal(undefined);
  readonly busy = signal(false);
  readonly chosen: Signal<FamilyId | undefined> = signal(undefined);
  /** The last event, for those who do not see it. */
  readonly said = signal('');
  /** The run that is shown. */
  readonly run: ReadonlySignal<Nearest | undefined>;
  /** Why the present loss cannot be drawn on. */
  readonly refused: ReadonlySignal<string | undefined>;

  #worker: Worker | undefined;
  #ticket = 0;
  #asked = '';
  /** The copy of the reader's loss, and the text that it was made of. */
  #lattice: { of: string; copy: Lattice } | undefined;
  readonly #end: () => void;

  constructor(bench: Bench) {
    this.bench = bench;
    this.pen = signal(bench.settings.peek().start);
    this.run = computed(() => {
      const best = this.answer.value?.best ?? [];
      return best.find(({ family }) => family === this.chosen.value) ?? best[0];
    });
    this.refused = computed(() => whyNot(bench.settings.value, bench.waits.value));
    this.#end = effect(() => this.#follow(bench.settings.value, this.refused.value !== undefined));
  }

  close(): void {
    this.#end();
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Asks anew where the line or what lies under it has changed. */
  #follow(settings: Settings, refused: boolean): void {
    const { loss, points, window, sketch } = settings;
    const wanted: Wanted = { loss, points, window, sketch };
    const asked = JSON.stringify([wanted, refused, isPython(loss) && surfaceOf(settings)]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.answer.value = undefined;
    this.chosen.value = undefined;
    this.#ticket += 1;
    if (refused || lengthOf(toLine(sketch, sheetOf({ loss, window }))) < SHORTEST) {
      this.busy.value = false;
      this.#worker?.postMessage({ kind: 'stop', ticket: this.#ticket } satisfies Question);
      return;
    }
    this.busy.value = true;
    if (isPython(loss)) void this.#searchInPython(settings, this.#ticket);
    else this.#search(wanted);
  }

  #search(wanted: Wanted): void {
    this.#start().postMessage({ kind: 'search', ticket: this.#ticket, wanted } satisfies Question);
  }

  /** On a copy of the reader's loss, which is made once for every line that is drawn on it. */
  async #searchInPython(settings: Settings, ticket: number): Promise<void> {
    const { loss, points, window, sketch } = settings;
    const of = surfaceOf(settings);
    const isOld = (): boolean => ticket !== this.#ticket;
    try {
      const python = await this.bench.python();
      const copy = this.#lattice?.of === of ? this.#lattice.copy : await latticeOf(python, settings, isOld);
      if (!copy || isOld()) return;
      this.#lattice = { of, copy };
      this.#search({ loss, points, window, sketch, lattice: copy });
    } catch (error) {
      if (!isOld()) this.#say({ ticket, ...NOTHING, trouble: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The runs that the search found on a copy, made again with the loss itself. */
  async #confirm(answer: Answer): Promise<void> {
    const isOld = (): boolean => answer.ticket !== this.#ticket;
    try {
      const best = await madeInPython(await this.bench.python(), this.bench.settings.peek(), answer.best);
      if (!isOld()) this.#say({ ...answer, best });
    } catch (error) {
      if (!isOld()) this.#say({ ...answer, trouble: error instanceof Error ? error.message : String(error) });
    }
  }

  #say(answer: Answer): void {
    this.answer.value = answer;
    this.busy.value = !answer.done;
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(address, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.ticket !== this.#ticket) return;
      if (!data.done || !isPython(this.bench.settings.peek().loss)) return this.#say(data);
      this.#say({ ...data, done: false });
      void this.#confirm(data);
    };
    worker.onerror = () => {
      this.#worker = undefined;
      this.#asked = '';
      this.busy.value = false;
      this.bench.trouble.value = 'The search could not be loaded. Check the connection, then draw again.';
    };
    this.#worker = worker;
    return worker;
  }

  /** Ends the search with what it has found. */
  stop(): void {
    this.#ticket += 1;
    this.#worker?.postMessage({ kind: 'stop', ticket: this.#ticket } satisfies Question);
    this.busy.value = false;
  }

  #set(sketch: readonly Point[]): void {
    this.bench.set({ sketch });
    const last = sketch.at(-1);
    if (last) this.pen.value = last;
  }

  /** The pointer was lifted: the stroke becomes the line, thinned to what the eye can see. */
  lift(): void {
    const stroke = this.stroke.peek() ?? [];
    this.stroke.value = undefined;
    const sheet = sheetOf(this.bench.settings.peek());
    const { u, v } = toLine(stroke, sheet);
    let line = { x: Array.from(u), y: Array.from(v) };
    for (let unseen = UNSEEN; line.x.length > MOST_SKETCH || unseen === UNSEEN; unseen *= 2)
      line = simplify(line, unseen);
    this.#set(
      line.x.map((across, i): Point => {
        const [x, y] = placeAt(across, line.y[i] ?? 0, sheet);
        return [rounded(x, sheet.x), rounded(y, sheet.y)];
      }),
    );
  }

  /** Lengthens the line straight to a point. */
  add(point: Point): void {
    const { sketch } = this.bench.settings.peek();
    const last = sketch.at(-1);
    if (last && last[0] === point[0] && last[1] === point[1]) {
      this.said.value = 'The line is at this place already.';
      return;
    }
    if (sketch.length >= MOST_SKETCH) {
      this.said.value = `The line has ${MOST_SKETCH} points, which is as many as it may have.`;
      return;
    }
    this.#set([...sketch, point]);
    this.said.value = `Point ${sketch.length + 1} set.`;
  }

  takeBack(): void {
    const { sketch } = this.bench.settings.peek();
    if (sketch.length === 0) return;
    this.#set(sketch.slice(0, -1));
    this.said.value = sketch.length === 1 ? 'The line is gone.' : `Point ${sketch.length} taken back.`;
  }

  clear(): void {
    this.#set([]);
    this.said.value = 'The line is gone.';
  }

  try(id: SampleId): void {
    const { loss, points } = samples[id];
    const settings = this.bench.settings.peek();
    this.bench.open({ ...(settings.loss === loss ? settings : onLoss(settings, loss)), sketch: points });
    this.pen.value = points[0] ?? this.pen.peek();
  }

  /** The run that is shown becomes the reader's own rule in the playground. */
  use(): void {
    const run = this.run.peek();
    const settings = this.bench.settings.peek();
    const [start] = settings.sketch;
    if (!run || !start) return;
    // The playground's first rule is Nesterov's, and in its own words it needs no Python.
    const text =
      run.family === 'nesterov'
        ? withNumber(withNumber(FIRST_RULE, 'alpha', run.alpha), 'beta', run.beta ?? 0.9)
        : run.text;
    const steps = Math.max(run.steps, 1);
    keepOwnRule(settings.own.text, text);
    this.bench.open(
      {
        ...settings,
        start,
        steps,
        noise: 0,
        batch: run.batch ?? 0,
        seed: run.seed ?? settings.seed,
        own: { on: true, text },
      },
      steps,
    );
  }
}
