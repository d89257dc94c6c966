/**
 * npm test                   lint, types, one build and the quick tests, in under four minutes on two cores
 * npm run test:full          the full suite: these, then the tests in files called *.full.*, and Firefox
 * npm test -- --file=NAME    the tests in files whose path contains NAME, quick or not
 * npm test -- --only=course  the checks for a course: the build, formulas, links, numbers, and the layout and accessibility
 *                            of your own pages and of those that changed
 *
 * Runs the tools and adds up the counts in their last lines; a tool without a count is one check. The last line is
 * `N passed, N failed` over all of them, and the exit code is 1 if anything failed.
 */
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base } from '../site.config.ts';
import { plain, root, run } from './command.ts';
import { exitWith, readOptions, UsageError } from './options.ts';
import { type Count, counted, sum } from './test/count.ts';
import { changedPages, courseTests } from './test/course.ts';

type Environment = Readonly<Record<string, string>>;
interface Call {
  tool: Parameters<typeof run>[0];
  args: readonly string[];
  environment?: Environment;
}

const { values: options } = readOptions(
  { url: import.meta.url, name: 'npm test' },
  { full: { type: 'boolean' }, file: { type: 'string' }, only: { type: 'string' } },
);
/** A folder in which the build and the tests of this run share results; other runs do not use it. */
const memo = mkdtempSync(join(tmpdir(), 'fitting-models-memo-'));
process.on('exit', () => rmSync(memo, { recursive: true, force: true }));
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);
const results: { name: string; count: Count; from: number; to: number }[] = [];

/** Runs one tool; beside others (`aside`) its output appears in one piece at the end. */
async function step(name: string, { tool, args, environment = {} }: Call, aside = false): Promise<void> {
  const from = seconds();
  const title = `\n── ${name} ${'─'.repeat(60 - name.length)}\n`;
  if (!aside) process.stdout.write(title);
  const { code, output } = await run(tool, args, {
    quiet: aside,
    environment: { SITE_BASE: base, MEMO_FOLDER: memo, ...environment },
  });
  if (aside) process.stdout.write(title + output);
  results.push({ name, count: counted(name, code, plain(output)), from, to: seconds() });
}

const lint: Call = { tool: 'biome', args: ['check', '--error-on-warnings', '.'] };
const types: Call = { tool: 'tsc', args: [] };
/** Also checks the code in .astro files, which takes five times as long. */
const components: Call = {
  tool: { file: join(root, 'verification/node_modules/@astrojs/check/bin/astro-check.js') },
  args: ['--minimumFailingSeverity', 'hint'],
};
const build: Call = { tool: 'astro', args: ['build'] };
const unit = (...args: string[]): Call => ({ tool: 'vitest', args: ['run', ...args] });
const browser = (...args: string[]): Call => ({ tool: 'playwright', args: ['test', ...args] });
const isBuilt = (): boolean => existsSync(join(root, 'dist/index.html'));

/** Runs a step on the built site, whose output is useless if there is none. */
async function onSite(name: string, call: Call, aside = false): Promise<void> {
  if (results.some(({ name, count }) => name === 'build' && count.failed > 0)) return;
  await step(name, call, aside);
}

async function quick(): Promise<void> {
  // Two sequences in parallel, since most steps keep one core busy: one builds the site and checks it, the other checks
  // the sources. The type check needs the list of pages, which the build writes in its first seconds.
  const site = async (): Promise<void> => {
    await step('build', build, true);
    // The full tier runs for half an hour before anything is published, so it retries tests that may have failed
    // because of a loaded machine.
    const again = options.full ? ['--retries=1'] : [];
    await Promise.all([
      onSite('built', { ...unit('--project=built'), environment: { TIER: 'quick' } }, true),
      onSite('browser', browser('(?<!\\.full)\\.browser\\.ts$', ...again), true),
    ]);
  };
  const sources = async (): Promise<void> => {
    await step('unit', { ...unit('--project=!built'), environment: { TIER: 'quick' } }, true);
    await step('types', types, true);
    await step('lint', lint, true);
  };
  await Promise.all([site(), sources()]);
}

async function rest(): Promise<void> {
  await onSite('unit, full', unit('.full.test.'));
  const again = '--retries=1';
  await onSite('browser, full', browser('(?<!/writing)\\.full\\.browser\\.ts$', again));
  // Each of these keeps one core busy, sometimes two.
  const file = join(root, 'verification/browsers.ts');
  await Promise.all([
    step('components', components, true),
    step('verification', unit('--config=verification/vitest.config.ts'), true),
    onSite('firefox', { tool: { file }, args: ['--engines=firefox', '--quick'] }, true),
    onSite('writing', browser('/writing\\.full\\.browser\\.ts$', again), true),
  ]);
}

async function file(name: string): Promise<void> {
  const [tests, pages] = ['*.test.{ts,tsx}', '*.browser.ts'].map((kind) =>
    globSync(`tests/**/${kind}`, { cwd: root }).filter((path) => path.includes(name)),
  ) as [string[], string[]];
  if (tests.length + pages.length === 0) throw new UsageError(`--file=${name}: no test file has that in its path.`);
  if (!isBuilt() && [...tests, ...pages].some((path) => /tests\/(built|browser)\//.test(path)))
    await step('build', build);
  if (tests.length > 0) await step('unit', unit(...tests));
  if (pages.length > 0) await onSite('browser', browser(...pages));
}

async function course(): Promise<void> {
  const changed = await changedPages();
  console.log(`Looked at: ${changed.join(', ')}`);
  const pages = changed.map((page) => (page === 'index' ? '' : `${page}/`)).join('|');
  await step('build', build);
  const environment = { COURSE_PAGES: changed.join(',') };
  await onSite('course', { ...unit(...courseTests), environment });
  await onSite('pages', browser('/page\\.browser|/pages\\.full', '--grep', `page /(${pages}) `));
}

try {
  if (options.only !== undefined && options.only !== 'course')
    throw new UsageError(`--only=${options.only}: there is only \`course\`; --file=NAME runs single files.`);
  if (options.full && !existsSync(join(root, 'verification/node_modules')))
    throw new UsageError('Firefox is driven by packages of verification/: run `npm ci --prefix verification`.');
  if (options.file !== undefined) await file(options.file);
  else if (options.only === 'course') await course();
  else await quick();
  if (options.full) await rest();
} catch (error) {
  exitWith(error);
}

const lineOf = ({ name, count, from, to }: (typeof results)[number]): string =>
  `${name.padEnd(14)}${`${count.passed} passed`.padStart(13)}${`${count.failed} failed`.padStart(12)}` +
  `${`${to - from} s`.padStart(9)}${`from ${from} to ${to} s`.padStart(22)}`;
console.log(`\n${results.map(lineOf).join('\n')}\nin all${`${seconds()} s`.padStart(42)}`);
const { passed, failed, failures } = sum(results.map(({ count }) => count));
if (failed > 0) console.log(`\nWhat failed:\n${failures.map((text) => `  ${text}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
