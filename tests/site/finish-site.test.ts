import { expect, it } from 'vitest';
import { finished } from '../../src/site/integrations/finish-site.ts';

/** As included by Starlight. */
const idle = '<script type="module" src="/notes/_astro/Page.astro_astro_type_script_index_0_lang.abc.js"></script>';

/** As Astro hydrates islands. */
const waking = '<script>(()=>{customElements.define("astro-island",class extends HTMLElement{})})();</script>';

const page = (words: string): string =>
  `<html data-theme="light"><head><link rel="stylesheet" href="/notes/_astro/style.css"></head><body>${idle}${words}</body></html>`;
const built = {
  'index.html': page('<span class="katex"><span class="mord">x</span></span>'),
  'about/index.html': page('Words.'),
  'robots.txt': 'all',
  '_astro/style.css': '.katex .mord{color:red}.katex .mrel{color:blue}p{margin:0}',
};

it('of a site every page and its style sheet are finished, and nothing else is touched', () => {
  const files = new Map(Object.entries(built).map(([path, text]) => [path, Buffer.from(text)]));
  const changed = finished(files, '/notes/');
  const sheet =
    [...changed.keys()].find((path) => path.startsWith('_astro/style.') && path !== '_astro/style.css') ?? '';
  expect([...changed.keys()].sort()).toEqual(['_astro/style.css', sheet, 'about/index.html', 'index.html'].sort());
  expect(changed.get('_astro/style.css')).toBeUndefined();
  // A rule that no formula of the site uses is left out.
  expect(changed.get(sheet)).toBe('.katex .mord{color:red}p{margin:0}');
  for (const html of [changed.get('index.html') ?? '', changed.get('about/index.html') ?? '']) {
    expect(html.match(/rel="stylesheet"/g)).toHaveLength(1);
    expect(html).toContain(`href="/notes/${sheet}"`);
    // Our list of pages replaces its own.
    expect(html).not.toContain('Page.astro');
    expect(html).toMatch(/^<html><head><meta http-equiv="content-security-policy"/);
  }
});

it('what wakes islands is one file of all pages', () => {
  const files = {
    'index.html': page(`${waking}<script>theme()</script>`),
    'about/index.html': page(waking),
    '_astro/style.css': '',
  };
  const changed = finished(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])), '/notes/');
  const shared = [...changed.keys()].filter((path) => path.endsWith('.js'));
  expect(shared).toHaveLength(1);
  expect(changed.get(shared[0] ?? '')).toContain('customElements.define');
  const [home = '', about = ''] = [changed.get('index.html'), changed.get('about/index.html')];
  for (const html of [home, about]) {
    expect(html).toContain(`<script src="/notes/${shared[0]}" defer></script>`);
    expect(html).not.toContain('customElements.define');
  }
  expect(home).toContain('<script>theme()</script>');
});
