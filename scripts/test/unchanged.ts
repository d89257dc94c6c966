/**
 * Test files that passed with the very code they would run now. No test here uses a clock or chance (the architecture
 * test sees to it), so such a file would only say the same again, and its count is taken from the last time.
 *
 * What a test runs is what it imports, to the last file. One that reads files or starts programs by itself, which no
 * import shows, stands on everything below it in the house as well: a test of engine, figure, experiments, references or
 * laboratory never reads prose and pages, nor does one of the first four read controls (the architecture test sees to
 * that, too), and any other may read all there is.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSources } from './imports.ts';

/** By test file: what it ran, and how many of its tests passed. */
export type Passed = Record<string, { hash: string; passed: number }>;

/** What every test stands on, whatever it imports. */
const ground = ['package-lock.json', 'vitest.config.ts', 'tsconfig.json'];
/** Floors of the house whose tests read nothing above them. */
export const science = /^tests\/(engine|figure|experiments|references|laboratory)\//;
/** Of these, the floors whose tests read nothing of controls and pictures but what they import. */
export const calculating = /^tests\/(engine|figure|experiments|references)\//;
/** Tests that start commands by which nobody reads a page. */
export const starting = /^tests\/scripts\/(commands|experiment|precompute)\.test\.ts$/;
const numbers = [
  'src/{engine,figure,experiments,references,precomputed}/**/*',
  'tests/{engine,figure,experiments,references,laboratory}/**/*',
  'scripts/**/*',
];
const below = [...numbers, 'src/{laboratory,widgets}/**/*'];
const code = [
  'src/**/*.{ts,tsx,astro,css,json,bin}',
  'scripts/**/*',
  'tests/{engine,figure,experiments}/**/*',
  '*.{ts,mjs,json}',
];
const everything = ['{src,tests,scripts,verification,docs,public,.github,.ci}/**/*', '*.*', '.nvmrc'];

/** Packages through which a test reads what no import shows. */
const isOutward = (name: string): boolean =>
  /^node:(fs|child_process|worker_threads|http|net|os|module)\b/.test(name) ||
  /^(@?playwright|@?astro|vite)\b/.test(name);

/**
 * @param root the project, to which all paths are relative
 * @param machine what the tests find beside the project, as text: the Python and its packages
 */
export function createHashes(root: string, machine: string): (test: string) => string {
  const sources = readSources(root, machine);
  const hashes = new Map<readonly string[], string>();
  const hashOfAll = (patterns: readonly string[]): string => {
    const paths = (): string[] => patterns.flatMap((pattern) => globSync(pattern, { cwd: root }));
    const hash = hashes.get(patterns) ?? sources.hashOf([...paths(), ...ground]);
    hashes.set(patterns, hash);
    return hash;
  };
  return (test) => {
    const { files, packages } = sources.closureOf(test);
    const own = sources.hashOf([...files, ...ground]);
    if (![...packages].some(isOutward)) return own;
    if (calculating.test(test)) return `${own} ${hashOfAll(numbers)}`;
    if (science.test(test)) return `${own} ${hashOfAll(below)}`;
    return `${own} ${hashOfAll(starting.test(test) ? code : everything)}`;
  };
}

/** Where it is kept: beside what builds keep, and not in the project's history. */
const placeIn = (root: string): string => join(root, '.astro', 'passed.json');

export function readPassed(root: string): Passed {
  try {
    return JSON.parse(readFileSync(placeIn(root), 'utf8')) as Passed; // written below; anything else is as good as none
  } catch {
    return {};
  }
}

export function keepPassed(root: string, passed: Passed): void {
  mkdirSync(dirname(placeIn(root)), { recursive: true });
  writeFileSync(placeIn(root), JSON.stringify(passed, undefined, 1));
}
