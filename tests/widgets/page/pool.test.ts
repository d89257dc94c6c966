import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListedPart, Part } from '../../../src/figure/parts.ts';
import { explain } from '../../../src/widgets/page/errors.ts';
import type { FromWorker, Task, ToWorker } from '../../../src/widgets/page/messages.ts';
import { type Home, poolSize, WorkerFailure, WorkerPool } from '../../../src/widgets/page/pool.ts';

/** A worker whose answers are controlled by the test. */
class HandWorker {
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  readonly received: ToWorker[] = [];
  terminated = false;
  postMessage(message: ToWorker): void {
    this.received.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }
  finish(answer: unknown): void {
    const { ticket } = this.received.at(-1)!;
    this.say({ type: 'started', ticket });
    this.say({ type: 'done', ticket, answer });
  }
}

const partOf = (part: Part): ListedPart => ({ name: 'run', part, key: JSON.stringify(part) });
const wanted = { id: 'toy', figure: 'toy', setting: { values: {} } };
const task = (n: number): Task => ({ kind: 'measure', id: 'toy', part: partOf({ n }) });

describe('WorkerPool', () => {
  let workers: HandWorker[];
  let pool: WorkerPool;
  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    pool = new WorkerPool(2, () => {
      const worker = new HandWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    });
  });
  afterEach(() => {
    pool.close();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('starts no worker before the first task, and no more than its size', async () => {
    expect(workers).toHaveLength(0);
    const answers = [1, 2, 3].map((n) => pool.ask(task(n), 300));
    expect(workers).toHaveLength(2);
    workers[0]!.finish('a');
    workers[1]!.finish('b');
    workers[0]!.finish('c');
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
  });

  it('lets what a reader waits for go before work in the background, which comes in its own order', async () => {
    const busy = [1, 2].map((n) => pool.ask(task(n), 300));
    const later = [10, 11].map((n) => pool.ask(task(n), 300, { background: true }));
    const soon = pool.ask(task(3), 300);
    workers[0]!.finish('a');
    workers[1]!.finish('b');
    const sent = workers.flatMap(({ received }) => received.slice(1).map((message) => message.task));
    expect(sent).toEqual([task(3), task(10)]);
    workers[0]!.finish('c');
    workers[1]!.finish('d');
    workers[0]!.finish('e');
    expect(await Promise.all([...busy, soon, ...later])).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('lets a part that goes by others go before further parts', async () => {
    const all = [1, 2, 3].map((n) => pool.ask(task(n), 300));
    const soon = pool.ask(task(10), 300, { soon: true });
    workers[0]!.finish('a');
    expect(workers[0]!.received.map((message) => message.task)).toEqual([task(1), task(10)]);
    workers[1]!.finish('b');
    workers[0]!.finish('d');
    workers[1]!.finish('c');
    expect(await Promise.all([...all, soon])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves the worker of a figure to its pictures while another works in the background', async () => {
    const home: Home = {};
    const picture = (): Task => ({
      kind: 'present',
      id: 'toy',
      figure: 'toy',
      setting: { values: {} },
      results: new Map(),
    });
    const first = pool.ask(picture(), 300, { home });
    workers[0]!.finish('picture');
    await first;
    const later = pool.ask(task(1), 300, { home, background: true });
    expect(workers[1]!.received.map((message) => message.task)).toEqual([task(1)]);
    const second = pool.ask(picture(), 300, { home });
    expect(workers[0]!.received).toHaveLength(2);
    workers[0]!.finish('again');
    workers[1]!.finish('done');
    expect(await Promise.all([second, later])).toEqual(['again', 'done']);
  });

  it('gives a task to the worker that has done this experiment before', async () => {
    const first = [pool.ask(task(1), 300), pool.ask({ kind: 'measure', id: 'other', part: partOf({}) }, 300)];
    workers[0]!.finish(1);
    workers[1]!.finish(2);
    await Promise.all(first);
    void pool.ask({ kind: 'measure', id: 'other', part: partOf({ again: true }) }, 300);
    expect(workers[1]!.received).toHaveLength(2);
  });

  it('replaces a worker that hangs, says so, and goes on with the next task', async () => {
    const hung = pool.ask(task(1), 300).catch((error: unknown) => error);
    workers[0]!.say({ type: 'started', ticket: workers[0]!.received[0]!.ticket });
    await vi.advanceTimersByTimeAsync(3001);
    const failure = await hung;
    expect(failure).toBeInstanceOf(WorkerFailure);
    expect((failure as WorkerFailure).reason).toBe('hung');
    expect(workers[0]!.terminated).toBe(true);
    const after = pool.ask(task(2), 300);
    workers[1]!.finish('fine');
    expect(await after).toBe('fine');
  });

  it('allows a warm worker its limit, and a cold one ten times as long', async () => {
    const cold = pool.ask(task(1), 300);
    workers[0]!.say({ type: 'started', ticket: workers[0]!.received[0]!.ticket });
    await vi.advanceTimersByTimeAsync(2500);
    workers[0]!.say({ type: 'done', ticket: workers[0]!.received[0]!.ticket, answer: 1 });
    expect(await cold).toBe(1);
    const warm = pool.ask(task(2), 300).catch((error: unknown) => (error as WorkerFailure).reason);
    workers[0]!.say({ type: 'started', ticket: workers[0]!.received[1]!.ticket });
    await vi.advanceTimersByTimeAsync(301);
    expect(await warm).toBe('hung');
  });

  it('replaces a worker that crashes', async () => {
    const lost = pool.ask(task(1), 300).catch((error: unknown) => (error as WorkerFailure).reason);
    workers[0]!.onerror?.({ message: 'out of memory', preventDefault() {} });
    expect(await lost).toBe('crashed');
    expect(pool.running).toBe(0);
  });

  it('counts no time that the machine slept: healthy work goes on after it', async () => {
    const warm = pool.ask(task(1), 300);
    workers[0]!.finish('warm');
    await warm;
    const slow = pool.ask(task(2), 300);
    workers[0]!.say({ type: 'started', ticket: workers[0]!.received[1]!.ticket });
    await vi.advanceTimersByTimeAsync(200);
    const awake = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => awake() + 3_600_000);
    // The first timer after an hour of sleep is an hour late.
    await vi.advanceTimersByTimeAsync(60);
    expect(workers[0]!.terminated).toBe(false);
    workers[0]!.say({ type: 'done', ticket: workers[0]!.received[1]!.ticket, answer: 'slept well' });
    expect(await slow).toBe('slept well');
  });

  it('learns of the end of a worker that says nothing, by the lock that it held', async () => {
    const grants: (() => void)[] = [];
    vi.stubGlobal('navigator', {
      locks: {
        request: (_name: string, { signal }: { signal: AbortSignal }, granted: () => void) => {
          grants.push(() => !signal.aborted && granted());
          return Promise.resolve();
        },
      },
    });
    try {
      const lost = pool.ask(task(1), 60_000).catch((error: unknown) => (error as WorkerFailure).reason);
      workers[0]!.say({ type: 'started', ticket: workers[0]!.received[0]!.ticket, watched: true });
      expect(grants).toHaveLength(1);
      grants[0]!();
      expect(await lost).toBe('crashed');
      expect(pool.running).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('makes no worker for work that was cancelled', async () => {
    const cancel = new AbortController();
    const all = [1, 2, 3, 4].map((n) =>
      pool.ask(task(n), 300, { signal: cancel.signal, stop: true }).catch(() => undefined),
    );
    cancel.abort();
    await Promise.all(all);
    expect(workers).toHaveLength(2);
    expect(pool.running).toBe(0);
  });

  it('tells a script that could not be fetched from a worker that broke', async () => {
    const lost = pool.ask(task(1), 300).catch((error: unknown) => (error as WorkerFailure).reason);
    workers[0]!.onerror?.({ message: '', preventDefault() {} });
    expect(await lost).toBe('unreachable');
  });

  it('does not wait for a script that never loads', async () => {
    const lost = pool.ask(task(1), 300).catch((error: unknown) => (error as WorkerFailure).reason);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(await lost).toBe('unreachable');
  });

  describe('a worker that says nothing', () => {
    const said: boolean[] = [];
    const onSilence = (silent: boolean): void => void (said.at(-1) !== silent && said.push(silent));
    const reasonOf = (asked: Promise<unknown>): Promise<unknown> =>
      asked.catch((error: unknown) => (error as WorkerFailure).reason);
    const start = (): void => workers[0]!.say({ type: 'started', ticket: workers[0]!.received.at(-1)!.ticket });
    beforeEach(() => said.splice(0));

    it('is told of after a few seconds, long before it is given up, and no longer once it speaks', async () => {
      const answer = pool.ask(task(1), 60_000, { onSilence });
      await vi.advanceTimersByTimeAsync(3_900);
      expect(said).toEqual([]);
      await vi.advanceTimersByTimeAsync(200);
      expect(said).toEqual([true]);
      start();
      expect(said).toEqual([true, false]);
      await vi.advanceTimersByTimeAsync(4_100);
      expect(said).toEqual([true, false, true]);
      workers[0]!.say({ type: 'done', ticket: workers[0]!.received[0]!.ticket, answer: 'late' });
      expect(await answer).toBe('late');
      expect(said).toEqual([true, false, true, false]);
    });

    it('is not told of while it is at a part of a long run, but is where it never begins', async () => {
      const cancel = new AbortController();
      const lost = reasonOf(pool.ask(task(1), 600_000, { onSilence, stop: true, signal: cancel.signal }));
      start();
      await vi.advanceTimersByTimeAsync(300_000);
      expect(said.includes(true)).toBe(false);
      cancel.abort();
      await lost;
      const never = reasonOf(pool.ask(task(2), 600_000, { onSilence, stop: true }));
      await vi.advanceTimersByTimeAsync(4_100);
      expect(said.at(-1)).toBe(true);
      await vi.advanceTimersByTimeAsync(30_000);
      expect([await never, said.at(-1)]).toEqual(['unreachable', false]);
    });

    it('is replaced when its experiment is started again, and no other is', async () => {
      const lost = reasonOf(pool.ask(task(1), 60_000, { onSilence }));
      const other = pool.ask({ kind: 'measure', id: 'other', part: partOf({}) }, 60_000);
      await vi.advanceTimersByTimeAsync(4_100);
      pool.restart('toy');
      expect([await lost, said]).toEqual(['crashed', [true, false]]);
      expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
      workers[1]!.finish('fine');
      expect(await other).toBe('fine');
    });
  });

  it('refuses every task where the page may start no worker, and says so in plain words', async () => {
    const barred = new WorkerPool(2, () => {
      throw new DOMException('Script cannot be accessed from origin null', 'SecurityError');
    });
    const refused = await barred.ask(task(1), 300).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WorkerFailure);
    expect(explain(refused)).toContain('The page around this frame blocks scripts');
    expect(explain(refused)).not.toContain('origin null');
    // The first one has left the queue.
    expect(await barred.ask(task(2), 300).catch((error: WorkerFailure) => error.reason)).toBe('barred');
  });

  it('never runs a task that was cancelled in line', async () => {
    void pool.ask(task(1), 300);
    void pool.ask(task(2), 300);
    const cancel = new AbortController();
    const third = pool
      .ask(task(3), 300, { signal: cancel.signal })
      .catch((error: unknown) => (error as WorkerFailure).reason);
    cancel.abort();
    workers[0]!.finish(1);
    expect(await third).toBe('refused');
    expect(workers.flatMap((worker) => worker.received)).toHaveLength(2);
  });

  it('shows what has arrived before it works on further parts', async () => {
    for (const n of [1, 2, 3, 4]) void pool.ask(task(n), 300).catch(() => undefined);
    void pool.ask({ kind: 'present', ...wanted, results: new Map() }, 300).catch(() => undefined);
    workers[0]!.finish(1);
    expect(workers[0]!.received.map(({ task: { kind } }) => kind)).toEqual(['measure', 'present']);
  });

  describe('at home', () => {
    const picture: Task = { kind: 'present', ...wanted, results: new Map() };
    const home: Home = {};
    const kinds = (worker: number): string[] => workers[worker]!.received.map(({ task: { kind } }) => kind);
    /** Two warm workers; the first made the figure's last picture. */
    beforeEach(async () => {
      delete home.worker;
      const begun = [pool.ask(picture, 300, { home }), pool.ask(task(1), 300)];
      workers[0]!.finish([]);
      workers[1]!.finish(1);
      await Promise.all(begun);
      expect(home.worker).toBe(workers[0]);
    });

    it('a picture waits for its worker while that is at a short part, and other tasks go on', async () => {
      void pool.ask(task(2), 60_000, { home }).catch(() => {});
      const waits = pool.ask(picture, 300, { home });
      void pool.ask(task(3), 60_000, { home }).catch(() => {});
      expect([kinds(0), kinds(1)]).toEqual([
        ['present', 'measure'],
        ['measure', 'measure'],
      ]);
      workers[0]!.finish(2);
      workers[0]!.finish('made at home');
      expect(await waits).toBe('made at home');
    });

    it('a picture goes elsewhere while its worker is at a part of a long run', async () => {
      void pool.ask(task(2), 600_000, { home, stop: true }).catch(() => {});
      const made = pool.ask(picture, 300, { home });
      workers[1]!.finish('made elsewhere');
      expect(await made).toBe('made elsewhere');
      expect(home.worker).toBe(workers[1]);
    });

    it('a picture goes to another worker when its own is lost, also while it waits', async () => {
      void pool.ask(task(2), 60_000, { home }).catch(() => {});
      const waits = pool.ask(picture, 300, { home });
      workers[0]!.onerror?.({ message: 'out of memory', preventDefault() {} });
      workers[1]!.finish('made by the next');
      expect(await waits).toBe('made by the next');
      expect(home.worker).toBe(workers[1]);
    });

    it('a task is what it is for the worker that has been found', async () => {
      const prepare = (worker: Worker): Task => ({ ...picture, id: worker === home.worker ? 'at home' : 'elsewhere' });
      void pool.ask(picture, 300, { home, prepare }).catch(() => {});
      expect(workers[0]!.received.at(-1)?.task.id).toBe('at home');
    });
  });

  it('stops a task at work that may be stopped, and frees its core at once', async () => {
    const cancel = new AbortController();
    const stopped = pool
      .ask(task(1), 60_000, { signal: cancel.signal, stop: true })
      .catch((error: unknown) => (error as Error).message);
    workers[0]!.say({ type: 'started', ticket: workers[0]!.received[0]!.ticket });
    cancel.abort();
    expect(await stopped).toBe('cancelled');
    expect(workers[0]!.terminated).toBe(true);
  });

  it('says that a script which did not load is unreachable, and asks for it again later', async () => {
    const lost = pool.ask(task(1), 300).catch((error: unknown) => (error as WorkerFailure).reason);
    workers[0]!.say({ type: 'unloaded', ticket: workers[0]!.received[0]!.ticket });
    expect(await lost).toBe('unreachable');
    const found = pool.ask(task(1), 300);
    expect(workers).toHaveLength(2);
    workers[1]!.finish(1);
    expect(await found).toBe(1);
  });

  describe('where every worker failed to load a script', () => {
    const another: Task = { kind: 'measure', id: 'another', part: partOf({ n: 1 }) };
    beforeEach(async () => {
      for (const lost of [0, 1]) {
        const asked = pool.ask(task(1), 300).catch(() => {});
        workers[lost]!.say({ type: 'unloaded', ticket: workers[lost]!.received[0]!.ticket });
        await asked;
      }
    });

    it('asks a new one, since a worker never fetches a script twice', async () => {
      const found = pool.ask(task(1), 300);
      expect(workers.map(({ terminated }) => terminated)).toEqual([true, false, false]);
      workers[2]!.finish(1);
      expect(await found).toBe(1);
    });

    it('keeps them for other figures while there is no connection', async () => {
      vi.stubGlobal('navigator', { onLine: false });
      const lost = pool.ask(task(1), 300).catch((error: unknown) => (error as WorkerFailure).reason);
      workers[0]!.say({ type: 'unloaded', ticket: workers[0]!.received[1]!.ticket });
      expect(await lost).toBe('unreachable');
      const found = pool.ask(another, 300);
      workers[0]!.finish(1);
      expect(await found).toBe(1);
      expect(workers).toHaveLength(2);
      vi.unstubAllGlobals();
    });
  });

  it('passes on what the experiment said when it refused', async () => {
    const refused = pool.ask(task(1), 300).catch((error: unknown) => (error as Error).message);
    const { ticket } = workers[0]!.received[0]!;
    workers[0]!.say({ type: 'failed', ticket, message: 'rate must be a positive number; got -1' });
    expect(await refused).toBe('rate must be a positive number; got -1');
  });
});

it('poolSize(cores) leaves one core to the page where there are more than two', () => {
  expect([undefined, 1, 2, 4, 8].map(poolSize)).toEqual([2, 1, 2, 3, 7]);
});
