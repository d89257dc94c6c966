/**
 * npm test                            every check; the last line is `N passed, N failed` over all of them
 * npm test -- --only=lint,types,unit  these stages: lint, types, unit, build, rebuild, pages, mistakes, firefox,
 *                                     browser
 * npm test -- --only=course           what an edit of a course may break, in some three minutes: the build, formulas, links,
 *                                     numbers, and whether the pages that are yours or have changed fit and read aloud
 * npm test -- --all                   also the tests whose code and pages have not changed since they passed
 *
 * Two stages run side by side; the browser tests follow. A stage that is not a test runner counts as one check. Ends with 1
 * where anything failed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { base } from '../site.config.ts';
import { root } from './command.ts';
import { readOptions } from './options.ts';
import { browser } from './test/browser.ts';
import { buildOnce, rebuilds } from './test/builds.ts';
import { type Count, one, sum } from './test/count.ts';
import { changedPages, courseTests } from './test/course.ts';
import { firefox } from './test/firefox.ts';
import { inLanes } from './test/lanes.ts';
import { playwright, vitest } from './test/runners.ts';
import { lineOf, type Result, runStage, type Stage } from './test/stages.ts';
import { types } from './test/types.ts';
import { unit } from './test/unit.ts';
import { checkWrongContent } from './wrong-content.ts';

/** Tests that read the built pages, and so come after the build. */
const pageTests = ['tests/site/fonts.test.ts', 'tests/site/bundle.test.ts'];
/** Set by the stage `build`: what follows would only repeat its messages. */
let brokenBuild = false;

const stages = {
  lint: async (run) => {
    const { code } = await run('biome', ['check', '--error-on-warnings', '.']);
    return one('lint', code === 0 ? undefined : '`npm run format` mends what can be mended by itself');
  },
  types: (run, say) => types(run, say, values.all === true),
  unit: (run, say) => unit(run, say, pageTests, values.all === true),
  build: async (run) => {
    const count = await buildOnce(run, base);
    brokenBuild = count.failed > 0;
    return count;
  },
  rebuild: (run, say) =>
    onSite('rebuild', async () => {
      const { count, isOld } = await rebuilds(run, base, values.all === true);
      if (isOld) say('both builds passed before with the same files; --all builds them again');
      return count;
    }),
  pages: (run) => onSite('pages', async () => (await vitest('pages', pageTests, run)).count),
  mistakes: (_, say) => checkWrongContent(say, values.all === true),
  browser: (run, say) => onSite('browser', () => browser(run, say, base, values.all === true)),
  firefox: (_, say) => onSite('firefox', () => firefox(say)),
  course: async (run, say) => {
    const changed = await changedPages();
    say(`Looked at: ${changed.join(', ')}`);
    const built = await buildOnce(run, base);
    if (built.failed > 0) return built;
    const pages = `page /(${changed.map((page) => (page === 'index' ? '' : `${page}/`)).join('|')}) `;
    return sum([
      built,
      (await vitest('course', courseTests, run, { COURSE_PAGES: changed.join(',') })).count,
      (await playwright('course', run, base, ['page.browser.ts', '--grep', pages])).count,
    ]);
  },
} satisfies Record<string, Stage>;
type StageName = keyof typeof stages;
const names = Object.keys(stages) as StageName[]; // Object.keys of a literal gives its own keys
/** All that there is to check; the stage `course` does a part of it again. */
const all = names.filter((name) => name !== 'course');

/** Side by side in two lanes, what keeps both cores busy by itself last; then the browser tests, which take all of them. */
const first: readonly StageName[] = ['unit', 'lint', 'types', 'build', 'firefox', 'pages', 'rebuild', 'mistakes'];
/** What looks at the site waits for it; the type check and a build both write down which pages there are, so neither runs beside the other. */
const needs: Readonly<Partial<Record<StageName, readonly StageName[]>>> = {
  build: ['types'],
  rebuild: ['build'],
  pages: ['build'],
  firefox: ['build'],
};
const after: readonly StageName[] = ['browser', 'course'];

function onSite(name: string, check: () => Promise<Count>): Promise<Count> {
  const lacks = brokenBuild || !existsSync(join(root, 'dist/index.html'));
  return lacks ? Promise.resolve(one(name, 'there is no built site to look at: run `npm run build`')) : check();
}

const resultOf = (name: StageName): Promise<Result> => runStage(name, stages[name]);
const isWanted = (name: StageName): boolean => wanted.includes(name);

const { values } = readOptions(
  { url: import.meta.url, name: 'npm test' },
  { only: { type: 'string' }, all: { type: 'boolean' } },
);
const wanted = values.only?.split(',') ?? all;
const unknown = wanted.filter((name) => !Object.hasOwn(stages, name));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}: choose from ${names.join(', ')}.`);
  process.exit(2);
}

const began = performance.now();
const results = await inLanes(2, first.filter(isWanted), needs, resultOf);
results.push(...(await inLanes(1, after.filter(isWanted), {}, resultOf)));
const total = sum(results.map(({ count }) => count));
console.log(`\n${results.map(lineOf).join('\n')}`);
console.log(`in all${' '.repeat(30)}${((performance.now() - began) / 1000).toFixed(0).padStart(7)} s`);
if (total.second?.length)
  console.log(`\nPassed at the second try:\n${total.second.map((text) => `  ${text}`).join('\n')}`);
if (total.failed > 0) console.log(`\nWhat failed:\n${total.failures.map((text) => `  ${text}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
