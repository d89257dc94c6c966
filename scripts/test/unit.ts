/** The unit tests: those whose code has changed since they passed, and of the others what they counted then. */
import { globSync } from 'node:fs';
import { root } from '../command.ts';
import { hasPackages, python, runPython } from '../python.ts';
import { type Count, sum } from './count.ts';
import { vitest } from './runners.ts';
import type { Run } from './stages.ts';
import { createHashes, keepPassed, type Passed, readPassed } from './unchanged.ts';

/**
 * @param apart test files that another stage runs
 * @param all whether to run every file, unchanged or not
 */
export async function unit(
  run: Run,
  say: (line: string) => void,
  apart: readonly string[],
  all: boolean,
): Promise<Count> {
  const files = globSync('tests/**/*.test.{ts,tsx}', { cwd: root }).filter((file) => !apart.includes(file));
  const hashOf = createHashes(root, machine());
  const hashes = new Map(files.map((file) => [file, hashOf(file)]));
  const kept = readPassed(root);
  const unchanged = files.filter((file) => !all && kept[file]?.hash === hashes.get(file));
  const before = unchanged.reduce((total, file) => total + (kept[file]?.passed ?? 0), 0);
  if (unchanged.length > 0)
    say(`${before} tests in ${unchanged.length} files passed before with the same code; --all runs them again`);
  const old: Count = { passed: before, failed: 0, failures: [] };
  if (unchanged.length === files.length) return old;

  const { count, passed } = await vitest(
    'unit',
    [...apart, ...unchanged].flatMap((file) => ['--exclude', file]),
    run,
  );
  // What was changed while it ran has not passed as it stands.
  const after = createHashes(root, machine());
  const fresh = Object.entries(passed).filter(([file]) => hashes.get(file) === after(file));
  const stays = Object.fromEntries(unchanged.map((file) => [file, kept[file]!])); // each was found there
  keepPassed(root, {
    ...stays,
    ...Object.fromEntries(fresh.map(([file, n]) => [file, { hash: hashes.get(file)!, passed: n }])),
  } satisfies Passed);
  return sum([old, count]);
}

/** The Python that some tests start, and its packages: without them those tests skip. */
function machine(): string {
  const has = (name: 'numpy' | 'torch'): string => (hasPackages([name]) ? `, ${name}` : '');
  try {
    return `${runPython(['--version']).trim()} ${python}${has('numpy')}${has('torch')}`;
  } catch {
    return 'no Python';
  }
}
