import { expect, it } from 'vitest';
import { finished } from '../../src/site/integrations/finish-site.ts';

/** As Starlight brings it along. */
const idle = '<script type="module" src="/notes/_astro/Page.astro_astro_type_script_index_0_lang.abc.js"></script>';

const page = (words: string): string =>
  `<html data-theme="light"><head><noscript><style>p{color:blue}</style></noscript><link rel="stylesheet" href="/notes/_astro/style.css"></head><body>${idle}${words}</body></html>`;
const built = {
  'index.html': page('<span class="katex"><span class="mord">x</span></span>'),
  'about/index.html': page('Words.'),
  'robots.txt': 'all',
  '_astro/style.css': '.katex .mord{color:red}.katex .mrel{color:blue}p{margin:0}',
  '_astro/KaTeX_Main-Regular.abc.woff2': '',
  '_astro/KaTeX_Math-Italic.abc.woff2': '',
};

it('of a site every page and its style sheet are finished, and nothing else is touched', () => {
  const files = new Map(Object.entries(built).map(([path, text]) => [path, Buffer.from(text)]));
  const changed = finished(files, '/notes/');
  const sheet =
    [...changed.keys()].find((path) => path.startsWith('_astro/style.') && path !== '_astro/style.css') ?? '';
  const shared = [...changed.keys()].find((path) => path.startsWith('_astro/shared.')) ?? '';
  expect([...changed.keys()].sort()).toEqual(
    ['_astro/style.css', sheet, shared, 'about/index.html', 'index.html'].sort(),
  );
  expect(changed.get('_astro/style.css')).toBeUndefined();
  // A rule that no formula of the site needs is left out; a page without formulas preloads no faces.
  expect(changed.get(sheet)).toBe('.katex .mord{color:red}p{margin:0}');
  const [first = '', about = ''] = [changed.get('index.html'), changed.get('about/index.html')];
  for (const html of [first, about]) {
    // Those without scripts have one more, in which nothing else is that others need.
    const without = `<noscript><link rel="stylesheet" href="/notes/${shared}" media="screen"></noscript>`;
    expect(html).toContain(without);
    expect(html.replace(without, '').match(/rel="stylesheet"/g)).toHaveLength(1);
    expect(html).toContain(`href="/notes/${sheet}"`);
    // Its list of pages is not ours.
    expect(html).not.toContain('Page.astro');
    expect(html).toMatch(/^<html><head><meta http-equiv="content-security-policy"/);
  }
  expect(first).toContain('href="/notes/_astro/KaTeX_Main-Regular.abc.woff2" as="font"');
  expect(about).not.toContain('as="font"');
});
