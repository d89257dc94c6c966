import { explain, type PythonError, refused } from './errors.ts';
import { type Noted, notedIn } from './noted.ts';
import type { Asks, FromWorker, Kind, Reply, RuleAsk } from './protocol.ts';
import { forgetPython, openSandbox, type Sandbox } from './sandbox.ts';
import { mayBeEndless, tookTooLong } from './too-long.ts';
import { type RuleTrace, traceOf, trainedIn } from './trace.ts';

export type { Noted } from './noted.ts';
export type { RuleTrace } from './trace.ts';

/** A run may take so long, in milliseconds; then its worker is ended. */
export const LONGEST = 1000;
/**
 * On a machine that is slow, or busy with other things, it may take so many times what the interpreter took to start,
 * about a tenth of a second elsewhere, but never longer than this.
 */
const STARTS = 8;
const LONGEST_ANYWHERE = 5000;
/** A worker that has not started after so many milliseconds will not. */
const LONGEST_START = 30_000;
/** One that nobody waits for any more, since a newer of its kind has come, is ended after this. */
const LONGEST_UNWANTED = 250;

/** The fields that every answer may carry. */
export interface Answer {
  /** The error, in plain words and with its line. */
  readonly error?: PythonError;
  /** True where a newer request of the same lane took its place: nothing else is in it then. */
  readonly passed?: true;
  /** The output of the code: text, to be shown as text. */
  readonly printed: string;
}
interface RuleAnswer extends Answer {
  /** Also of a run that an error ended: as far as it came. */
  readonly trace?: RuleTrace;
}
interface ValuesAnswer extends Answer {
  /** Row after row; NaN if the loss has no value. */
  readonly values?: Float64Array;
}
interface SlopesAnswer extends ValuesAnswer {
  /** n numbers a point. */
  readonly slopes?: Float64Array;
}
export interface TaskAnswer extends Answer {
  /** Also of a check that an error ended: as far as it came. */
  readonly rows?: readonly Noted[];
}

interface TrainAnswer extends Answer {
  /** The parameters after so many steps; also where an error ended the last of them. */
  readonly phi?: Float64Array<ArrayBuffer>;
  readonly made?: number;
  /** `gone`: Python has been restarted since, and knows nothing of this training. */
  readonly end?: 'finished' | 'diverged' | 'gone';
  readonly intact?: boolean;
}

interface Lane {
  /** Only the newest request in a lane counts. Default: the kind of request; name one for each rule of a figure. */
  readonly lane?: string;
}

interface Author {
  /** A text of somebody else, which may mean harm: nothing after it runs in the same interpreter, whatever it says of itself. */
  readonly stranger?: boolean;
}

/** Python on this page: one worker, which answers one request after the other. */
export interface Python {
  run(ask: RuleAsk & Lane): Promise<RuleAnswer>;
  curve(ask: Asks['curve'] & Lane): Promise<ValuesAnswer>;
  slopes(ask: Asks['slopes'] & Lane): Promise<SlopesAnswer>;
  task(ask: Asks['task'] & Lane & Author): Promise<TaskAnswer>;
  train(ask: Asks['train'] & Lane): Promise<TrainAnswer>;
}

interface Waiting extends Author {
  readonly id: number;
  readonly lane: string;
  readonly ask: Asks[Kind];
  readonly text: string;
  /** Whether it took too long once already. */
  readonly again?: true;
  readonly done: (outcome: Reply | PythonError | 'passed') => void;
}

/** The interpreter that every opening shares. */
let opened: Promise<Python> | undefined;

/**
 * Python, fetched when it is first asked for, and the same for all who ask. It may still be starting: what it is asked
 * meanwhile it answers as soon as it can.
 * @throws Error if it could not be fetched; asked again, it tries again
 */
