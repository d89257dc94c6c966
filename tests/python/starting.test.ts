import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromWorker, RuleAsk } from '../../src/python/protocol.ts';
import type { Python } from '../../src/python/python.ts';

const { sandbox } = vi.hoisted(() => ({
  sandbox: { posted: [] as number[], begun: 0, opened: 0, forgotten: 0, hear: (_: FromWorker): void => {} },
}));
// A sandbox whose worker becomes ready, and answers, when the test lets it.
vi.mock('../../src/python/sandbox.ts', () => ({
  forgetPython() {
    sandbox.forgotten += 1;
  },
  openSandbox: async (hear: (message: FromWorker) => void) => {
    sandbox.hear = hear;
    sandbox.opened += 1;
    return {
      post: ({ id }: { id: number }) => sandbox.posted.push(id),
      restart() {
        sandbox.begun += 1;
      },
      close() {},
    };
  },
}));

const READY: FromWorker = { kind: 'ready', took: 0 };
const UNSTARTED: FromWorker = { kind: 'unstarted', why: 'no memory' };
const ask: RuleAsk = {
  code: 'while True: pass',
  problem: { kind: 'python', code: '' },
  start: [1],
  steps: 3,
};
const answerTo = (id: number): FromWorker => ({
  kind: 'reply',
  reply: { id, columns: {}, printed: 'done', left: 0, intact: true },
});

let python: Python;
beforeEach(async () => {
  vi.useFakeTimers();
  Object.assign(sandbox, { posted: [], begun: 0, opened: 0, forgotten: 0 });
  vi.resetModules();
  const { openPython } = await import('../../src/python/python.ts');
  python = await openPython();
});
afterEach(() => {
  vi.useRealTimers();
});

it('what is asked while Python starts lies with it already, and its time begins when it has started', async () => {
  const answer = python.run(ask);
  expect(sandbox.posted).toEqual([1]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sandbox.begun).toBe(0);

  sandbox.hear(READY);
  await vi.advanceTimersByTimeAsync(900);
  sandbox.hear(answerTo(1));
  expect((await answer).printed).toBe('done');
});

it('a worker that says again and again that it is ready gets no more time', async () => {
  const answer = python.run(ask);
  for (let k = 0; k < 12; k++) {
    sandbox.hear(READY);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(sandbox.begun).toBe(1);
  expect((await answer).error?.kind).toBe('ended');
});

it('where Python cannot start all who wait are told, and the next request fetches it again', async () => {
  const running = python.run(ask);
  const waiting = python.run({ ...ask, lane: 'another' });
  sandbox.hear(UNSTARTED);
  for (const answer of [running, waiting]) expect((await answer).error?.kind).toBe('unloaded');
  expect(sandbox.forgotten).toBe(1);

  const next = python.run(ask);
  await vi.advanceTimersByTimeAsync(0);
  expect(sandbox.opened).toBe(2);
  expect(sandbox.posted).toEqual([1, 3]);
  sandbox.hear(READY);
  sandbox.hear(answerTo(3));
  expect((await next).printed).toBe('done');
});

it('a worker that never says that it has started is given up', async () => {
  const answer = python.run(ask);
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await answer).error?.kind).toBe('unloaded');
});

it('after a text of a stranger the worker is another, whatever it says of itself', async () => {
  sandbox.hear(READY);
  const task = { code: '', name: 'f', given: '', check: '', quantities: [] };
  const own = python.task(task);
  sandbox.hear(answerTo(1));
  await own;
  expect(sandbox.begun).toBe(0);
  const foreign = python.task({ ...task, stranger: true });
  sandbox.hear(answerTo(2));
  await foreign;
  expect(sandbox.begun).toBe(1);
});
