import { describe, expect, it } from 'vitest';
import { withBase } from '../../../src/site/markdown/base-links.ts';
import { compile } from '../../content/compile.ts';

describe('baseLinks', () => {
  it('puts the base before root-relative links, in Markdown and in HTML', async () => {
    const code = await compile('[a](/sgd/#x) and <a href="/adam/">b</a>\n', undefined, '/notes/');
    expect(code).toContain('href: "/notes/sgd/#x"');
    expect(code).toContain('href: "/notes/adam/"');
  });

  it('leaves them at the root of a host', async () => {
    expect(await compile('[a](/sgd/)', undefined, '/')).toContain('href: "/sgd/"');
  });

  it.each(['https://a.org/', '#x', '?sgd.alpha=1#sgd', '//a.org/', 'mailto:a@b.org'])('leaves %s alone', (address) => {
    expect(withBase(address, '/notes/')).toBe(address);
  });
});
