import { describe, expect, it, vi } from 'vitest';
import { integer, type Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import type { Presentation } from '../../../src/figure/experiment.ts';
import { type ListedPart, listParts } from '../../../src/figure/parts.ts';
import { CAPACITY, Instance } from '../../../src/widgets/page/instance.ts';
import type { Task } from '../../../src/widgets/page/messages.ts';
import { WorkerFailure, type WorkerPool } from '../../../src/widgets/page/pool.ts';
import type { Spec } from '../../../src/widgets/page/spec.ts';

const schema = { n: integer({ label: 'Number n', help: 'A number.', default: 1, min: 0, max: 100 }) };
const spec = (pace: Spec['pace']): Spec => ({
  name: 'toy',
  id: 'toy',
  title: 'Toy',
  pace,
  schema,
  defaults: { n: 1 },
  hide: [],
  together: [],
  hasPython: false,
  equations: {},
  initial: { numbers: {}, verdict: { text: '' } },
  embed: false,
  base: '/',
});
const picture = (text: string): Presentation => ({ panels: [], numbers: {}, verdict: { text } });

/** A pool that answers by a function, one task after the other, and remembers what it was asked. */
function fakePool(answer: (task: Task) => unknown): { pool: WorkerPool; asked: Task[] } {
  const asked: Task[] = [];
  const ask = async (task: Task, _limit: number, signal?: AbortSignal): Promise<unknown> => {
    await Promise.resolve();
    if (signal?.aborted) throw new WorkerFailure('refused', 'cancelled');
    asked.push(task);
    return answer(task);
  };
  return { pool: { ask } as unknown as WorkerPool, asked };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('an instant Instance', () => {
  it('works only on the newest of many requests', async () => {
    const { pool, asked } = fakePool((task) => picture(task.kind === 'run' ? String(task.values['n']) : ''));
    const one = new Instance(spec('instant'), { n: 1 }, pool);
    for (let n = 2; n <= 50; n++) one.set({ n });
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('50');
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('keeps the last picture and says what happened when a run fails, then recovers', async () => {
    let broken = false;
    const { pool } = fakePool(() => {
      if (broken) throw new WorkerFailure('crashed', 'out of memory');
      return picture('fine');
    });
    const one = new Instance(spec('instant'), { n: 1 }, pool);
    await one.run();
    broken = true;
    await one.run();
    expect(one.presentation.value?.verdict.text).toBe('fine');
    expect(one.trouble.value).toContain('out of memory');
    broken = false;
    await one.run();
    expect(one.trouble.value).toBeUndefined();
  });

  it('ignores names its schema does not have', async () => {
    const { pool } = fakePool(() => picture(''));
    const one = new Instance(spec('instant'), { n: 1 }, pool);
    one.set({ n: 3, alien: 4 });
    expect(one.values.value).toEqual({ n: 3 });
    await settle();
  });

  it('reset goes back to the defaults, drops the pin and the messages', async () => {
    const { pool } = fakePool(() => picture(''));
    const one = new Instance(spec('instant'), { n: 7 }, pool);
    one.messages.value = ['ignored'];
    one.pin();
    expect(one.changed.value).toBe(true);
    one.reset();
    expect([one.values.value, one.pinned.value, one.messages.value, one.changed.value]).toEqual([
      { n: 1 },
      undefined,
      [],
      false,
    ]);
    await settle();
  });
});

describe('an ensemble Instance', () => {
  const parts = (n: number): ListedPart[] => listParts({ runs: Array.from({ length: n }, (_, seed) => ({ seed })) });
  const answer = (task: Task): unknown => {
    if (task.kind === 'parts') return parts(Number(task.values['n']));
    if (task.kind === 'measure') return Number(task.part.part['seed']) * 2;
    if (task.kind === 'present') return picture(JSON.stringify([...task.results.values()]));
    return undefined;
  };

  it('measures every part once and presents them in order', async () => {
    const { pool, asked } = fakePool(answer);
    const one = new Instance(spec('ensemble'), { n: 4 }, pool);
    await one.run();
    expect(one.presentation.value?.verdict.text).toBe('[0,2,4,6]');
    one.set({ n: 6 });
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[0,2,4,6,8,10]');
    expect(asked.filter((task) => task.kind === 'measure')).toHaveLength(6);
  });

  it('keeps the built picture until all parts are there, and shows them as they come once values change', async () => {
    const { pool, asked } = fakePool(async (task) => {
      const wait = task.kind === 'measure' ? 40 * (1 + Number(task.part.part['seed'])) : 0;
      await new Promise((resolve) => setTimeout(resolve, wait));
      return answer(task);
    });
    const pictures = (): number => asked.filter((task) => task.kind === 'present').length;
    const one = new Instance({ ...spec('ensemble'), defaults: { n: 5 } }, { n: 5 }, pool);
    let bars = 0;
    one.progress.subscribe((progress) => {
      if (progress) bars++;
    });
    await one.run();
    expect([pictures(), bars]).toEqual([1, 0]);
    one.set({ n: 10 });
    await one.run();
    expect(pictures()).toBeGreaterThan(2);
    expect(bars).toBeGreaterThan(0);
  });

  it('does fewer parts while the reader drags, and all on release', async () => {
    const { pool, asked } = fakePool(answer);
    const one = new Instance(spec('ensemble'), { n: 30 }, pool);
    one.drag(true);
    await one.run();
    expect(asked.filter((task) => task.kind === 'measure')).toHaveLength(2);
    one.drag(false);
    await settle();
    expect(asked.filter((task) => task.kind === 'measure')).toHaveLength(30);
  });
});

describe('a long Instance', () => {
  const cells = (n: number): ListedPart[] => listParts({ cells: Array.from({ length: n }, (_, cell) => ({ cell })) });
  const answer = (task: Task): unknown => {
    if (task.kind === 'parts') return cells(5);
    if (task.kind === 'measure') return Number(task.part.part['cell']) + 10;
    if (task.kind === 'present') return picture(JSON.stringify([...task.results.values()]));
    return undefined;
  };

  it('computes nothing before the reader asks, and says how much is missing', async () => {
    const { pool, asked } = fakePool(answer);
    const one = new Instance(spec('long'), { n: 1 }, pool);
    await one.run();
    expect(asked.filter((task) => task.kind === 'measure')).toHaveLength(0);
    expect(one.missing.value).toBe(5);
  });

  it('keeps its picture and says why where what was computed ahead did not come, and shows it when it does', async () => {
    const { pool, asked } = fakePool(answer);
    const one = new Instance(spec('long'), { n: 1 }, pool);
    await one.run();
    expect(one.presentation.value).toBeNull();
    expect(one.trouble.value).toContain('what was computed ahead did not load. The connection may be down.');
    const kept = cells(5).map(({ key }, cell) => ({ key, result: cell }));
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(kept)));
    one.retry();
    await settle();
    vi.unstubAllGlobals();
    expect(one.presentation.value?.verdict.text).toBe('[0,1,2,3,4]');
    expect(one.trouble.value).toBeUndefined();
    expect(asked.filter((task) => task.kind === 'measure')).toHaveLength(0);
  });

  it('runs when started, and shows the whole result', async () => {
    const { pool } = fakePool(answer);
    const one = new Instance(spec('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[10,11,12,13,14]');
    expect([one.missing.value, one.running.value]).toEqual([0, false]);
  });

  it('does a part again whose worker was lost', async () => {
    let lost = 0;
    const { pool, asked } = fakePool((task) => {
      if (task.kind === 'measure' && task.part.part['cell'] === 3 && lost++ === 0)
        throw new WorkerFailure('crashed', 'gone');
      return answer(task);
    });
    const one = new Instance(spec('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[10,11,12,13,14]');
    expect(asked.filter((task) => task.kind === 'measure')).toHaveLength(6);
    expect(one.trouble.value).toBeUndefined();
  });

  it('keeps what is done when it is paused, and goes on from there', async () => {
    const { pool, asked } = fakePool((task) => {
      if (task.kind === 'measure' && task.part.part['cell'] === 1) one.cancel();
      return answer(task);
    });
    const one: Instance = new Instance(spec('long'), { n: 1 }, pool);
    one.start();
    await settle();
    const before = asked.filter((task) => task.kind === 'measure').length;
    expect(before).toBeLessThanOrEqual(5);
    one.start();
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[10,11,12,13,14]');
  });

  it('goes on with the others where one part is lost each time, says so in plain words, and tries again', async () => {
    let broken = true;
    const { pool, asked } = fakePool((task) => {
      if (broken && task.kind === 'measure' && task.part.part['cell'] === 3) throw new WorkerFailure('crashed', 'gone');
      return answer(task);
    });
    const one = new Instance(spec('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[10,11,12,null,14]');
    expect(one.trouble.value).toBe('1 of 5 runs could not be computed (gone). What was computed is kept.');
    expect([one.missing.value, one.running.value]).toEqual([1, false]);
    expect(asked.filter((task) => task.kind === 'measure' && task.part.part['cell'] === 3)).toHaveLength(3);
    broken = false;
    one.retry();
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[10,11,12,13,14]');
    expect(one.trouble.value).toBeUndefined();
  });

  it('goes on where a worker is lost while it draws', async () => {
    let lost = 0;
    const { pool } = fakePool((task) => {
      if (task.kind === 'present' && lost++ === 0) throw new WorkerFailure('crashed', 'gone');
      return answer(task);
    });
    const one = new Instance(spec('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[10,11,12,13,14]');
    expect(one.trouble.value).toBeUndefined();
  });

  /** Parts that are one of n each: a larger n asks for more of them. */
  const upTo = (task: Task): unknown => (task.kind === 'parts' ? cells(Number(task.values['n'])) : answer(task));

  it('stops where a control asks for more than the reader started, and keeps what is done', async () => {
    const { pool, asked } = fakePool((task) => {
      if (task.kind === 'measure' && task.part.part['cell'] === 1) one.set({ n: 9 });
      return upTo(task);
    });
    const one: Instance = new Instance(spec('long'), { n: 4 }, pool);
    one.start();
    await settle();
    expect(one.running.value).toBe(false);
    expect(one.missing.value).toBeGreaterThanOrEqual(5);
    expect(asked.every((task) => task.kind !== 'measure' || Number(task.part.part['cell']) < 4)).toBe(true);
  });

  it('goes on by itself where a control leaves less to do', async () => {
    const { pool } = fakePool((task) => {
      if (task.kind === 'measure' && task.part.part['cell'] === 1) one.set({ n: 3 });
      return upTo(task);
    });
    const one: Instance = new Instance(spec('long'), { n: 6 }, pool);
    one.start();
    await settle();
    expect(one.presentation.value?.verdict.text).toBe('[10,11,12]');
    expect([one.missing.value, one.running.value]).toEqual([0, false]);
  });

  it('is not disturbed by a reader who looks at one iteration meanwhile', async () => {
    const seen: (number | undefined)[] = [];
    const { pool, asked } = fakePool((task) => {
      if (task.kind === 'measure' && task.part.part['cell'] === 1) one.hover(7);
      if (task.kind === 'present') seen.push(task.at);
      return answer(task);
    });
    const one: Instance = new Instance(spec('long'), { n: 1 }, pool);
    one.start();
    await settle();
    expect(asked.filter((task) => task.kind === 'measure')).toHaveLength(5);
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)).toBe(7);
  });

  it('asks a worker how networks train only where a slow way is worth a word', async () => {
    const { pool, asked } = fakePool((task) => (task.kind === 'path' ? 'plain' : answer(task)));
    const quick = new Instance(spec('long'), { n: 1 }, pool);
    await quick.run();
    expect(asked.some((task) => task.kind === 'path')).toBe(false);
    const one = new Instance({ ...spec('long'), slower: 8 }, { n: 1 }, pool);
    await one.run();
    expect(one.path.value).toBe('plain');
  });

  it('keeps every part of the largest run of every long experiment, twice', async () => {
    for (const load of Object.values(experiments)) {
      const { default: experiment } = await load();
      if (experiment.pace !== 'long') continue;
      // Choices and counts at what makes most parts; seeds decide how often.
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
