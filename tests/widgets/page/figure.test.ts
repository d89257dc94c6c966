import { describe, expect, it, vi } from 'vitest';
import { Figure } from '../../../src/widgets/page/figure.ts';
import { WorkerFailure } from '../../../src/widgets/page/pool.ts';
import { settle, shownBy, specOf, toyExperiment, toyPool, workersOf } from './toy.ts';

describe('an Figure', () => {
  const instant = toyExperiment({ pace: 'instant' });

  it('works only on the newest of many requests', async () => {
    const { pool, asked } = toyPool(instant);
    const one = new Figure(specOf('instant'), { n: 1 }, pool);
    for (let n = 2; n <= 50; n++) one.set({ n });
    await settle();
    expect(shownBy(one)).toEqual({ runs: Array.from({ length: 50 }, (_, seed) => seed) });
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('keeps the last picture and says what happened when a run fails, then recovers', async () => {
    let broken = false;
    const { pool } = toyPool(instant, () => {
      if (broken) throw new WorkerFailure('crashed', 'out of memory');
    });
    const one = new Figure(specOf('instant'), { n: 1 }, pool);
    await one.run();
    broken = true;
    one.set({ n: 2 });
    await one.run();
    expect(shownBy(one)).toEqual({ runs: [0] });
    expect(one.error.value).toContain('out of memory');
    broken = false;
    await one.run();
    expect(shownBy(one)).toEqual({ runs: [0, 1] });
    expect(one.error.value).toBeUndefined();
  });

  it.each(['instant', 'ensemble', 'long'] as const)(
    'of pace %s that is started again while its worker is at a task says nothing of it, and shows its picture',
    async (pace) => {
      let holding = true;
      const { pool, workers } = workersOf(toyExperiment({ pace }), 1, (worker) => {
        const holds = holding;
        worker.holds = ({ kind }) => holds && kind !== 'parts';
      });
      const one = new Figure(specOf(pace), { n: 2 }, pool);
      const errors: unknown[] = [];
      one.error.subscribe((error) => errors.push(error));
      if (pace === 'long') one.start();
      const done = one.run();
      await vi.waitFor(() => expect(workers[0]?.received.at(-1)?.task.kind).toMatch(/run|measure/));
      await settle();
      holding = false;
      one.restart();
      await done;
      expect(workers[0]?.terminated).toBe(true);
      expect(shownBy(one)).toEqual({ runs: [0, 1] });
      expect(errors).toEqual([undefined]);
      expect([one.running.value, one.silent.value]).toEqual([false, false]);
      pool.close();
    },
  );

  it('ignores names its schema does not have', async () => {
    const one = new Figure(specOf('instant'), { n: 1 }, toyPool(instant).pool);
    one.set({ n: 3, alien: 4 });
    expect(one.values.value).toEqual({ n: 3 });
    await settle();
  });

  it('reset goes back to the defaults, drops the pin and the messages', async () => {
    const one = new Figure(specOf('instant'), { n: 7 }, toyPool(instant).pool);
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
