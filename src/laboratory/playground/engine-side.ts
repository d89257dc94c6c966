/** The page's end of the worker: a question, and the promise of its answer. */
import type { Answer, Question } from './worker.ts';
import address from './worker.ts?worker&url';

type Without<T> = T extends unknown ? Omit<T, 'ticket'> : never;

export class EngineSide {
  #worker: Worker | undefined;
  #ticket = 0;
  readonly #waiting = new Map<number, { done(answer: Answer): void; fail(error: Error): void }>();

  ask(question: Without<Question>): Promise<Answer> {
    const ticket = ++this.#ticket;
    return new Promise((done, fail) => {
      this.#waiting.set(ticket, { done, fail });
      this.#start().postMessage({ ...question, ticket });
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(address, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.ticket)?.done(data);
      this.#waiting.delete(data.ticket);
    };
    worker.onerror = () => {
      this.#worker = undefined;
      const error = new Error('The computation could not be loaded. Check the connection, then change anything.');
      for (const { fail } of this.#waiting.values()) fail(error);
      this.#waiting.clear();
    };
    this.#worker = worker;
    return worker;
  }
}
