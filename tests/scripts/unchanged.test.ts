import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHashes, keepPassed, readPassed } from '../../scripts/test/unchanged.ts';

let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const hashOf = (file: string, machine = 'Python 3'): string => createHashes(root, machine)(file);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'unchanged-'));
  write('package-lock.json', '{}');
  write('src/engine/step.ts', "import { rate } from './rate.ts';\nexport const step = rate;\n");
  write('src/engine/rate.ts', 'export const rate = 1;\n');
  write('src/engine/other.ts', 'export const other = 1;\n');
  write('src/content/page.mdx', 'Prose.\n');
  write('tests/engine/step.test.ts', "import { step } from '../../src/engine/step.ts';\nstep;\n");
});
afterEach(() => rmSync(root, { recursive: true }));

/** Whether a change of one file is seen by a test. */
function sees(test: string, path: string, text = '// changed\n'): boolean {
  const before = hashOf(test);
  write(path, text);
  return hashOf(test) !== before;
}

test('a test sees its own change and that of a file at the end of its imports, and no other', () => {
  expect(sees('tests/engine/step.test.ts', 'src/engine/other.ts')).toBe(false);
  expect(sees('tests/engine/step.test.ts', 'src/content/page.mdx')).toBe(false);
  expect(sees('tests/engine/step.test.ts', 'src/engine/rate.ts')).toBe(true);
  expect(sees('tests/engine/step.test.ts', 'tests/engine/step.test.ts')).toBe(true);
});

test.each([
  ['on need', "await import('./late.ts')"],
  ['as a worker', "new Worker(new URL('./late.ts', import.meta.url))"],
  ['for its types', "import type { Late } from './late.ts'"],
  ['as text', "import late from './late.ts?raw'"],
  ['by a pattern', "import.meta.glob('./la*.ts')"],
  ['through another', "export * from './late.ts'"],
])('it sees what is imported %s', (_, how) => {
  write('src/engine/rate.ts', `${how};\n`);
  write('src/engine/late.ts', 'export type Late = 1;\n');
  expect(sees('tests/engine/step.test.ts', 'src/engine/late.ts')).toBe(true);
});

test('it sees other packages, another Python, and a file that is gone', () => {
  const before = hashOf('tests/engine/step.test.ts');
  expect(hashOf('tests/engine/step.test.ts', 'no Python')).not.toBe(before);
  rmSync(join(root, 'src/engine/rate.ts'));
  expect(hashOf('tests/engine/step.test.ts')).not.toBe(before);
  expect(sees('tests/engine/step.test.ts', 'package-lock.json', '{"a":1}')).toBe(true);
});

test('one that reads files stands on all below it: a test of the engine on no prose, a test of content on all', () => {
  write('tests/engine/step.test.ts', "import { readFileSync } from 'node:fs';\n");
  write('tests/content/page.test.ts', "import { readFileSync } from 'node:fs';\n");
  expect(sees('tests/engine/step.test.ts', 'src/content/page.mdx', 'Other prose.\n')).toBe(false);
  expect(sees('tests/engine/step.test.ts', 'src/engine/other.ts')).toBe(true);
  expect(sees('tests/content/page.test.ts', 'src/content/page.mdx', 'Prose again.\n')).toBe(true);
});

test('so does one whose helper reads them', () => {
  write('src/engine/rate.ts', "import { spawnSync } from 'node:child_process';\n");
  expect(sees('tests/engine/step.test.ts', 'src/engine/other.ts')).toBe(true);
});

test('controls are below a test of the laboratory, and not below one of the engine, but where that imports them', () => {
  write('tests/engine/step.test.ts', "import { readFileSync } from 'node:fs';\n");
  write('tests/laboratory/room.test.ts', "import { readFileSync } from 'node:fs';\n");
  expect(sees('tests/engine/step.test.ts', 'src/widgets/slider.ts')).toBe(false);
  expect(sees('tests/laboratory/room.test.ts', 'src/widgets/slider.ts', '// again\n')).toBe(true);
  write(
    'tests/engine/step.test.ts',
    "import { readFileSync } from 'node:fs';\nimport '../../src/widgets/slider.ts';\n",
  );
  expect(sees('tests/engine/step.test.ts', 'src/widgets/slider.ts', '// and again\n')).toBe(true);
});

test('a test of a command that reads no page stands on all code and on no prose, another one on all', () => {
  const starts = "import { spawnSync } from 'node:child_process';\n";
  for (const name of ['experiment', 'new']) write(`tests/scripts/${name}.test.ts`, starts);
  for (const path of ['src/site/frame.css', 'scripts/late.ts', 'site.config.ts', 'src/widgets/slider.ts'])
    expect(sees('tests/scripts/experiment.test.ts', path), path).toBe(true);
  expect(sees('tests/scripts/experiment.test.ts', 'src/content/page.mdx', 'Other prose.\n')).toBe(false);
  expect(sees('tests/scripts/new.test.ts', 'src/content/page.mdx', 'Prose again.\n')).toBe(true);
});

test('what passed is kept, and a file that is no such thing is as good as none', () => {
  expect(readPassed(root)).toEqual({});
  keepPassed(root, { 'tests/a.test.ts': { hash: 'x', passed: 3 } });
  expect(readPassed(root)).toEqual({ 'tests/a.test.ts': { hash: 'x', passed: 3 } });
  write('.astro/passed.json', '{');
  expect(readPassed(root)).toEqual({});
});
