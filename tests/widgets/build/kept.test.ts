import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const answer = { rows: [Float64Array.of(0.1, Number.NaN)], end: undefined, share: -0 };
let [root, computed] = ['', 0];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-'));
  computed = 0;
  mkdirSync(join(root, 'src'));
  write('src/rule.ts', 'alpha');
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string): void => writeFileSync(join(root, file), text);

/** As another build finds it: it has nothing in memory. */
async function build(name = 'contest', also = ''): Promise<unknown> {
  vi.resetModules();
  const { kept } = await import('../../../src/widgets/build/kept.ts');
  const compute = () => {
    computed += 1;
    return answer;
  };
  const sources = { files: ['src/*.ts'], also };
  const found = await kept(name, sources, compute, root);
  // Asked again in the same build it is not even read.
  expect(await kept(name, sources, compute, root)).toBe(found);
  return found;
}

test('an answer is computed once for its sources, and comes back to the last bit', async () => {
  expect(await build()).toStrictEqual(answer);
  expect(await build()).toStrictEqual(answer);
  write('src/page.mdx', 'a word');
  await build();
  expect(computed).toBe(1);
});

test('a source that has changed, is new or is gone, and another text, have it computed again', async () => {
  await build();
  write('src/rule.ts', 'beta');
  await build();
  write('src/other.ts', '');
  await build();
  rmSync(join(root, 'src/other.ts'));
  write('src/rule.ts', 'alpha');
  await build();
  await build('contest', 'the numbers of a page');
  expect(computed).toBe(5);
});

test('the newest takes the place of its own older ones, and of no other', async () => {
  await build('contest');
  await build('contest-two');
  const [, other] = readdirSync(join(root, '.astro/kept')).sort();
  write('src/rule.ts', 'beta');
  await build('contest');
  const files = readdirSync(join(root, '.astro/kept'));
  expect(files).toHaveLength(2);
  expect(files).toContain(other);
});

test('a file that was cut short counts as missing', async () => {
  await build();
  const [file = ''] = readdirSync(join(root, '.astro/kept'));
  truncateSync(join(root, '.astro/kept', file), 9);
  expect(await build()).toStrictEqual(answer);
  expect(computed).toBe(2);
});
