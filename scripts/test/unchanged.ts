/**
 * Test files that passed with the very code they would run now. No test here uses a clock or chance (the architecture
 * test sees to it), so such a file would only say the same again, and its count is taken from the last time.
 *
 * What a test runs is what it imports, to the last file. One that reads files or starts programs by itself, which no
 * import shows, stands on everything below it in the house: a test of engine, figure, experiments or laboratory never
 * reads prose and pages (the architecture test sees to that, too), and any other may read all there is.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** By test file: what it ran, and how many of its tests passed. */
export type Passed = Record<string, { hash: string; passed: number }>;

/** What every test stands on, whatever it imports. */
const ground = ['package-lock.json', 'vitest.config.ts', 'tsconfig.json'];
/** Floors of the house whose tests read nothing above them. */
export const science = /^tests\/(engine|figure|experiments|references|laboratory)\//;
const below = [
  'src/{engine,figure,experiments,references,precomputed,laboratory,widgets}/**/*',
  '{tests,scripts}/**/*',
];
const everything = ['{src,tests,scripts,docs,public,.github,.ci}/**/*', '*.*', '.nvmrc'];

/** Packages through which a test reads what no import shows. */
const isOutward = (name: string): boolean =>
  /^node:(fs|child_process|worker_threads|http|net|os|module)\b/.test(name) ||
  /^(@?playwright|@?astro|vite)\b/.test(name);

/** A file's imports: static, for types, on need, as a worker, by a pattern. */
function importsOf(root: string, path: string, text: string): { files: string[]; packages: string[] } {
  if (!/\.[mc]?tsx?$/.test(path)) return { files: [], packages: [] };
  const found = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const urls = [...text.matchAll(/new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url/g)].map((match) => match[1]!);
  const globs = [...text.matchAll(/import\.meta\.glob\(\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
  // Vite's `?raw` and `?worker` say how a file is read, not which.
  const near = [...found, ...urls].map((specifier) => specifier.replace(/\?.*$/, ''));
  const relative = near.filter((specifier) => specifier.startsWith('.'));
  return {
    files: [
      ...relative.map((specifier) => join(dirname(path), specifier)),
      ...globs.flatMap((pattern) => globSync(join(dirname(path), pattern), { cwd: root })),
    ],
    packages: near.filter((specifier) => !specifier.startsWith('.')),
  };
}

/**
 * @param root the project, to which all paths are relative
 * @param machine what the tests find beside the project, as text: the Python and its packages
 */
export function createHashes(root: string, machine: string): (test: string) => string {
  const texts = new Map<string, string | undefined>();
  const textOf = (path: string): string | undefined => {
    const file = join(root, path);
    if (!texts.has(path))
      texts.set(path, existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'latin1') : undefined);
    return texts.get(path);
  };
  const imports = new Map<string, ReturnType<typeof importsOf>>();
  const importsAt = (path: string): ReturnType<typeof importsOf> => {
    let found = imports.get(path);
    if (found === undefined) {
      found = importsOf(root, path, textOf(path) ?? '');
      imports.set(path, found);
    }
    return found;
  };
  const hashOf = (paths: Iterable<string>): string => {
    const hash = createHash('sha256').update(`${process.version} ${machine}`);
    for (const path of [...new Set([...paths, ...ground])].sort())
      hash.update(`\n${path}\n`).update(textOf(path) ?? 'is not there');
    return hash.digest('hex');
  };
  const hashes = new Map<readonly string[], string>();
  const hashOfAll = (patterns: readonly string[]): string => {
    const hash = hashes.get(patterns) ?? hashOf(patterns.flatMap((pattern) => globSync(pattern, { cwd: root })));
    hashes.set(patterns, hash);
    return hash;
  };

  return (test) => {
    const closure = new Set([test]);
    const packages = new Set<string>();
    for (const path of closure) {
      const found = importsAt(path);
      for (const file of found.files) closure.add(file);
      for (const name of found.packages) packages.add(name);
    }
    if (![...packages].some(isOutward)) return hashOf(closure);
    return hashOfAll(science.test(test) ? below : everything);
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
