/** The state of the network's part of the page, and the worker that trains it. */
import { batch, type Signal, signal } from '@preact/signals';
import { frames, wantsCalm } from '../../widgets/page/player.ts';
import { device } from '../../widgets/page/store.ts';
import { alongside, contentsOf } from '../playground/keeping.ts';
import { ownText } from '../playground/own-text.ts';
import type { Pupil } from './pupil.ts';
import { firstSetup, readSetup, type Setup } from './setup.ts';
import type { Frame } from './training.ts';
import type { Answer, Question } from './training-worker.ts';
import address from './training-worker.ts?worker&url';

/** Steps after which the page opens, and after a change at most. */
export const FIRST_STEPS = 300;
const MOST_AT_ONCE = 1000;
/** Steps of one question while the network plays, and with reduced motion milliseconds between pictures. */
const LONGEST_LEAP = 40;
const CALM = 500;
/** Milliseconds without a letter after which a text of the reader's is tried. */
const TYPING = 500;
const KEY = 'laboratory network';

type Unticketed = DistributiveOmit<Question, 'ticket'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Steps = Exclude<Unticketed, { kind: 'stand' }>;

/** One unit: its layer (0 for the first hidden one) and its number in it. */
export interface Unit {
  layer: number;
  unit: number;
}

export class School {
  readonly setup: Signal<Setup>;
  /** Undefined until the worker has answered. */
  readonly frame: Signal<Frame | undefined> = signal(undefined);
  /** The setup with which the frame was trained: while another setup is worked on, the one before. */
  readonly by: Signal<Setup>;
  readonly history: Signal<Float64Array> = signal(new Float64Array());
  readonly playing = signal(false);
  /** Steps for each frame of the screen. */
  readonly speed = signal(1);
  /** The unit whose answer the large sheet shows; undefined: the output. */
  readonly shown: Signal<Unit | undefined> = signal(undefined);
  readonly trouble: Signal<string | undefined> = signal(undefined);
  /** Counts what the reader changed. */
  readonly changes = signal(0);

  /** Trains by the reader's own rule, in Python, which is fetched when it is chosen. */
  #pupil: Pupil | undefined;
  #hear: (answer: Answer) => void = () => {};
  #worker: Worker | undefined;
  #ticket = 0;
  #motion = new AbortController();
  #busy = false;
  #next: Steps | undefined;
  #owed = 0;
  /** Steps that the newest beginning has not reached yet. */
  #goal: number | undefined;
  #begun: Setup = firstSetup();
  /** Whether the network still is as the page opened with it: trained, so that nothing is left to learn. */
  #opening = true;

  constructor(setup: Setup = firstSetup()) {
    this.setup = signal(setup);
    this.by = signal(setup);
  }

