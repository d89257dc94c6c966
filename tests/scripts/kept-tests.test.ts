import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atSecond } from '../../scripts/test/browser.ts';
import { type KeptTests, readKept, readState, writeKept } from '../../scripts/test/kept-tests.ts';

let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const MOMENTUM = 'figure.browser.ts › a figure › is dragged';
const ADAM = 'figure.browser.ts › a figure › is pinned';
const COPIES = 'copy.browser.ts › a copy of the site';

/** What is kept of three tests that passed, each on its page. */
function passed(): KeptTests {
  const scripts = ['_astro/view.ABCDEFGH.js', '_astro/worker-page-01234567.js'];
  return readState(root, 'Chromium 1').entries([
    { name: MOMENTUM, status: 'passed', served: ['momentum/', ...scripts, '_astro/momentum-AAAAAAAA.js', 'gone.png'] },
    { name: ADAM, status: 'passed', served: ['adam/', ...scripts] },
    { name: COPIES, status: 'passed', served: ['adam/'] },
    { name: 'figure.browser.ts › a figure › fails', status: 'failed', served: ['adam/'] },
  ]);
}
const unchanged = (kept: KeptTests, machine = 'Chromium 1'): string[] => readState(root, machine).unchanged(kept);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-tests-'));
  write('package-lock.json', '{}');
  write('tests/browser/site.ts', 'export const site = 1;\n');
  write('tests/browser/figure.browser.ts', "import { site } from './site.ts';\nsite;\n");
  write('tests/browser/copy.browser.ts', "import { cpSync } from 'node:fs';\ncpSync;\n");
  write('dist/momentum/index.html', '<script src="/_astro/view.ABCDEFGH.js"></script>');
  write('dist/adam/index.html', '<script src="/_astro/view.ABCDEFGH.js"></script>');
  write('dist/_astro/view.ABCDEFGH.js', "new Worker('worker-page-01234567.js')");
  write('dist/_astro/worker-page-01234567.js', "import('./momentum-AAAAAAAA.js');import('./adam-BBBBBBBB.js')");
  write('dist/_astro/momentum-AAAAAAAA.js', 'momentum');
  write('dist/_astro/adam-BBBBBBBB.js', 'adam');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Another content of a script has another name, which stands in what loads it, and so on. */
function changeAdam(): void {
  renameSync(join(root, 'dist/_astro/adam-BBBBBBBB.js'), join(root, 'dist/_astro/adam-CCCCCCCC.js'));
  write('dist/_astro/adam-CCCCCCCC.js', 'another adam');
  rmSync(join(root, 'dist/_astro/worker-page-01234567.js'));
  write('dist/_astro/worker-page-76543210.js', "import('./momentum-AAAAAAAA.js');import('./adam-CCCCCCCC.js')");
  rmSync(join(root, 'dist/_astro/view.ABCDEFGH.js'));
  write('dist/_astro/view.HGFEDCBA.js', "new Worker('worker-page-76543210.js')");
  for (const page of ['momentum', 'adam'])
    write(`dist/${page}/index.html`, '<script src="/_astro/view.HGFEDCBA.js"></script>');
}

test('what passed is not run again while its code and what it was served are the same; what failed is', () => {
  expect(unchanged(passed())).toEqual([MOMENTUM, ADAM, COPIES]);
});

test('a word of a page is seen by the tests that were served the page, and by those that read files themselves', () => {
  const kept = passed();
  write('dist/momentum/index.html', '<script src="/_astro/view.ABCDEFGH.js"></script>A word.');
  expect(unchanged(kept)).toEqual([ADAM]);
});

test('a script that changes is seen where it was served, and its new name nowhere', () => {
  const kept = passed();
  changeAdam();
  expect(unchanged(kept)).toEqual([MOMENTUM, ADAM]);
  write('dist/_astro/momentum-AAAAAAAA.js', 'another momentum');
  expect(unchanged(kept)).toEqual([ADAM]);
});

