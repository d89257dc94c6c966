/** Every message carries the number of its question. */
interface Ticketed {
  readonly ticket: number;
}

/** A worker's answer; if there is none, `trouble` gives the reason in words. */
interface Answering extends Ticketed {
  readonly error?: string;
}

type Unticketed<T> = T extends unknown ? Omit<T, 'ticket'> : never;

interface Waiting<Answer> {
  done(answer: Answer): void;
  fail(error: Error): void;
  /** True if the message precedes the answer. */
  more(message: Answer, worker: Worker): boolean;
}

/**
 * The page's side of a worker: takes a question, and returns the promise of its answer. The worker starts with the
 * first question.
 */
export class WorkerLine<Question extends Ticketed, Answer extends Answering> {
  #worker: Worker | undefined;
  #ticket = 0;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  readonly #begin: () => Worker;
  readonly #unloaded: string;

  /** @param unloaded message if the worker's script does not load; the next question tries again */
  constructor(begin: () => Worker, unloaded: string) {
    this.#begin = begin;
    this.#unloaded = unloaded;
  }

  /** @throws Error with a message for the reader */
  ask(question: Unticketed<Question>, more: Waiting<Answer>['more'] = () => false): Promise<Answer> {
    const ticket = ++this.#ticket;
    return new Promise((done, fail) => {
      this.#waiting.set(ticket, { done, fail, more });
      this.#start().postMessage({ ...question, ticket });
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = this.#begin();
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.ticket);
      if (!waiting || waiting.more(data, worker)) return;
      this.#waiting.delete(data.ticket);
      if (data.error === undefined) waiting.done(data);
      else waiting.fail(new Error(data.error));
    };
    worker.onerror = () => {
      this.#worker = undefined;
      for (const { fail } of this.#waiting.values()) fail(new Error(this.#unloaded));
      this.#waiting.clear();
    };
    this.#worker = worker;
    return worker;
  }
}
