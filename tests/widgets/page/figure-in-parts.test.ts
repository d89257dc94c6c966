import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import type { Experiment } from '../../../src/figure/experiment.ts';
import { listParts } from '../../../src/figure/parts.ts';
import { Figure } from '../../../src/widgets/page/figure.ts';
import { CAPACITY } from '../../../src/widgets/page/part-results.ts';
import { WorkerFailure } from '../../../src/widgets/page/pool.ts';
import { measured, pictures, settle, shownBy, specOf, toyExperiment, toyPool, wait, workersOf } from './toy.ts';

const toy = toyExperiment();

describe('an ensemble Figure', () => {
  it('measures every part once and presents them in order', async () => {
    const { pool, asked } = toyPool(toy);
    const one = new Figure(specOf('ensemble'), { n: 4 }, pool);
    await one.run();
    expect(shownBy(one)).toEqual({ runs: [0, 1, 2, 3] });
    one.set({ n: 6 });
    await settle();
    expect(shownBy(one)).toEqual({ runs: [0, 1, 2, 3, 4, 5] });
    expect(measured(asked)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('keeps the built picture until all parts are there, and shows them as they come once values change', async () => {
    const { pool, asked } = toyPool(toy, async (task) => {
      if (task.kind === 'measure') await wait(40 * (1 + Number(task.part.part['seed'])));
    });
    const one = new Figure(specOf('ensemble', { defaults: { n: 5 } }), { n: 5 }, pool);
    let bars = 0;
    one.progress.subscribe((progress) => {
      if (progress) bars++;
    });
    await one.run();
    expect([pictures(asked), bars]).toEqual([1, 0]);
    one.set({ n: 10 });
    await one.run();
    expect(pictures(asked)).toBeGreaterThan(2);
    expect(bars).toBeGreaterThan(0);
  });

  it('does fewer parts while the reader drags, and all on release', async () => {
    const { pool, asked } = toyPool(toy);
    const one = new Figure(specOf('ensemble'), { n: 30 }, pool);
    one.drag(true);
    await one.run();
    expect(measured(asked)).toHaveLength(2);
    one.drag(false);
    await settle();
    expect(measured(asked)).toHaveLength(30);
  });

  describe('by a clock that the test sets', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    const ended = async (run: Promise<void>): Promise<void> => {
      await vi.runAllTimersAsync();
      await run;
    };

    it('shows pictures to a reader who drags without a pause', async () => {
      // Other values have other parts: each input needs two that are not computed yet.
      const { pool } = toyPool(toyExperiment({ count: () => 10, first: (n) => 10 * n }), async (task) => {
        if (task.kind === 'measure') await wait(8);
      });
      const one = new Figure(specOf('ensemble'), { n: 1 }, pool);
      await ended(one.run());
      const before = one.count.value;
      one.drag(true);
      for (let n = 2; n <= 40; n++) {
        one.set({ n });
        await vi.advanceTimersByTimeAsync(3);
      }
      expect(one.count.value - before).toBeGreaterThan(3);
      one.drag(false);
      await ended(one.run());
      expect(shownBy(one)).toEqual({ runs: Array.from({ length: 10 }, (_, i) => 400 + i) });
    });

    it('is done once no picture is under way any more, since one of some parts would show less than the last', async () => {
      let made = 0;
      const { pool } = toyPool(toy, async (task) => {
        if (task.kind === 'measure') await wait(100 * (1 + Number(task.part.part['seed'])));
        if (task.kind === 'present' && ++made === 2) await wait(5000);
      });
      const one = new Figure(specOf('ensemble'), { n: 1 }, pool);
      await ended(one.run());
      one.set({ n: 6 });
      const counted = one.run().then(() => one.count.value);
      await ended(counted.then(() => {}));
      expect(made).toBeGreaterThan(2);
      expect(one.count.value).toBe(await counted);
    });

    it('goes on with its parts while a reader looks at one iteration after the other, and shows each', async () => {
      const { pool, workers } = workersOf(toy, 2, (worker) => {
        worker.slow = 5;
      });
      const one = new Figure(specOf('ensemble'), { n: 20 }, pool);
      const seen = new Set<unknown>();
      one.presentation.subscribe((picture) => picture && seen.add(JSON.parse(picture.verdict.text).at));
      const run = one.run();
      for (let t = 1; t <= 8; t++) {
        await vi.advanceTimersByTimeAsync(4);
        one.hover(t);
      }
      await ended(run);
      expect(workers.flatMap((worker) => worker.tasks('measure'))).toHaveLength(20);
      expect(seen.size).toBeGreaterThan(3);
      await ended(one.run());
      expect(shownBy(one)).toEqual({ runs: Array.from({ length: 20 }, (_, seed) => seed), at: 8 });
      pool.close();
    });
  });

  it('asks for its parts once, however often the reader looks elsewhere', async () => {
    const { pool, asked } = toyPool(toy);
    const one = new Figure(specOf('ensemble'), { n: 4 }, pool);
    await one.run();
    for (let t = 1; t <= 5; t++) {
      one.hover(t);
      await one.run();
    }
    expect(asked.filter(({ kind }) => kind === 'parts')).toHaveLength(1);
    expect(pictures(asked)).toBe(6);
  });
});

describe('a Figure with parts that go by others', () => {
  /** The sum of all runs so far, besides each of them. */
  const summed = {
    ...toyExperiment({ count: () => 3 }),
    parts: ({ n }: { n: number }) => ({ runs: runsTo(3), sums: [{ n }] }),
    follows: { sums: () => ({ runs: runsTo(3) }) },
    measure: {
      runs: ({ seed }: { seed: number }) => ({ seed, column: [] }),
      sums: ({ n }: { n: number }, { runs }: { runs: readonly { seed: number }[] }) =>
        n + runs.reduce((sum, { seed }) => sum + seed, 0),
    },
    present: (_: object, { sums }: { sums: readonly (number | undefined)[] }) => ({
      panels: [panel],
      numbers: {},
      verdict: { text: String(sums[0] ?? 'none yet') },
    }),
  } as unknown as Experiment;
  const panel = { kind: 'table', name: 'none', title: 'None', columns: [], rows: [] };
  function runsTo(count: number) {
    return Array.from({ length: count }, (_, seed) => ({ seed: seed + 1 }));
  }

  it('measures them once the others are there, which are measured once for all values', async () => {
    const { pool, workers } = workersOf(summed, 1);
    const one = new Figure(specOf('ensemble'), { n: 10 }, pool);
    await one.run();
    expect(one.presentation.value?.verdict.text).toBe('16');
    one.set({ n: 20 });
    await one.run();
    expect(one.presentation.value?.verdict.text).toBe('26');
    const names = workers[0]!.tasks('measure').map(({ part }) => part.name);
    expect(names).toEqual(['runs', 'runs', 'runs', 'sums', 'sums']);
    pool.close();
  });

  it('leaves them where one of the others fails, and says how many', async () => {
    const { pool } = toyPool(summed, (task) => {
      if (task.kind === 'measure' && task.part.part['seed'] === 2) throw new WorkerFailure('refused', 'no');
    });
    const one = new Figure(specOf('ensemble'), { n: 10 }, pool);
    await one.run();
    expect(one.presentation.value?.verdict.text).toBe('none yet');
    expect(one.error.value).toBe('1 of 4 runs could not be computed (no). Finished results are kept.');
  });
});

describe('a long Figure', () => {
  /** Always five parts. */
  const five = toyExperiment({ pace: 'long', count: () => 5 });
  const all = { runs: [0, 1, 2, 3, 4] };

  it('computes nothing before the reader asks, and says how much is missing', async () => {
    const { pool, asked } = toyPool(five);
    const one = new Figure(specOf('long'), { n: 1 }, pool);
    await one.run();
    expect(measured(asked)).toEqual([]);
    expect(one.missing.value).toBe(5);
  });

  it('keeps its picture and says why if the precomputed results do not load, and shows them when they do', async () => {
    const { pool, asked } = toyPool(five);
    const one = new Figure(specOf('long'), { n: 1 }, pool);
    await one.run();
    expect(one.presentation.value).toBeNull();
    expect(one.error.value).toContain('the precomputed results did not load. Check your connection.');
    const ahead = listParts(five.parts({ n: 1 })).map(({ key }, seed) => ({ key, result: { seed, column: [] } }));
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(ahead)));
    one.retry();
    await settle();
    vi.unstubAllGlobals();
    expect(shownBy(one)).toEqual(all);
    expect(one.error.value).toBeUndefined();
    expect(measured(asked)).toEqual([]);
  });

  it('runs when started, and shows the whole result', async () => {
    const one = new Figure(specOf('long'), { n: 1 }, toyPool(five).pool);
    one.start();
    await settle();
    expect(shownBy(one)).toEqual(all);
    expect([one.missing.value, one.running.value]).toEqual([0, false]);
  });

  it('tells a longer time while a part outlasts what was promised, though no part is done', async () => {
    vi.useFakeTimers();
    const { pool, workers } = workersOf(five, 1, (worker) => {
      worker.holds = ({ kind }) => kind === 'measure';
    });
    const one = new Figure(specOf('long', { workTime: 200 }), { n: 1 }, pool);
    // A toy trains no network, so it is not asked for its kernel.
    one.path.value = 'plain';
    one.start();
    await vi.advanceTimersByTimeAsync(100);
    expect(one.progress.value).toEqual({ done: 0, of: 5, left: 1000 });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(one.progress.value?.left).toBeGreaterThan(100_000);
    one.pause();
    await vi.advanceTimersByTimeAsync(100);
    expect(one.progress.value).toBeUndefined();
    expect(vi.getTimerCount(), 'nothing goes on').toBe(0);
    expect(workers[0]?.terminated).toBe(true);
    vi.useRealTimers();
  });

  it('does a part again whose worker was lost', async () => {
    let lost = 0;
    const { pool, asked } = toyPool(five, (task) => {
      if (task.kind === 'measure' && task.part.part['seed'] === 3 && lost++ === 0)
        throw new WorkerFailure('crashed', 'gone');
    });
    const one = new Figure(specOf('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(shownBy(one)).toEqual(all);
    expect(measured(asked)).toHaveLength(6);
    expect(one.error.value).toBeUndefined();
  });

  it('keeps what is done when it is paused, and goes on from there', async () => {
    const { pool, asked } = toyPool(five, (task) => {
      if (task.kind === 'measure' && task.part.part['seed'] === 1) one.pause();
    });
    const one: Figure = new Figure(specOf('long'), { n: 1 }, pool);
    one.start();
    await settle();
    const before = measured(asked).length;
    expect(before).toBeLessThanOrEqual(5);
    one.start();
    await settle();
    expect(shownBy(one)).toEqual(all);
  });

  it('goes on with the others where one part is lost each time, says so in plain words, and tries again', async () => {
    let broken = true;
    const { pool, asked } = toyPool(five, (task) => {
      if (broken && task.kind === 'measure' && task.part.part['seed'] === 3) throw new WorkerFailure('crashed', 'gone');
    });
    const one = new Figure(specOf('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(shownBy(one)).toEqual({ runs: [0, 1, 2, null, 4] });
    expect(one.error.value).toBe('1 of 5 runs could not be computed (gone). Finished results are kept.');
    expect([one.missing.value, one.running.value]).toEqual([1, false]);
    expect(measured(asked).filter((seed) => seed === 3)).toHaveLength(3);
    broken = false;
    one.retry();
    await settle();
    expect(shownBy(one)).toEqual(all);
    expect(one.error.value).toBeUndefined();
  });

  it('goes on where a worker is lost while it draws', async () => {
    let lost = 0;
    const { pool } = toyPool(five, (task) => {
      if (task.kind === 'present' && lost++ === 0) throw new WorkerFailure('crashed', 'gone');
    });
    const one = new Figure(specOf('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(shownBy(one)).toEqual(all);
    expect(one.error.value).toBeUndefined();
  });

  it('keeps what is done where storage is full', async () => {
    vi.stubGlobal('sessionStorage', {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    const { pool, asked } = toyPool(five);
    const one = new Figure(specOf('long'), { n: 1 }, pool);
    one.start();
    await settle();
    one.set({ n: 2 });
    await settle();
    vi.unstubAllGlobals();
    expect(shownBy(one)).toEqual(all);
    expect([one.missing.value, measured(asked).length]).toEqual([0, 5]);
  });

  /** A larger n needs more of the same parts. */
  const growing = toyExperiment({ pace: 'long' });

  it('stops where a control asks for more than the reader started, and keeps what is done', async () => {
    const { pool, asked } = toyPool(growing, (task) => {
      if (task.kind === 'measure' && task.part.part['seed'] === 1) one.set({ n: 9 });
    });
    const one: Figure = new Figure(specOf('long'), { n: 4 }, pool);
    one.start();
    await settle();
    expect(one.running.value).toBe(false);
    expect(one.missing.value).toBeGreaterThanOrEqual(5);
    expect(measured(asked).every((seed) => seed < 4)).toBe(true);
  });

  it('goes on by itself where a control leaves less to do', async () => {
    const { pool } = toyPool(growing, (task) => {
      if (task.kind === 'measure' && task.part.part['seed'] === 1) one.set({ n: 3 });
    });
    const one: Figure = new Figure(specOf('long'), { n: 6 }, pool);
    one.start();
    await settle();
    expect(shownBy(one)).toEqual({ runs: [0, 1, 2] });
    expect([one.missing.value, one.running.value]).toEqual([0, false]);
  });

  it('is not disturbed by a reader who looks at one iteration meanwhile', async () => {
    const seen: (number | undefined)[] = [];
    const { pool, asked } = toyPool(five, (task) => {
      if (task.kind === 'measure' && task.part.part['seed'] === 1) one.hover(7);
      if (task.kind === 'present') seen.push(task.setting.iteration);
    });
    const one: Figure = new Figure(specOf('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(measured(asked)).toHaveLength(5);
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)).toBe(7);
  });

  it('asks a worker how networks train only where it promises a time', async () => {
    const { pool, asked } = toyPool(five, (task) => (task.kind === 'path' ? 'plain' : undefined));
    const quick = new Figure(specOf('long'), { n: 1 }, pool);
    await quick.run();
    expect(asked.some((task) => task.kind === 'path')).toBe(false);
    const one = new Figure(specOf('long', { workTime: 8 }), { n: 1 }, pool);
    await one.run();
    expect(one.path.value).toBe('plain');
  });

  it('keeps every part of the largest run of every long experiment, twice', async () => {
    for (const load of Object.values(experiments)) {
      const { default: experiment } = await load();
      if (experiment.pace !== 'long') continue;
      // Choices and counts with the most parts; seeds are repetitions.
      let largest = 0;
      for (const [name, parameter] of Object.entries(experiment.parameters)) {
        if (parameter.kind !== 'choice') continue;
        for (const option of Object.keys(parameter.options)) {
          const values = { ...defaults(experiment.parameters), [name]: option } as Values;
          const { seeds } = experiment.parameters;
          const most = seeds?.kind === 'integer' ? { ...values, seeds: seeds.max ?? values['seeds'] } : values;
          largest = Math.max(largest, listParts(experiment.parts(most as Values)).length);
        }
      }
      expect(2 * largest).toBeLessThanOrEqual(CAPACITY.long);
    }
  });
});
