/**
 * npm run mutate -- [optimizer …]   breaks every update rule on purpose, and counts the tests that fail
 *
 * For each optimizer one sign, one exponent and one order of operations is changed, as listed in `mutations` in its tests, in
 * a copy of the project: the work tree is never touched. The command fails if fewer than three tests catch a mutation, or if
 * the text to change does not occur exactly once in the source.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/command.ts';
import { exitWith, readOptions, UsageError } from '../scripts/options.ts';
import { allOptimizers } from '../src/engine/optimizers/since-the-book.ts';
import { suggestion } from '../src/engine/spelling.ts';
import { copyProject } from '../tests/copy-project.ts';
import { type Mutation, readMutations } from './mutate/mutations.ts';

const wanted: readonly string[] = readOptions(
  { url: import.meta.url, name: 'npm run mutate' },
  {},
  { words: true },
).positionals;

const ENOUGH = 3;
/**
 * Tests that run a rule directly; the numbers of the pages, which also depend on rules, take longer than all of them.
 */
const TESTS = [
  'tests/engine/optimizers',
  ...['exported', 'notebooks', 'optimizers', 'table'].map((name) => `tests/references/${name}.test.ts`),
];

/** The parts of vitest's JSON report used here. */
interface Report {
  numTotalTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

function runTests(copy: string, signal: AbortSignal): Promise<Report> {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  return new Promise((resolve, reject) => {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', ...TESTS, '--reporter=json', `--outputFile=${report}`];
    const env = { ...process.env, MUTATED: 'true', TIER: 'quick' };
    const child = spawn(process.execPath, args, { cwd: copy, env, stdio: ['ignore', 'ignore', 'pipe'], signal });
    let errors = '';
    child.stderr.on('data', (text: Buffer) => {
      errors += text.toString();
    });
    child.on('error', reject);
    child.on('close', () => {
      try {
        // Safe: written by Vitest's own reporter.
        resolve(JSON.parse(readFileSync(report, 'utf8')) as Report);
      } catch {
        reject(new Error(`vitest wrote no report\n${errors}`));
      }
    });
  });
}

function mutate(source: string, { optimizer, kind, from, to }: Mutation): string {
  const found = source.split(from).length - 1;
  if (found !== 1)
    throw new Error(`${optimizer}, ${kind}: the source must contain this once, and has it ${found} times: ${from}`);
  return source.replace(from, () => to);
}

/** Checks that every optimizer has its mutations. */
function requireComplete(mutations: readonly Mutation[]): void {
  for (const { id } of Object.values(allOptimizers)) {
    if (!mutations.some(({ optimizer }) => optimizer === id))
      throw new Error(
        `no mutations of ${id}: write mutations('${id}', { sign, exponent, order }) in tests/engine/optimizers/${id}.test.ts`,
      );
  }
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

async function main(): Promise<void> {
  const mutations = readMutations(root);
  requireComplete(mutations);
  const ids = Object.values(allOptimizers).map(({ id }): string => id);
  const stray = wanted.find((name) => !ids.includes(name));
  if (stray !== undefined) throw new UsageError(`No optimizer is called "${stray}"${suggestion(stray, ids)}`);
  const chosen = mutations.filter(({ optimizer }) => wanted.length === 0 || wanted.includes(optimizer));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
  const copy = copyProject();
  try {
    const sound = await runTests(copy, stop.signal);
    if (sound.numFailedTests + sound.numFailedTestSuites > 0) {
      const failing = sound.testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => `  ${fullName}`);
      throw new Error(
        `${sound.numFailedTests} of ${sound.numTotalTests} tests fail before anything is changed; make them pass first ` +
          `(a rule or a problem without its reference: npm run reference -- <name>):\n${failing.join('\n')}`,
      );
    }
    console.log(`${sound.numTotalTests} tests pass unchanged; ${chosen.length} mutations\n`);
    const missed: Mutation[] = [];
    for (const mutation of chosen) {
      const file = join(copy, 'src', 'engine', 'optimizers', `${mutation.optimizer}.ts`);
      const source = readFileSync(file, 'utf8');
      writeFileSync(file, mutate(source, mutation));
      const { numFailedTests, numFailedTestSuites } = await runTests(copy, stop.signal);
      writeFileSync(file, source);
      const { optimizer, kind, from, to } = mutation;
      if (numFailedTests < ENOUGH) missed.push(mutation);
      const suites = numFailedTests === 0 && numFailedTestSuites > 0 ? ' (a whole file fails to load)' : '';
      console.log(
        `${optimizer.padEnd(21)} ${kind.padEnd(9)} ${String(numFailedTests).padStart(4)} fail${suites}   ${oneLine(from)}  ->  ${oneLine(to)}`,
      );
    }
    if (missed.length > 0) {
      const names = missed.map(({ optimizer, kind }) => `${optimizer} (${kind})`).join(', ');
      throw new Error(`fewer than ${ENOUGH} tests catch: ${names}`);
    }
    console.log(`\nevery mutation is caught by at least ${ENOUGH} tests`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'AbortError') exitWith(error);
  console.error('stopped; the copy is removed, and the work tree was never touched');
  process.exitCode = 130;
}