export function openPython(): Promise<Python> {
  opened ??= SandboxedPython.open();
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

let sent: Promise<unknown> = Promise.resolve();

/** Resolves once Python has its files, or could not get them. What keeps the page busy waits for that. */
export const sentToPython = (): Promise<void> =>
  sent.then(
    () => {},
    () => {},
  );

class SandboxedPython implements Python {
  #sandbox: Sandbox | undefined;
  #ready = false;
  #next = 1;
  #queue: Waiting[] = [];
  #running: Waiting | undefined;
  #since = 0;
  #clock: ReturnType<typeof setTimeout> | undefined;
  #unstarted = false;
  #longest = LONGEST;

  static async open(): Promise<SandboxedPython> {
    const python = new SandboxedPython();
    await python.#open();
    return python;
  }

  /** @throws Error if it could not be fetched */
  async #open(): Promise<void> {
    const opening = openSandbox((message) => this.#receive(message));
    sent = opening;
    this.#sandbox = await opening;
  }

  /** Another sandbox to replace one that did not start; its files are fetched again. */
  async #reopen(): Promise<void> {
    this.#unstarted = false;
    this.#sandbox?.close();
    this.#sandbox = undefined;
    try {
      await this.#open();
      this.#turn();
    } catch {
      this.#failStart();
    }
  }

  async run({ lane = 'rule', ...ask }: RuleAsk & Lane): Promise<RuleAnswer> {
    const outcome = await this.#ask('rule', lane, ask);
    const reply = replyIn(outcome);
    const answer = answerOf(outcome, ask);
    return reply?.columns['loss'] ? { ...answer, trace: traceOf(reply, ask.start.length) } : answer;
  }

  async curve({ lane = 'curve', ...ask }: Asks['curve'] & Lane): Promise<ValuesAnswer> {
    const outcome = await this.#ask('curve', lane, ask);
    const { values } = replyIn(outcome)?.columns ?? {};
    return { ...answerOf(outcome, ask), ...(values && { values }) };
  }

  async slopes({ lane = 'slopes', ...ask }: Asks['slopes'] & Lane): Promise<SlopesAnswer> {
    const outcome = await this.#ask('slopes', lane, ask);
    const { values, slopes } = replyIn(outcome)?.columns ?? {};
    return { ...answerOf(outcome, ask), ...(values && slopes && { values, slopes }) };
  }

  async task({ lane = 'task', stranger = false, ...ask }: Asks['task'] & Lane & Author): Promise<TaskAnswer> {
    const outcome = await this.#ask('task', lane, ask, stranger);
    const reply = replyIn(outcome);
    return { ...answerOf(outcome, ask), ...(reply && { rows: notedIn(reply, ask.quantities) }) };
  }

  async train({ lane = 'train', ...ask }: Asks['train'] & Lane): Promise<TrainAnswer> {
    const outcome = await this.#ask('train', lane, ask);
    const reply = replyIn(outcome);
    return { ...answerOf(outcome, ask), ...(reply && trainedIn(reply)) };
  }

  #ask<K extends Kind>(kind: K, lane: string, ask: Asks[K], stranger = false): Promise<Reply | PythonError | 'passed'> {
    return new Promise((done) => {
      const old = this.#queue.filter((waiting) => waiting.lane === lane);
      this.#queue = this.#queue.filter((waiting) => waiting.lane !== lane);
      for (const waiting of old) waiting.done('passed');
      const error = refused(kind, ask);
      if (error) return done(error);
      this.#queue.push({ id: this.#next++, lane, ask, stranger, text: JSON.stringify({ kind, ...ask }), done });
      this.#setTimeLimit();
      this.#turn();
    });
  }

  /**
   * Begins the next request, if there is one and nothing else runs. It goes to a worker that still starts, too, which
   * keeps it: a page that is busy must not stand between its start and its run. Its time is counted from there.
   */
  #turn(): void {
    if (this.#unstarted) return void this.#reopen();
    // Without one it is being opened, and takes its turn then.
    if (this.#running || !this.#sandbox) return;
    this.#running = this.#queue.shift();
    if (!this.#running) return;
    this.#since = performance.now();
    this.#setTimeLimit();
    const { id, text } = this.#running;
    this.#sandbox.post({ id, text });
  }

  /** Whether a newer request of its lane waits for the one that runs. */
  get #unwanted(): boolean {
    return this.#queue.some(({ lane }) => lane === this.#running?.lane);
  }

  #setTimeLimit(): void {
    clearTimeout(this.#clock);
    if (!this.#running) return;
    const longest = !this.#ready ? LONGEST_START : this.#unwanted ? LONGEST_UNWANTED : this.#longest;
    const over = (): void => (this.#ready ? this.#end() : this.#failStart());
    this.#clock = setTimeout(over, Math.max(0, this.#since + longest - performance.now()));
  }

  /** Ends the run that takes too long. */
  #end(): void {
    const running = this.#running;
    if (!running) return;
    const unwanted = this.#unwanted;
    this.#replace();
    // A rule whose loops all end was slowed by something else: once it is tried again.
    const slowed = ['steps', 'check', 'budget'].some((field) => field in running.ask);
    if (!unwanted && !running.again && slowed && !mayBeEndless(running.ask)) {
      this.#running = undefined;
      this.#queue.unshift({ ...running, again: true });
      this.#turn();
      return;
    }
    this.#finish(unwanted ? 'passed' : tookTooLong(running.ask, this.#longest));
  }

  #replace(): void {
    this.#ready = false;
    this.#sandbox?.restart();
  }

  #finish(outcome: Reply | PythonError | 'passed'): void {
    clearTimeout(this.#clock);
    const done = this.#running?.done;
    this.#running = undefined;
    done?.(outcome);
    this.#turn();
  }

  /** Those waiting are told, and the next request fetches Python again and tries. */
  #failStart(): void {
    const waiting = [...(this.#running ? [this.#running] : []), ...this.#queue.splice(0)];
    this.#running = undefined;
    this.#ready = false;
    this.#unstarted = true;
    clearTimeout(this.#clock);
    forgetPython();
    const error = { kind: 'unloaded', message: UNSTARTED } as const;
    for (const { done } of waiting) done(error);
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'ready') {
      // A worker is ready once: saying so again must not earn it more time.
      if (this.#ready) return;
      this.#ready = true;
      this.#longest = Math.min(LONGEST_ANYWHERE, Math.max(LONGEST, STARTS * message.took));
      this.#since = performance.now();
      this.#setTimeLimit();
    } else if (message.kind === 'unstarted') {
      this.#failStart();
    } else if (message.kind === 'broken') {
      if (message.id !== this.#running?.id) return;
      this.#replace();
      this.#finish({ kind: 'broken', message: BROKE });
    } else if (message.reply.id === this.#running?.id) {
      // The worker's word on itself is of use against slips alone: who means harm makes it say so.
      if (this.#running.stranger || !message.reply.intact) this.#replace();
      this.#finish(message.reply);
    }
  }
}

const UNSTARTED = 'Python could not be started. Change something to try again; your code is unchanged.';
const BROKE = 'Python crashed and was restarted. Your code is unchanged.';

const replyIn = (outcome: Reply | PythonError | 'passed'): Reply | undefined =>
  typeof outcome === 'object' && 'columns' in outcome ? outcome : undefined;

function answerOf(outcome: Reply | PythonError | 'passed', ask: Asks[Kind]): Answer {
  if (outcome === 'passed') return { passed: true, printed: '' };
  if (!('columns' in outcome)) return { error: outcome, printed: '' };
  const { error, printed, left, step } = outcome;
  const more = left > 0 ? `… and ${left} more lines\n` : '';
  return { ...(error && { error: explain(error, ask, step) }), printed: printed + more };
}
