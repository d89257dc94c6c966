import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromWorker, RuleAsk } from '../../src/python/protocol.ts';
import { openPython } from '../../src/python/python.ts';
import { tookTooLong } from '../../src/python/too-long.ts';

const { sandbox } = vi.hoisted(() => ({
  sandbox: { posted: 0, hear: undefined as ((message: FromWorker) => void) | undefined },
}));
// A sandbox that takes every request and never answers; a new one is ready at once.
vi.mock('../../src/python/sandbox.ts', () => ({
  forgetPython() {},
  openSandbox: async (hear: (message: FromWorker) => void) => {
    sandbox.hear = hear;
    queueMicrotask(() => hear({ kind: 'ready', took: 0 }));
    return {
      post() {
        sandbox.posted += 1;
      },
      restart: () => queueMicrotask(() => hear({ kind: 'ready', took: 0 })),
      close() {},
    };
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  sandbox.posted = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const ask = (body: string): RuleAsk => ({
  code: `for t in range(1, steps + 1):\n    ${body}`,
  problem: { kind: 'python', code: 'while False:\n    pass' },
  start: [1],
  steps: 3,
});

it('a rule whose loops end is run once more, and then the machine is to blame', async () => {
  const python = await openPython();
  const answer = python.run(ask('phi = phi / 2  # while it can'));
  await vi.runAllTimersAsync();
  expect(sandbox.posted).toBe(2);
  const { error } = await answer;
  expect(error?.kind).toBe('ended');
  expect(error?.message).toContain('The machine may be busy');
  expect(error?.message).not.toContain('loop');
});

it('one with a while is ended at once, and asked about its end', async () => {
  const python = await openPython();
  const answer = python.run(ask('while True: pass'));
  await vi.runAllTimersAsync();
  expect(sandbox.posted).toBe(1);
  expect((await answer).error?.message).toContain('Is there an infinite loop?');
});

it('a newer text of the same rule takes the place of the one that waits', async () => {
  const python = await openPython();
  const old = python.run(ask('phi = phi / 2'));
  const newer = python.run(ask('while True: pass'));
  await vi.runAllTimersAsync();
  expect(await old).toEqual({ passed: true, printed: '' });
  expect((await newer).error?.kind).toBe('ended');
});

it('tells the seconds, and looks into the reader’s loss too', () => {
  const code = 'def loss(x, y):\n    while x > 0:\n        x -= 1\n    return x';
  expect(tookTooLong({ ...ask('pass'), problem: { kind: 'loss', code } }, 5000).message).toBe(
    'Timeout: stopped after 5 seconds. Your code is unchanged. Is there an infinite loop?',
  );
});
