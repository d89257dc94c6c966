import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Presentation } from '../../../src/figure/experiment.ts';
import { type ListedPart, listParts } from '../../../src/figure/parts.ts';
import { Client } from '../../../src/widgets/page/client.ts';
import { applied, type Change } from '../../../src/widgets/page/difference.ts';
import type { FromWorker, ToWorker } from '../../../src/widgets/page/messages.ts';
import { WorkerPool } from '../../../src/widgets/page/pool.ts';
import { Workbench } from '../../../src/widgets/page/workbench.ts';
import { type ToyWorker, toyExperiment, workersOf } from './toy.ts';

const toy = toyExperiment();

describe('Client', () => {
  let pool: WorkerPool;
  let workers: ToyWorker[];
  let client: Client;
  let results: Map<string, unknown>;

  const open = (size: number): void => {
    ({ pool, workers } = workersOf(toy, size));
    client = new Client(pool, { id: 'toy', name: 'toy', pace: 'ensemble' });
    results = new Map();
  };
  afterEach(() => pool.close());

  const partsOf = (n: number): ListedPart[] => listParts(toy.parts({ n }));
  const measure = async (parts: readonly ListedPart[]): Promise<void> => {
    await Promise.all(
      parts.map(async (part) => results.set(part.key, await client.measure(part, new AbortController().signal))),
    );
  };
  const present = async (n: number, more: { iteration?: number; pinned?: { n: number } } = {}) => {
    const keys = [n, more.pinned?.n ?? n].flatMap((of) => partsOf(of).map(({ key }) => key));
    const picture = await client.present({ values: { n }, ...more }, [...new Set(keys)], (key) => results.get(key));
    return { picture, said: JSON.parse(picture.verdict.text) as unknown };
  };
  const upTo = (n: number): number[] => Array.from({ length: n }, (_, seed) => seed);
  /** Number of results sent to a worker with each picture. */
  const brought = (worker: ToyWorker): number[] => worker.tasks('present').map((task) => task.results.size);

  it('brings each result once; a look elsewhere brings none, and little comes back', async () => {
    open(1);
    await measure(partsOf(20));
    const first = await present(20);
    const second = await present(20, { iteration: 3 });
    const third = await present(20, { iteration: 4 });
    expect(brought(workers[0]!)).toEqual([20, 0, 0]);
    expect(third.said).toEqual({ runs: upTo(20), at: 4 });
    expect(third.picture.panels[0]).toBe(first.picture.panels[0]);
    const [whole, , look] = workers[0]!.bytes.filter(({ kind }) => kind === 'present');
    expect(whole!.to).toBeGreaterThan(20 * 800);
    expect(look!.to).toBeLessThan(500);
    expect(whole!.from).toBeGreaterThan(20_000);
    expect(look!.from).toBeLessThan(500);
    expect(second.picture.panels[1]).not.toBe(third.picture.panels[1]);
  });

  it('brings what was measured elsewhere, and nothing that was measured where pictures are made', async () => {
    open(2);
    await measure(partsOf(10));
    await present(10);
    await measure(partsOf(20).slice(10));
    await present(20);
    const [home, other] = workers[0]!.tasks('present').length > 0 ? workers : [workers[1], workers[0]];
    expect(other!.tasks('present')).toHaveLength(0);
    const elsewhere = other!.tasks('measure').filter(({ part }) => Number(part.part['seed']) >= 10).length;
    expect(elsewhere).toBeGreaterThan(0);
    expect(elsewhere).toBeLessThan(10);
    expect(brought(home!)).toEqual([10, elsewhere]);
  });

  it('brings the results of a pinned run once', async () => {
    open(1);
    await measure(partsOf(8));
    await present(5);
    const { said } = await present(5, { pinned: { n: 8 } });
    await present(5, { pinned: { n: 8 }, iteration: 2 });
    expect(said).toEqual({ runs: upTo(5), pinned: upTo(8) });
    expect(brought(workers[0]!)).toEqual([5, 3, 0]);
  });

  it('shows what is there while parts arrive, and brings each as it comes', async () => {
    open(1);
    await measure(partsOf(6).slice(0, 2));
    expect((await present(6)).said).toEqual({ runs: [0, 1, null, null, null, null] });
    results.set(partsOf(6)[4]!.key, { seed: 4, column: new Float64Array(100) });
    expect((await present(6)).said).toEqual({ runs: [0, 1, null, null, 4, null] });
    expect(brought(workers[0]!)).toEqual([2, 1]);
  });

  it('brings everything to the worker that takes the place of a lost one', async () => {
    open(2);
    await measure(partsOf(10));
    const before = await present(10);
    const home = workers.find((worker) => worker.tasks('present').length > 0)!;
    home.holds = ({ kind }) => kind === 'present';
    const lost = present(10, { iteration: 1 }).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 5));
    home.crash();
    expect(await lost).toMatchObject({ reason: 'crashed' });
    const { said, picture } = await present(10, { iteration: 2 });
    expect(said).toEqual({ runs: upTo(10), at: 2 });
    expect(picture.panels).toEqual((await present(10, { iteration: 2 })).picture.panels);
    expect(picture.panels[0]).toEqual(before.picture.panels[0]);
    const heir = workers.find((worker) => !worker.terminated && worker.tasks('present').length > 0)!;
    expect(brought(heir)).toEqual([10, 0]);
  });

  it('has a worker forget when it holds far more than the picture needs, and shows the same', async () => {
    open(1);
    const all = partsOf(300);
    await measure(all);
    await present(300);
    await present(3);
    const { said } = await present(3, { iteration: 1 });
    expect(said).toEqual({ runs: upTo(3), at: 1 });
    // 300 are more than four times three, and more than a few.
    expect(brought(workers[0]!)).toEqual([300, 3, 0]);
    expect(workers[0]!.tasks('present').map(({ forget }) => forget)).toEqual([true, true, undefined]);
  });

  it('counts on nothing after a picture that could not be made', async () => {
    open(1);
    await measure(partsOf(4));
    await present(4);
    const odd = partsOf(5)[4]!;
    results.set(odd.key, { seed: -1 });
    await expect(present(5)).rejects.toMatchObject({ reason: 'refused' });
    results.delete(odd.key);
    expect((await present(5)).said).toEqual({ runs: [0, 1, 2, 3, null] });
    expect(workers[0]!.tasks('present').at(-1)?.forget).toBe(true);
  });

  it('keeps the figures of a page apart', async () => {
    open(1);
    const second = new Client(pool, { id: 'toy', name: 'toy-small', pace: 'ensemble' });
    await measure(partsOf(3));
    await present(3);
    const keys = partsOf(3).map(({ key }) => key);
    const other = await second.present({ values: { n: 3 } }, keys, (key) => results.get(key));
    expect(JSON.parse(other.verdict.text)).toEqual({ runs: upTo(3) });
    expect((await present(3)).said).toEqual({ runs: upTo(3) });
    expect(brought(workers[0]!)).toEqual([3, 3, 0]);
  });
});

