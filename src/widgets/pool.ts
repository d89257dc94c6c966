import type { Answers, FromWorker, Task, ToWorker } from './messages.ts';

/** Why a task gave no answer: the reader is told, and the worker has been replaced. */
export class WorkerFailure extends Error {
  readonly reason: 'hung' | 'crashed' | 'refused' | 'unreachable';
  constructor(reason: WorkerFailure['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

interface Job {
  task: Task;
  limit: number;
  resolve(answer: unknown): void;
  reject(failure: WorkerFailure): void;
  signal?: AbortSignal;
  /** Stops the work itself when aborted, at the price of its worker. */
  stop?: boolean;
}

interface Seat {
  worker: Worker;
  job?: Job;
  ticket: number;
  /** Experiments it has answered for: their code is loaded and warm. */
  warm: Set<string>;
  timer?: ReturnType<typeof setTimeout>;
}

/** Milliseconds allowed before a worker first says `started`: a slow network is not a hang. */
const LOADING = 30_000;
/** The same once its code is loaded: silence then means that the worker is gone. */
const ANSWERING = 3_000;
/** A first task compiles code and draws the surface; a phone is slower than a laptop. */
const COLD = 10;

/** Workers as many as the machine has to spare; tasks wait in line; a worker that hangs or crashes is replaced. */
export class WorkerPool {
  readonly #seats: Seat[] = [];
  readonly #waiting: Job[] = [];
  readonly #size: number;
  readonly #create: () => Worker;
  #tickets = 0;

  constructor(size: number, create: () => Worker) {
    this.#size = size;
    this.#create = create;
  }

  /** Workers now running (none until the first task). */
  get running(): number {
    return this.#seats.length;
  }

  /**
   * Performs a task on a free worker.
   * @param limit milliseconds the task may take once its code is loaded
   * @param signal a task still in line when it is aborted never runs, and its promise rejects
   * @param stop whether a task at work when it is aborted is stopped too, and its worker replaced
   */
  ask<T extends Task>(task: T, limit: number, signal?: AbortSignal, stop = false): Promise<Answers[T['kind']]> {
    return new Promise((resolve, reject) => {
      // perform() in worker.ts answers each kind of task with Answers[kind].
      const job: Job = {
        task,
        limit,
        resolve: resolve as (answer: unknown) => void,
        reject,
        ...(signal && { signal }),
        stop,
      };
      // A picture of what has arrived, and what to do next, go before more work in parts.
      if (task.kind === 'measure') this.#waiting.push(job);
      else this.#waiting.unshift(job);
      if (stop) signal?.addEventListener('abort', () => this.#stop(job), { once: true });
      this.#next();
    });
  }

  /** Ends every worker; what was running is lost, what waits stays in line until the next ask. */
  close(): void {
    for (const seat of this.#seats.splice(0)) {
      clearTimeout(seat.timer);
      seat.worker.terminate();
    }
  }

  #stop(job: Job): void {
    const seat = this.#seats.find((one) => one.job === job);
    if (seat) this.#fail(seat, 'refused', 'cancelled');
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const seat = this.#freeSeat();
      if (!seat) return;
      const job = this.#waiting.shift();
      if (!job) return;
      if (job.signal?.aborted) {
        job.reject(new WorkerFailure('refused', 'cancelled'));
        continue;
      }
      seat.job = job;
      seat.ticket = ++this.#tickets;
      seat.timer = seat.warm.has(job.task.id)
        ? setTimeout(() => this.#fail(seat, 'crashed', 'its worker does not answer'), ANSWERING)
        : setTimeout(() => this.#fail(seat, 'unreachable', 'its script did not load'), LOADING);
      const message: ToWorker = { ticket: seat.ticket, task: job.task };
      seat.worker.postMessage(message);
    }
  }

  #freeSeat(): Seat | undefined {
    const id = this.#waiting[0]?.task.id ?? '';
    // A warm worker has the surface and the recent runs in its cache.
    const free = this.#seats.find((seat) => !seat.job && seat.warm.has(id)) ?? this.#seats.find((seat) => !seat.job);
    if (free || this.#seats.length >= this.#size) return free;
    const seat: Seat = { worker: this.#create(), ticket: 0, warm: new Set() };
    seat.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(seat, data);
    seat.worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(seat, 'crashed', event.message || 'its worker stopped');
    };
    this.#seats.push(seat);
    return seat;
  }

  #hear(seat: Seat, message: FromWorker): void {
    const { job } = seat;
    if (!job || message.ticket !== seat.ticket) return;
    clearTimeout(seat.timer);
    if (message.type === 'started') {
      const limit = seat.warm.has(job.task.id) ? job.limit : COLD * job.limit;
      seat.timer = setTimeout(() => this.#fail(seat, 'hung', `it ran longer than ${limit} ms`), limit);
      return;
    }
    delete seat.job;
    if (message.type !== 'unloaded') seat.warm.add(job.task.id);
    if (message.type === 'done') job.resolve(message.answer);
    else if (message.type === 'unloaded') job.reject(new WorkerFailure('unreachable', 'its script did not load'));
    else job.reject(new WorkerFailure('refused', message.message));
    this.#next();
  }

  #fail(seat: Seat, reason: WorkerFailure['reason'], message: string): void {
    clearTimeout(seat.timer);
    seat.worker.terminate();
    const index = this.#seats.indexOf(seat);
    if (index >= 0) this.#seats.splice(index, 1);
    seat.job?.reject(new WorkerFailure(reason, message));
    delete seat.job;
    this.#next();
  }
}

/** As many workers as cores, one fewer where there are more than two. */
export function poolSize(cores: number | undefined): number {
  const known = cores ?? 2;
  return Math.max(1, known > 2 ? known - 1 : known);
}
