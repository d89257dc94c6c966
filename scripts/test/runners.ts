/** The test runners, each counted by its own report. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plain, root } from '../command.ts';
import { type Count, one, sum, withExitCode } from './count.ts';
import type { Run } from './stages.ts';

/** Runs a tool that writes a report, and reads it; undefined where it left none. */
async function reported<Report>(
  work: (file: string) => Promise<{ code: number }>,
): Promise<{ code: number; report: Report | undefined }> {
  const folder = mkdtempSync(join(tmpdir(), 'fitting-models-test-'));
  const file = join(folder, 'report.json');
  const { code } = await work(file);
  try {
    return { code, report: JSON.parse(readFileSync(file, 'utf8')) as Report }; // written by the runner, in its own format
  } catch {
    return { code, report: undefined };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** What a run of Vitest found, and how many tests passed in each file that has no failure, by its path in the project. */
export interface VitestRun {
  count: Count;
  passed: Readonly<Record<string, number>>;
}

export async function vitest(
  stage: string,
  which: readonly string[],
  run: Run,
  environment: Readonly<Record<string, string>> = {},
): Promise<VitestRun> {
  const { code, report } = await reported<VitestReport>((file) =>
    run('vitest', ['run', ...which, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`], environment),
  );
  if (report === undefined) return { count: one(stage, 'vitest left no report'), passed: {} };
  const files = report.testResults.map(({ name, status, assertionResults }): [path: string, count: Count] => {
    const failed = assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName);
    // A file that does not load has no tests to count.
    const failures = status === 'failed' && failed.length === 0 ? ['does not load'] : failed;
    const passed = assertionResults.filter((test) => test.status === 'passed').length;
    const path = name.slice(root.length);
    return [path, { passed, failed: failures.length, failures: failures.map((text) => `${path}: ${text}`) }];
  });
  const count = withExitCode(stage, sum(files.map(([, one]) => one)), code);
  // An error outside of all tests may be any file's: then none has passed for good.
  const isClean = code === 0 || count.failed === sum(files.map(([, one]) => one)).failed;
  const whole = isClean ? files.filter(([, one]) => one.failed === 0) : [];
  return { count, passed: Object.fromEntries(whole.map(([path, one]) => [path, one.passed])) };
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; line: number; tests: { status: string }[] }[];
}
interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

export async function playwright(stage: string, run: Run, base: string, which: readonly string[] = []): Promise<Count> {
  const { code, report } = await reported<PlaywrightReport>((file) =>
    run('playwright', ['test', ...which, '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      SITE_BASE: base,
    }),
  );
  if (report === undefined) return one(stage, 'Playwright left no report');
  const count = sum([
    ...report.suites.map(countSuite),
    ...report.errors.map((error) => one(stage, plain(error.message ?? 'an error without a message'))),
  ]);
  return withExitCode(stage, count, code);
}

function countSuite(suite: PlaywrightSuite): Count {
  const specs = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status !== 'skipped')
      .map((test) =>
        one(`${spec.file}:${spec.line} ${spec.title}`, test.status === 'unexpected' ? 'failed' : undefined),
      ),
  );
  return sum([...specs, ...(suite.suites ?? []).map(countSuite)]);
}
