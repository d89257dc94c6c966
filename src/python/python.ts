import { explain, type PythonError, refused } from './errors.ts';
import { type Noted, notedIn } from './noted.ts';
import type { Asks, FromWorker, Kind, Reply, RuleAsk } from './protocol.ts';
import { forgetPython, openSandbox, type Sandbox } from './sandbox.ts';
import { mayBeEndless, tookTooLong } from './too-long.ts';
import { type RuleTrace, traceOf, trainedIn } from './trace.ts';

export type { Noted } from './noted.ts';
export type { RuleTrace } from './trace.ts';

/** Maximum duration of a run, in milliseconds; after that its worker is ended. */
export const LONGEST = 1000;
/**
 * On a slow or busy machine it may take this many times as long as the interpreter took to start (usually about a tenth
 * of a second), but never longer than this.
 */
const STARTS = 8;
const LONGEST_ANYWHERE = 5000;
/** A worker that has not started after this many milliseconds will not. */
const LONGEST_START = 30_000;
/** A run that is no longer wanted, because there is a newer request of its kind, is ended after this time. */
const LONGEST_UNWANTED = 250;

/** The fields that every answer may have. */
export interface Answer {
  /** The error, in plain words and with its line. */
  readonly error?: PythonError;
  /** True if a newer request of the same lane replaced it: then there is no other field. */
  readonly passed?: true;
  /** The output of the code: plain text, to be shown as text. */
  readonly printed: string;
}
interface RuleAnswer extends Answer {
  /** The run, up to its error if it had one. */
  readonly trace?: RuleTrace;
}
interface ValuesAnswer extends Answer {
  /** Row after row; NaN if the loss has no value. */
  readonly values?: Float64Array;
}
interface SlopesAnswer extends ValuesAnswer {
  /** n numbers per point. */
  readonly slopes?: Float64Array;
}
export interface TaskAnswer extends Answer {
  /** The numbers noted by the check, up to its error if it had one. */
  readonly rows?: readonly Noted[];
}

interface TrainAnswer extends Answer {
  /** The parameters after this many steps; also if the last of them ended with an error. */
  readonly phi?: Float64Array<ArrayBuffer>;
  readonly made?: number;
  /** `gone`: Python has been restarted since, and the training is lost. */
  readonly end?: 'finished' | 'diverged' | 'gone';
  readonly intact?: boolean;
}

interface Lane {
  /** Only the newest request in a lane counts. Default: the kind of request; use one lane for each rule of a figure. */
  readonly lane?: string;
}

interface Author {
  /**
   * Code of somebody else, which may be malicious: nothing runs in the same interpreter after it, whatever it reports.
   */
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
  /** Whether it has already taken too long once. */
  readonly again?: true;
  readonly done: (outcome: Reply | PythonError | 'passed') => void;
}

/** The interpreter shared by all callers. */
let opened: Promise<Python> | undefined;

/**
 * Python, loaded on first use, and shared by all callers. It may still be starting: requests are answered as soon as
 * possible.
 * @throws Error if loading failed; another call tries again
 */
export function openPython(): Promise<Python> {
  opened ??= SandboxedPython.open();
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

let sent: Promise<unknown> = Promise.resolve();

/** Resolves once Python has loaded, or has failed to. Work that blocks the page waits for it. */
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

  /** @throws Error if loading failed */
  async #open(): Promise<void> {
    const opening = openSandbox((message) => this.#receive(message));
    sent = opening;
    this.#sandbox = await opening;
  }

  /** Replaces a sandbox that did not start; its files are loaded again. */
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
   * Begins the next request, if there is one and nothing else is running. It is sent even to a worker that is still
   * starting, which queues it: a busy page must not delay the run after the start. Its time is counted from then on.
   */
  #turn(): void {
    if (this.#unstarted) return void this.#reopen();
    // Without a sandbox it is being opened, and calls this when ready.
    if (this.#running || !this.#sandbox) return;
    this.#running = this.#queue.shift();
    if (!this.#running) return;
    this.#since = performance.now();
    this.#setTimeLimit();
    const { id, text } = this.#running;
    this.#sandbox.post({ id, text });
  }

  /** Whether a newer request of its lane waits for the running one. */
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

  /** Ends a run that takes too long. */
  #end(): void {
    const running = this.#running;
    if (!running) return;
    const unwanted = this.#unwanted;
    this.#replace();
    // A rule whose loops are all finite was slowed by something else: it is retried once.
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

  /** Rejects the waiting requests; the next request loads Python again. */
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
      // A worker is ready only once: repeating the message must not earn it more time.
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
      // The worker's own report helps only against mistakes: malicious code can fake it.
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
