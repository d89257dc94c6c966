/**
 * The site built three times: twice for its own address, which must give the same bytes, and once for another path, that of
 * the root of a host unless the site is there itself. Only a build for its own address is left in dist/.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plain, root } from '../command.ts';
import { differences, readSiteBytes, type SiteBytes } from '../site-bytes.ts';
import { type Count, one, sum } from './count.ts';
import type { Run } from './stages.ts';

/** Where the build with another language says that it is published: pages give whole addresses for their other languages. */
const ELSEWHERE = 'https://uni.example';

/** Builds beside dist/, which stays as the site's own build left it. */
const beside = (name: string): string => join(root, '.astro', 'builds', name);

export interface Built {
  count: Count;
  /** Whether there is a site in dist/ to look at. */
  isWhole: boolean;
}

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

export async function builds(run: Run, base: string): Promise<Built> {
  const build = async (where: string, out: string): Promise<SiteBytes | undefined> => {
    const environment = {
      SITE_BASE: where,
      ...(out !== join(root, 'dist') && { SITE_OUT: out }),
      // The site with another language is built for the other path, so that no further build is needed.
      ...(where === other && { SITE_LANGUAGES: 'de', SITE_URL: ELSEWHERE }),
    };
    const { code } = await run('astro', ['build'], environment);
    return code === 0 ? readSiteBytes(out) : undefined;
  };
  const other = base === '/' ? '/below/' : '/';
  const refused = 'the messages above name file and line';
  // The first computes what the two others find ready. They follow each other, because Astro keeps one list of pages for
  // all builds of a checkout, and the build with another language has more pages.
  const first = await build(base, join(root, 'dist'));
  const moved = first && (await build(other, beside('other')));
  const second = first && (await build(base, beside('again')));
  const changed = first && second ? differences(first, second) : undefined;
  const same =
    changed === undefined
      ? 'there are no two builds'
      : changed.length > 0
        ? `differ in ${changed.join(', ')}`
        : undefined;
  return {
    isWhole: first !== undefined,
    count: sum([
      one(`build under ${base}`, first === undefined ? refused : undefined),
      one(`build under ${other}`, moved === undefined ? refused : strayBase(moved, beside('other'), base)),
      one('two builds, the same bytes', same),
    ]),
  };
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
