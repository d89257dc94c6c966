/** The site built three times: twice for its own address, which must give the same bytes, and once for the root of a host. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../command.ts';
import { differences, readSiteBytes, type SiteBytes } from '../site-bytes.ts';
import { type Count, one, sum } from './count.ts';
import type { Run } from './stages.ts';

/** Builds beside dist/, which stays as the site's own build left it. */
const beside = (name: string): string => join(root, '.astro', 'builds', name);

export interface Built {
  count: Count;
  /** Whether there is a site in dist/ to look at. */
  isWhole: boolean;
}

export async function builds(run: Run, base: string): Promise<Built> {
  const build = async (where: string, out: string): Promise<SiteBytes | undefined> => {
    const environment = { SITE_BASE: where, ...(out !== join(root, 'dist') && { SITE_OUT: out }) };
    const { code } = await run('astro', ['build'], environment);
    return code === 0 ? readSiteBytes(out) : undefined;
  };
  const refused = 'the messages above name file and line';
  // The first computes what the two others find ready.
  const first = await build(base, join(root, 'dist'));
  const [second, rooted] = first
    ? await Promise.all([build(base, beside('again')), build('/', beside('root'))])
    : [undefined, undefined];
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
      one('build under /', rooted === undefined ? refused : strayBase(rooted, beside('root'))),
      one('two builds, the same bytes', same),
    ]),
  };
}

/** A page built for the root of a host may not name the project page's base path. */
function strayBase(files: SiteBytes, site: string): string | undefined {
  const pages = [...files.keys()].filter((path) => /\.(html|css|xml|webmanifest)$/.test(path));
  const stray = pages.filter((path) =>
    /(href|src|content|url)[=(]["']?\/fitting-models\//.test(readFileSync(join(site, path), 'utf8')),
  );
  return stray.length === 0 ? undefined : `${stray.join(', ')} link to /fitting-models/, though the base is /`;
}
