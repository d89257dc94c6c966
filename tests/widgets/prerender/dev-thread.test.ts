import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inDevThread } from '../../../src/widgets/prerender/dev-thread.ts';

const THREAD = 'src/widgets/prerender/dev-worker.ts';
const MODULE = 'src/answer.ts';
const home = process.cwd();
let project: string;

/** A module whose functions return their thread and the word with which they were written. */
const write = (word: string): void =>
  writeFileSync(
    MODULE,
    `import { threadId } from 'node:worker_threads';
export const say = async (column: Float64Array, wait: number) => {
  await new Promise((done) => setTimeout(done, wait));
  return { threadId, word: '${word}', sum: column.reduce((sum, one) => sum + one, 0) };
};
export const fail = () => { throw new Error('no such number'); };
`,
  );
const say = (wait = 0) =>
  inDevThread<{ threadId: number; word: string; sum: number }>(MODULE, 'say', [Float64Array.of(1, 2), wait]);

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'dev-thread-'));
  mkdirSync(join(project, 'src/widgets/prerender'), { recursive: true });
  cpSync(THREAD, join(project, THREAD));
  process.chdir(project);
  write('first');
});
afterAll(() => {
  process.chdir(home);
  rmSync(project, { recursive: true, force: true });
});

test('a function is called in a thread of its own, which serves the next call too', async () => {
  const first = await say();
  expect(first).toMatchObject({ word: 'first', sum: 3 });
  expect(first.threadId).not.toBe(threadId);
  expect((await say()).threadId).toBe(first.threadId);
});

test('what goes wrong there is said here, and the next call is answered', async () => {
  await expect(inDevThread(MODULE, 'fail', [])).rejects.toThrow('no such number');
  await expect(inDevThread('src/missing.ts', 'say', [])).rejects.toThrow('missing.ts');
  expect((await say()).word).toBe('first');
});

test('after a change the code as it is now is called, and by a call that was under way as well', async () => {
  const underWay = say(200);
  write('second');
  expect((await say()).word).toBe('second');
  expect((await underWay).word).toBe('second');
});
