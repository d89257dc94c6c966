import { expect, it, vi } from 'vitest';
import { problemOf } from '../../../src/experiments/kit/loss-sheet.ts';
import { Bench } from '../../../src/laboratory/playground/bench.ts';
import { runsOf, sceneOf } from '../../../src/laboratory/playground/compute.ts';
import { rulesOf } from '../../../src/laboratory/playground/engine-rules.ts';
import { firstSettings, TILT } from '../../../src/laboratory/playground/settings.ts';
import type { Question } from '../../../src/laboratory/playground/sheet-worker.ts';
import type { RuleAsk } from '../../../src/python/protocol.ts';

const { asked } = vi.hoisted(() => ({
  asked: { engine: [] as (() => void)[], python: [] as string[] },
}));
// An engine that answers when told to, and a Python that answers at once.
vi.mock('../../../src/laboratory/worker-line.ts', () => ({
  WorkerLine: class {
    ask({ settings, rules, ...question }: Question) {
      return new Promise((done) =>
        asked.engine.push(() =>
          done({
            runs: runsOf(settings, rules),
            ...('scene' in question && question.scene && { scene: sceneOf(settings) }),
            ...('problem' in question && question.problem && { problem: problemOf(settings).python, examples: 0 }),
          }),
        ),
      );
    }
  },
}));
vi.mock('../../../src/python/python.ts', async (original) => ({
  ...(await original<object>()),
  openPython: async () => ({
    run: async ({ code }: RuleAsk) => {
      asked.python.push(code);
      return { printed: '' };
    },
  }),
}));

it('whatever follows the settings comes after Python has been asked', () => {
  const settings = firstSettings();
  const bench = new Bench({ settings, runs: runsOf(settings, rulesOf(settings)), ...sceneOf(settings) });
  const order: string[] = [];
  vi.spyOn(bench, 'refresh').mockImplementation(() => void order.push('asked'));
  bench.settings.subscribe(({ steps }) => void order.push(`follows ${steps}`));
  bench.set({ steps: 40 });
  expect(order).toEqual([`follows ${settings.steps}`, 'asked', 'follows 40']);
});

it('a key in a rule is run at once where the loss is known, and does not wait for the other rules', async () => {
  const settings = firstSettings();
  const bench = new Bench({ settings, runs: runsOf(settings, rulesOf(settings)), ...sceneOf(settings) });
  const write = (text: string): void => bench.set({ own: { on: true, text } });

  // Of a loss that is not known yet the engine says what it is.
  write('alpha = 1');
  await vi.waitFor(() => expect(asked.engine).toHaveLength(1));
  expect(asked.python).toEqual([]);
  asked.engine[0]?.();
  await vi.waitFor(() => {
    expect(asked.python).toEqual(['alpha = 1']);
    expect(bench.shown.value.runs[0]).toBeDefined();
  });

  write('alpha = 2');
  // Before the page has had a turn to draw anything.
  expect(asked.python).toEqual(['alpha = 1', 'alpha = 2']);
  const others = bench.shown.value.runs.slice(1);
  await vi.waitFor(() => expect(bench.shown.value.settings.own.text).toBe('alpha = 2'));
  // The other rules ran already, and are drawn already.
  expect(asked.engine).toHaveLength(1);
  for (const [i, run] of bench.shown.value.runs.slice(1).entries()) expect(run).toBe(others[i]);

  bench.set({ steps: 30 });
  await vi.waitFor(() => expect(asked.engine).toHaveLength(2));
  asked.engine[1]?.();
  await vi.waitFor(() => expect(bench.shown.value.runs[1]?.loss).toHaveLength(31));
});

it('a look from a side asks neither the engine nor Python', () => {
  const settings = firstSettings();
  const bench = new Bench({ settings, runs: runsOf(settings, rulesOf(settings)), ...sceneOf(settings) });
  const before = [asked.engine.length, asked.python.length];
  bench.turn(TILT);
  expect(bench.settings.value).toEqual({ ...settings, tilt: TILT });
  expect([asked.engine.length, asked.python.length]).toEqual(before);
  expect(bench.untouched.value).toBe(true);
});
