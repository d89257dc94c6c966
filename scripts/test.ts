/**
 * `npm test`: every check, one after the other, and at the end one line, `N passed, N failed`, over all of them.
 * A stage that is not a test runner counts as one check. `-- --only=lint,unit` runs some stages.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plain, root, run } from './command.ts';
import { differences, readSiteBytes, type SiteBytes } from './site-bytes.ts';
import { checkWrongContent } from './wrong-content.ts';

interface Count {
  passed: number;
  failed: number;
  /** What failed, one line each. */
  failures: readonly string[];
}

/** Tests that read the built pages, and so come after the build. */
const pageTests = ['tests/site/fonts.test.ts', 'tests/site/bundle.test.ts'];

const stages = { lint, types, unit, build, pages, mistakes, browser } as const;
type StageName = keyof typeof stages;
const names = Object.keys(stages) as StageName[]; // Object.keys of a literal gives its own keys

const reports = mkdtempSync(join(tmpdir(), 'fitting-models-test-'));
const site = join(root, 'dist');
/** Set by the stage `build`: what follows would only repeat its messages. */
let brokenBuild = false;
const base = '/fitting-models/';

function one(name: string, failure: string | undefined): Count {
  return failure === undefined
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${name}: ${failure}`] };
}

const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, count) => total + count.passed, 0),
  failed: counts.reduce((total, count) => total + count.failed, 0),
  failures: counts.flatMap((count) => count.failures),
});

async function lint(): Promise<Count> {
  const { code } = await run('biome', ['check', '--error-on-warnings', '.']);
  return one('lint', code === 0 ? undefined : '`npm run format` mends what can be mended by itself');
}

async function types(): Promise<Count> {
  const { code } = await run('astro', ['check', '--minimumFailingSeverity', 'hint']);
  return one('types', code === 0 ? undefined : 'the messages above name file and line');
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

function unit(): Promise<Count> {
  return vitest(
    'unit',
    pageTests.flatMap((file) => ['--exclude', file]),
  );
}

async function pages(): Promise<Count> {
  return brokenBuild ? one('pages', 'there is no built site to look at') : vitest('pages', pageTests);
}

async function vitest(stage: StageName, which: readonly string[]): Promise<Count> {
  const file = join(reports, `${stage}.json`);
  const { code } = await run('vitest', [
    'run',
    ...which,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport<VitestReport>(file);
  if (report === undefined) return one(stage, 'vitest left no report');
  const count = sum(
    report.testResults.map(({ name, status, assertionResults }): Count => {
      const failed = assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName);
      // A file that does not load has no tests to count.
      const failures = status === 'failed' && failed.length === 0 ? ['does not load'] : failed;
      const passed = assertionResults.filter((test) => test.status === 'passed').length;
      const where = name.slice(root.length);
      return { passed, failed: failures.length, failures: failures.map((text) => `${where}: ${text}`) };
    }),
  );
  return withExitCode(stage, count, code);
}

async function build(): Promise<Count> {
  const builds = async (where: string) => {
    console.log(`building under ${where}`);
    const { code, output } = await run('astro', ['build'], { environment: { SITE_BASE: where }, quiet: true });
    if (code !== 0) console.log(output);
    return code === 0 ? readSiteBytes(site) : undefined;
  };
  const atRoot = await builds('/');
  const rooted = one(
    'build under /',
    atRoot === undefined ? 'the messages above name file and line' : strayBase(atRoot),
  );
  const first = await builds(base);
  const second = first && (await builds(base));
  brokenBuild = second === undefined;
  const built = one(`build under ${base}`, second === undefined ? 'the messages above name file and line' : undefined);
  const changed = first && second ? differences(first, second) : undefined;
  const same = one(
    'two builds, the same bytes',
    changed === undefined
      ? 'there are no two builds'
      : changed.length > 0
        ? `differ in ${changed.join(', ')}`
        : undefined,
  );
  return sum([rooted, built, same]);
}

/** A page built for the root of a host may not name the project page's base path. */
function strayBase(files: SiteBytes): string | undefined {
  const pages = [...files.keys()].filter((path) => /\.(html|css|xml|webmanifest)$/.test(path));
  const stray = pages.filter((path) =>
    /(href|src|content|url)[=(]["']?\/fitting-models\//.test(readFileSync(join(site, path), 'utf8')),
  );
  return stray.length === 0 ? undefined : `${stray.join(', ')} link to /fitting-models/, though the base is /`;
}

async function mistakes(): Promise<Count> {
  if (brokenBuild) return one('mistakes', 'the site does not build even without one');
  const outcomes = await checkWrongContent();
  return sum(outcomes.map(({ name, failure }) => one(name, failure)));
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

async function browser(): Promise<Count> {
  if (brokenBuild) return one('browser', 'there is no built site to look at');
  const file = join(reports, 'browser.json');
  const { code } = await run('playwright', ['test', '--reporter=list,json'], {
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, SITE_BASE: base },
  });
  const report = readReport<PlaywrightReport>(file);
  if (report === undefined) return one('browser', 'Playwright left no report');
  const count = sum([
    ...report.suites.map(countSuite),
    ...report.errors.map((error) => one('browser', plain(error.message ?? 'an error without a message'))),
  ]);
  return withExitCode('browser', count, code);
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

/** A runner that fails without a failed test (an unhandled error, no test at all) counts as a failure. */
function withExitCode(stage: StageName, count: Count, code: number): Count {
  if (code !== 0 && count.failed === 0) return sum([count, one(stage, `its runner ended with exit code ${code}`)]);
  return count.passed + count.failed === 0 ? one(stage, 'ran no test') : count;
}

function readReport<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report; // written by the runner just now, in its own format
  } catch {
    return undefined;
  }
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',') ?? names;
const unknown = wanted.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`unknown stage ${unknown.join(', ')}: choose from ${names.join(', ')}`);
  process.exit(2);
}

const lines: string[] = [];
const counts: Count[] = [];
for (const name of names.filter((stage) => wanted.includes(stage))) {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const started = performance.now();
  const count = await stages[name]().catch((error: unknown) =>
    one(name, error instanceof Error ? error.message : String(error)),
  );
  counts.push(count);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  lines.push(
    `${name.padEnd(10)}${`${count.passed} passed`.padStart(14)}${`${count.failed} failed`.padStart(12)}${seconds.padStart(7)} s`,
  );
  console.log(lines.at(-1));
}
rmSync(reports, { recursive: true });

const total = sum(counts);
console.log(`\n${lines.join('\n')}`);
if (total.failed > 0) console.log(`\nWhat failed:\n${total.failures.map((text) => `  ${text}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
