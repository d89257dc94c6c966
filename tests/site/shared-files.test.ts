import { describe, expect, it } from 'vitest';
import { withSharedFiles } from '../../src/site/integrations/shared-files.ts';

const directive = '(()=>{(self.Astro||(self.Astro={})).seen=1})();';
const island = '(()=>{customElements.define("astro-island",class{})})();';
const theme = '<script>document.documentElement.dataset.theme = 1;</script>';
const colours = '<noscript><style>:root{--page:#000}</style></noscript>';
const words = '<noscript><p>Scripts are off.</p></noscript>';
const pageOf = (...scripts: string[]): string =>
  `<head>${theme}${colours}</head><body>${words}${scripts.map((one) => `<script>${one}</script>`).join('')}<p></p></body>`;

describe('what every page says in the same words', () => {
  const { page, files } = withSharedFiles(pageOf(directive, island), '/notes/');
  const [script = '', sheet = ''] = [...files.keys()];

  it('is in a file for scripts and one for colours, and all else stays where it was', () => {
    expect(page).toBe(
      `<head>${theme}<noscript><link rel="stylesheet" href="/notes/${sheet}" media="screen"></noscript></head><body>${words}<script src="/notes/${script}" defer></script><p></p></body>`,
    );
    expect([...files]).toEqual([
      [script, `${directive}\n${island}`],
      [sheet, ':root{--page:#000}'],
    ]);
  });

  it('is shared by pages that say the same, and by no others', () => {
    const of = (...scripts: string[]) => [...withSharedFiles(pageOf(...scripts), '/notes/').files.keys()][0];
    expect(of(directive, island)).toBe(script);
    expect(of(island)).not.toBe(script);
  });

  it('and what no script reads of an island is left out', () => {
    const open = (marks: string, opts: string) =>
      `<astro-island${marks} component-url="/a.js" props="{&quot;name&quot;:[0,&quot;me&quot;]}" opts="${opts}">`;
    const written = open(
      ' uid="Z1b" data-preact-island-id="3"',
      '{&quot;name&quot;:&quot;Field&quot;,&quot;value&quot;:true}',
    );
    const { page } = withSharedFiles(`${written}<p uid="Z"></p>`, '/notes/');
    expect(page).toBe(`${open(' data-preact-island-id="3"', '{&quot;value&quot;:true}')}<p uid="Z"></p>`);
  });

  it('is nothing on a page without islands', () => {
    const plain = `<head>${theme}</head><body>${words}</body>`;
    expect(withSharedFiles(plain, '/notes/')).toEqual({ page: plain, files: new Map() });
  });
});
