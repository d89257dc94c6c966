import { describe, expect, it } from 'vitest';
import { allFiles, filesNeeded, type Site } from '../../src/site/integrations/offline-files.ts';

const texts: Readonly<Record<string, string>> = {
  'index.html': '<a href="/notes/one/"></a><link href="/notes/_astro/look.Ab.css">',
  'one/index.html':
    '<script src="/notes/_astro/page.Cd.js"></script><script type="application/json">{"id":"slow"}</script><a href="/notes/two/index.html">',
  'two/index.html': '<script src="/notes/_astro/lone.Ef.js"></script><p>slow</p>',
  '404.html': '',
  'embed/slow/index.html': '<b data-spec="{&quot;id&quot;:&quot;slow&quot;}"></b>',
  '_astro/look.Ab.css': '@font-face{src:url(./face.Gh.woff2)}',
  '_astro/page.Cd.js': 'import"./deep.Ij.js";new Worker(new URL("/notes/_astro/worker-Kl.js",import.meta.url))',
  '_astro/deep.Ij.js': 'import("./page.Cd.js");frame.src=base+"sandbox/python.html"',
  '_astro/worker-Kl.js': 'fetch(new URL("core.Mn.wasm",import.meta.url))',
  '_astro/lone.Ef.js': 'fetch(base+"tasks.json")',
  'sandbox/python.html': '',
  'tasks.json': '{}',
  'precomputed/slow.json': '{}',
  'pagefind/pagefind.js': '',
  'pagefind/pagefind-ui.js': '',
  'pagefind/pagefind-modular-ui.css': '',
  'pagefind/index/en_1.pf_index': '',
  'robots.txt': '',
  'sitemap-0.xml': '',
  'fitting-models.pdf': '',
};
const binary = ['_astro/face.Gh.woff2', '_astro/core.Mn.wasm', '_astro/unused.Op.png'];
const site: Site = { files: [...Object.keys(texts), ...binary], read: (file) => texts[file] ?? '' };

describe('filesNeeded', () => {
  const needs = filesNeeded(site);

  it('goes from a page to its scripts, what they import, their workers and what these fetch', () => {
    expect([...needs('one/index.html')].sort()).toEqual([
      '_astro/core.Mn.wasm',
      '_astro/deep.Ij.js',
      '_astro/page.Cd.js',
      '_astro/worker-Kl.js',
      'one/index.html',
      'precomputed/slow.json',
      'sandbox/python.html',
    ]);
  });

  it('takes the faces of a style sheet, and no page that is led to', () => {
    expect([...needs('index.html')].sort()).toEqual(['_astro/face.Gh.woff2', '_astro/look.Ab.css', 'index.html']);
  });

  it('takes results for a figure, not for a word of the prose', () => {
    expect(needs('two/index.html')).not.toContain('precomputed/slow.json');
    expect(needs('two/index.html')).toContain('tasks.json');
    expect(needs('embed/slow/index.html')).toContain('precomputed/slow.json');
  });
});

it('allFiles: every page with its files and the search, and nothing that no page loads', () => {
  const all = allFiles(site);
  const left = site.files.filter((file) => !all.has(file));
  expect(left.sort()).toEqual([
    '404.html',
    '_astro/unused.Op.png',
    'fitting-models.pdf',
    'pagefind/pagefind-modular-ui.css',
    'pagefind/pagefind-ui.js',
    'robots.txt',
    'sitemap-0.xml',
  ]);
});
