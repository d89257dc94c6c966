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
  specs?: { title: string; file: string; line: number; tests: PlaywrightTest[] }[];
}
interface PlaywrightTest {
  status: string;
  annotations: { type: string; description?: string }[];
  results: { duration: number; annotations?: PlaywrightTest['annotations'] }[];
}
interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

export interface BrowserTest {
  /** As it stands in a list of tests: `page.browser.ts › page /adam/ › fits 320 px`. */
  name: string;
  status: 'passed' | 'failed' | 'skipped';
  /** The paths that it asked the server for, as tests/browser/site.ts notes them. */
  served: readonly string[];
}

export interface PlaywrightRun {
  count: Count;
  tests: readonly BrowserTest[];
}

export async function playwright(
  stage: string,
  run: Run,
  base: string,
  which: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<PlaywrightRun> {
  const { code, report } = await reported<PlaywrightReport>((file) =>
    run('playwright', ['test', ...which, '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      SITE_BASE: base,
      ...environment,
    }),
  );
  if (report === undefined) return { count: one(stage, 'Playwright left no report'), tests: [] };
  const tests = report.suites.flatMap((file) => testsOf(file, []));
  const count = sum([
    ...tests
      .filter(({ status }) => status !== 'skipped')
      .map(({ name, status }) => one(name, status === 'failed' ? 'failed' : undefined)),
    ...report.errors.map((error) => one(stage, plain(error.message ?? 'an error without a message'))),
  ]);
  // Where all have passed before there is none to run.
  const mayBeNone = code === 0 && which.includes('--pass-with-no-tests');
  return { count: mayBeNone ? count : withExitCode(stage, count, code), tests };
}

const statuses: Readonly<Record<string, BrowserTest['status']>> = { unexpected: 'failed', skipped: 'skipped' };

/** @param above titles of the file and the groups that the suite stands in */
function testsOf(suite: PlaywrightSuite, above: readonly string[]): BrowserTest[] {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test): BrowserTest => {
      const notes = [...test.annotations, ...test.results.flatMap(({ annotations = [] }) => annotations)];
      return {
        name: [...path, spec.title].join(' › '),
        status: statuses[test.status] ?? 'passed',
        served: [
          ...new Set(notes.flatMap(({ type, description = '' }) => (type === 'served' ? description.split(' ') : []))),
        ],
      };
    }),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, path))];
}
