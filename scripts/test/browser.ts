/**
 * The browser tests: those whose code or pages have changed since they passed. One that fails is run once more at the end,
 * alone: a machine that is busy may keep a page waiting for longer than a test does.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPath } from '../browser.ts';
import { root } from '../command.ts';
import { type Count, sum } from './count.ts';
import { readKept, readState, writeKept } from './kept-tests.ts';
import { type PlaywrightRun, playwright } from './runners.ts';
import type { Run } from './stages.ts';

/** With more failures than these, a busy machine is not the reason. */
const FEW = 10;

/** @param all whether to run every test, unchanged or not */
export async function browser(run: Run, say: (line: string) => void, base: string, all: boolean): Promise<Count> {
  const path = browserPath('shell');
  const machine = `${path} ${spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout}`;
  const [kept, before] = [readKept(root), readState(root, machine)];
  const unchanged = all ? [] : before.unchanged(kept);
  if (unchanged.length > 0)
    say(`${unchanged.length} tests passed before with the same code and pages; --all runs them again`);

  const { tests, count } = await listed('--test-list-invert', unchanged, (which) =>
    playwright('browser', run, base, [...which, ...(unchanged.length > 0 ? ['--pass-with-no-tests'] : [])]),
  );
  const failed = tests.filter(({ status }) => status === 'failed').map(({ name }) => name);
  const again: PlaywrightRun['tests'] =
    failed.length > 0 && failed.length <= FEW
      ? await listed('--test-list', failed, async (which) => {
          // With a trace, because somebody will have to look at a test that fails twice.
          const second = { TRACE: 'retain-on-failure' };
          return (await playwright('browser', run, base, [...which, '--workers=1'], second)).tests;
        })
      : [];
  const mended = again.filter(({ status }) => status === 'passed').map(({ name }) => name);

  // A file that changed during the run has not passed as it is now; what passed at the second try is to run again.
  const fresh = before.entries(tests);
  const stands = new Set(readState(root, machine).unchanged(fresh));
  writeKept(
    root,
    Object.fromEntries([
      ...Object.entries(kept).filter(([test]) => unchanged.includes(test)),
      ...Object.entries(fresh).filter(([test]) => stands.has(test)),
    ]),
  );
  const ran = new Set(tests.map(({ name }) => name));
  return sum([
    { passed: unchanged.filter((test) => !ran.has(test)).length, failed: 0, failures: [] },
    atSecond(count, mended),
  ]);
}

/** The count, after these tests failed and then passed alone. */
export function atSecond(count: Count, mended: readonly string[]): Count {
  const failures = count.failures.filter((failure) => !mended.some((test) => failure === `${test}: failed`));
  return {
    passed: count.passed + mended.length,
    failed: count.failed - mended.length,
    failures,
    second: mended,
  };
}

/** Gives Playwright a file of names. */
async function listed<T>(
  option: string,
  names: readonly string[],
  work: (which: readonly string[]) => Promise<T>,
): Promise<T> {
  if (names.length === 0) return work([]);
  const folder = mkdtempSync(join(tmpdir(), 'fitting-models-tests-'));
  try {
    writeFileSync(join(folder, 'list'), names.join('\n'));
    return await work([`${option}=${join(folder, 'list')}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