test('two files with one name but for their hashes are told apart by what is in them, whatever names stand there', () => {
  write('dist/_astro/momentum-AAAAAAAA.js', "import './adam-BBBBBBBB.js';momentum");
  write('dist/_astro/momentum-DDDDDDDD.js', 'of the same name');
  const kept = passed();
  changeAdam();
  rmSync(join(root, 'dist/_astro/momentum-AAAAAAAA.js'));
  write('dist/_astro/momentum-EEEEEEEE.js', "import './adam-CCCCCCCC.js';momentum");
  write('dist/_astro/worker-page-76543210.js', "import('./momentum-EEEEEEEE.js');import('./adam-CCCCCCCC.js')");
  expect(unchanged(kept)).toEqual([MOMENTUM, ADAM]);
  write('dist/_astro/momentum-EEEEEEEE.js', "import './adam-CCCCCCCC.js';another momentum");
  expect(unchanged(kept)).toEqual([]);
});

test('two files with one name and the same in them keep their names, since either may be meant', () => {
  write('dist/_astro/momentum-DDDDDDDD.js', 'momentum');
  const kept = passed();
  rmSync(join(root, 'dist/_astro/momentum-DDDDDDDD.js'));
  expect(unchanged(kept)).toEqual([]);
});

test('a test that serves a site of its own sees a change of the one with another language', () => {
  write('tests/browser/copy.browser.ts', "import { serve } from '../../scripts/serve.ts';\nserve;\n");
  write('.astro/builds/other/de/index.html', 'ein Wort');
  const kept = passed();
  expect(unchanged(kept)).toEqual([MOMENTUM, ADAM, COPIES]);
  write('.astro/builds/other/de/index.html', 'ein anderes Wort');
  expect(unchanged(kept)).toEqual([MOMENTUM, ADAM]);
});

test('a file that was missing and comes is seen', () => {
  const kept = passed();
  write('dist/gone.png', 'here');
  expect(unchanged(kept)).toEqual([ADAM]);
});

test('a change of a test, of what it imports, of the packages or of the browser is seen', () => {
  const kept = passed();
  expect(unchanged(kept, 'Chromium 2')).toEqual([]);
  write('tests/browser/site.ts', 'export const site = 2;\n');
  expect(unchanged(kept)).toEqual([COPIES]);
  write('package-lock.json', '{"a":1}');
  expect(unchanged(kept)).toEqual([]);
});

test('what is kept is read again, and a file that is no such thing is as good as none', () => {
  expect(readKept(root)).toEqual({});
  const kept = passed();
  writeKept(root, kept);
  expect(readKept(root)).toEqual(kept);
  write('.astro/passed-in-browser.json', '[');
  expect(readKept(root)).toEqual({});
});

test('a test that passes when it is run alone counts as passed, and is named', () => {
  const count = { passed: 3, failed: 2, failures: [`${ADAM}: failed`, `${COPIES}: failed`] };
  expect(atSecond(count, [ADAM])).toEqual({ passed: 4, failed: 1, failures: [`${COPIES}: failed`], second: [ADAM] });
  expect(atSecond(count, [])).toMatchObject({ passed: 3, failed: 2 });
});

test.each(['offline.json', 'sw.js'])(
  '%s names every file of the site, and is the same while only the contents of others change',
  (list) => {
    const quote = list === 'sw.js' ? '`' : '"';
    const text = (digest: string, bytes: string, path = 'adam/') =>
      `[${quote}${path}${quote},${quote}${digest}${quote},${bytes}],[${quote}en_${digest.slice(5)}.pf_fragment${quote},${quote}0123456789ab${quote},1e3]`;
    const passes = (content: string): boolean => {
      write(`dist/${list}`, text('fedcba987654', '412730'));
      const kept = readState(root, 'Chromium 1').entries([{ name: MOMENTUM, status: 'passed', served: [list] }]);
      write(`dist/${list}`, content);
      return unchanged(kept).includes(MOMENTUM);
    };
    expect(passes(text('aaaaaaaaaaaa', '2e4'))).toBe(true);
    expect(passes(text('aaaaaaaaaaaa', '2e4', 'added/'))).toBe(false);
  },
);