it('waits for a picture that is made at once as long as a machine with much else to do may take', async () => {
  vi.useFakeTimers();
  const sent: ToWorker[] = [];
  const worker = {
    onmessage: (_: { data: FromWorker }): void => {},
    postMessage: (message: ToWorker) => sent.push(message),
    terminate: () => {},
  };
  const pool = new WorkerPool(1, () => worker as unknown as Worker);
  const client = new Client(pool, { id: 'toy', name: 'toy', pace: 'instant' });
  const answered = async (after: number): Promise<string> => {
    const said = client.run({ values: {} }).then(String, (error: Error) => error.message);
    const { ticket } = sent.at(-1)!;
    worker.onmessage({ data: { type: 'started', ticket } });
    await vi.advanceTimersByTimeAsync(after);
    worker.onmessage({ data: { type: 'failed', ticket, message: `after ${after} ms` } });
    return said;
  };
  // The first one has longer: its dependencies may still be loading.
  expect(await answered(10)).toBe('after 10 ms');
  expect(await answered(900)).toBe('after 900 ms');
  expect(await answered(3000)).toBe('it ran longer than 1 s');
  pool.close();
  vi.useRealTimers();
});

it('a workbench takes no result of another experiment for its own, though its parts have the same keys', () => {
  const bench = new Workbench();
  const other = { ...toy, measure: { runs: () => ({ seed: 7, column: [] }) } } as unknown as typeof toy;
  const said = (experiment: typeof toy, id: string): string => {
    const { answer } = bench.perform(experiment, { kind: 'run', id, figure: id, setting: { values: { n: 1 } } });
    // The first picture of a figure, as the changes that create it.
    return (applied(undefined, answer as readonly Change[]) as Presentation).verdict.text;
  };
  expect([said(toy, 'toy'), said(other, 'other')]).toEqual(['{"runs":[0]}', '{"runs":[7]}']);
});
