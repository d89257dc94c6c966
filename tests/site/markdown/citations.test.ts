import { describe, expect, it } from 'vitest';
import { compile, failure } from '../../content/compile.ts';

describe('a correction that is cited on another page', () => {
  it('comes whole, with the numbers of its own page and links to it', async () => {
    const code = (await compile('<Cited correction={1} />\n')).replace(/\s+/g, ' ');
    expect(code).toMatch(/Correction, \{ n: 1, note: "/);
    const values = code.match(/_jsx\(Value, \{[^}]*\}/g) ?? [];
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(value).toMatch(/page: "[\w-]+", loc: "src\/content\/docs\/[\w-]+\.mdx:\d+:1"/);
  });

  it('is one that a page has', async () => {
    for (const wrong of ['<Cited correction={99} />', '<Cited />', '<Cited correction="1" />'])
      expect(await failure(`Text.\n\n${wrong}\n`)).toMatch(/^3:1 <Cited correction=\{…\}> gives the number/);
  });
});
