import { whenAwakeFor } from './awake-timer.ts';
import type { Answers, FromWorker, Task, ToWorker } from './messages.ts';

/** The reason why a task failed. The worker has been replaced, and the figure informs the reader. */
export class WorkerFailure extends Error {
  readonly reason: 'hung' | 'crashed' | 'refused' | 'unreachable' | 'barred';
  constructor(reason: WorkerFailure['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The worker that made the last picture of a figure and has the data for the next. Set by the pool. */
export interface Home {
  worker?: Worker;
}

export interface AskOptions<T extends Task> {
  /** A task that is still waiting when this aborts never runs, and its promise rejects. */
  signal?: AbortSignal | undefined;
  /** Whether a running task is stopped, too, and its worker replaced. */
  stop?: boolean;
  home?: Home;
  /** A part that depends on finished ones: it goes before further parts, so that the picture grows. */
  soon?: boolean;
  /**
   * Runs only when nothing else waits, and leaves the figure's home free for its pictures if there is another worker.
   */
  background?: boolean;
  /** Called when the task's worker has been silent for a while, and when it answers or is gone. */
  onSilence?: (silent: boolean) => void;
  /** Creates the message once its worker is chosen. */
  prepare?: (worker: Worker) => T;
}

interface Job extends Omit<AskOptions<Task>, 'prepare'> {
  task: Task;
  prepare?: (worker: Worker) => Task;
  limit: number;
  resolve(answer: unknown): void;
  reject(failure: WorkerFailure): void;
}

interface Seat {
  worker: Worker;
  /** The worker's name, also that of the lock it holds as long as it lives. */
  name: string;
  job?: Job;
  ticket: number;
  /** Experiments that it has run: their code is loaded and warm. */
  warm: Set<string>;
  /** Experiments whose script failed to load there: a worker never requests a script again. */
  unloaded: Set<string>;
  /** Cancels the time limits of its job. */
  stopClock(): void;
  /** Stops waiting for the worker's end. */
  watch?: AbortController;
}

/** Time until a worker must send `started` while its script loads: a slow network is not a hang. Awake milliseconds. */
const LOADING = 30_000;
/** The limit once its script is loaded: silence then means that the worker is gone. */
const ANSWERING = 3_000;
/** Awake milliseconds of silence after which the reader is told that the page is not broken. */
const SILENCE = 4_000;
/** Factor on the limit of a first task, which compiles code and draws the surface; a phone is slower than a laptop. */
const COLD = 10;

/** As many workers as the machine can spare. Tasks wait in a queue; a worker that hangs or crashes is replaced. */
export class WorkerPool {
  readonly #seats: Seat[] = [];
  readonly #waiting: Job[] = [];
  readonly #size: number;
  /** Unique to this page, since all open pages share their locks. */
  readonly #name = `fitting-models ${crypto.randomUUID?.() ?? performance.timeOrigin}`;
  readonly #create: (name: string) => Worker;
  #tickets = 0;
  #created = 0;

  /** @param create starts a worker with that name */
  constructor(size: number, create: (name: string) => Worker) {
    this.#size = size;
    this.#create = create;
  }

  /** Maximum number of workers. */
  get size(): number {
    return this.#size;
  }

  /** Number of running workers (none until the first task). */
  get running(): number {
    return this.#seats.length;
  }

  /**
   * Runs a task on a free worker; a picture on the worker that made the figure's last one, if there is one.
   * @param limit milliseconds the task may take once its code is loaded, while the page is awake
   */
  ask<T extends Task>(task: T, limit: number, options: AskOptions<T> = {}): Promise<Answers[T['kind']]> {
    return new Promise((resolve, reject) => {
      // Safe: workbench.ts answers each kind of task with Answers[kind].
      const job: Job = { ...options, task, limit, resolve: resolve as (answer: unknown) => void, reject };
      // A picture of the results so far, or the list of next parts, goes before further parts.
      if (job.background) this.#waiting.push(job);
      else if (task.kind === 'measure' && !job.soon) this.#waiting.splice(this.#firstInBackground(), 0, job);
      else this.#waiting.unshift(job);
      if (job.stop) job.signal?.addEventListener('abort', () => this.#stop(job), { once: true });
      this.#next();
    });
  }

  /** Ends every worker. Running tasks are lost; waiting ones stay in the queue until the next ask. */
  close(): void {
    for (const seat of this.#seats.splice(0)) end(seat);
  }

  /** Position in the queue before which everything that a reader waits for belongs. */
  #firstInBackground(): number {
    const at = this.#waiting.findIndex(({ background }) => background);
    return at < 0 ? this.#waiting.length : at;
  }

  /** Replaces every worker running a task of this experiment. Those tasks count as lost. */
  restart(id: string): void {
    for (const seat of this.#seats.filter(({ job }) => job?.task.id === id))
      this.#fail(seat, 'crashed', 'it was started again');
  }

  #stop(job: Job): void {
    const seat = this.#seats.find((other) => other.job === job);
    if (seat) this.#fail(seat, 'refused', 'cancelled');
  }

  #next(): void {
    for (let i = 0; i < this.#waiting.length; ) {
      const job = this.#waiting[i]!;
      // First, so that no worker starts for an obsolete task.
      if (job.signal?.aborted) {
        this.#waiting.splice(i, 1);
        job.reject(new WorkerFailure('refused', 'cancelled'));
        continue;
      }
      const seat = this.#seatFor(job);
      if (seat === 'none') return;
      if (seat === 'wait') {
        i++;
        continue;
      }
      this.#waiting.splice(i, 1);
      if (seat === 'barred') job.reject(new WorkerFailure('barred', 'no worker may start here'));
      else this.#begin(seat, job);
    }
  }

  #begin(seat: Seat, job: Job): void {
    const { task, home } = job;
    seat.job = job;
    seat.ticket = ++this.#tickets;
    if (seat.warm.has(task.id))
      startClock(seat, ANSWERING, () => this.#fail(seat, 'crashed', 'its worker does not answer'));
    else startClock(seat, LOADING, () => this.#fail(seat, 'unreachable', 'its script did not load'));
    if (home && isPicture(task)) home.worker = seat.worker;
    const message: ToWorker = { ticket: seat.ticket, task: job.prepare?.(seat.worker) ?? task };
    seat.worker.postMessage(message);
  }

  /**
   * The most suitable free worker; `wait` if the right one will soon be free; `none` if all are busy; `barred` if the
   * page may start none.
   */
  #seatFor({ task, home, background = false }: Job): Seat | 'wait' | 'none' | 'barred' {
    const { id } = task;
    const homeSeat = this.#seats.find(({ worker, unloaded }) => worker === home?.worker && !unloaded.has(id));
    const aside = background && this.#size > 1;
    if (homeSeat && !homeSeat.job && !aside) return homeSeat;
    // Any other worker would need all the results. Only parts of long runs, which can be stopped, are long to wait for.
    if (homeSeat?.job && task.kind === 'present' && !homeSeat.job.stop && !homeSeat.job.background) return 'wait';
    const idle = this.#seats.filter((seat) => !seat.job && !(aside && seat === homeSeat));
    const free = idle.find((seat) => seat.warm.has(id)) ?? idle.find((seat) => !seat.unloaded.has(id));
    if (free) return free;
    if (this.#seats.length >= this.#size) {
      const [useless] = idle;
      // Offline a new worker could not even load, and this one can still draw other figures.
      if (!useless || navigator.onLine === false) return useless ?? 'none';
      this.#dismiss(useless);
    }
    return this.#hire();
  }

  #hire(): Seat | 'barred' {
    const name = `${this.#name} ${++this.#created}`;
    let worker: Worker;
    try {
      worker = this.#create(name);
    } catch {
      return 'barred';
    }
    const seat: Seat = {
      worker,
      name,
      ticket: 0,
      warm: new Set(),
      unloaded: new Set(),
      stopClock: () => {},
    };
    seat.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(seat, data);
    seat.worker.onerror = (event) => {
      event.preventDefault();
      // An error without a message: the worker's script could not be loaded.
      if (event.message) this.#fail(seat, 'crashed', event.message);
      else this.#fail(seat, 'unreachable', 'its script did not load');
    };
    this.#seats.push(seat);
    return seat;
  }

  #receive(seat: Seat, message: FromWorker): void {
    const { job } = seat;
    if (!job || message.ticket !== seat.ticket) return;
    seat.stopClock();
    if (message.type === 'started') {
      if (message.watched) this.#watch(seat);
      const limit = seat.warm.has(job.task.id) ? job.limit : Math.max(job.limit, Math.min(COLD * job.limit, LOADING));
      const hung = (): void => this.#fail(seat, 'hung', `it ran longer than ${limit / 1000} s`);
      // Only parts of long runs may be stopped while running: having started is enough for them, since they may take
      // any time.
      startClock(seat, limit, hung, !job.stop);
      return;
    }
    delete seat.job;
    if (message.type === 'unloaded') seat.unloaded.add(job.task.id);
    else seat.warm.add(job.task.id);
    if (message.type === 'done') job.resolve(message.answer);
    else if (message.type === 'unloaded') job.reject(new WorkerFailure('unreachable', 'its script did not load'));
    else job.reject(new WorkerFailure('refused', message.message));
    this.#next();
  }

  /** A worker that ends releases its lock, whatever ended it; the page has no other way to detect it. */
  #watch(seat: Seat): void {
    if (seat.watch) return;
    seat.watch = new AbortController();
    navigator.locks
      .request(seat.name, { signal: seat.watch.signal }, () => {
        if (this.#seats.includes(seat)) this.#fail(seat, 'crashed', 'its worker stopped');
      })
      // The page itself ended the worker.
      .catch(() => {});
  }

  #fail(seat: Seat, reason: WorkerFailure['reason'], message: string): void {
    this.#dismiss(seat);
    seat.job?.reject(new WorkerFailure(reason, message));
    delete seat.job;
    this.#next();
  }

  #dismiss(seat: Seat): void {
    end(seat);
    const index = this.#seats.indexOf(seat);
    if (index >= 0) this.#seats.splice(index, 1);
  }
}

/** Starts a limit within which the worker must answer, and reports its silence earlier. */
function startClock(seat: Seat, limit: number, onLimit: () => void, tells = true): void {
  const { onSilence } = seat.job ?? {};
  const clocks = [whenAwakeFor(limit, onLimit)];
  if (tells && onSilence && SILENCE < limit) clocks.push(whenAwakeFor(SILENCE, () => onSilence(true)));
  seat.stopClock = () => {
    for (const stop of clocks) stop();
    onSilence?.(false);
  };
}

function end({ worker, watch, stopClock }: Seat): void {
  stopClock();
  watch?.abort();
  worker.terminate();
}

const isPicture = ({ kind }: Task): boolean => kind === 'run' || kind === 'present';

/** As many workers as cores, or one fewer if there are more than two. */
export function poolSize(cores: number | undefined): number {
  const known = cores ?? 2;
  return Math.max(1, known > 2 ? known - 1 : known);
}
