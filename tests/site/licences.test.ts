import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { noticesOf, packageOf } from '../../src/site/integrations/licences.ts';

const folder = mkdtempSync(join(tmpdir(), 'fitting-models-licences-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package with these files. */
function made(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, 'node_modules', name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}
const json = (name: string): string => JSON.stringify({ name, version: '1.2.3' });

test.each([
  ['/a/node_modules/preact/dist/preact.mjs', '/a/node_modules/preact'],
  ['/a/node_modules/@preact/signals/dist/signals.mjs?v=1', '/a/node_modules/@preact/signals'],
  ['/a/node_modules/one/node_modules/two/index.js', '/a/node_modules/one/node_modules/two'],
  ['/a/src/widgets/page/page.ts', undefined],
  ['\0virtual:/a/node_modules/one/index.js', undefined],
])('packageOf(%j)', (id, path) => {
  expect(packageOf(id)).toBe(path);
});

test('noticesOf: the licence of each package by its name, below those of the site and its fonts', () => {
  const late = made('late', { 'package.json': json('late'), 'LICENCE.md': 'Copyright of late' });
  const early = made('@a/early', {
    'package.json': json('@a/early'),
    'LICENSE/LICENSE': 'Copyright of early',
    'LICENSE/LICENSE-tool': 'of a tool',
  });
  const text = noticesOf([late, early]);
  const places = ['CC BY 4.0', 'SIL OPEN FONT LICENSE', '@a/early 1.2.3', 'of early', 'late 1.2.3', 'of late'];
  const found = places.map((place) => text.indexOf(place));
  expect(found).not.toContain(-1);
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(text).not.toContain('of a tool');
});

test('noticesOf: a package without a licence is an error', () => {
  const bare = made('bare', { 'package.json': json('bare'), 'index.js': '' });
  expect(() => noticesOf([bare])).toThrow(/bare is sent to readers, but has no licence/);
});

test('noticesOf: a package that leaves its licence in its repository has it kept here', () => {
  const text = noticesOf([join(process.cwd(), 'node_modules/@micropython/micropython-webassembly-pyscript')]);
  expect(text).toContain('@micropython/micropython-webassembly-pyscript 1.27.0');
  expect(text).toMatch(/Copyright \(c\) 2013-\d{4} Damien P. George/);
});