  /** Shows the network after as many steps as are shown now, with something changed. */
  set(change: Partial<Setup>): void {
    batch(() => {
      this.setup.value = { ...this.setup.value, ...change };
      if (change.hidden) this.shown.value = undefined;
      this.changes.value += 1;
    });
    device.write(KEY, this.setup.peek(), firstSetup());
    this.begin(Math.min(MOST_AT_ONCE, this.#goal ?? this.frame.peek()?.step ?? FIRST_STEPS));
  }

  /** Begins anew, and makes so many steps at once. */
  begin(steps: number): void {
    const setup = this.setup.peek();
    this.#opening = false;
    this.#goal = steps;
    this.#ask({ kind: 'begin', setup, steps } as const);
  }

  restart(): void {
    this.changes.value += 1;
    this.begin(0);
  }

  advance(steps: number): void {
    this.#opening = false;
    this.#ask({ kind: 'advance', steps } as const);
  }

  /** Begins with the setup of a link, or with what was there when the page was left. */
  async open(): Promise<void> {
    const before = (await linked()) ?? device.read(KEY, readSetup);
    if (before) this.setup.value = before;
    alongside.set('network', () => this.setup.peek());
    this.begin(FIRST_STEPS);
    this.#opening = true;
    this.#followText();
  }

  /** The reader's text in the playground, once they pause. */
  #followText(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let before = ownText.peek();
    ownText.subscribe((now) => {
      const same = now?.text === before?.text && now?.waits === before?.waits;
      before = now;
      if (same || this.setup.peek().rule !== 'own') return;
      clearTimeout(timer);
      timer = setTimeout(() => this.set({}), TYPING);
    });
  }

  reset(): void {
    this.pause();
    this.set(firstSetup());
  }

  async play(): Promise<void> {
    if (this.playing.peek()) return;
    this.playing.value = true;
    // The first Play shows the learning from its beginning.
    if (this.#opening) this.begin(0);
    // Where nothing should move by itself, the same steps are shown as a picture twice a second.
    const pause = wantsCalm() ? CALM : 0;
    let shown = Number.NEGATIVE_INFINITY;
    this.#motion = new AbortController();
    for await (const { now } of frames(this.#motion.signal)) {
      this.#owed += this.speed.peek();
      const whole = now - shown < pause ? 0 : Math.floor(this.#owed);
      if (whole > 0 && !this.#busy) shown = now;
      // One question at a time: where the worker is slower than the screen, fewer frames are drawn.
      if (whole > 0 && !this.#busy) {
        this.#owed -= whole;
        this.advance(Math.min(whole, LONGEST_LEAP));
      } else this.#owed = Math.min(this.#owed, LONGEST_LEAP);
      if (this.frame.peek()?.lost !== undefined) this.pause();
    }
  }

  pause(): void {
    this.#motion.abort();
    this.playing.value = false;
  }

  /** While one question is worked on, the newest waits; a new beginning goes before more steps. */
  #ask(question: Steps): void {
    if (this.#busy) {
      if (question.kind === 'begin' || this.#next === undefined) this.#next = question;
      return;
    }
    this.#busy = true;
    if (question.kind === 'begin') this.#begun = question.setup;
    if (this.#begun.rule === 'own') void this.#byOwnRule(question);
    else
      this.#post(question, (answer) => {
        this.#show(answer);
        if (this.#next?.kind !== 'begin') this.#goal = undefined;
        this.#turn();
      });
  }

  #post(question: Unticketed, hear: (answer: Answer) => void): void {
    this.#hear = hear;
    this.#start().postMessage({ ...question, ticket: ++this.#ticket });
  }

  #show({ frame, history }: Answer): void {
    // An answer from before the newest beginning is not shown: its shape may be another.
    if (this.#next?.kind === 'begin') return;
    batch(() => {
      this.frame.value = frame;
      this.by.value = this.#begun;
      this.history.value = history;
      this.trouble.value = undefined;
    });
  }

  #turn(): void {
    this.#busy = false;
    const next = this.#next;
    this.#next = undefined;
    if (next) this.#ask(next);
  }

  /** The same steps by the reader's text: so many at a time as Python makes between two pictures. */
  async #byOwnRule(question: Steps): Promise<void> {
    const looked = (asked: Unticketed) => new Promise<Answer>((resolve) => this.#post(asked, resolve));
    let left = question.steps;
    try {
      const { openPupil } = await import('./pupil.ts');
      if (question.kind === 'begin') {
        const { setup } = question;
        const began = await looked({ kind: 'begin', setup, steps: 0 });
        this.#show(began);
        this.#pupil = undefined;
        this.#pupil = await openPupil(setup, began.frame.phi);
      }
      const pupil = this.#pupil;
      while (pupil && left > 0 && pupil.lost === undefined && this.#next?.kind !== 'begin') {
        const before = pupil.step;
        const went = await pupil.advance(left);
        if (went === 'anew') left += before;
        else left -= pupil.step - before;
        const { step, phi, lost } = pupil;
        this.#show(await looked({ kind: 'stand', at: { step, phi, ...(lost !== undefined && { lost }) } }));
      }
      // After an error the next text is to go as far.
      if (this.#next?.kind !== 'begin') this.#goal = undefined;
    } catch (error) {
      this.pause();
      this.#pupil = undefined;
      this.trouble.value = error instanceof Error ? error.message : String(error);
    }
    this.#turn();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(address, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
    worker.onerror = () => {
      this.#busy = false;
      this.#worker = undefined;
      this.pause();
      this.trouble.value = 'The training could not be loaded. Check the connection, then change anything.';
    };
    this.#worker = worker;
    return worker;
  }
}

/** The setup in the address; of a link that is broken the playground speaks. */
async function linked(): Promise<Setup | undefined> {
  const network = (await contentsOf(location.hash).catch(() => undefined))?.['network'];
  return network === undefined ? undefined : readSetup(network);
}
