/**
 * npm run course -- chapters                  lists the pages of the course and the pages left out
 * npm run course -- chapters remove momentum  leaves a page out; several names leave out several
 * npm run course -- chapters add momentum     restores it
 *
 * A page left out is not built and appears in no list, no search and no sitemap. A link to one of its figures leads to the
 * figure on its own; any other link to it becomes plain text. Its file stays, so its claims are still tested and it can be
 * restored. For a page of your own: npm run new -- page <name>.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chaptersOf, course, groups } from '../../site.config.ts';
import { suggestion } from '../../src/engine/spelling.ts';
import { isOwn, pages } from '../../src/references/page-widgets.ts';
import { root } from '../command.ts';
import { exitWith, readOptions, UsageError } from '../options.ts';
import { CONFIG, formatConfig, readConfig, withLeftOut } from './config-text.ts';
import { linksTo } from './links.ts';

const chapters = chaptersOf(groups).flatMap(({ pages }) => pages);
const ownPages = pages.filter((page) => isOwn(readFileSync(join(root, 'src/content/docs', page), 'utf8')));
/** Code, and not only prose, links to the other pages, so no course can leave those out. */
const removable = [...chapters, 'notes', ...ownPages.map((page) => page.replace(/\.mdx$/, ''))];

const isOut = (page: string): boolean => course.leftOut.includes(page);

function show(): void {
  for (const { label, pages } of groups) {
    console.log(label);
    for (const page of pages) console.log(`  ${page}${isOut(page) ? '  (left out)' : ''}`);
  }
}

async function leaveOut(leftOut: readonly string[]): Promise<void> {
  writeFileSync(join(root, CONFIG), withLeftOut(readConfig(), leftOut));
  formatConfig();
}

async function remove(some: readonly string[]): Promise<void> {
  for (const page of some) {
    if (isOut(page)) throw new UsageError(`${page} is left out already`);
    if (!removable.includes(page))
      throw new UsageError(
        existsSync(join(root, `src/content/docs/${page}.mdx`))
          ? `${page} has to stay, since other pages need it; you can leave out ${removable.join(', ')}`
          : `there is no page "${page}"${suggestion(page, removable)}`,
      );
  }
  if (chapters.every((one) => some.includes(one) || isOut(one)))
    throw new UsageError(`${some.at(-1)} is the only chapter left, and a course needs at least one`);
  await leaveOut([...course.leftOut, ...new Set(some)]);
  console.log(`${some.join(', ')} ${some.length > 1 ? 'are' : 'is'} left out: site.config.ts says so.`);
  const links = some.flatMap(linksTo);
  if (links.length > 0) console.log(`\nLinks to them:\n${links.map((line) => `  ${line}`).join('\n')}`);
}

async function add(some: readonly string[]): Promise<void> {
  for (const page of some.filter((one) => !isOut(one))) {
    const there = groups.some(({ pages }) => pages.includes(page));
    throw new UsageError(
      there
        ? `${page} is in the course already`
        : `there is no page "${page}"${suggestion(page, course.leftOut)}; npm run new -- page ${page} writes one`,
    );
  }
  await leaveOut(course.leftOut.filter((page) => !some.includes(page)));
  console.log(`${some.join(', ')} ${some.length > 1 ? 'are' : 'is'} in the course again: site.config.ts says so.`);
}

const { positionals } = readOptions({ url: import.meta.url, name: 'npm run course -- chapters' }, {}, { words: true });
try {
  const [verb, ...some] = positionals;
  if (verb === undefined) show();
  else if (verb !== 'add' && verb !== 'remove')
    throw new UsageError(`npm run course -- chapters add <page>, or remove <page>; not "${verb}"`);
  else if (some.length === 0) throw new UsageError(`which page? npm run course -- chapters ${verb} ${chapters[0]}`);
  else if (verb === 'add') await add(some);
  else await remove(some);
} catch (error) {
  exitWith(error);
}
