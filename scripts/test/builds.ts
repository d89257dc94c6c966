/**
 * The site built three times: twice for its own address, which must give the same bytes, and once for another path, that of
 * the root of a host unless the site is there itself. The first is left in dist/, and computes what the others find ready.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plain, root } from '../command.ts';
import { differences, readSiteBytes, type SiteBytes } from '../site-bytes.ts';
import { type Count, one, sum } from './count.ts';
import { readSources } from './imports.ts';
import { unlessPassed } from './kept-steps.ts';
import type { Run } from './stages.ts';

/** Where the build with another language says that it is published: pages give whole addresses for their other languages. */
const ELSEWHERE = 'https://uni.example';

/** Builds beside dist/, which stays as the site's own build left it. */
const beside = (name: string): string => join(root, '.astro', 'builds', name);

/** The site in dist/, at its own address. */
export async function buildOnce(run: Run, base: string): Promise<Count> {
  const { code, output } = await run('astro', ['build'], { SITE_BASE: base });
  return one(`build under ${base}`, code === 0 ? undefined : refusal(output));
}

/** What the build says from its first error on, less what is of no use without its code. */
function refusal(output: string): string {
  const lines = plain(output).split('\n');
  const said = lines.slice(lines.findIndex((line) => line.includes('[ERROR]')));
  const end = said.findIndex((line) => /^\s*(Stack trace|Hint):/.test(line));
  return said
    .slice(0, end < 0 ? 12 : end)
    .filter((line) => line.trim() !== '')
    .join('\n    ');
}

/**
 * The site in dist/ built once more, and once for another path.
 * @param again whether also where both passed with the same files and the same dist/
 */
export async function rebuilds(run: Run, base: string, again: boolean): Promise<{ count: Count; isOld: boolean }> {
  const first = readSiteBytes(join(root, 'dist'));
  const hash = (): string => hashOfSite(root, first);
  // Browser tests look at the one with another language.
  const isThere = existsSync(join(beside('other'), 'index.html'));
  return unlessPassed(root, { name: 'rebuild', hash, again: again || !isThere }, async () => {
    const other = base === '/' ? '/below/' : '/';
    // The site with another language is built for the other path, so that no further build is needed.
    const moved = await buildBeside(run, 'other', { SITE_BASE: other, SITE_LANGUAGES: 'de', SITE_URL: ELSEWHERE });
    const second = await buildBeside(run, 'again', { SITE_BASE: base });
    const changed = second && differences(first, second);
    const same = changed?.length === 0 ? undefined : changed ? `differ in ${changed.join(', ')}` : REFUSED;
    return sum([
      one(`build under ${other}`, moved === undefined ? REFUSED : strayBase(moved, beside('other'), base)),
      one('two builds, the same bytes', same),
    ]);
  });
}

/** Of a built site, and of all that a build may read: all but the tests. */
export function hashOfSite(project: string, built: SiteBytes): string {
  const files = globSync(['{src,public,scripts,docs}/**/*', '*.*', 'LICENSE*', '.nvmrc'], { cwd: project });
  return readSources(project, [...built].flat().join('\n')).hashOf(files);
}

const REFUSED = 'the messages above name file and line';

/**
 * The builds follow each other, because Astro keeps one list of pages for all builds of a checkout, and the build with
 * another language has more pages.
 */
async function buildBeside(
  run: Run,
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<SiteBytes | undefined> {
  const { code } = await run('astro', ['build'], { ...environment, SITE_OUT: beside(name) });
  return code === 0 ? readSiteBytes(beside(name)) : undefined;
}

/** A page built for the root of a host may not name the path below which the site is otherwise. */
function strayBase(files: SiteBytes, site: string, base: string): string | undefined {
  if (base === '/') return undefined;
  const pages = [...files.keys()].filter((path) => /\.(html|css|xml|webmanifest)$/.test(path));
  const stray = pages.filter((path) =>
    new RegExp(`(href|src|content|url)[=(]["']?${base}`).test(readFileSync(join(site, path), 'utf8')),
  );
  return stray.length === 0 ? undefined : `${stray.join(', ')} link to ${base}, though the base is /`;
}
