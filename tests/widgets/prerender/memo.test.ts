import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const answer = {
  rows: [Float64Array.of(0.1, Number.NaN, -0)],
  end: undefined,
  share: -0,
  ends: new Map([[1, 'low']]),
};
let [folder, computed] = ['', 0];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memo-'));
  computed = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As in another build: with nothing in memory. */
async function build(inputs: readonly string[] = ['alpha'], name = 'race'): Promise<unknown> {
  vi.resetModules();
  const { memo } = await import('../../../src/widgets/prerender/memo.ts');
  const compute = () => {
    computed += 1;
    return answer;
  };
  const found = memo(name, inputs, compute, folder);
  // A second request in the same build does not even read it.
  expect(memo(name, inputs, compute, folder)).toBe(found);
  return found;
}

test('an answer is computed once for its inputs, and comes back to the last bit', async () => {
  expect(await build()).toStrictEqual(answer);
  expect(await build()).toStrictEqual(answer);
  expect(computed).toBe(1);
});

test('other inputs and other names have it computed again, and what was kept for these is still there', async () => {
  await build(['alpha']);
  await build(['beta']);
  await build(['alpha', '']);
  await build(['alpha'], 'race-two');
  expect(computed).toBe(4);
  await build(['beta']);
  await build(['alpha']);
  expect(computed).toBe(4);
});

test('a file that was cut short counts as missing, and so does a folder that was deleted', async () => {
  await build();
  const [file = ''] = readdirSync(folder);
  truncateSync(join(folder, file), 9);
  expect(await build()).toStrictEqual(answer);
  rmSync(folder, { recursive: true });
  expect(await build()).toStrictEqual(answer);
  expect(computed).toBe(3);
});

test('what nobody has asked for in weeks goes when something new comes', async () => {
  await build(['old']);
  await build(['used']);
  const long = new Date('2020-01-01');
  for (const file of readdirSync(folder)) utimesSync(join(folder, file), long, long);
  await build(['used']);
  await build(['new']);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(computed).toBe(3);
});

test('an answer that takes its time is waited for once; one that fails is asked for again', async () => {
  vi.resetModules();
  const { memo } = await import('../../../src/widgets/prerender/memo.ts');
  const slow = async () => {
    computed += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return answer;
  };
  const both = await Promise.all([memo('slow', [], slow, folder), memo('slow', [], slow, folder)]);
  expect(both[0]).toStrictEqual(answer);
  expect(both[1]).toBe(both[0]);
  expect(computed).toBe(1);
  const fails = async () => {
    computed += 1;
    throw new Error('no');
  };
  await expect(memo('fails', [], fails, folder)).rejects.toThrow('no');
  await expect(memo('fails', [], fails, folder)).rejects.toThrow('no');
  expect(computed).toBe(3);
});

test('two processes that write the same at the same time leave one whole answer', async () => {
  const url = new URL('../../../src/widgets/prerender/memo.ts', import.meta.url);
  const script = `
    const { memo } = await import(${JSON.stringify(url.href)});
    for (let k = 0; k < 40; k++) {
      const found = memo('shared', [String(k)], () => new Float64Array(20000).fill(k), ${JSON.stringify(folder)});
      if (found.length !== 20000 || found.some((one) => one !== k)) throw new Error('another answer');
    }`;
  const run = () =>
    new Promise((resolve) => {
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }).on('exit', resolve);
    });
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect(readdirSync(folder)).toHaveLength(40);
});

test('textsOf() tells a file that has changed, is new, or is gone', async () => {
  const { textsOf } = await import('../../../src/widgets/prerender/memo.ts');
  const texts = (): string => textsOf(['*.ts'], folder);
  const seen = new Set([texts()]);
  for (const [file, text] of [
    ['rule.ts', 'alpha'],
    ['rule.ts', 'beta'],
    ['other.ts', ''],
  ] as const) {
    writeFileSync(join(folder, file), text);
    seen.add(texts());
  }
  rmSync(join(folder, 'other.ts'));
  expect(existsSync(join(folder, 'rule.ts'))).toBe(true);
  expect(seen.size).toBe(4);
  expect(seen).toContain(texts());
  writeFileSync(join(folder, 'page.mdx'), 'a word');
  expect(seen).toContain(texts());
});
