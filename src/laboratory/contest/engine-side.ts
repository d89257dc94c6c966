/** The page's end of the contest's worker: a question, and the promise of its answer. */
import type { Answer, Question } from './worker.ts';
import address from './worker.ts?worker&url';

type Without<T> = T extends unknown ? Omit<T, 'ticket'> : never;

export class ContestSide {
  #worker: Worker | undefined;
  #ticket = 0;
  readonly #waiting = new Map<
    number,
    { done(answer: Answer): void; fail(error: Error): void; told(done: number, of: number): void }
  >();

  ask(question: Without<Question>, told: (done: number, of: number) => void = () => {}): Promise<Answer> {
    const ticket = ++this.#ticket;
    return new Promise((done, fail) => {
      this.#waiting.set(ticket, { done, fail, told });
      this.#start().postMessage({ ...question, ticket });
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(address, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.ticket);
      if (data.done !== undefined) {
        waiting?.told(data.done, data.of ?? data.done);
        return;
      }
      this.#waiting.delete(data.ticket);
      if (data.trouble === undefined) waiting?.done(data);
      else waiting?.fail(new Error(data.trouble));
    };
    worker.onerror = () => {
      this.#worker = undefined;
      const error = new Error('The computation could not be loaded. Check the connection, then run again.');
      for (const { fail } of this.#waiting.values()) fail(error);
      this.#waiting.clear();
    };
    this.#worker = worker;
    return worker;
  }
}
