/**
 * The site built twice more: for its own address, which must give the same bytes as dist/, and for another base path,
 * the root of a host unless the site is already there. One after the other, because Astro keeps one list of pages for
 * all builds of a checkout.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plain, root, run } from '../../scripts/command.ts';
import { base } from '../../site.config.ts';
import { differences, readSiteBytes, type SiteBytes } from '../site-bytes.ts';

/** Builds beside dist/, which is not changed. */
async function builtBeside(
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ site: string; files: SiteBytes }> {
  const site = join(root, '.astro/builds', name);
  const { code, output } = await run('astro', ['build'], {
    quiet: true,
    environment: { ...environment, SITE_OUT: site },
  });
  expect(code, plain(output).slice(-2000)).toBe(0);
  return { site, files: readSiteBytes(site) };
}

it('two builds give the same bytes', { timeout: 600_000 }, async () => {
  const { files } = await builtBeside('again', { SITE_BASE: base });
  expect(differences(readSiteBytes(join(root, 'dist')), files)).toEqual([]);
});

it('a build for another path links to nothing below this one', { timeout: 600_000 }, async () => {
  const { site, files } = await builtBeside('other', {
    SITE_BASE: base === '/' ? '/below/' : '/',
    // Pages use absolute URLs for their pictures and in the sitemap.
    SITE_URL: 'https://uni.example',
  });
  expect([...files.keys()]).toContain('hyperparameters/index.html');
  // Every path begins with the root of a host.
  const stray = base === '/' ? /(?!)/ : new RegExp(`(href|src|content|url)[=(]["']?${base}`);
  const pages = [...files.keys()].filter((path) => /\.(html|css|xml|webmanifest)$/.test(path));
  expect(pages.filter((path) => stray.test(readFileSync(join(site, path), 'utf8')))).toEqual([]);
  // Every page and every embed names an existing preview.
  const isPage = (path: string): boolean => /\.html$/.test(path) && !path.startsWith('sandbox/');
  const wrong = pages.filter((path) => {
    const [, picture] =
      /"og:image" content="https:\/\/uni\.example([^"]+\.png)"/.exec(readFileSync(join(site, path), 'utf8')) ?? [];
    return isPage(path) && !files.has((picture ?? '').replace(base === '/' ? '/below/' : '/', ''));
  });
  expect(wrong).toEqual([]);
});
