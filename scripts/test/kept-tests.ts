/**
 * Browser tests that passed with the code they have and the bytes they were served. None uses the clock or chance (the
 * architecture test sees to it), so with the same code and bytes such a test would pass again.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSources } from './imports.ts';
import type { BrowserTest } from './runners.ts';
import { readSite } from './served.ts';

/** By the test's name in a list of Playwright's: its code, the files that it was served, and the hash of these. */
export type KeptTests = Readonly<Record<string, { code: string; files: readonly string[]; bytes: string }>>;

const FOLDER = 'tests/browser';
/** What every test depends on, whatever it imports. */
const ground = ['package-lock.json', 'playwright.config.ts', 'tsconfig.json'];
/** What tests serve themselves: the site with another language, which the stage `rebuild` makes. */
const OTHERS = ['.astro/builds/other'];
const fileOf = (test: string): string => test.split(' › ')[0]!;

export interface State {
  /** Those of the kept tests that would run just as before. */
  unchanged(kept: KeptTests): string[];
  /** What is kept of tests that have passed. */
  entries(tests: readonly BrowserTest[]): KeptTests;
}

/**
 * The project and its built site as they are now.
 * @param machine what the tests find beside them, as text: the browser
 */
export function readState(root: string, machine: string): State {
  const [sources, site] = [readSources(root, machine), readSite(join(root, 'dist'))];
  const sites = [
    site,
    ...OTHERS.filter((folder) => existsSync(join(root, folder))).map((folder) => readSite(join(root, folder))),
  ];
  const files = globSync('*.browser.ts', { cwd: join(root, FOLDER) });
  const codes = new Map(
    files.map((file) => [file, sources.hashOf([...sources.closureOf(join(FOLDER, file)).files, ...ground])]),
  );
  // A test that reads files or serves a site by itself asks no server of ours, so it depends on all of every site.
  const isReader = (file: string): boolean =>
    /'node:fs|\/serve\.ts'/.test(readFileSync(join(root, FOLDER, file), 'utf8'));
  const readers = new Set(files.filter(isReader));
  const bytesOfAll = sites.map((one) => one.hashOf(one.files)).join(' ');
  const bytesOf = (test: string, served: readonly string[]): string =>
    readers.has(fileOf(test)) ? bytesOfAll : site.hashOf(served);
  return {
    unchanged: (kept) =>
      Object.entries(kept)
        .filter(([test, { code, files, bytes }]) => codes.get(fileOf(test)) === code && bytesOf(test, files) === bytes)
        .map(([test]) => test),
    entries: (tests) =>
      Object.fromEntries(
        tests
          .filter(({ name, status }) => status === 'passed' && codes.has(fileOf(name)))
          .map(({ name, served }) => {
            const files = served.map((path) => site.fileAt(decodeURIComponent(path)) ?? path);
            return [name, { code: codes.get(fileOf(name))!, files, bytes: bytesOf(name, files) }];
          }),
      ),
  };
}

/** Beside what builds keep, and not in the project's history. */
const placeIn = (root: string): string => join(root, '.astro', 'passed-in-browser.json');

export function readKept(root: string): KeptTests {
  try {
    return JSON.parse(readFileSync(placeIn(root), 'utf8')) as KeptTests; // written below; anything else is as good as none
  } catch {
    return {};
  }
}

export function writeKept(root: string, kept: KeptTests): void {
  mkdirSync(dirname(placeIn(root)), { recursive: true });
  writeFileSync(placeIn(root), JSON.stringify(kept));
}
